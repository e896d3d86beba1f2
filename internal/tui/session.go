package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/search"
)

// requests are what screens may request of a Model.
type requests struct{ m *Model }

// host returns what screens see of the session now.
func (m *Model) host() host {
	return host{display: &m.display, statusBar: &m.status, stack: &m.stack, session: requests{m}, index: m.index}
}

func (r requests) openPost(p *blog.Post, heading string) tea.Cmd {
	return r.m.posts.open(r.m.host(), p, heading)
}

func (r requests) openHit(hit *search.Hit) tea.Cmd { return r.m.posts.openHit(r.m.host(), hit) }
func (r requests) opening() bool                   { return r.m.posts.opening() }
func (r requests) giveUp()                         { r.m.posts.giveUp() }
func (r requests) dropTyped()                      { r.m.typed = nil }

func (r requests) browse(kind blog.Kind, name string) {
	if _, ok := r.m.index.Group(kind, name); !ok {
		return
	}
	r.m.openBrowse()
	if b, ok := r.m.stack.upper().(*browseScreen); ok {
		b.openGroup(r.m.host(), kind, name)
	}
}

func (r requests) preview(rows int) []string { return r.m.posts.previewLines(r.m.host(), rows) }

func (r requests) copyText(text string) tea.Cmd       { return r.m.copyText(text) }
func (r requests) copyCommand(address string) tea.Cmd { return r.m.copyCommand(address) }

func (r requests) pressLook(key tea.KeyPressMsg) (cmd tea.Cmd, ok bool) { return r.m.pressLook(key) }

func (r requests) setTheme(name string) tea.Cmd {
	r.m.display.theme = name
	return r.m.restyle()
}

func (r requests) pressKey(name string) tea.Cmd { return r.m.press(keyNamed(name)) }
