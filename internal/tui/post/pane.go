package post

import (
	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// besideText fills the window: lines in place of the list, the text of a post beside them if there
// is room, and the footer below.
func (p *Screen) besideText(h screen.Host, lines []string, hints []keymap.Binding, place string) []string {
	c, rows := h.ListColumn(), h.Height-1
	for i := range lines {
		lines[i] = c.Indent(lines[i])
	}
	for len(lines) < rows {
		lines = append(lines, "")
	}
	if _, text, ok := h.Panes(); ok {
		lines = h.Beside(lines[:rows], text, h.Dimmed(p.lines(h, text, rows)), false)
	}
	return append(lines[:rows], h.Footer(hints, place))
}
