package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/tui/overlay"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// press handles the keys that do the same everywhere, and passes the others to the top screen.
func (m *Model) press(key tea.KeyPressMsg) tea.Cmd {
	if behind, ok := m.escaped(key); ok {
		back := m.press(tea.KeyPressMsg{Code: tea.KeyEscape})
		m.status.Notice = ""
		return tea.Batch(back, m.press(behind))
	}
	k, typing := m.display.Keys, m.stack.Typing()
	_, over := m.stack.Upper().(screen.Overlay)
	switch {
	case k.Redraw.Has(key):
		return tea.ClearScreen
	case k.Interrupt.Has(key), k.Quit.Has(key) && !typing && !over:
		return tea.Quit
	case !typing && k.Search.Has(key):
		return m.openSearch()
	case m.posts.Opening() && k.Clear.Has(key):
		m.posts.GiveUp()
		return nil
	case typing || over:
	case k.Help.Has(key):
		m.stack.Push(overlay.NewHelp(m.host()))
		return nil
	case k.Browse.Has(key) && !m.browsing():
		m.openBrowse()
		return nil
	case m.posts.Opening() && k.Back.Has(key):
		m.posts.GiveUp()
		return nil
	default:
		if cmd, ok := m.pressCopy(key); ok {
			return cmd
		}
	}
	cmd, ok := m.stack.Upper().Press(m.host(), key)
	if !ok {
		m.status.Notice = m.display.Texts.NoSuchKey
		if typing { // the key of the help is a letter
			m.status.Notice = m.display.Texts.NoSuchKeyTyping
		}
	}
	return cmd
}
