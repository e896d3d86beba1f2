package tui

import (
	"strings"
	"sync"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/sahilm/fuzzy"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/render"
)

// Titles holds the titles and tags of an Index, prepared for filtering. There is one for all sessions; it keeps those of the
// Index that was asked for last. Safe for concurrent use.
type Titles struct {
	mu   sync.Mutex
	last *titleSet
}

// titleSet is the prepared titles of one Index.
type titleSet struct {
	index   *blog.Index
	entries []*blog.Post // posts, then pages
	texts   []string     // title and tags of each
	dated   bool         // one of them has a date
}

// NewTitles makes an empty Titles.
func NewTitles() *Titles { return new(Titles) }

// of returns the titles of an Index.
func (t *Titles) of(x *blog.Index) *titleSet {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.last != nil && t.last.index == x {
		return t.last
	}
	set := &titleSet{index: x}
	set.entries = append(append(set.entries, x.Posts()...), x.Pages()...)
	set.texts = make([]string, len(set.entries))
	for i, p := range set.entries {
		set.texts[i] = p.Title
		if len(p.Tags) > 0 {
			set.texts[i] += " #" + strings.Join(p.Tags, " #")
		}
		set.dated = set.dated || !p.Date.IsZero()
	}
	t.last = set
	return set
}

// match is an entry that passed the filter, and where its text matched (byte offsets; those behind the title are in the tags).
type match struct {
	entry int
	at    []int
}

// find returns the entries whose title and tags match a query, best first; upper and lower case are the same. Letters that are
// scattered over a long title are no match: nobody means that.
func (t *titleSet) find(query string) []match {
	const scattered = 4 // times the length of the query
	found := fuzzy.Find(query, t.texts)
	matches := make([]match, 0, len(found))
	for _, f := range found {
		at := f.MatchedIndexes
		if span := at[len(at)-1] - at[0]; span < scattered*len(query) {
			matches = append(matches, match{entry: f.Index, at: at})
		}
	}
	return matches
}

// filter is the list's filter: what the visitor has typed, and what is being looked for.
type filter struct {
	open   bool // the visitor is typing
	query  string
	id     int        // of the newest query
	busy   bool       // a command is looking; at most one does
	keep   *blog.Post // to be chosen again when the result is there
	offset int        // in this row of the screen
}

// active tells whether the list is filtered.
func (f *filter) active() bool { return f.query != "" }

// filteredMsg is the result of a query.
type filteredMsg struct {
	id      int
	index   *blog.Index
	matches []match
}

// quickEntries is how many entries are filtered at once; more are in a command.
const quickEntries = 1000

// pressFilter handles a key while the visitor types a filter.
func (l *listScreen) pressFilter(m *Model, key tea.KeyPressMsg) tea.Cmd {
	k, rows := m.keys, m.listRows()
	switch {
	case k.Accept.has(key):
		l.filter.open = false
		return m.openPost(l.current(), "")
	case k.Clear.has(key):
		l.clearFilter(m)
		return nil
	case key.Code == tea.KeyBackspace && l.filter.query == "":
		l.clearFilter(m)
		return nil
	}
	if n := typedMovement(key, rows); n != 0 {
		l.move(n, rows)
		return nil
	}
	if query, ok := edited(l.filter.query, key); ok {
		l.filter.query = query
		return l.refilter(rows)
	}
	return nil
}

// typeText adds text to the query.
func (l *listScreen) typeText(m *Model, text string) tea.Cmd {
	l.filter.query = withText(l.filter.query, text)
	return l.refilter(m.listRows())
}

// typing tells whether the visitor types a filter.
func (l *listScreen) typing() bool { return l.filter.open }

// refilter applies the query, at once on a short list. On a long one a command does it, one at a time: what is typed in
// between makes one more query when it comes back.
func (l *listScreen) refilter(rows int) tea.Cmd {
	l.filter.id++
	if !l.filter.active() {
		l.shown, l.cursor, l.top = nil, 0, 0
		return nil
	}
	set, query, id := l.titles.of(l.index), l.filter.query, l.filter.id
	if len(l.entries) <= quickEntries {
		return l.accept(filteredMsg{id, l.index, set.find(query)}, rows)
	}
	if l.filter.busy {
		return nil
	}
	l.filter.busy = true
	return func() tea.Msg { return filteredMsg{id, set.index, set.find(query)} }
}

// accept takes over a result, or asks again if the query has changed since.
func (l *listScreen) accept(msg filteredMsg, rows int) tea.Cmd {
	l.filter.busy = false
	if !l.filter.active() {
		return nil // cleared in the meantime
	}
	if msg.id != l.filter.id || msg.index != l.index {
		return l.refilter(rows)
	}
	l.shown, l.cursor, l.top = msg.matches, 0, 0
	if l.filter.keep != nil {
		l.follow(l.filter.keep, l.filter.offset)
		l.filter.keep = nil
	}
	l.keepVisible(rows)
	return nil
}

// clearFilter shows the whole list again, with the same post chosen.
func (l *listScreen) clearFilter(m *Model) {
	was := l.current()
	l.filter.open, l.filter.query, l.shown = false, "", nil
	l.filter.id++
	if was != nil {
		l.choose(m, was)
	}
	l.keepVisible(m.listRows())
}

// viewFilter draws the line with the query, its end if it is longer than the line.
func (m *Model) viewFilter(width int) string {
	query, cursor := m.list.filter.query, ""
	if m.list.filter.open {
		cursor = m.styles.mark.on("█")
	}
	for render.Width(query) > width-3 {
		query = query[runeLen(query):]
	}
	return m.styles.title.on("/") + " " + query + cursor
}

// runeLen is the length of the first rune in bytes.
func runeLen(s string) int {
	_, size := utf8.DecodeRuneInString(s)
	return size
}
