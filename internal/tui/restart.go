package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/tui/post"
)

// RestartMsg says that the server restarts soon: the reader is told, with the command line that
// leads back to where they are. With Now it is their time to go.
type RestartMsg struct{ Now bool }

// restart tells the reader of a restart, or ends the session.
func (m *Model) restart(msg RestartMsg) tea.Cmd {
	m.restarts = true
	if msg.Now {
		m.letGo = true
		return tea.Quit
	}
	h := m.host()
	if !m.leadsBack() {
		m.status.Notice = h.Texts.RestartsSoon
		return nil
	}
	_, address := m.whereabouts()
	command := m.opts.Command(address)
	m.status.Notice = h.Texts.Restarts + " " + command
	if h.Cells(m.status.Notice) > h.FootColumn().Width { // a command line is read best on a line of its own
		m.status.Notice = h.Texts.Restarts + "\n" + command
	}
	return nil
}

// leadsBack reports whether a command line is known that leads the reader back.
func (m *Model) leadsBack() bool { return m.opts.Command != nil && m.opts.Reachable }

// whereabouts returns the post and the section that the reader is in, in words and as an address;
// both are empty if they read no post.
func (m *Model) whereabouts() (place, address string) {
	p := post.Reading(&m.stack)
	if p == nil {
		return "", ""
	}
	at, heading := p.Whereabouts()
	place, address = at.Title, at.Slug
	if heading.ID != "" {
		place, address = place+" › "+heading.Text, address+"#"+heading.ID
	}
	return place, address
}
