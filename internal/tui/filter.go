package tui

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/sahilm/fuzzy"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/cache"
	"github.com/sshblog/sshblog/internal/layout"
)

// Titles holds the titles and tags of an Index, prepared for lists and for filtering. There is one for all sessions; it keeps those of the
// Index that was asked for last. Safe for concurrent use.
type Titles struct {
	cache *cache.Cache // of rows as they are drawn

	mu    sync.Mutex
	last  *titleSet
	count int
}

// titleSet is the prepared titles of one Index.
type titleSet struct {
	number  int // another one for each set
	index   *blog.Index
	entries []*blog.Post   // posts, then pages
	texts   []string       // title and tags of each
	lower   []string       // the same in lower case
	rows    map[string]int // of the entries, by path
	dated   bool           // one of them has a date
}

// NewTitles makes an empty Titles, which keeps what it draws in a cache.
func NewTitles(c *cache.Cache) *Titles { return &Titles{cache: c} }

// Prepare makes ready what sessions want of an Index, so that none of them has to wait for it.
func (t *Titles) Prepare(x *blog.Index) { t.of(x) }

// of returns the titles of an Index.
func (t *Titles) of(x *blog.Index) *titleSet {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.last != nil && t.last.index == x {
		return t.last
	}
	t.count++
	set := &titleSet{number: t.count, index: x, rows: make(map[string]int, len(x.Posts())+len(x.Pages()))}
	set.entries = append(append(set.entries, x.Posts()...), x.Pages()...)
	set.texts, set.lower = make([]string, len(set.entries)), make([]string, len(set.entries))
	for i, p := range set.entries {
		set.texts[i] = p.Title
		if len(p.Tags) > 0 {
			set.texts[i] += " #" + strings.Join(p.Tags, " #")
		}
		set.lower[i] = strings.ToLower(set.texts[i])
		set.rows[p.Path] = i
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

// find returns the entries whose title or tags match a query, upper and lower case being the same: first those that have it as it is, at
// the beginning of a word of the title, elsewhere in the title, in the tags, each in the order of the list; then those that have its
// letters close together, which forgives a slip.
func (t *titleSet) find(query string) []match {
	lower := strings.ToLower(query)
	var ranks [3][]match
	taken := make(map[int]bool)
	for i, text := range t.lower {
		at := strings.Index(text, lower)
		if at < 0 {
			continue
		}
		taken[i] = true
		rank := 2
		switch title := len(t.entries[i].Title); {
		case at+len(lower) > title:
		case at == 0 || strings.IndexByte(" -(/\"'", text[at-1]) >= 0:
			rank = 0
		default:
			rank = 1
		}
		ranks[rank] = append(ranks[rank], match{entry: i, at: t.letters(i, at, len(lower))})
	}
	matches := append([]match{}, slices.Concat(ranks[0], ranks[1], ranks[2])...) // never nil: that would be no filter
	if utf8.RuneCountInString(query) < leastForgiven {
		return matches
	}
	for _, f := range fuzzy.Find(query, t.texts) {
		at := f.MatchedIndexes
		if span := at[len(at)-1] - at[0]; !taken[f.Index] && span < len(query)+mostForgiven {
			matches = append(matches, match{entry: f.Index, at: at})
		}
	}
	return matches
}

// Slips are forgiven in queries of so many letters, and so many letters may be left out of them.
const (
	leastForgiven = 4
	mostForgiven  = 3
)

// letters are the offsets of the letters of a match; none where lower case is of another length, so that they cannot be told.
func (t *titleSet) letters(entry, at, length int) []int {
	if len(t.lower[entry]) != len(t.texts[entry]) {
		return nil
	}
	var all []int
	for i := range t.texts[entry][at : at+length] {
		all = append(all, at+i)
	}
	return all
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
	set, query, id := l.set, l.filter.query, l.filter.id
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
	for layout.Width(query) > width-3 {
		query = query[runeLen(query):]
	}
	return m.styles.title.on("/") + " " + query + cursor
}

// runeLen is the length of the first rune in bytes.
func runeLen(s string) int {
	_, size := utf8.DecodeRuneInString(s)
	return size
}
