package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/titles"
)

// filter is the list's filter: what the reader has typed, and what a command is looking for.
type filter struct {
	open bool // the reader is typing
	lineEditor
	id   int        // of the newest query
	busy bool       // a command is filtering; there is at most one
	keep *blog.Post // the post to choose when the result is there
	row  int        // of the window, for keep
}

// active reports whether the list is filtered.
func (f *filter) active() bool { return f.query != "" }

// filteredMsg is the result of a query.
type filteredMsg struct {
	list    *listScreen
	id      int
	index   *blog.Index
	matches []titles.Match
}

// quickEntries is how many entries are filtered at once. More are filtered in a command.
const quickEntries = 1000

// pressFilter handles a key while the reader types a filter.
func (l *listScreen) pressFilter(h host, key tea.KeyPressMsg) (tea.Cmd, bool) {
	k := h.keys
	switch {
	case k.Accept.Has(key):
		l.filter.open = false
		return h.openPost(l.current(), ""), true
	case k.Clear.Has(key), erases(key) && l.filter.query == "":
		l.clearFilter(h)
		return nil, true
	}
	if n := typedMovement(key, l.page(h)); n != 0 && l.count() > 0 {
		l.move(h, n)
		return nil, true
	}
	was := l.filter.query
	ok := l.filter.edit(key)
	if l.filter.query != was {
		return l.refilter(h), ok
	}
	return nil, ok
}

// typeText adds text to the query.
func (l *listScreen) typeText(h host, text string) tea.Cmd {
	l.filter.insert(text)
	return l.refilter(h)
}

// typing reports whether the reader is typing a filter.
func (l *listScreen) typing() bool { return l.filter.open }

// refilter applies the query. A short list is filtered at once, a long one in a command, one at a
// time. What is typed meanwhile becomes one more query when the command returns.
func (l *listScreen) refilter(h host) tea.Cmd {
	l.filter.id++
	if !l.filter.active() {
		l.shown, l.cursor, l.top = nil, 0, 0
		l.keepVisible(h)
		return nil
	}
	set, query, id := l.set, l.filter.query, l.filter.id
	if len(l.entries) <= quickEntries {
		return l.accept(h, filteredMsg{l, id, l.index, set.Find(query)})
	}
	if l.filter.busy {
		return nil
	}
	l.filter.busy = true
	return func() tea.Msg { return filteredMsg{l, id, set.Index, set.Find(query)} }
}

// deliver gives a result to the list.
func (msg filteredMsg) deliver(h host) tea.Cmd { return msg.list.accept(h, msg) }

// accept shows a result, or starts again if the query has changed since.
func (l *listScreen) accept(h host, msg filteredMsg) tea.Cmd {
	l.filter.busy = false
	if !l.filter.active() {
		return nil // cleared meanwhile
	}
	if msg.id != l.filter.id || msg.index != l.index {
		return l.refilter(h)
	}
	l.shown, l.cursor, l.top = msg.matches, 0, 0
	if l.filter.keep != nil {
		l.follow(h, l.filter.keep, l.filter.row)
		l.filter.keep = nil
	}
	l.keepVisible(h)
	return nil
}

// clearFilter shows the whole list again, with the same post chosen.
func (l *listScreen) clearFilter(h host) {
	was := l.current()
	l.filter.open, l.shown = false, nil
	l.filter.set("")
	l.filter.id++
	if was != nil {
		l.choose(h, was)
	}
	l.keepVisible(h)
}

// viewFilter draws the line with the query.
func (l *listScreen) viewFilter(h host, width int) string {
	return h.styles.title.on("/") + " " + h.viewLine(&l.filter.lineEditor, width-2, l.filter.open)
}

// asking reports whether the posts that pass the filter are on their way.
func (l *listScreen) asking() bool { return l.filter.open && l.filter.busy }
