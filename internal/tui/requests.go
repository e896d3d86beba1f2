package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/search"
	"github.com/sshblog/sshblog/internal/tui/lists"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// requests are what screens may request of a Model.
type requests struct{ m *Model }

// host returns what screens see of the session now.
func (m *Model) host() screen.Host {
	return screen.Host{Display: &m.display, StatusBar: &m.status, Stack: &m.stack, Session: requests{m}, Index: m.index}
}

func (r requests) OpenPost(p *blog.Post, heading string) tea.Cmd {
	return r.m.posts.Open(r.m.host(), p, heading)
}

func (r requests) OpenHit(hit *search.Hit) tea.Cmd { return r.m.posts.OpenHit(r.m.host(), hit) }
func (r requests) Opening() bool                   { return r.m.posts.Opening() }
func (r requests) GiveUp()                         { r.m.posts.GiveUp() }
func (r requests) DropTyped()                      { r.m.typed = nil }

func (r requests) Browse(kind blog.Kind, name string) {
	if _, ok := r.m.index.Group(kind, name); !ok {
		return
	}
	r.m.openBrowse()
	if b, ok := r.m.stack.Upper().(*lists.Groups); ok {
		b.OpenGroup(r.m.host(), kind, name)
	}
}

func (r requests) Preview(rows int) []string { return r.m.posts.PreviewLines(r.m.host(), rows) }

func (r requests) CopyText(text string) tea.Cmd       { return r.m.copyText(text) }
func (r requests) CopyCommand(address string) tea.Cmd { return r.m.copyCommand(address) }

func (r requests) PressLook(key tea.KeyPressMsg) (cmd tea.Cmd, ok bool) { return r.m.pressLook(key) }

func (r requests) SetTheme(name string) tea.Cmd {
	r.m.display.Theme = name
	return r.m.restyle()
}

func (r requests) PressKey(name string) tea.Cmd { return r.m.press(keyNamed(name)) }
