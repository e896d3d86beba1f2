package tui

import (
	tea "charm.land/bubbletea/v2"
)

// maxCopied is how many bytes go into the clipboard. The terminal layer drops longer texts, since
// many terminals silently refuse an OSC 52 of more than about 74 KB.
const maxCopied = 64 << 10

// pressCopy handles the keys that copy an address, on all screens that have one, and reports
// whether the key was one of them.
func (m *Model) pressCopy(key tea.KeyPressMsg) (tea.Cmd, bool) {
	h := m.host()
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
	return h.copyText(address), true
}

// copyCommand copies the command line that opens a post ("slug" or "slug#heading").
func (m *Model) copyCommand(address string) tea.Cmd {
	if m.opts.Command == nil {
		m.status.notice = m.display.texts.NoCommand
		return nil
	}
	return m.copyText(m.opts.Command(address))
}

// copyText sends text to the reader's clipboard (OSC 52) and shows it on a plate. Nothing tells
// whether the terminal takes it.
func (m *Model) copyText(text string) tea.Cmd {
	if len(text) > maxCopied {
		m.status.notice = m.display.texts.TooLong
		return nil
	}
	m.stack.push(newPlate(text, !m.opts.NoClipboard))
	if m.opts.NoClipboard {
		return nil
	}
	return tea.SetClipboard(text)
}
