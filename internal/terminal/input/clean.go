package input

import (
	"strings"
	"unicode/utf8"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// unsafe reports whether r must not reach a model as text.
func unsafe(r rune) bool { return plaintext.ClassOf(r)&plaintext.UnsafeInput != 0 }

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
