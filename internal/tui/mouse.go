package tui

import (
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/tui/post"
)

// mouse is what the program does with the mouse.
type mouse struct {
	on   bool      // we handle it, instead of the terminal
	held tea.Mouse // the button, and where it was pressed
}

// wheelLines is how far one step of the wheel scrolls a text.
const wheelLines = 3

// hold records where a mouse button was pressed.
func (m *Model) hold(at tea.Mouse) { m.mouse.held = at }

// release handles the end of a click. On a hint it presses the key of the hint, elsewhere the
// screen handles it. The right button goes back. A click counts when it is over, so that no part of
// it is left when the session has ended.
func (m *Model) release(at tea.Mouse) tea.Cmd {
	held := m.mouse.held
	m.mouse.held = tea.Mouse{}
	if !m.mouse.on || held.Button == tea.MouseNone || held.X != at.X || held.Y != at.Y {
		return nil
	}
	m.status.Notice = ""
	switch held.Button {
	case tea.MouseRight:
		return m.press(keyNamed("esc"))
	case tea.MouseLeft:
		if key, ok := m.status.KeyAt(at.X, at.Y); ok {
			return m.press(keyNamed(key))
		}
		return m.stack.Upper().Click(m.host(), at.X, at.Y)
	}
	return nil
}

// wheel handles a step of the wheel.
func (m *Model) wheel(at tea.Mouse) tea.Cmd {
	if !m.mouse.on {
		return nil
	}
	step := 1
	if _, ok := m.stack.Upper().(*post.Screen); ok {
		step = wheelLines
	}
	switch at.Button {
	case tea.MouseWheelUp:
		return m.stack.Upper().Wheel(m.host(), -step)
	case tea.MouseWheelDown:
		return m.stack.Upper().Wheel(m.host(), step)
	}
	return nil
}

// keyNamed returns the press of a key that a Binding names.
func keyNamed(name string) tea.KeyPressMsg {
	named := map[string]tea.KeyPressMsg{
		"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape},
		"tab": {Code: tea.KeyTab}, "backspace": {Code: tea.KeyBackspace},
		"shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift}, "up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown},
		"pgup": {Code: tea.KeyPgUp}, "pgdown": {Code: tea.KeyPgDown}, "home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd},
		"ctrl+i": {Code: 'i', Mod: tea.ModCtrl}, "ctrl+c": {Code: 'c', Mod: tea.ModCtrl},
	}
	if key, ok := named[name]; ok {
		return key
	}
	r, _ := utf8.DecodeRuneInString(name)
	return tea.KeyPressMsg{Code: r, Text: name}
}
