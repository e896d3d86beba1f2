package blog

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// maxSpelling bounds a name that is looked for, in bytes. Names of posts are shorter; foldings may
// be a little longer.
const maxSpelling = 4 * MaxName

// NameKey makes the spellings of a tag, category, author or series equal: "Web Dev", "web-dev",
// "webdev". Blanks and hyphens go where they join letters. They stay where they are more than a
// joint: between digits ("3 11" is not "31 1"), at the ends and in rows of hyphens ("C--" is not
// "C"). A name of nothing else is its own key.
func NameKey(name string) string {
	name = plaintext.Fold(strings.TrimSpace(name))
	if !strings.ContainsFunc(name, isJoint) {
		return name
	}
	key := make([]byte, 0, len(name))
	before := rune(-1) // the character before the joint, -1 at the start
	for i := 0; i < len(name); {
		r, size := utf8.DecodeRuneInString(name[i:])
		if !isJoint(r) {
			key = utf8.AppendRune(key, r)
			before = r
			i += size
			continue
		}
		end, hyphens := i, 0
		for end < len(name) {
			r, size := utf8.DecodeRuneInString(name[end:])
			if !isJoint(r) {
				break
			}
			if r == '-' {
				hyphens++
			}
			end += size
		}
		after, _ := utf8.DecodeRuneInString(name[end:])
		switch {
		case before < 0, end == len(name), hyphens > 1:
			key = append(key, name[i:end]...)
		case unicode.IsDigit(before) && unicode.IsDigit(after):
			key = append(key, '-')
		}
		i = end
	}
	return string(key)
}

// isJoint reports whether r joins the words of a name: blanks, also those of no width, hyphens,
// underscores.
func isJoint(r rune) bool {
	switch r {
	case '-', '_', '\u00ad', '\u2010', '\u2011', '\u200b', '\u200c', '\u200d':
		return true
	}
	return unicode.IsSpace(r)
}
