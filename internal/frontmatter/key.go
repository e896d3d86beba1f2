package frontmatter

import "strings"

// FoldKey makes the spellings of a front matter key equal: "Cover-Image", "cover_image" and
// "coverImage".
func FoldKey(s string) string {
	plain := true
	for i := range len(s) {
		if c := s[i]; c < 'a' || c > 'z' {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	s = strings.ToLower(strings.TrimSpace(s))
	return strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || r == ' ' {
			return -1
		}
		return r
	}, s)
}

// lineCounter turns offsets in src, asked for in rising order, into lines of the file.
type lineCounter struct {
	src  string
	at   int
	line int // of the file, at offset at
}

func (l *lineCounter) lineAt(offset int) int {
	if offset > l.at && offset <= len(l.src) {
		l.line += strings.Count(l.src[l.at:offset], "\n")
		l.at = offset
	}
	return l.line
}
