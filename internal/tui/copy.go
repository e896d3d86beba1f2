package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/tui/overlay"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// maxCopied is how many bytes go into the clipboard. The terminal layer drops longer texts, since
// many terminals silently refuse an OSC 52 of more than about 74 KB.
const maxCopied = 64 << 10

// pressCopy handles the keys that copy an address, on all screens that have one, and reports
// whether the key was one of them.
func (m *Model) pressCopy(key tea.KeyPressMsg) (tea.Cmd, bool) {
	h := m.host()
	at, ok := h.Upper().(screen.Addressable)
	command := h.Keys.CopyCommand.Has(key)
	if !ok || !command && !h.Keys.CopyAddress.Has(key) {
		return nil, false
	}
	p, heading := at.Address(h)
	switch {
	case p == nil:
		return nil, false
	case command && heading != "":
		return h.CopyCommand(p.Slug + "#" + heading), true
	case command:
		return h.CopyCommand(p.Slug), true
	}
	address := h.Index.WebURL(p)
	if address == "" {
		h.Notice = h.Texts.NoWebAddress
		return nil, true
	}
	return h.CopyText(address), true
}

// copyCommand copies the command line that opens a post ("slug" or "slug#heading").
func (m *Model) copyCommand(address string) tea.Cmd {
	if m.opts.Command == nil {
		m.status.Notice = m.display.Texts.NoCommand
		return nil
	}
	return m.copyText(m.opts.Command(address))
}

// copyText sends text to the reader's clipboard (OSC 52) and shows it on a plate. Nothing tells
// whether the terminal takes it.
func (m *Model) copyText(text string) tea.Cmd {
	if len(text) > maxCopied {
		m.status.Notice = m.display.Texts.TooLong
		return nil
	}
	m.stack.Push(overlay.NewPlate(text, !m.opts.NoClipboard))
	if m.opts.NoClipboard {
		return nil
	}
	return tea.SetClipboard(text)
}
