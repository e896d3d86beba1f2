package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/layout"
)

// listScreen is the list of posts and pages, all of them or those that pass the filter.
type listScreen struct {
	entries []*blog.Post // posts, then pages: the Titles' own slice, not to be changed
	titles  *Titles
	set     *titleSet // the titles of index
	langs   []string  // that the visitor reads, the best first
	index   *blog.Index
	filter  filter
	shown   []match // what passed the filter; nil while there is none
	cursor  int     // the chosen row
	top     int     // the first row on the screen
}

// newList makes the list of an Index.
func newList(x *blog.Index, titles *Titles, langs []string) listScreen {
	set := titles.of(x)
	return listScreen{entries: set.entries, titles: titles, set: set, index: x, langs: langs}
}

// count is how many rows there are.
func (l *listScreen) count() int {
	if l.shown != nil {
		return len(l.shown)
	}
	return len(l.entries)
}

// row returns the post of a row, in the visitor's language if there is a choice, and where the filter matched its title (byte
// offsets).
func (l *listScreen) row(i int) (*blog.Post, []int) {
	var at []int
	entry := i
	if l.shown != nil {
		entry, at = l.shown[i].entry, l.shown[i].at
	}
	p := l.entries[entry]
	if mine := p.In(l.langs...); mine != p {
		return mine, nil // the filter knows the other title
	}
	return p, at
}

// current returns the chosen post, nil if there is none.
func (l *listScreen) current() *blog.Post {
	if l.count() == 0 {
		return nil
	}
	p, _ := l.row(l.cursor)
	return p
}

// choose puts the cursor on a post, if it is there.
func (l *listScreen) choose(m *Model, p *blog.Post) {
	if i := l.find(p); i >= 0 {
		l.cursor = i
		l.keepVisible(m.listRows())
	}
}

// find returns the row of a post, -1 if it is not there.
func (l *listScreen) find(p *blog.Post) int {
	if l.shown == nil {
		for _, q := range append([]*blog.Post{p}, p.Translations...) { // the list has one of them
			if i, ok := l.set.rows[q.Path]; ok {
				return i
			}
		}
	}
	for i := range l.count() {
		if q, _ := l.row(i); same(q, p) {
			return i
		}
	}
	return -1
}

// beside returns the post so many rows below p.
func (l *listScreen) beside(_ *Model, p *blog.Post, step int) *blog.Post {
	from := l.find(p)
	if from < 0 { // it is not here any more: its place is
		from = l.cursor
	}
	if at := from + step; at >= 0 && at < l.count() {
		next, _ := l.row(at)
		return next
	}
	return nil
}

// setIndex takes over a newer Index: the same post stays chosen, in the same row of the screen where that is possible.
func (l *listScreen) setIndex(x *blog.Index, rows int) tea.Cmd {
	was, offset := l.current(), l.cursor-l.top
	atTop := l.cursor == 0 && l.top == 0
	l.index, l.set = x, l.titles.of(x)
	l.entries = l.set.entries
	if l.filter.active() {
		l.shown = []match{}
		if was != nil { // else the one of the reload before is still looked for
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

// same tells whether two posts are the same, perhaps of two Indexes.
func same(a, b *blog.Post) bool {
	return a == b || a.Path == b.Path || a.Slug == b.Slug && a.Lang == b.Lang
}

// follow chooses the post that was chosen before, by its address, in the row of the screen where it was.
func (l *listScreen) follow(was *blog.Post, offset int) {
	if i := l.find(was); i >= 0 {
		l.cursor, l.top = i, i-offset
	}
}

// move moves the cursor by n rows and scrolls so far that it stays visible.
func (l *listScreen) move(n, rows int) {
	l.cursor += n
	l.keepVisible(rows)
}

// keepVisible puts cursor and top within their bounds, for a list of so many visible rows.
func (l *listScreen) keepVisible(rows int) {
	rows = max(rows, 1)
	l.cursor = max(0, min(l.cursor, l.count()-1))
	l.top = max(l.cursor-rows+1, min(l.top, l.cursor))
	l.top = max(0, min(l.top, l.count()-rows))
}

// relayout keeps what is chosen on the screen.
func (l *listScreen) relayout(m *Model) tea.Cmd {
	l.keepVisible(m.listRows())
	return nil
}

// press handles a key on the list.
func (l *listScreen) press(m *Model, key tea.KeyPressMsg) tea.Cmd {
	k, rows := m.keys, m.listRows()
	if l.filter.open {
		return l.pressFilter(m, key)
	}
	switch {
	case k.Open.has(key):
		return m.openPost(l.current(), "")
	case k.Filter.has(key):
		l.filter.open = true
	case k.Clear.has(key):
		l.clearFilter(m)
	default:
		if n := k.movement(key, rows, l.count()); n != 0 {
			l.move(n, rows)
			return nil
		}
		return m.pressLook(key)
	}
	return nil
}

// movement is by how many rows a key moves the cursor of a list of count rows, of which the screen shows some; 0 if it does not.
func (k KeyMap) movement(key tea.KeyPressMsg, rows, count int) int {
	switch {
	case k.Up.has(key):
		return -1
	case k.Down.has(key):
		return 1
	case k.PageUp.has(key):
		return -rows
	case k.PageDown.has(key):
		return rows
	case k.HalfUp.has(key):
		return -max(1, rows/2)
	case k.HalfDown.has(key):
		return max(1, rows/2)
	case k.Top.has(key):
		return -count
	case k.Bottom.has(key):
		return count
	}
	return 0
}

// click chooses the post of a row, and opens it if it was chosen.
func (l *listScreen) click(m *Model, x, y int) tea.Cmd {
	if _, text, ok := m.panes(); ok && x >= text.left {
		return m.openPost(l.current(), "")
	}
	i := l.top + y - m.headHeight()
	if y < m.headHeight() || i >= min(l.count(), l.top+m.listRows()) {
		return nil
	}
	if i == l.cursor {
		return m.openPost(l.current(), "")
	}
	l.cursor = i
	return nil
}

// wheel moves the cursor.
func (l *listScreen) wheel(m *Model, lines int) tea.Cmd {
	l.move(lines, m.listRows())
	return nil
}

// How the list's screen is divided, from the top: head, rows, what the chosen post is about, footer.
const (
	headRows  = 3  // with a description, on a screen that is high enough
	flatHead  = 2  // otherwise
	aboutRows = 4  // two rows of text between blank ones, on a screen that is high enough
	highAbout = 18 // rows from which there is room for it
	highHead  = 14 // rows from which there is room for the description
)

// headHeight is how many rows stand above the list.
func (m *Model) headHeight() int {
	if m.height >= highHead && m.index.Site().Description != "" {
		return headRows
	}
	return flatHead
}

// listRows is how many posts fit on the screen.
func (m *Model) listRows() int {
	rows := m.height - m.headHeight() - 1
	if m.aboutShown() {
		rows -= aboutRows
	}
	return max(1, rows)
}

// view draws the list, and on a wide window the chosen post beside it.
func (l *listScreen) view(m *Model) []string {
	rows := m.height - 1
	lines := l.panel(m, rows, true)
	if _, text, ok := m.panes(); ok {
		lines = beside(lines, text, m.previewLines(rows))
	}
	return append(lines, m.footer(m.listHints(), m.listPlace()))
}

// panel draws the list on so many rows, with or without the keys.
func (l *listScreen) panel(m *Model, height int, focused bool) []string {
	c := m.listColumn()
	lines := m.viewHead(c)
	rows := m.listRows()
	if l.count() == 0 {
		for _, line := range layout.Wrap(m.nothing(), c.width, rows) {
			lines = append(lines, c.indent(m.styles.muted.on(line)))
		}
	}
	dates := m.dateColumn(c.width)
	var block []string // of rows, the one of that number
	at := 0
	for i := l.top; i < min(l.top+rows, l.count()); i++ {
		if i == l.cursor || l.shown != nil {
			lines = append(lines, c.indent(m.viewRow(i, c.width, dates, focused)))
			continue
		}
		if block == nil || i/blockRows != at {
			at = i / blockRows
			block = m.rowBlock(at, c, dates)
		}
		lines = append(lines, block[i%blockRows])
	}
	if m.aboutShown() {
		lines = append(lines, m.viewAbout(c)...)
	}
	for len(lines) < height {
		lines = append(lines, "")
	}
	return lines
}

// aboutShown tells whether the list has room for what the chosen post is about. Beside the post itself it needs none.
func (m *Model) aboutShown() bool {
	_, _, divided := m.panes()
	return m.height >= highAbout && !divided
}

// nothing says why the list is empty.
func (m *Model) nothing() string {
	switch {
	case m.list.filter.active() && m.list.filter.busy:
		return m.texts.Looking
	case m.list.filter.active():
		return m.texts.NoTitle
	}
	return m.texts.NoPosts
}

// headKey is what the head of the list depends on as long as nothing is filtered.
type headKey struct {
	index  *blog.Index
	styles *styles
	column column
	height int
}

// viewHead returns the blog's name and either its description or the filter. Without a filter it stays as it is for many keys.
func (m *Model) viewHead(c column) []string {
	if m.list.filter.open || m.list.filter.active() {
		return m.drawHead(c)
	}
	if key := (headKey{m.index, m.styles, c, m.headHeight()}); m.headOf != key {
		m.headOf, m.headLines = key, m.drawHead(c)
	}
	return m.headLines[:len(m.headLines):len(m.headLines)]
}

// drawHead draws what viewHead returns.
func (m *Model) drawHead(c column) []string {
	site := m.index.Site()
	count := m.texts.Posts.Of(len(m.index.Posts()))
	if pages := len(m.index.Pages()); pages > 0 {
		count += ", " + m.texts.Pages.Of(pages)
	}
	if m.list.filter.active() {
		count = fmt.Sprintf(m.texts.Of, m.list.count(), len(m.list.entries))
	}
	lines := []string{c.indent(spread(m.styles.title.on(layout.Fit(m.siteTitle(), c.width)), m.styles.muted.on(count), c.width))}
	switch {
	case m.list.filter.open || m.list.filter.active():
		lines = append(lines, c.indent(m.viewFilter(c.width)))
	case m.headHeight() == headRows:
		lines = append(lines, c.indent(m.styles.muted.on(layout.Fit(site.Description, c.width))))
	}
	for len(lines) < m.headHeight() {
		lines = append(lines, "")
	}
	return lines
}

// viewAbout draws what the chosen post is about.
func (m *Model) viewAbout(c column) []string {
	lines := make([]string, 0, aboutRows)
	lines = append(lines, "")
	if p := m.list.current(); p != nil {
		for _, line := range layout.Wrap(p.Teaser(), c.width-2, aboutRows-2) {
			lines = append(lines, c.indent(blanks(2)+m.styles.muted.on(line)))
		}
	}
	for len(lines) < aboutRows {
		lines = append(lines, "")
	}
	return lines
}

// listHints are the keys in the list's footer, the most useful first.
func (m *Model) listHints() []Binding {
	k := m.keys
	switch {
	case m.list.filter.active() && m.list.count() == 0:
		return []Binding{k.Clear}
	case m.list.filter.open:
		return []Binding{k.Accept, k.Clear}
	case m.list.filter.active():
		return []Binding{k.Open, k.Clear, k.Filter, k.Quit, k.Help}
	case m.width < cramped:
		return []Binding{k.Help, k.Quit, k.Open, k.Filter}
	}
	return []Binding{k.Open, k.Filter, k.Search, k.Help, k.Quit, k.Browse, k.Down, k.Up}
}

// listPlace says where in the list the reader is.
func (m *Model) listPlace() string {
	if m.list.count() == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", m.list.cursor+1, m.list.count())
}
