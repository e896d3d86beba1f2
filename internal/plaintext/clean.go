package plaintext

import (
	"strings"
	"unicode/utf8"
)

// Clean returns s without anything that could steer a terminal or hide text from its reader:
// control characters (C0 but for the newline and the tab, DEL, C1), the characters that override the
// direction of text (U+202A to U+202E, U+2066 to U+2069) and the placeholder of pictures (U+10EEEE)
// are taken out, and bytes that are not UTF-8 become U+FFFD. What scripts need stays: the joiners and the direction marks. A clean s is
// returned as it is, without copying.
func Clean(s string) string {
	i := FirstUnclean(s)
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
		case !unsafe(r):
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	return b.String()
}

// FirstUnclean returns the offset of the first character that [Clean] would change, -1 if none.
func FirstUnclean(s string) int {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if unsafe(rune(c)) {
				return i
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 || unsafe(r) {
			return i
		}
		i += n
	}
	return -1
}

// unsafe reports whether Clean takes r out.
func unsafe(r rune) bool {
	return r != '\n' && r != '\t' && ClassOf(r)&Unsafe != 0
}
