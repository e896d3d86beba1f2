package terminal

import (
	"strings"
	"unicode/utf8"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// cleanLine returns s as one line of at most limit runes, without unsafe runes and invalid UTF-8.
// Line breaks become blanks.
func cleanLine(s string, limit int) string {
	var b strings.Builder
	n := 0
	for _, r := range s {
		if r == '\n' || r == '\t' {
			r = ' '
		}
		if r == utf8.RuneError || plaintext.ClassOf(r)&plaintext.UnsafeInput != 0 {
			continue
		}
		if n++; n > limit {
			break
		}
		b.WriteRune(r)
	}
	return b.String()
}
