package tui

import (
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// wheelLines is how far one step of the wheel scrolls a text.
const wheelLines = 3

// hold records where a mouse button was pressed.
func (m *Model) hold(at tea.Mouse) { m.mouseDown = at }

// release handles the end of a click. On a hint it presses the key of the hint, elsewhere the
// screen handles it. The right button goes back. A click counts when it is over, so that no part of
// it is left when the session has ended.
func (m *Model) release(at tea.Mouse) tea.Cmd {
	held := m.mouseDown
	m.mouseDown = tea.Mouse{}
	if !m.mouse || held.Button == tea.MouseNone || held.X != at.X || held.Y != at.Y {
		return nil
	}
	m.notice = ""
	switch held.Button {
	case tea.MouseRight:
		return m.press(keyNamed("esc"))
	case tea.MouseLeft:
		for _, s := range m.targets {
			if at.Y == s.y && at.X >= s.from && at.X < s.to {
				return m.press(keyNamed(s.key))
			}
		}
		return m.upper().click(m.host(), at.X, at.Y)
	}
	return nil
}

// wheel handles a step of the wheel.
func (m *Model) wheel(at tea.Mouse) tea.Cmd {
	if !m.mouse {
		return nil
	}
	step := 1
	if _, ok := m.upper().(*postScreen); ok {
		step = wheelLines
	}
	switch at.Button {
	case tea.MouseWheelUp:
		return m.upper().wheel(m.host(), -step)
	case tea.MouseWheelDown:
		return m.upper().wheel(m.host(), step)
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
