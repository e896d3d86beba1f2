package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/postview"
	"github.com/sshblog/sshblog/internal/textwidth"
	"github.com/sshblog/sshblog/internal/tui/overlay"
	"github.com/sshblog/sshblog/internal/tui/screen"
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
	case k.Images.Has(key):
		cmd = m.changeImages()
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

// changeImages shows pictures in another way.
func (m *Model) changeImages() tea.Cmd {
	d := &m.display
	if !d.CanShowPictures() {
		m.status.Notice = d.Texts.NoPictures
		return nil
	}
	d.Images = d.Images.Next()
	m.status.Notice = [...]string{d.Texts.PicturesAuto, d.Texts.PicturesBlocks, d.Texts.PicturesWords}[d.Images]
	return m.relayout()
}

// restyle chooses the styles for the screen as far as it is known.
func (m *Model) restyle() tea.Cmd {
	was := m.display.Look
	m.display.Look = m.display.Themes.Look(m.display.Theme, theme.Screen{
		Background: m.display.Background, Depth: postview.DepthOf(m.display.Profile), Window: true,
		Unstruck: m.opts.Unstruck,
	})
	m.display.Look.Method = m.display.Method
	if was == m.display.Look {
		return nil
	}
	m.display.Styles = screen.NewStyles(m.display.Look.Theme)
	if was.Theme == nil {
		return nil
	}
	return m.relayout()
}

// learnMethod lays everything out again if the terminal counts cells in another way than it was
// taken to.
func (m *Model) learnMethod(msg tea.ModeReportMsg) tea.Cmd {
	if msg.Mode != ansi.ModeUnicodeCore || m.display.Method == textwidth.Transcribed || m.display.Method == textwidth.Reported(msg.Value) {
		return nil
	}
	m.display.Method = textwidth.Reported(msg.Value)
	return m.restyle()
}

// relayout lays everything out again after the size, the theme or the links have changed. An open
// post stays until its new lines are there.
func (m *Model) relayout() tea.Cmd {
	var cmds []tea.Cmd
	for _, s := range m.stack.All() {
		cmds = append(cmds, s.Relayout(m.host()))
	}
	return tea.Batch(append(cmds, m.posts.Relayout(m.host()))...)
}
