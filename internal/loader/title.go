package loader

import (
	"strings"
	"unicode"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/markdown/parser"
	"github.com/sshblog/sshblog/internal/plaintext"
)

// untitled returns a title for a post whose front matter has none: the heading that it begins with,
// else its name. A name that is no word, as a time stamp is, makes room for the first words of the
// text.
func untitled(e *entry, p *blog.Post) string {
	if title := plaintext.OneLine(parser.HeadingTitle(p.Body()), blog.MaxTitle); title != "" {
		return title
	}
	if isWordless(e.place.Stem) && !e.ownSlug && !e.isSection() {
		const words = 60 // bytes; a title is for a line of a list
		if title := plaintext.OneLine(parser.ClipWords(excerptOf(p.Body()), words), blog.MaxTitle); title != "" {
			return title
		}
		return p.Slug
	}
	if strings.Contains(e.place.Stem, " ") { // a name of words, as it was written
		if title := plaintext.OneLine(e.place.Stem, blog.MaxTitle); title != "" {
			return title
		}
	}
	return blog.TitleOfSlug(p.Slug)
}

// isWordless reports whether a name has nothing to read: digits and signs, a day, a time such as
// 20240301T1230Z, a UUID or another long number to the base of 16.
func isWordless(name string) bool {
	letters, hex, digits := 0, 0, 0
	before := rune(0)
	for _, r := range name {
		switch {
		case unicode.IsDigit(r):
			digits++
		case !unicode.IsLetter(r):
		case (r == 'T' || r == 't' || r == 'Z' || r == 'z' || r == 'h') && unicode.IsDigit(before):
		case r >= 'a' && r <= 'f' || r >= 'A' && r <= 'F':
			hex++
		default:
			letters++
		}
		before = r
	}
	return letters == 0 && digits > 0 && (hex == 0 || hex+digits >= 16 && digits >= 4)
}
