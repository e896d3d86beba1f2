package terminal

import "github.com/charmbracelet/x/ansi"

// maxClipboard is how many bytes are copied at most; terminals take little more.
const maxClipboard = 64 << 10

// clipboardSequence returns what puts s into the reader's clipboard (OSC 52), or nothing if s is
// too long. Many terminals ask first or refuse; there is no answer.
func clipboardSequence(s string) string {
	if len(s) > maxClipboard {
		return ""
	}
	return ansi.SetSystemClipboard(s)
}
