package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/tui/post"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// typeahead is what a reader has typed while a post is on its way: it is meant for the post, and
// waits for it.
type typeahead struct{ typed []tea.Msg }

// Bounds of what waits; more is dropped.
const (
	maxTypedAhead = 256                 // keys
	maxPastedHere = 4 * screen.MaxQuery // bytes of one paste; a line takes no more
)

// mustWait reports whether a key is meant for something that is on its way. Keys that go back or
// leave give it up instead, and those that lead on from a post go on from the one that is on its
// way.
func (m *Model) mustWait(key tea.KeyPressMsg) bool {
	k := &m.display.Keys
	if !m.posts.Awaited(m.host()) {
		a, ok := m.stack.Upper().(screen.Asker)
		return ok && a.Asking() && (k.Accept.Has(key) || screen.TypedMovement(key, 1) != 0)
	}
	if m.atOnce(key) || k.Clear.Has(key) || !m.stack.Typing() && (k.Back.Has(key) || k.Quit.Has(key)) {
		return false
	}
	_, reading := m.stack.Upper().(*post.Screen)
	leads := k.Next.Has(key) || k.Previous.Has(key) || k.Return.Has(key) || k.Forward.Has(key)
	return !reading || !leads
}

// atOnce reports whether a key never waits.
func (m *Model) atOnce(key tea.KeyPressMsg) bool {
	return m.display.Keys.Interrupt.Has(key) || m.display.Keys.Redraw.Has(key)
}

// typeAhead keeps a key until what it is meant for is there, and reports whether it does. Behind
// keys that wait, all others do, but Esc takes them back.
func (m *Model) typeAhead(key tea.KeyPressMsg) bool {
	switch waits := len(m.typed) > 0; {
	case waits && m.display.Keys.Clear.Has(key):
		m.typed = nil
		return !m.posts.Awaited(m.host())
	case !m.mustWait(key) && (!waits || m.atOnce(key)):
		return false
	}
	m.keep(key)
	return true
}

// pasteAhead is typeAhead for pasted text.
func (m *Model) pasteAhead(msg tea.PasteMsg) bool {
	if !m.posts.Awaited(m.host()) && len(m.typed) == 0 {
		return false
	}
	msg.Content = strings.ToValidUTF8(msg.Content[:min(len(msg.Content), maxPastedHere)], "")
	m.keep(msg)
	return true
}

func (m *Model) keep(msg tea.Msg) {
	if len(m.typed) < maxTypedAhead {
		m.typed = append(m.typed, msg)
	}
}

// pressTyped presses the keys that have waited, until one of them has to wait again.
func (m *Model) pressTyped() tea.Cmd {
	var cmds []tea.Cmd
	for len(m.typed) > 0 {
		next := m.typed[0]
		key, isKey := next.(tea.KeyPressMsg)
		if isKey && m.mustWait(key) || !isKey && m.posts.Awaited(m.host()) {
			break
		}
		if m.typed = m.typed[1:]; len(m.typed) == 0 {
			m.typed = nil
		}
		switch msg := next.(type) {
		case tea.KeyPressMsg:
			m.status.Notice = ""
			cmds = append(cmds, m.press(msg))
		case tea.PasteMsg:
			cmds = append(cmds, m.paste(msg))
		}
	}
	return tea.Batch(cmds...)
}

// paste passes pasted text to the screen that text is typed into.
func (m *Model) paste(msg tea.PasteMsg) tea.Cmd {
	if t, ok := m.stack.Upper().(screen.TextInput); ok && t.Typing() {
		return t.TypeText(m.host(), msg.Content)
	}
	return nil
}
