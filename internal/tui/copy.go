package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
)

// maxCopied is how many bytes go into the clipboard. The terminal layer drops longer texts, since
// many terminals silently refuse an OSC 52 of more than about 74 KB.
const maxCopied = 64 << 10

// addressable is a screen on which the reader is at a post whose address can be copied.
type addressable interface {
	// address returns the post, nil if there is none, and the id of the heading above the reader's
	// place, "" if there is none.
	address(h host) (p *blog.Post, heading string)
}

// address returns the chosen post.
func (l *listScreen) address(host) (*blog.Post, string) { return l.current(), "" }

// address returns the chosen post of the open group.
func (b *browseScreen) address(h host) (p *blog.Post, heading string) {
	if b.inside && len(b.group.Posts) > 0 {
		p = b.post(h, b.posts.cursor)
	}
	return p, heading
}

// address returns the post and the heading of the current place.
func (p *postScreen) address(host) (*blog.Post, string) {
	if p.page != nil {
		if i := p.currentHeading(); i >= 0 {
			return p.post, p.page.Headings[i].ID
		}
	}
	return p.post, ""
}

// pressCopy handles the keys that copy an address, on all screens that have one, and reports
// whether the key was one of them.
func (h host) pressCopy(key tea.KeyPressMsg) (tea.Cmd, bool) {
	at, ok := h.upper().(addressable)
	command := h.keys.CopyCommand.Has(key)
	if !ok || !command && !h.keys.CopyAddress.Has(key) {
		return nil, false
	}
	p, heading := at.address(h)
	switch {
	case p == nil:
		return nil, false
	case command && heading != "":
		return h.copyCommand(p.Slug + "#" + heading), true
	case command:
		return h.copyCommand(p.Slug), true
	}
	address := h.index.WebURL(p)
	if address == "" {
		h.notice = h.texts.NoWebAddress
		return nil, true
	}
	return h.copy(address), true
}

// copyCommand copies the command line that opens a post ("slug" or "slug#heading").
func (h host) copyCommand(address string) tea.Cmd {
	if h.opts.Command == nil {
		h.notice = h.texts.NoCommand
		return nil
	}
	return h.copy(h.opts.Command(address))
}

// copy sends text to the reader's clipboard (OSC 52) and shows it on a plate. Nothing tells whether
// the terminal takes it.
func (h host) copy(text string) tea.Cmd {
	if len(text) > maxCopied {
		h.notice = h.texts.TooLong
		return nil
	}
	h.push(newPlate(text, !h.opts.NoClipboard))
	if h.opts.NoClipboard {
		return nil
	}
	return tea.SetClipboard(text)
}
