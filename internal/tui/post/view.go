package post

import (
	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// View draws the post, on a wide window beside the screen it was opened from.
func (p *Screen) View(h screen.Host) []string {
	rows := postHeight(h.Display)
	lines := p.inPlace(h, p.lines(h, h.TextColumn(), rows))
	switch {
	case !h.FocusMode:
		return append(lines, p.footer(h))
	case h.Notice != "" || p.find.open:
		lines[rows-1] = p.footer(h)
	}
	return lines
}

// inPlace moves lines of the text to their place on the window: beside the contents or the list, or
// alone.
func (p *Screen) inPlace(h screen.Host, lines []string) []string {
	text := h.TextColumn()
	if p.outlineShown(h) {
		return p.pane.Beside(h.Display, p.outline(h), text, lines)
	}
	_, _, divided := h.Panes()
	if from, ok := h.Below(p).(screen.SidePane); ok && divided {
		return p.pane.Beside(h.Display, from.Panel(h, len(lines), false), text, lines)
	}
	for i := range lines {
		lines[i] = text.Indent(lines[i])
	}
	return lines
}

// lines draws the visible part of the post on the given number of rows.
func (p *Screen) lines(h screen.Host, c screen.Column, rows int) []string {
	lines := make([]string, 0, rows+1)
	if p.top > 0 && headRows(h.Display) > 0 {
		lines = append(lines, p.runningHead(h, c.Width))
	}
	rows -= len(lines)
	link, linked := p.chosenLink(h.Display)
	stale := p.page != nil && p.page.Width > c.Width // until lines for the narrower screen are there
	for i := range rows {
		at := p.top + i - len(p.head)
		line := p.line(p.top + i)
		part, chosen := link.PartOn(at)
		switch {
		case stale:
			line = h.Fit(line, c.Width)
		case at >= 0 && p.page != nil && len(p.page.Pictures) > 0 && p.onPicture(at):
			line = p.pictureRow(h.Display, at, line)
		case linked && chosen:
			line = emphasise(h.Display, line, part, h.Styles)
		case len(p.find.matches) > 0 && p.side == 0:
			line = p.marked(h.Method, at, line, h.Styles)
		}
		lines = append(lines, line)
	}
	return lines
}

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
		lines = h.Beside(lines[:rows], text, h.Dimmed(p.lines(h, text, rows)))
	}
	return append(lines[:rows], h.Footer(hints, place))
}
