package terminal

import (
	"strings"
	"unicode/utf8"
)

// hostile reports whether r must not reach a terminal or a model as text: a control of C0 or C1, DEL, a line or paragraph
// separator, or a control that turns the direction of text.
func hostile(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7f && r < 0xa0:
		return true
	case r == 0x61c, r == 0x200e, r == 0x200f:
		return true
	case r >= 0x2028 && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
		return true
	}
	return false
}

// cleanLine returns s as one line of at most limit runes without hostile runes and broken UTF-8. Line breaks become blanks.
func cleanLine(s string, limit int) string {
	var b strings.Builder
	n := 0
	for _, r := range s {
		if r == '\n' || r == '\t' {
			r = ' '
		}
		if r == utf8.RuneError || hostile(r) {
			continue
		}
		if n++; n > limit {
			break
		}
		b.WriteRune(r)
	}
	return b.String()
}

// cleanPaste returns text without hostile runes and broken UTF-8 but with its tabs and line breaks, each as one LF.
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
		case r == utf8.RuneError || hostile(r):
		default:
			b.WriteRune(r)
		}
		after = r
	}
	return b.String()
}
