package tui

// Code that is wider than the text is cut at its edge and can be scrolled sideways, all blocks on
// the screen together.

// sideStep is how far one key scrolls code sideways, in cells.
const sideStep = 8

// sideRoom is how far the code that can be seen now can be scrolled sideways, in cells; 0 if none
// is cut.
func (p *postScreen) sideRoom(rows int) int {
	if p.page == nil {
		return 0
	}
	room, first := 0, p.top-len(p.head)
	for _, block := range p.page.Wide {
		if block.Last >= first && block.First < first+rows {
			room = max(room, block.Cells-block.Room)
		}
	}
	return room
}

// slide scrolls the code that can be seen by n cells.
func (p *postScreen) slide(n, rows int) {
	p.side = max(0, min(p.side+n, p.sideRoom(rows)))
}

// textLine returns a line of the page as it is scrolled.
func (p *postScreen) textLine(i int) string {
	if p.side == 0 {
		return p.page.Lines[i]
	}
	return p.page.Scrolled(i, p.side)
}
