package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/tui/overlay"
)

// pressLook handles the keys that change the look, on all screens, and reports whether the key was
// one of them.
func (m *Model) pressLook(key tea.KeyPressMsg) (cmd tea.Cmd, ok bool) {
	d, k, t := &m.display, m.display.Keys, m.display.Texts
	switch {
	case k.Theme.Has(key):
		overlay.OpenThemes(m.host())
	case k.TextWidth.Has(key):
		cells := d.NextTextWidth()
		cmd = m.relayout()
		m.status.Notice = t.WidestText
		if cells > 0 {
			m.status.Notice = fmt.Sprintf(t.TextWidth, cells)
		}
	case k.FocusMode.Has(key):
		d.FocusMode = !d.FocusMode
		cmd = m.relayout()
		if d.FocusMode {
			m.status.Notice = t.FocusMode
		}
	case k.Mouse.Has(key):
		m.mouse.on = !m.mouse.on
		m.status.Notice = t.MouseOff
		if m.mouse.on {
			m.status.Notice = t.MouseOn
		}
	default:
		return nil, false
	}
	return cmd, true
}
