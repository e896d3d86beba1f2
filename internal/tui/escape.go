package tui

import (
	"slices"
	"unicode"

	tea "charm.land/bubbletea/v2"
)

// altEdits are the keys with Alt that mean something while the reader types.
var altEdits = []string{
	"alt+left", "alt+right", "alt+b", "alt+f", "alt+d", "alt+backspace", "ctrl+alt+h", "alt+delete",
}

// escaped returns the key behind the Escape of a key with Alt. A terminal sends the same bytes for
// both, so that Escape and the next key, typed quickly or over a slow line, come as one. A key with
// Alt that means something here stays one.
func (m *Model) escaped(key tea.KeyPressMsg) (behind tea.KeyPressMsg, ok bool) {
	name := key.String()
	if !key.Mod.Contains(tea.ModAlt) || m.display.Keys.Bound(key) || m.stack.Typing() && slices.Contains(altEdits, name) {
		return key, false
	}
	key.Mod &^= tea.ModAlt
	if key.Text == "" && key.Mod&^tea.ModShift == 0 && unicode.IsPrint(key.Code) {
		key.Text = string(key.Code)
		if key.ShiftedCode != 0 && key.Mod.Contains(tea.ModShift) {
			key.Text = string(key.ShiftedCode)
		}
	}
	return key, true
}
