package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/postview"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// ThemesMsg brings other themes than those that the session began with.
type ThemesMsg struct{ Themes *postview.Themes }

// maxNotice bounds a line from outside for the reader, in bytes.
const maxNotice = 500

// FaultMsg brings a line on what is wrong with the blog, for its author: it is shown until the next
// key, and gives way to other notices. The next one stands in its place, and an empty one takes it
// away.
type FaultMsg string

// Init starts to wait for changes of the blog, and opens what the reader asked for.
func (m *Model) Init() tea.Cmd {
	return tea.Batch(m.awaitChange(), m.openAddress(m.opts.Open), m.posts.SchedulePreview(m.host()))
}

// Update handles one message.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := m.handle(msg)
	if len(m.typed) > 0 {
		cmd = tea.Batch(cmd, m.pressTyped())
	}
	for _, next := range []tea.Cmd{m.posts.SchedulePreview(m.host()), m.posts.FetchPictures(m.host())} {
		if next != nil {
			cmd = tea.Batch(cmd, next)
		}
	}
	return m, cmd
}

// handle handles one message.
func (m *Model) handle(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.display.Width, m.display.Height = msg.Width, msg.Height
		return m.relayout()
	case tea.BackgroundColorMsg:
		if msg.Color != nil {
			m.display.Background = theme.BackgroundOf(msg.Color)
			return m.restyle()
		}
	case tea.ModeReportMsg:
		return m.learnMethod(msg)
	case tea.ColorProfileMsg:
		m.display.Profile = msg.Profile
		return m.restyle()
	case ThemesMsg:
		m.display.Themes = msg.Themes
		m.display.Theme, _ = msg.Themes.Of(m.opts.Environ)
		return m.restyle()
	case FaultMsg:
		m.showFault(plaintext.OneLine(string(msg), maxNotice))
	case RestartMsg:
		return m.restart(msg)
	case changedMsg:
		return m.refresh()
	case screen.Answer:
		return msg.Deliver(m.host())
	case indexedMsg:
		return m.searchAnew()
	case tea.PasteMsg:
		if !m.pasteAhead(msg) {
			return m.paste(msg)
		}
	case tea.KeyPressMsg:
		if m.typeAhead(msg) {
			return nil
		}
		m.status.Notice = ""
		return m.press(msg)
	case tea.MouseClickMsg:
		m.hold(msg.Mouse())
	case tea.MouseReleaseMsg:
		return m.release(msg.Mouse())
	case tea.MouseWheelMsg:
		return m.wheel(msg.Mouse())
	}
	return nil
}

// showFault shows a fault in place of the one before, "" for none.
func (m *Model) showFault(fault string) {
	if fault != "" || m.status.Notice == m.fault {
		m.status.Notice = fault
	}
	m.fault = fault
}

// openAddress opens SLUG or SLUG#heading at the start of a session.
func (m *Model) openAddress(address string) tea.Cmd {
	if address == "" {
		return nil
	}
	h := m.host()
	slug, heading := m.index.CutHeading(address)
	if p, ok := m.index.Lookup(slug); ok {
		p = p.In(h.Languages...)
		m.list.Choose(h, p)
		return m.posts.OpenAtOnce(h, p, heading)
	}
	h.Notice = fmt.Sprintf(h.Texts.NoSuchPost, h.Fit(plaintext.Clean(slug), 40))
	if near, ok := m.index.Nearest(slug); ok {
		m.list.Choose(h, near)
		h.Notice = fmt.Sprintf(h.Texts.DidMean, h.Fit(plaintext.Clean(slug), 30), near.Slug)
	}
	return nil
}
