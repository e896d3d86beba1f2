package html

import (
	"strings"
	"unicode/utf8"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// Clean removes what HTML and XML 1.0 forbid, even escaped, and what [plaintext.Clean] removes:
// somebody may look at a feed or a page in a terminal. If there is nothing to remove, it returns s
// itself.
func Clean(s string) string {
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

// forbidden reports whether XML 1.0 or HTML forbids a character that plaintext.Clean leaves in place.
func forbidden(r rune) bool {
	return r == 0xfffe || r == 0xffff || r > utf8.MaxRune
}
