package post

import (
	"strings"

	"github.com/sshblog/sshblog/internal/tui/screen"
)

// Bounds of the line above the text of a post that the reader has scrolled.
const (
	headedFrom = 21 // rows of the window; a lower one has no row to spare
	barCells   = 12 // of the bar that shows how far the reader is
	barFrom    = 60 // cells of the text from which on there is room for it
)

// headRows returns how many rows above the text a scrolled post has for its running head. At the
// beginning of a post, its title is there.
func headRows(d *screen.Display) int {
	if d.FocusMode || d.Height < headedFrom {
		return 0
	}
	return 1
}

// runningHead draws the title and the section that the reader is in, how far they are, and how many
// minutes are left. It changes seldom, so that a line scrolled by costs no more than without it.
func (p *Screen) runningHead(h screen.Host, width int) string {
	right, rightCells := "", 0
	if last := p.length() - postRows(h.Display); width >= barFrom && last > 0 && !p.load.partial() {
		done := min(barCells, p.top*barCells/last)
		left := h.Texts.MinutesLeft.Of(max(1, p.Post.Minutes*(barCells-done)/barCells))
		right = h.Styles.Mark.On(strings.Repeat("━", done)) +
			h.Styles.Muted.On(strings.Repeat("─", barCells-done)+" "+left)
		rightCells = barCells + 1 + h.Cells(left)
	}
	where := p.Post.Title
	if p.page != nil {
		if i := p.currentHeading(); i >= 0 {
			where += " › " + p.page.Headings[i].Text
		}
	}
	where = h.Fit(where, width-rightCells-2)
	return h.Styles.Muted.On(where) + screen.Blanks(width-h.Cells(where)-rightCells) + right
}
