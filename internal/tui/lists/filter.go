package lists

import (
	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/titles"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// filter is the list's filter: what the reader has typed, and what a command is looking for.
type filter struct {
	open bool // the reader is typing
	screen.LineEditor
	id   int        // of the newest query
	busy bool       // a command is filtering; there is at most one
	keep *blog.Post // the post to choose when the result is there
	row  int        // of the window, for keep
}

// active reports whether the list is filtered.
func (f *filter) active() bool { return f.Query != "" }

// filteredMsg is the result of a query.
type filteredMsg struct {
	list    *Posts
	id      int
	index   *blog.Index
	matches []titles.Match
}

// quickEntries is how many entries are filtered at once. More are filtered in a command.
const quickEntries = 1000

// pressFilter handles a key while the reader types a filter.
func (l *Posts) pressFilter(h screen.Host, key tea.KeyPressMsg) (tea.Cmd, bool) {
	k := h.Keys
	switch {
	case k.Accept.Has(key):
		l.filter.open = false
		return h.OpenPost(l.current(), ""), true
	case k.Clear.Has(key), screen.Erases(key) && l.filter.Query == "":
		l.clearFilter(h)
		return nil, true
	}
	if n := screen.TypedMovement(key, l.page(h)); n != 0 && l.count() > 0 {
		l.move(h, n)
		return nil, true
	}
	was := l.filter.Query
	ok := l.filter.Edit(key)
	if l.filter.Query != was {
		return l.refilter(h), ok
	}
	return nil, ok
}

// TypeText adds text to the query.
func (l *Posts) TypeText(h screen.Host, text string) tea.Cmd {
	l.filter.Insert(text)
	return l.refilter(h)
}

// Typing reports whether the reader is typing a filter.
func (l *Posts) Typing() bool { return l.filter.open }

// refilter applies the query. A short list is filtered at once, a long one in a command, one at a
// time. What is typed meanwhile becomes one more query when the command returns.
func (l *Posts) refilter(h screen.Host) tea.Cmd {
	l.filter.id++
	if !l.filter.active() {
		l.shown, l.Cursor, l.Top = nil, 0, 0
		l.KeepVisible(h)
		return nil
	}
	set, query, id := l.set, l.filter.Query, l.filter.id
	if len(l.entries) <= quickEntries {
		return l.accept(h, filteredMsg{l, id, l.index, set.Find(query)})
	}
	if l.filter.busy {
		return nil
	}
	l.filter.busy = true
	return func() tea.Msg { return filteredMsg{l, id, set.Index, set.Find(query)} }
}

// Deliver gives a result to the list.
func (msg filteredMsg) Deliver(h screen.Host) tea.Cmd { return msg.list.accept(h, msg) }

// accept shows a result, or starts again if the query has changed since.
func (l *Posts) accept(h screen.Host, msg filteredMsg) tea.Cmd {
	l.filter.busy = false
	if !l.filter.active() {
		return nil // cleared meanwhile
	}
	if msg.id != l.filter.id || msg.index != l.index {
		return l.refilter(h)
	}
	l.shown, l.Cursor, l.Top = msg.matches, 0, 0
	if l.filter.keep != nil {
		l.follow(h, l.filter.keep, l.filter.row)
		l.filter.keep = nil
	}
	l.KeepVisible(h)
	return nil
}

// clearFilter shows the whole list again, with the same post chosen.
func (l *Posts) clearFilter(h screen.Host) {
	was := l.current()
	l.filter.open, l.shown = false, nil
	l.filter.Set("")
	l.filter.id++
	if was != nil {
		l.Choose(h, was)
	}
	l.KeepVisible(h)
}

// viewFilter draws the line with the query.
func (l *Posts) viewFilter(h screen.Host, width int) string {
	return h.Styles.Title.On("/") + " " + h.ViewLine(&l.filter.LineEditor, width-2, l.filter.open)
}

// Asking reports whether the posts that pass the filter are on their way.
func (l *Posts) Asking() bool { return l.filter.open && l.filter.busy }
