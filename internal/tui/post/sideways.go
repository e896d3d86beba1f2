package post

// Code that is wider than the text is cut at the edge. It can be scrolled sideways, all visible
// blocks together.

// sideStep is how far one key scrolls code sideways, in cells.
const sideStep = 8

// sideRoom returns how far the visible code can be scrolled sideways, in cells; 0 if none is cut.
func (p *Screen) sideRoom(rows int) int {
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

// slide scrolls the visible code by n cells.
func (p *Screen) slide(n, rows int) {
	p.side = max(0, min(p.side+n, p.sideRoom(rows)))
}

// textLine returns a line of the page, scrolled sideways.
func (p *Screen) textLine(i int) string {
	if p.side == 0 {
		return p.page.Lines[i]
	}
	return p.page.Scrolled(i, p.side)
}
