package markdown

import (
	"strings"
	"unicode"
)

// Slug makes the anchor of a heading of its text, as GitHub, Hugo and most others do: lower case,
// blanks become hyphens, and of the rest letters, digits, hyphens and underscores stay.
func Slug(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range strings.TrimSpace(s) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '-', r == '_':
			b.WriteByte(byte(r))
		case r == ' ':
			b.WriteByte('-')
		case r >= 'A' && r <= 'Z':
			b.WriteByte(byte(r) + 'a' - 'A')
		case r >= 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)):
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}
