package terminal

import "github.com/charmbracelet/x/ansi"

// maxClipboard is how many bytes can be copied; terminals accept little more.
const maxClipboard = 64 << 10

// clipboardSequence returns the sequence that puts s into the reader's clipboard (OSC 52), or
// nothing if s is too long. Many terminals ask first or refuse. None of them answers.
func clipboardSequence(s string) string {
	if len(s) > maxClipboard {
		return ""
	}
	return ansi.SetSystemClipboard(s)
}
