package markdown

import (
	"strings"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// PlainLine is oneLine of inline Markdown or HTML.
func PlainLine(s string, limit int) string {
	return plaintext.OneLine(PlainInline(strings.Join(strings.Fields(plaintext.Clip(s, 4*limit)), " ")), limit)
}
