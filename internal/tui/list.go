package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/textwidth"
	"github.com/sshblog/sshblog/internal/titles"
)

// listScreen is the list of posts and pages: all of them, or those that pass the filter.
type listScreen struct {
	entries []*blog.Post // posts, then pages; owned by titles, read-only
	titles  *titles.Sets
	set     *titles.Set // the titles of index
	langs   []string    // of the reader, the preferred one first
	index   *blog.Index
	filter  filter
	shown   []titles.Match // the entries that pass the filter; nil without one
	choice                 // cursor is an entry, top a line of the outline
	row     int            // of the window, that the chosen entry begins on

	headOf    headKey // identifies what headLines shows
	headLines []string
	nameRow   string // the row with the blog's name
}

// newList returns the list of an Index.
func newList(x *blog.Index, titles *titles.Sets, langs []string) *listScreen {
	set := titles.Of(x)
	return &listScreen{entries: set.Entries, titles: titles, set: set, index: x, langs: langs}
}

// count returns the number of rows.
func (l *listScreen) count() int {
	if l.shown != nil {
		return len(l.shown)
	}
	return len(l.entries)
}

// entry returns the post of an entry, in the reader's language if possible, and the byte offsets at
// which the filter matched its title.
func (l *listScreen) entry(i int) (*blog.Post, []int) {
	var at []int
	entry := i
	if l.shown != nil {
		entry, at = l.shown[i].Entry, l.shown[i].At
	}
	p := l.entries[entry]
	if mine := p.In(l.langs...); mine != p {
		return mine, nil // the filter matched the other title
	}
	return p, at
}

// current returns the chosen post, nil if none.
func (l *listScreen) current() *blog.Post {
	if l.count() == 0 {
		return nil
	}
	p, _ := l.entry(l.cursor)
	return p
}

// previewed returns the post that is shown beside the list on a wide window.
func (l *listScreen) previewed() *blog.Post { return l.current() }

// name returns nothing: the hint that leads back to the list needs no words.
func (l *listScreen) name(host) string { return "" }

// choose puts the cursor on a post if it is in the list.
func (l *listScreen) choose(h host, p *blog.Post) {
	if i := l.find(p); i >= 0 {
		l.cursor = i
		l.keepVisible(h)
	}
}

// find returns the row of a post, -1 if it is not there.
func (l *listScreen) find(p *blog.Post) int {
	if l.shown == nil {
		for _, q := range append([]*blog.Post{p}, p.Translations...) { // the list contains one of them
			if i, ok := l.set.Rows[q.Path]; ok {
				return i
			}
		}
	}
	for i := range l.count() {
		if q, _ := l.entry(i); samePost(q, p) {
			return i
		}
	}
	return -1
}

// beside returns the post so many rows below p.
func (l *listScreen) beside(_ host, p *blog.Post, step int) *blog.Post {
	from := l.find(p)
	if from < 0 { // it is gone; its place remains
		from = l.cursor
	}
	if at := from + step; at >= 0 && at < l.count() {
		next, _ := l.entry(at)
		return next
	}
	return nil
}

// setIndex switches to a newer Index. The same post stays chosen, in the same row of the screen if
// possible.
func (l *listScreen) setIndex(h host, x *blog.Index) tea.Cmd {
	was, row := l.current(), l.row
	atTop := l.cursor == 0 && l.top == 0
	l.index, l.set = x, l.titles.Of(x)
	l.entries = l.set.Entries
	if l.filter.active() {
		l.shown = []titles.Match{}
		if was != nil { // otherwise the post of the previous reload is still to be found
			l.filter.keep, l.filter.row = was, row
		}
		return l.refilter(h)
	}
	if was != nil && !atTop {
		l.follow(h, was, row)
	}
	l.keepVisible(h)
	return nil
}

// samePost reports whether two posts, perhaps of different Indexes, are the same post.
func samePost(a, b *blog.Post) bool {
	return a == b || a.Path == b.Path || a.Slug == b.Slug && a.Lang == b.Lang
}

// follow finds the post that was chosen before, by its address, and shows it in the same row of the
// window.
func (l *listScreen) follow(h host, was *blog.Post, row int) {
	if i := l.find(was); i >= 0 {
		l.cursor = i
		o := l.outline(h)
		l.top = o.line(i) - row
	}
}

// move moves the cursor by n entries and scrolls to keep it visible.
func (l *listScreen) move(h host, n int) {
	l.cursor = max(0, min(l.cursor+n, l.count()-1))
	o := l.outline(h)
	l.top = o.show(l.top, listRows(h), pinnedRows)
	l.row = o.line(l.cursor) - l.top
}

// keepVisible brings the cursor and what is shown within the bounds of the list.
func (l *listScreen) keepVisible(h host) { l.move(h, 0) }

// relayout keeps the chosen row visible.
func (l *listScreen) relayout(h host) tea.Cmd {
	l.keepVisible(h)
	return nil
}

// page returns how many entries a page of the list has.
func (l *listScreen) page(h host) int {
	o := l.outline(h)
	return o.fitting(listRows(h) - pinnedRows)
}

// press handles a key on the list.
func (l *listScreen) press(h host, key tea.KeyPressMsg) (tea.Cmd, bool) {
	k := h.keys
	if l.filter.open {
		return l.pressFilter(h, key)
	}
	_, _, divided := h.panes()
	switch {
	case l.count() > 0 && (k.Open.Has(key) || divided && k.NextLink.Has(key)):
		return h.openPost(l.current(), ""), true
	case k.Filter.Has(key):
		l.filter.open = true
	case l.filter.active() && k.Clear.Has(key):
		l.clearFilter(h)
	case l.count() > 0 && k.Next.Has(key):
		l.move(h, 1)
	case l.count() > 0 && k.Previous.Has(key):
		l.move(h, -1)
	default:
		if n, ok := k.Movement(key, l.page(h), l.count()); ok && l.count() > 0 {
			l.move(h, n)
			return nil, true
		}
		return h.pressLook(key)
	}
	return nil, true
}

// click chooses the post of a row, or opens it if it is chosen already.
func (l *listScreen) click(h host, x, y int) tea.Cmd {
	if _, text, ok := h.panes(); ok && x >= text.left {
		return h.openPost(l.current(), "")
	}
	if l.top > 0 && y < pinnedRows || y >= listRows(h) {
		return nil
	}
	o := l.outline(h)
	i, part, ok := o.at(l.top + y)
	if !ok || part < 0 {
		return nil
	}
	if i == l.cursor {
		return h.openPost(l.current(), "")
	}
	l.cursor = i
	l.keepVisible(h)
	return nil
}

// wheel moves the cursor.
func (l *listScreen) wheel(h host, lines int) tea.Cmd {
	l.move(h, lines)
	return nil
}

// The rows of the head of the list: its name, a description where there is one and the window is
// high, a blank one.
const (
	fullHead = 3
	flatHead = 2
	highHead = 14 // rows of the window from which on there is room for a description
)

// headHeight returns how many rows are above the list at its top.
func headHeight(h host) int {
	if h.height >= highHead && h.index.Site().Description != "" {
		return fullHead
	}
	return flatHead
}

// listRows returns how many rows of the window the list has, with its head.
func listRows(h host) int { return max(1, h.height-1) }

// view draws the list, and on a wide window the chosen post beside it.
func (l *listScreen) view(h host) []string {
	rows := h.height - 1
	lines := l.panel(h, rows, true)
	if _, text, ok := h.panes(); ok {
		lines = h.beside(lines, text, h.preview(rows), false)
	}
	return append(lines, h.footer(l.listHints(h), l.listPlace()))
}

// panel draws the list on the given number of rows, with or without the keys.
func (l *listScreen) panel(h host, height int, focused bool) []string {
	c := h.listColumn()
	head, o := l.viewHead(h, c), l.outline(h)
	lines := make([]string, 0, height+1)
	if l.top == 0 {
		lines = append(lines, head...)
	} else {
		lines = append(lines, l.pinned(head)...)
	}
	if l.count() == 0 {
		for _, line := range h.wrap(l.nothing(h), c.width, height) {
			lines = append(lines, c.indent(h.styles.muted.on(line)))
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
func (l *listScreen) pinned(head []string) []string {
	if l.filter.open || l.filter.active() {
		return head[:pinnedRows]
	}
	return []string{l.nameRow, ""}
}

// nothing returns the reason why the list is empty.
func (l *listScreen) nothing(h host) string {
	switch {
	case l.filter.active() && l.filter.busy:
		return h.texts.Looking
	case l.filter.active():
		return h.texts.NoTitle
	}
	return h.texts.NoPosts
}

// headKey is what the head of the list depends on while nothing is filtered.
type headKey struct {
	index  *blog.Index
	styles *styles
	column column
	height int
	method textwidth.Method
	links  layout.LinkMode
}

// viewHead returns the blog's name, and below it its description or the filter. Without a filter it
// stays the same for many keys.
func (l *listScreen) viewHead(h host, c column) []string {
	if l.filter.open || l.filter.active() {
		return l.drawHead(h, c)
	}
	if key := (headKey{h.index, h.styles, c, h.height, h.method, h.look.Links}); l.headOf != key {
		l.headOf, l.headLines = key, l.drawHead(h, c)
	}
	return l.headLines
}

// drawHead draws what viewHead returns.
func (l *listScreen) drawHead(h host, c column) []string {
	site := h.index.Site()
	count := h.texts.Posts.Of(len(h.index.Posts()))
	if pages := len(h.index.Pages()); pages > 0 {
		count += h.texts.Comma + h.texts.Pages.Of(pages)
	}
	if l.filter.active() {
		count = fmt.Sprintf(h.texts.Of, l.count(), len(l.entries))
	}
	lines := []string{c.indent(titleLine(h, c.width, count))}
	if !l.filter.open && !l.filter.active() {
		l.nameRow = lines[0]
		if mast := l.masthead(h, c, count); mast != nil && hasMasthead(h) {
			for i := range mast {
				mast[i] = c.indent(mast[i])
			}
			return append(mast, "")
		}
	}
	switch {
	case l.filter.open || l.filter.active():
		lines = append(lines, c.indent(l.viewFilter(h, c.width)))
	case headHeight(h) == fullHead:
		lines = append(lines, c.indent(h.styles.muted.on(h.fit(site.Description, c.width))))
	}
	for len(lines) < headHeight(h) {
		lines = append(lines, "")
	}
	return lines
}

// listHints returns the keys in the list's footer, the most useful first.
func (l *listScreen) listHints(h host) []keymap.Binding {
	k := h.keys
	switch {
	case l.filter.active() && l.count() == 0:
		return []keymap.Binding{k.Clear}
	case l.count() == 0:
		return []keymap.Binding{k.Help, k.Quit}
	case l.filter.open:
		return []keymap.Binding{k.Accept, k.Clear}
	case l.filter.active():
		return []keymap.Binding{k.Open, k.Clear, k.Filter, k.Quit, k.Help}
	case h.width < narrow:
		return []keymap.Binding{k.Help, k.Quit, k.Open, k.Filter, k.Search}
	}
	return []keymap.Binding{k.Open, k.Filter, k.Search, k.Help, k.Quit, k.Browse, k.Down, k.Up}
}

// listPlace returns the reader's place in the list.
func (l *listScreen) listPlace() string {
	if l.count() == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", l.cursor+1, l.count())
}

// address returns the chosen post.
func (l *listScreen) address(host) (*blog.Post, string) { return l.current(), "" }
