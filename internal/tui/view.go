package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/tui/post"
)

// The smallest screen that is drawn on, in cells.
const (
	minWidth  = 20
	minHeight = 8
)

// View joins the lines of the top screen.
func (m *Model) View() tea.View {
	view := tea.NewView("")
	view.AltScreen = true
	if m.mouse.on {
		view.MouseMode = tea.MouseModeCellMotion
	}
	m.status.ForgetKeys()
	if m.display.Width == 0 || m.display.Height == 0 {
		return view
	}
	var lines []string
	if m.display.Width < minWidth || m.display.Height < minHeight {
		lines = m.tooSmall()
	} else {
		lines = m.host().Tell(m.stack.Upper().View(m.host()))
	}
	if len(lines) > m.display.Height {
		lines = lines[:m.display.Height]
	}
	view.SetContent(strings.Join(lines, "\n"))
	view.WindowTitle = m.windowTitle()
	if paper := m.display.Look.Theme.Paper; paper != nil {
		view.BackgroundColor, view.ForegroundColor = paper.Ground, paper.Text
	}
	return view
}

// windowTitle returns the name of what is open.
func (m *Model) windowTitle() string {
	if p := post.Reading(&m.stack); p != nil {
		return p.Post.Title + " - " + m.host().SiteTitle()
	}
	return m.host().SiteTitle()
}

// tooSmall asks for a larger window, in words that fit a tiny one.
func (m *Model) tooSmall() []string {
	d := &m.display
	return append(d.Wrap(d.Texts.TooSmall, d.Width, d.Height-1), d.Fit(d.Texts.Leaves, d.Width))
}
