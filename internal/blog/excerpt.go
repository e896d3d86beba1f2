package blog

import (
	"strings"
	"unicode"

	"github.com/sshblog/sshblog/internal/markdown"
)

// excerptOf returns what stands for a body in a list: its first paragraph, or what comes before its author's mark. Where there
// is no paragraph, as in a body of nothing but quotes, verses or code, it is the first line with something to read.
func excerptOf(body string) string {
	if s := oneLine(markdown.Excerpt(body, maxExcerpt), maxExcerpt); s != "" {
		return s
	}
	const lines = 40
	for range lines {
		if body == "" {
			return ""
		}
		line, next := cutLine(body)
		body = body[next:]
		line = strings.TrimLeft(line, " \t#>*+-|`~=_:")
		if s := plainLine(line, maxExcerpt); strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
			return s
		}
	}
	return ""
}
