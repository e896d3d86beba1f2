package terminal

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// maxClipboard is how many bytes are copied at most; terminals take little more.
const maxClipboard = 64 << 10

// SetClipboard returns a command that puts s into the reader's clipboard (OSC 52), or nil if s is longer than 64 KiB. Many
// terminals ask first or refuse; there is no answer. tea.SetClipboard does the same.
func SetClipboard(s string) tea.Cmd {
	if len(s) > maxClipboard {
		return nil
	}
	return tea.Raw(clipboardSequence(s))
}

// clipboardSequence returns what sets the clipboard, or nothing if s is too long.
func clipboardSequence(s string) string {
	if len(s) > maxClipboard {
		return ""
	}
	return ansi.SetSystemClipboard(s)
}
