package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// Problem is a mistake in a text that its author will want to mend. The text is shown all the same.
type Problem struct {
	Line    int    // in the author's file, from 1
	Message string // lower case, without a full stop
}

// Problems returns what is wrong with a text, whose first line is firstLine of the author's file.
func Problems(src string, firstLine int) []Problem { return Parse(src, firstLine).Problems }

// fenceCloses tells whether a block of code ends with a fence, and not with the post or with what it stands in.
func (c *converter) fenceCloses(n *ast.FencedCodeBlock) bool {
	open := start(n)
	if open >= len(c.src) {
		return true
	}
	_, next := lineAt(c.src, open)
	if lines := n.Lines(); lines.Len() > 0 {
		next = lines.At(lines.Len() - 1).Stop
	}
	if next >= len(c.src) {
		return false
	}
	line, _ := lineAt(c.src, next)
	line = strings.TrimSpace(strings.TrimLeft(line, " \t>"))
	return len(line) >= 3 && strings.Trim(line, c.src[open:open+1]) == ""
}
