package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/postview"
	"github.com/sshblog/sshblog/internal/textwidth"
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
	m.status.targets = m.status.targets[:0]
	if m.display.width == 0 || m.display.height == 0 {
		return view
	}
	var lines []string
	if m.display.width < minWidth || m.display.height < minHeight {
		lines = m.tooSmall()
	} else {
		lines = m.host().tell(m.stack.upper().view(m.host()))
	}
	if len(lines) > m.display.height {
		lines = lines[:m.display.height]
	}
	view.SetContent(strings.Join(lines, "\n"))
	view.WindowTitle = m.windowTitle()
	if paper := m.display.look.Theme.Paper; paper != nil {
		view.BackgroundColor, view.ForegroundColor = paper.Ground, paper.Text
	}
	return view
}

// windowTitle returns the name of what is open.
func (m *Model) windowTitle() string {
	if p := reading(&m.stack); p != nil {
		return p.post.Title + " - " + m.host().siteTitle()
	}
	return m.host().siteTitle()
}

// tooSmall asks for a larger window, in words that fit a tiny one.
func (m *Model) tooSmall() []string {
	d := &m.display
	return append(d.wrap(d.texts.TooSmall, d.width, d.height-1), d.fit(d.texts.Leaves, d.width))
}

// restyle chooses the styles for the screen as far as it is known.
func (m *Model) restyle() tea.Cmd {
	was := m.display.look
	m.display.look = m.display.themes.Look(m.display.theme, theme.Screen{
		Background: m.display.background, Depth: postview.DepthOf(m.display.profile), Window: true,
		Unstruck: m.opts.Unstruck,
	})
	m.display.look.Method = m.display.method
	if was == m.display.look {
		return nil
	}
	m.display.styles = newStyles(m.display.look.Theme)
	if was.Theme == nil {
		return nil
	}
	return m.relayout()
}

// learnMethod lays everything out again if the terminal counts cells in another way than it was
// taken to.
func (m *Model) learnMethod(msg tea.ModeReportMsg) tea.Cmd {
	if msg.Mode != ansi.ModeUnicodeCore || m.display.method == textwidth.Transcribed || m.display.method == textwidth.Reported(msg.Value) {
		return nil
	}
	m.display.method = textwidth.Reported(msg.Value)
	return m.restyle()
}

// relayout lays everything out again after the size, the theme or the links have changed. An open
// post stays until its new lines are there.
func (m *Model) relayout() tea.Cmd {
	var cmds []tea.Cmd
	for _, s := range m.stack.all() {
		cmds = append(cmds, s.relayout(m.host()))
	}
	return tea.Batch(append(cmds, m.posts.relayout(m.host()))...)
}
