package loader

import (
	"strings"
	"unicode"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/markdown/parser"
	"github.com/sshblog/sshblog/internal/plaintext"
)

// excerptOf returns the text that stands for a body in a list: its first paragraph, or the text
// before its author's mark. Where there is no paragraph, as in a body of nothing but quotes, verses
// or code, it is the first line with something to read.
func excerptOf(body string) string {
	if s := plaintext.OneLine(parser.Excerpt(body, blog.MaxExcerpt), blog.MaxExcerpt); s != "" {
		return s
	}
	const lines = 40
	for range lines {
		if body == "" {
			return ""
		}
		line, next := plaintext.CutLine(body)
		body = body[next:]
		line = strings.TrimLeft(line, " \t#>*+-|`~=_:")
		if s := parser.PlainLine(line, blog.MaxExcerpt); strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
			return s
		}
	}
	return ""
}
