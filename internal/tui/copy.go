package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// mostCopied is how many bytes go into the clipboard: the terminal layer drops what is longer, since many terminals refuse an OSC 52
// of more than about 74 KB and tell nobody.
const mostCopied = 64 << 10

// pointing is a screen on which the visitor is at a post, of which the address can be copied.
type pointing interface {
	// pointed returns the post, nil if there is none, and the id of the heading that the visitor is under, "" if he is under none.
	pointed(m *Model) (p *blog.Post, heading string)
}

// pointed is the chosen post.
func (l *listScreen) pointed(*Model) (*blog.Post, string) { return l.current(), "" }

// pointed is the chosen post of the open group.
func (b *browseScreen) pointed(m *Model) (p *blog.Post, heading string) {
	if b.inside && len(b.group.Posts) > 0 {
		p = b.post(m, b.posts.cursor)
	}
	return p, heading
}

// pointed is the post and the place in it.
func (p *postScreen) pointed(*Model) (*blog.Post, string) {
	if p.page != nil {
		if i := p.currentHeading(); i >= 0 {
			return p.post, p.page.Headings[i].ID
		}
	}
	return p.post, ""
}

// pressCopy handles the keys that copy where the visitor is, on all screens that know, and reports whether the key was one.
func (m *Model) pressCopy(key tea.KeyPressMsg) (tea.Cmd, bool) {
	at, ok := m.upper().(pointing)
	command := m.keys.CopyCommand.has(key)
	if !ok || !command && !m.keys.CopyAddress.has(key) {
		return nil, false
	}
	p, heading := at.pointed(m)
	switch {
	case p == nil:
		return nil, true
	case command && heading != "":
		return m.copyCommand(p.Slug + "#" + heading), true
	case command:
		return m.copyCommand(p.Slug), true
	}
	address := m.index.WebURL(p)
	if address == "" {
		m.notice = m.texts.NoWebAddress
		return nil, true
	}
	return m.copy(address, address), true
}

// copyCommand copies the command line that opens a post ("slug" or "slug#heading").
func (m *Model) copyCommand(address string) tea.Cmd {
	if m.opts.Command == nil {
		m.notice = m.texts.NoCommand
		return nil
	}
	line := m.opts.Command(address)
	return m.copy(line, line)
}

// copy puts text into the visitor's clipboard (OSC 52), and says what is there now. Text that a terminal does not take stays here.
func (m *Model) copy(text, what string) tea.Cmd {
	switch {
	case m.opts.NoClipboard:
		m.notice = fmt.Sprintf(m.texts.NotCopied, plaintext.Clean(what))
		return nil
	case len(text) > mostCopied:
		m.notice = m.texts.TooLong
		return nil
	}
	m.notice = fmt.Sprintf(m.texts.Copied, plaintext.Clean(what))
	return tea.SetClipboard(text)
}
