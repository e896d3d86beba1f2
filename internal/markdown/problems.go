package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/sshblog/sshblog/internal/markdown/dialect"
)

// Problem is a mistake in a text that its author will want to mend. The text is shown all the same.
type Problem struct {
	Line    int    // in the author's file, from 1
	Message string // lower case, without a full stop
}

// fenceCloses reports whether a block of code ends with a fence, and not with the post or with what
// it stands in.
func (c *converter) fenceCloses(n *ast.FencedCodeBlock) bool {
	open := start(n)
	if open >= len(c.src) {
		return true
	}
	_, next := dialect.LineAt(c.src, open)
	if lines := n.Lines(); lines.Len() > 0 {
		next = lines.At(lines.Len() - 1).Stop
	}
	if next >= len(c.src) {
		return false
	}
	line, _ := dialect.LineAt(c.src, next)
	line = strings.TrimSpace(strings.TrimLeft(line, " \t>"))
	return len(line) >= 3 && strings.Trim(line, c.src[open:open+1]) == ""
}
