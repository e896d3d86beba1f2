package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/tui/lists"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// indexedMsg says that there is a newer search index.
type indexedMsg struct{}

// openSearch opens the search, or returns to the open one.
func (m *Model) openSearch() tea.Cmd {
	if m.opts.Searcher == nil {
		m.status.Notice = m.display.Texts.NoSearch
		return nil
	}
	m.posts.GiveUp()
	wait := m.awaitIndex() // before the search looks at the index, so that no change is missed
	s := lists.NewSearch(m.opts.Context, m.opts.Searcher, m.opts.Blog.Index)
	m.host().Raise(s, func(s screen.Screen) bool { _, ok := s.(*lists.Search); return ok })
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
	for _, s := range m.stack.All() {
		if s, ok := s.(*lists.Search); ok {
			wait := m.awaitIndex()
			return tea.Batch(wait, s.SearchAnew())
		}
	}
	return nil
}

// openBrowse shows the groups, where the reader left them.
func (m *Model) openBrowse() {
	m.posts.GiveUp()
	h := m.host()
	h.Raise(lists.NewGroups(h, m.list), func(s screen.Screen) bool { _, ok := s.(*lists.Groups); return ok })
}

// browsing reports whether the groups have the keys.
func (m *Model) browsing() bool {
	_, ok := m.stack.Upper().(*lists.Groups)
	return ok
}
