package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"
)

// pressLook handles the keys that change the look, on all screens, and reports whether the key was
// one of them.
func (m *Model) pressLook(key tea.KeyPressMsg) (cmd tea.Cmd, ok bool) {
	d, k, t := &m.display, m.display.keys, m.display.texts
	switch {
	case k.Theme.Has(key):
		openThemes(m.host())
	case k.TextWidth.Has(key):
		cells := d.nextTextWidth()
		cmd = m.relayout()
		m.status.notice = t.WidestText
		if cells > 0 {
			m.status.notice = fmt.Sprintf(t.TextWidth, cells)
		}
	case k.FocusMode.Has(key):
		d.focusMode = !d.focusMode
		cmd = m.relayout()
		if d.focusMode {
			m.status.notice = t.FocusMode
		}
	case k.Mouse.Has(key):
		m.mouse.on = !m.mouse.on
		m.status.notice = t.MouseOff
		if m.mouse.on {
			m.status.notice = t.MouseOn
		}
	default:
		return nil, false
	}
	return cmd, true
}
