package tui

import (
	"github.com/sshblog/sshblog/internal/keymap"
)

// besideText fills the window: lines in place of the list, the text of a post beside them if there
// is room, and the footer below.
func (p *postScreen) besideText(h host, lines []string, hints []keymap.Binding, place string) []string {
	c, rows := h.listColumn(), h.height-1
	for i := range lines {
		lines[i] = c.indent(lines[i])
	}
	for len(lines) < rows {
		lines = append(lines, "")
	}
	if _, text, ok := h.panes(); ok {
		lines = h.beside(lines[:rows], text, h.dimmed(p.lines(h, text, rows)), false)
	}
	return append(lines[:rows], h.footer(hints, place))
}
