package lists

import (
	"fmt"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/textwidth"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// The rows of the head of the list: its name, a description where there is one and the window is
// high, a blank one.
const (
	fullHead = 3
	flatHead = 2
	highHead = 14 // rows of the window from which on there is room for a description
)

// headHeight returns how many rows are above the list at its top.
func headHeight(h screen.Host) int {
	if h.Height >= highHead && h.Index.Site().Description != "" {
		return fullHead
	}
	return flatHead
}

// listRows returns how many rows of the window the list has, with its head.
func listRows(h screen.Host) int { return max(1, h.Height-1) }

// View draws the list, and on a wide window the chosen post beside it.
func (l *Posts) View(h screen.Host) []string {
	rows := h.Height - 1
	lines := l.Panel(h, rows, true)
	if _, text, ok := h.Panes(); ok {
		lines = h.Beside(lines, text, h.Preview(rows))
	}
	return append(lines, h.Footer(l.listHints(h), l.listPlace()))
}

// Panel draws the list on the given number of rows, with or without the keys.
func (l *Posts) Panel(h screen.Host, height int, focused bool) []string {
	c := h.ListColumn()
	head, o := l.viewHead(h, c), l.outline(h)
	lines := make([]string, 0, height+1)
	if l.Top == 0 {
		lines = append(lines, head...)
	} else {
		lines = append(lines, l.pinned(head)...)
	}
	if l.count() == 0 {
		for _, line := range h.Wrap(l.nothing(h), c.Width, height) {
			lines = append(lines, c.Indent(h.Styles.Muted.On(line)))
		}
	}
	lines = l.appendRows(h, lines, o, height, focused)
	for len(lines) < height {
		lines = append(lines, "")
	}
	return lines[:height]
}

// pinned returns the rows above a list that has scrolled: of its head, the name, and the filter or
// a blank row.
func (l *Posts) pinned(head []string) []string {
	if l.filter.open || l.filter.active() {
		return head[:pinnedRows]
	}
	return []string{l.nameRow, ""}
}

// nothing returns the reason why the list is empty.
func (l *Posts) nothing(h screen.Host) string {
	switch {
	case l.filter.active() && l.filter.busy:
		return h.Texts.Looking
	case l.filter.active():
		return h.Texts.NoTitle
	}
	return h.Texts.NoPosts
}

// headKey is what the head of the list depends on while nothing is filtered.
type headKey struct {
	index  *blog.Index
	styles *screen.Styles
	column screen.Column
	height int
	method textwidth.Method
	links  layout.LinkMode
}

// viewHead returns the blog's name, and below it its description or the filter. Without a filter it
// stays the same for many keys.
func (l *Posts) viewHead(h screen.Host, c screen.Column) []string {
	if l.filter.open || l.filter.active() {
		return l.drawHead(h, c)
	}
	if key := (headKey{h.Index, h.Styles, c, h.Height, h.Method, h.Look.Links}); l.headOf != key {
		l.headOf, l.headLines = key, l.drawHead(h, c)
	}
	return l.headLines
}

// headRows returns how many lines viewHead returns.
func (l *Posts) headRows(h screen.Host) int {
	if l.filter.open || l.filter.active() {
		return headHeight(h)
	}
	return len(l.viewHead(h, h.ListColumn()))
}

// drawHead draws what viewHead returns.
func (l *Posts) drawHead(h screen.Host, c screen.Column) []string {
	site := h.Index.Site()
	count := h.Texts.Posts.Of(len(h.Index.Posts()))
	if pages := len(h.Index.Pages()); pages > 0 {
		count += h.Texts.Comma + h.Texts.Pages.Of(pages)
	}
	if l.filter.active() {
		count = fmt.Sprintf(h.Texts.Of, l.count(), len(l.entries))
	}
	lines := []string{c.Indent(titleLine(h, c.Width, count))}
	if !l.filter.open && !l.filter.active() {
		l.nameRow = lines[0]
		if mast := l.masthead(h, c, count); mast != nil && hasMasthead(h) {
			for i := range mast {
				mast[i] = c.Indent(mast[i])
			}
			return append(mast, "")
		}
	}
	switch {
	case l.filter.open || l.filter.active():
		lines = append(lines, c.Indent(l.viewFilter(h, c.Width)))
	case headHeight(h) == fullHead:
		lines = append(lines, c.Indent(h.Styles.Muted.On(h.Fit(site.Description, c.Width))))
	}
	for len(lines) < headHeight(h) {
		lines = append(lines, "")
	}
	return lines
}

// listHints returns the keys in the list's footer, the most useful first.
func (l *Posts) listHints(h screen.Host) []keymap.Binding {
	k := h.Keys
	switch {
	case l.filter.active() && l.count() == 0:
		return []keymap.Binding{k.Clear}
	case l.count() == 0:
		return []keymap.Binding{k.Help, k.Quit}
	case l.filter.open:
		return []keymap.Binding{k.Accept, k.Clear}
	case l.filter.active():
		return []keymap.Binding{k.Open, k.Clear, k.Filter, k.Quit, k.Help}
	case h.Width < screen.Narrow:
		return []keymap.Binding{k.Help, k.Quit, k.Open, k.Filter, k.Search}
	}
	return []keymap.Binding{k.Open, k.Filter, k.Search, k.Help, k.Quit, k.Browse, k.Down, k.Up}
}

// listPlace returns the reader's place in the list.
func (l *Posts) listPlace() string {
	if l.count() == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", l.Cursor+1, l.count())
}
