package terminal

import (
	"strings"
	"unicode/utf8"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// unsafe reports whether r must not reach a terminal or a model as text.
func unsafe(r rune) bool { return plaintext.ClassOf(r)&plaintext.UnsafeInput != 0 }

// cleanLine returns s as one line of at most limit runes, without unsafe runes and invalid UTF-8.
// Line breaks become blanks.
func cleanLine(s string, limit int) string {
	var b strings.Builder
	n := 0
	for _, r := range s {
		if r == '\n' || r == '\t' {
			r = ' '
		}
		if r == utf8.RuneError || unsafe(r) {
			continue
		}
		if n++; n > limit {
			break
		}
		b.WriteRune(r)
	}
	return b.String()
}

// cleanPaste returns text without unsafe runes and invalid UTF-8. It keeps tabs, and turns each
// line break into one LF.
func cleanPaste(text []byte) string {
	var b strings.Builder
	b.Grow(len(text))
	after := rune(0)
	for _, r := range string(text) {
		switch {
		case r == '\r', r == '\n' && after != '\r':
			b.WriteByte('\n')
		case r == '\t':
			b.WriteByte('\t')
		case r == utf8.RuneError || unsafe(r):
		default:
			b.WriteRune(r)
		}
		after = r
	}
	return b.String()
}
