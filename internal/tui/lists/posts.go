// Package lists has the screens that posts are opened from: [Posts], the list of all posts and pages with
// its filter; [Groups], the tags, categories, series, authors and years with the posts of each; and
// [Search], the search over all posts.
//
// Each is a screen.Listing: a post that was opened from it is drawn beside it on a wide window, and the
// keys for the next and the previous post go through it. All of them follow the blog to a newer Index
// with the same post chosen. row.go draws the row of a post for all of them, groups_view.go and
// search_view.go draw those screens; outline.go says on which line of the list a post is, and masthead.go
// has what the author wants above it.
package lists

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/textwidth"
	"github.com/sshblog/sshblog/internal/titles"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// Posts is the list of posts and pages: all of them, or those that pass the filter.
type Posts struct {
	entries       []*blog.Post // posts, then pages; owned by titles, read-only
	titles        *titles.Sets
	set           *titles.Set // the titles of index
	langs         []string    // of the reader, the preferred one first
	index         *blog.Index
	filter        filter
	shown         []titles.Match // the entries that pass the filter; nil without one
	screen.Choice                // cursor is an entry, top a line of the outline
	row           int            // of the window, that the chosen entry begins on

	headOf    headKey // identifies what headLines shows
	headLines []string
	nameRow   string // the row with the blog's name
}

// NewPosts returns the list of an Index.
func NewPosts(x *blog.Index, titles *titles.Sets, langs []string) *Posts {
	set := titles.Of(x)
	return &Posts{entries: set.Entries, titles: titles, set: set, index: x, langs: langs}
}

// count returns the number of rows.
func (l *Posts) count() int {
	if l.shown != nil {
		return len(l.shown)
	}
	return len(l.entries)
}

// entry returns the post of an entry, in the reader's language if possible, and the byte offsets at
// which the filter matched its title.
func (l *Posts) entry(i int) (*blog.Post, []int) {
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
func (l *Posts) current() *blog.Post {
	if l.count() == 0 {
		return nil
	}
	p, _ := l.entry(l.Cursor)
	return p
}

// Previewed returns the post that is shown beside the list on a wide window.
func (l *Posts) Previewed() *blog.Post { return l.current() }

// Name returns nothing: the hint that leads back to the list needs no words.
func (l *Posts) Name(screen.Host) string { return "" }

// Choose puts the cursor on a post if it is in the list.
func (l *Posts) Choose(h screen.Host, p *blog.Post) {
	if i := l.find(p); i >= 0 {
		l.Cursor = i
		l.KeepVisible(h)
	}
}

// find returns the row of a post, -1 if it is not there.
func (l *Posts) find(p *blog.Post) int {
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

// Beside returns the post so many rows below p.
func (l *Posts) Beside(_ screen.Host, p *blog.Post, step int) *blog.Post {
	from := l.find(p)
	if from < 0 { // it is gone; its place remains
		from = l.Cursor
	}
	if at := from + step; at >= 0 && at < l.count() {
		next, _ := l.entry(at)
		return next
	}
	return nil
}

// SetIndex switches to a newer Index. The same post stays chosen, in the same row of the screen if
// possible.
func (l *Posts) SetIndex(h screen.Host, x *blog.Index) tea.Cmd {
	was, row := l.current(), l.row
	atTop := l.Cursor == 0 && l.Top == 0
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
	l.KeepVisible(h)
	return nil
}

// samePost reports whether two posts, perhaps of different Indexes, are the same post.
func samePost(a, b *blog.Post) bool {
	return a == b || a.Path == b.Path || a.Slug == b.Slug && a.Lang == b.Lang
}

// follow finds the post that was chosen before, by its address, and shows it in the same row of the
// window.
func (l *Posts) follow(h screen.Host, was *blog.Post, row int) {
	if i := l.find(was); i >= 0 {
		l.Cursor = i
		o := l.outline(h)
		l.Top = o.line(i) - row
	}
}

// move moves the cursor by n entries and scrolls to keep it visible.
func (l *Posts) move(h screen.Host, n int) {
	l.Cursor = max(0, min(l.Cursor+n, l.count()-1))
	o := l.outline(h)
	l.Top = o.show(l.Top, listRows(h), pinnedRows)
	l.row = o.line(l.Cursor) - l.Top
}

// KeepVisible brings the cursor and what is shown within the bounds of the list.
func (l *Posts) KeepVisible(h screen.Host) { l.move(h, 0) }

// Relayout keeps the chosen row visible.
func (l *Posts) Relayout(h screen.Host) tea.Cmd {
	l.KeepVisible(h)
	return nil
}

// page returns how many entries a page of the list has.
func (l *Posts) page(h screen.Host) int {
	o := l.outline(h)
	return o.fitting(listRows(h) - pinnedRows)
}

// Press handles a key on the list.
func (l *Posts) Press(h screen.Host, key tea.KeyPressMsg) (tea.Cmd, bool) {
	k := h.Keys
	if l.filter.open {
		return l.pressFilter(h, key)
	}
	_, _, divided := h.Panes()
	switch {
	case l.count() > 0 && (k.Open.Has(key) || divided && k.NextLink.Has(key)):
		return h.OpenPost(l.current(), ""), true
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
		return h.PressLook(key)
	}
	return nil, true
}

// Click chooses the post of a row, or opens it if it is chosen already.
func (l *Posts) Click(h screen.Host, x, y int) tea.Cmd {
	if _, text, ok := h.Panes(); ok && x >= text.Left {
		return h.OpenPost(l.current(), "")
	}
	if l.Top > 0 && y < pinnedRows || y >= listRows(h) {
		return nil
	}
	o := l.outline(h)
	i, part, ok := o.at(l.Top + y)
	if !ok || part < 0 {
		return nil
	}
	if i == l.Cursor {
		return h.OpenPost(l.current(), "")
	}
	l.Cursor = i
	l.KeepVisible(h)
	return nil
}

// Wheel moves the cursor.
func (l *Posts) Wheel(h screen.Host, lines int) tea.Cmd {
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
		lines = h.Beside(lines, text, h.Preview(rows), false)
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

// Address returns the chosen post.
func (l *Posts) Address(screen.Host) (*blog.Post, string) { return l.current(), "" }
