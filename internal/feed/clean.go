package feed

import (
	"strings"
	"unicode/utf8"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// clean removes what XML 1.0 forbids, even escaped, and what markdown.Clean removes: somebody may
// look at a feed in a terminal. If there is nothing to remove, it returns s itself.
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

// forbidden reports whether XML 1.0 forbids a character that markdown.Clean leaves in place.
func forbidden(r rune) bool {
	return r == 0xfffe || r == 0xffff || r > utf8.MaxRune
}
