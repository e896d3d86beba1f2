package tui

import (
	"strings"
)

// Bounds of the line above the text of a post that the reader has scrolled.
const (
	headedFrom = 21 // rows of the window; a lower one has no row to spare
	barCells   = 12 // of the bar that shows how far the reader is
	barFrom    = 60 // cells of the text from which on there is room for it
)

// headRows returns how many rows above the text a scrolled post has for its running head. At the
// beginning of a post, its title is there.
func headRows(d *display) int {
	if d.focusMode || d.height < headedFrom {
		return 0
	}
	return 1
}

// runningHead draws the title and the section that the reader is in, how far they are, and how many
// minutes are left. It changes seldom, so that a line scrolled by costs no more than without it.
func (p *postScreen) runningHead(h host, width int) string {
	right, rightCells := "", 0
	if last := p.length() - postRows(h.display); width >= barFrom && last > 0 && !p.load.partial() {
		done := min(barCells, p.top*barCells/last)
		left := h.texts.MinutesLeft.Of(max(1, p.post.Minutes*(barCells-done)/barCells))
		right = h.styles.mark.on(strings.Repeat("━", done)) +
			h.styles.muted.on(strings.Repeat("─", barCells-done)+" "+left)
		rightCells = barCells + 1 + h.cells(left)
	}
	where := p.post.Title
	if p.page != nil {
		if i := p.currentHeading(); i >= 0 {
			where += " › " + p.page.Headings[i].Text
		}
	}
	where = h.fit(where, width-rightCells-2)
	return h.styles.muted.on(where) + blanks(width-h.cells(where)-rightCells) + right
}
