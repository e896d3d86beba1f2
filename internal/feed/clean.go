package feed

import (
	"strings"
	"unicode/utf8"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// clean takes out what XML 1.0 forbids, even escaped, and what markdown.Clean takes out: a feed may
// be looked at in a terminal. A clean s is returned as it is.
func clean(s string) string {
	s = plaintext.Clean(s)
	if !strings.ContainsFunc(s, forbidden) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if forbidden(r) {
			return -1
		}
		return r
	}, s)
}

// forbidden reports whether XML 1.0 has no such character, of those that markdown.Clean leaves.
func forbidden(r rune) bool {
	return r == 0xfffe || r == 0xffff || r > utf8.MaxRune
}
