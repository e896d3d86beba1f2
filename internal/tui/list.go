package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/keymap"
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
	choice

	headOf    headKey // identifies what headLines shows
	headLines []string
}

// newList returns the list of an Index.
func newList(x *blog.Index, titles *titles.Sets, langs []string) listScreen {
	set := titles.Of(x)
	return listScreen{entries: set.Entries, titles: titles, set: set, index: x, langs: langs}
}

// count returns the number of rows.
func (l *listScreen) count() int {
	if l.shown != nil {
		return len(l.shown)
	}
	return len(l.entries)
}

// row returns the post of a row, in the reader's language if possible, and the byte offsets at
// which the filter matched its title.
func (l *listScreen) row(i int) (*blog.Post, []int) {
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
	p, _ := l.row(l.cursor)
	return p
}

// choose puts the cursor on a post if it is in the list.
func (l *listScreen) choose(h host, p *blog.Post) {
	if i := l.find(p); i >= 0 {
		l.cursor = i
		l.keepVisible(h.listRows())
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
		if q, _ := l.row(i); samePost(q, p) {
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
		next, _ := l.row(at)
		return next
	}
	return nil
}

// setIndex switches to a newer Index. The same post stays chosen, in the same row of the screen if
// possible.
func (l *listScreen) setIndex(x *blog.Index, rows int) tea.Cmd {
	was, offset := l.current(), l.cursor-l.top
	atTop := l.cursor == 0 && l.top == 0
	l.index, l.set = x, l.titles.Of(x)
	l.entries = l.set.Entries
	if l.filter.active() {
		l.shown = []titles.Match{}
		if was != nil { // otherwise the post of the previous reload is still to be found
			l.filter.keep, l.filter.offset = was, offset
		}
		return l.refilter(rows)
	}
	if was != nil && !atTop {
		l.follow(was, offset)
	}
	l.keepVisible(rows)
	return nil
}

// samePost reports whether two posts, perhaps of different Indexes, are the same post.
func samePost(a, b *blog.Post) bool {
	return a == b || a.Path == b.Path || a.Slug == b.Slug && a.Lang == b.Lang
}

// follow finds the post that was chosen before, by its address, and shows it in the same row of the
// screen.
func (l *listScreen) follow(was *blog.Post, offset int) {
	if i := l.find(was); i >= 0 {
		l.cursor, l.top = i, i-offset
	}
}

// move moves the cursor by n rows and scrolls to keep it visible.
func (l *listScreen) move(n, rows int) { l.choice.move(n, l.count(), rows) }

// keepVisible brings cursor and top within the bounds of a list with the given number of visible
// rows.
func (l *listScreen) keepVisible(rows int) { l.move(0, rows) }

// relayout keeps the chosen row visible.
func (l *listScreen) relayout(h host) tea.Cmd {
	l.keepVisible(h.listRows())
	return nil
}

// press handles a key on the list.
func (l *listScreen) press(h host, key tea.KeyPressMsg) tea.Cmd {
	k, rows := h.keys, h.listRows()
	if l.filter.open {
		return l.pressFilter(h, key)
	}
	switch {
	case k.Open.Has(key):
		return h.openPost(l.current(), "")
	case k.Filter.Has(key):
		l.filter.open = true
	case k.Clear.Has(key):
		l.clearFilter(h)
	default:
		if n := k.Movement(key, rows, l.count()); n != 0 {
			l.move(n, rows)
			return nil
		}
		return h.pressLook(key)
	}
	return nil
}

// click chooses the post of a row, or opens it if it is chosen already.
func (l *listScreen) click(h host, x, y int) tea.Cmd {
	if _, text, ok := h.panes(); ok && x >= text.left {
		return h.openPost(l.current(), "")
	}
	i := l.top + y - h.headHeight()
	if y < h.headHeight() || i >= min(l.count(), l.top+h.listRows()) {
		return nil
	}
	if i == l.cursor {
		return h.openPost(l.current(), "")
	}
	l.cursor = i
	return nil
}

// wheel moves the cursor.
func (l *listScreen) wheel(h host, lines int) tea.Cmd {
	l.move(lines, h.listRows())
	return nil
}

// The rows of the list's screen, from the top: the head, the posts, the summary of the chosen post,
// the footer.
const (
	headRows  = 3  // with a description, on a high screen
	flatHead  = 2  // otherwise
	aboutRows = 4  // two rows of text between blank ones, on a high screen
	highAbout = 18 // rows of the screen from which on there is room for it
	highHead  = 14 // rows of the screen from which on there is room for a description
)

// headHeight returns how many rows are above the list.
func (h host) headHeight() int {
	if h.height >= highHead && h.index.Site().Description != "" {
		return headRows
	}
	return flatHead
}

// listRows returns how many posts fit on the screen.
func (h host) listRows() int {
	rows := h.height - h.headHeight() - 1
	if h.aboutShown() {
		rows -= aboutRows
	}
	return max(1, rows)
}

// view draws the list, and on a wide window the chosen post beside it.
func (l *listScreen) view(h host) []string {
	rows := h.height - 1
	lines := l.panel(h, rows, true)
	if _, text, ok := h.panes(); ok {
		lines = h.beside(lines, text, h.previewLines(rows))
	}
	return append(lines, h.footer(l.listHints(h), l.listPlace()))
}

// panel draws the list on the given number of rows, with or without the keys.
func (l *listScreen) panel(h host, height int, focused bool) []string {
	c := h.listColumn()
	lines := l.viewHead(h, c)
	rows := h.listRows()
	if l.count() == 0 {
		for _, line := range h.wrap(l.nothing(h), c.width, rows) {
			lines = append(lines, c.indent(h.styles.muted.on(line)))
		}
	}
	dates := h.dateColumn(c.width)
	var block []string // of rows
	at := 0
	for i := l.top; i < min(l.top+rows, l.count()); i++ {
		if i == l.cursor || l.shown != nil {
			lines = append(lines, c.indent(l.viewRow(h, i, c.width, dates, focused)))
			continue
		}
		if block == nil || i/blockRows != at {
			at = i / blockRows
			block = l.rowBlock(h, at, c, dates)
		}
		lines = append(lines, block[i%blockRows])
	}
	if h.aboutShown() {
		lines = append(lines, l.viewAbout(h, c)...)
	}
	for len(lines) < height {
		lines = append(lines, "")
	}
	return lines
}

// aboutShown reports whether the list has room for the summary of the chosen post. Beside the post
// itself it needs none.
func (h host) aboutShown() bool {
	_, _, divided := h.panes()
	return h.height >= highAbout && !divided
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
}

// viewHead returns the blog's name, and below it its description or the filter. Without a filter it
// stays the same for many keys.
func (l *listScreen) viewHead(h host, c column) []string {
	if l.filter.open || l.filter.active() {
		return l.drawHead(h, c)
	}
	if key := (headKey{h.index, h.styles, c, h.headHeight()}); l.headOf != key {
		l.headOf, l.headLines = key, l.drawHead(h, c)
	}
	return l.headLines[:len(l.headLines):len(l.headLines)]
}

// drawHead draws what viewHead returns.
func (l *listScreen) drawHead(h host, c column) []string {
	site := h.index.Site()
	count := h.texts.Posts.Of(len(h.index.Posts()))
	if pages := len(h.index.Pages()); pages > 0 {
		count += ", " + h.texts.Pages.Of(pages)
	}
	if l.filter.active() {
		count = fmt.Sprintf(h.texts.Of, l.count(), len(l.entries))
	}
	title := h.fit(h.siteTitle(), c.width)
	if h.cells(title)+2+h.cells(count) > c.width {
		count = "" // the name matters more
	}
	lines := []string{c.indent(h.spread(h.styles.title.on(title), h.styles.muted.on(count), c.width))}
	switch {
	case l.filter.open || l.filter.active():
		lines = append(lines, c.indent(l.viewFilter(h, c.width)))
	case h.headHeight() == headRows:
		lines = append(lines, c.indent(h.styles.muted.on(h.fit(site.Description, c.width))))
	}
	for len(lines) < h.headHeight() {
		lines = append(lines, "")
	}
	return lines
}

// viewAbout draws the summary of the chosen post.
func (l *listScreen) viewAbout(h host, c column) []string {
	lines := make([]string, 0, aboutRows)
	lines = append(lines, "")
	if p := l.current(); p != nil {
		for _, line := range h.wrap(p.Teaser(), c.width-2, aboutRows-2) {
			lines = append(lines, c.indent(blanks(2)+h.styles.muted.on(line)))
		}
	}
	for len(lines) < aboutRows {
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
	case h.width < cramped:
		return []keymap.Binding{k.Help, k.Quit, k.Open, k.Filter}
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
