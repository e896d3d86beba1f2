package markdown

import (
	"strings"
	"unicode/utf8"
)

// Clean returns s without anything that could steer a terminal or hide text from its reader: control characters (C0 but for the
// newline and the tab, DEL, C1) and the characters that override the direction of text (U+202A to U+202E, U+2066 to U+2069) are
// taken out, and bytes that are not UTF-8 become U+FFFD. What scripts need stays: the joiners and the direction marks.
// A clean s is returned as it is, without copying.
func Clean(s string) string {
	i := firstUnclean(s)
	if i < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	b.WriteString(s[:i])
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			b.WriteRune(utf8.RuneError)
		case !harmful(r):
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	return b.String()
}

// firstUnclean returns where the first character is that Clean would change, -1 if there is none.
func firstUnclean(s string) int {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if harmful(rune(c)) {
				return i
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 || harmful(r) {
			return i
		}
		i += n
	}
	return -1
}

// harmful tells whether r must never reach a terminal.
func harmful(r rune) bool {
	switch {
	case r < 0x20:
		return r != '\n' && r != '\t'
	case r < 0x7f:
		return false
	case r < 0xa0:
		return true
	}
	return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}
