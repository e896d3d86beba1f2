package blog

import (
	"strings"

	"github.com/sshblog/sshblog/internal/markdown"
)

// plainLine is oneLine of inline Markdown or HTML.
func plainLine(s string, limit int) string {
	return oneLine(markdown.PlainInline(strings.Join(strings.Fields(clip(s, 4*limit)), " ")), limit)
}
