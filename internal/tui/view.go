package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/postview"
	"github.com/sshblog/sshblog/internal/textwidth"
	"github.com/sshblog/sshblog/internal/tui/post"
	"github.com/sshblog/sshblog/internal/tui/screen"
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
	m.status.Targets = m.status.Targets[:0]
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
