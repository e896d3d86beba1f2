package tui

import (
	tea "charm.land/bubbletea/v2"
)

// indexedMsg says that there is a newer search index.
type indexedMsg struct{}

// openSearch opens the search, or returns to the open one.
func (m *Model) openSearch() tea.Cmd {
	if m.opts.Searcher == nil {
		m.status.notice = m.display.texts.NoSearch
		return nil
	}
	m.posts.giveUp()
	wait := m.awaitIndex() // before the search looks at the index, so that no change is missed
	s := newSearch(m.opts.Context, m.opts.Searcher, m.opts.Blog.Index)
	m.host().raise(s, func(s screen) bool { _, ok := s.(*searchScreen); return ok })
	return wait
}

// awaitIndex waits for a newer search index. A session has at most one such command, and starts it
// only while a search is open.
func (m *Model) awaitIndex() tea.Cmd {
	if m.awaitsIndex {
		return nil
	}
	m.awaitsIndex = true
	ctx, changed := m.opts.Context, m.opts.Searcher.Changed()
	return func() tea.Msg {
		select {
		case <-changed:
			return indexedMsg{}
		case <-ctx.Done():
			return nil
		}
	}
}

// searchAnew searches the newer index, if a search is still open, even below other screens.
func (m *Model) searchAnew() tea.Cmd {
	m.awaitsIndex = false
	for _, s := range m.stack.all() {
		if s, ok := s.(*searchScreen); ok {
			wait := m.awaitIndex()
			return tea.Batch(wait, s.searchAnew())
		}
	}
	return nil
}

// openBrowse shows the groups, where the reader left them.
func (m *Model) openBrowse() {
	m.posts.giveUp()
	h := m.host()
	h.raise(newBrowse(h, m.list), func(s screen) bool { _, ok := s.(*browseScreen); return ok })
}

// browsing reports whether the groups have the keys.
func (m *Model) browsing() bool {
	_, ok := m.stack.upper().(*browseScreen)
	return ok
}
