package tui

import (
	tea "charm.land/bubbletea/v2"
)

// press handles the keys that do the same everywhere, and passes the others to the top screen.
func (m *Model) press(key tea.KeyPressMsg) tea.Cmd {
	if behind, ok := m.escaped(key); ok {
		back := m.press(tea.KeyPressMsg{Code: tea.KeyEscape})
		m.status.notice = ""
		return tea.Batch(back, m.press(behind))
	}
	k, typing := m.display.keys, m.stack.typing()
	_, over := m.stack.upper().(overlay)
	switch {
	case k.Redraw.Has(key):
		return tea.ClearScreen
	case k.Interrupt.Has(key), k.Quit.Has(key) && !typing && !over:
		return tea.Quit
	case !typing && k.Search.Has(key):
		return m.openSearch()
	case m.posts.opening() && k.Clear.Has(key):
		m.posts.giveUp()
		return nil
	case typing || over:
	case k.Help.Has(key):
		m.stack.push(newHelp(m.host()))
		return nil
	case k.Browse.Has(key) && !m.browsing():
		m.openBrowse()
		return nil
	case m.posts.opening() && k.Back.Has(key):
		m.posts.giveUp()
		return nil
	default:
		if cmd, ok := m.pressCopy(key); ok {
			return cmd
		}
	}
	cmd, ok := m.stack.upper().press(m.host(), key)
	if !ok {
		m.status.notice = m.display.texts.NoSuchKey
		if typing { // the key of the help is a letter
			m.status.notice = m.display.texts.NoSuchKeyTyping
		}
	}
	return cmd
}
