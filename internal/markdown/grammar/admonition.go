package grammar

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/sshblog/sshblog/internal/markdown/dialect"
)

// Admonitions are MkDocs' remarks: a line of `!!! note "Title"` with lines set in by four blanks
// below it. "???" folds them away on a web page, and `=== "Title"` makes a tab of them.

var kindAdmonition = ast.NewNodeKind("Admonition")

// Admonition is a remark, or a tab.
type Admonition struct {
	ast.BaseBlock
	Mark byte
	Head string // what stands behind the marks
}

// Kind implements [ast.Node].
func (*Admonition) Kind() ast.NodeKind { return kindAdmonition }

// Dump implements [ast.Node]: there is nothing to dump.
func (*Admonition) Dump(_ []byte, _ int) {}

type admonitionParser struct{}

func (admonitionParser) Trigger() []byte { return []byte{'!', '?', '='} }

func (admonitionParser) Open(_ ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := r.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 || len(line)-pos < 5 || len(line) > 500 {
		return nil, parser.NoChildren
	}
	line = line[pos:]
	mark := line[0]
	if dialect.CountByte(line, mark) != 3 {
		return nil, parser.NoChildren
	}
	head := line[3:]
	if mark == '?' && head[0] == '+' {
		head = head[1:]
	}
	if head[0] != ' ' {
		return nil, parser.NoChildren
	}
	head = bytes.TrimSpace(head)
	quoted := len(head) > 1 && head[0] == '"' && head[len(head)-1] == '"'
	if len(head) == 0 || mark == '=' && !quoted || !quoted && !dialect.IsLetter(head[0]) {
		return nil, parser.NoChildren
	}
	n := &Admonition{Mark: mark, Head: string(head)}
	r.AdvanceToEOL()
	return n, parser.HasChildren
}

// Continue holds on to lines that are set in.
func (admonitionParser) Continue(_ ast.Node, r text.Reader, _ parser.Context) parser.State {
	line, _ := r.PeekLine()
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	width, _ := util.IndentWidth(line, r.LineOffset())
	if width < 4 {
		return parser.Close
	}
	pos, padding := util.IndentPosition(line, r.LineOffset(), 4)
	r.AdvanceAndSetPadding(pos, padding)
	return parser.Continue | parser.HasChildren
}

func (admonitionParser) Close(ast.Node, text.Reader, parser.Context) {}
func (admonitionParser) CanInterruptParagraph() bool                 { return true }
func (admonitionParser) CanAcceptIndentedLine() bool                 { return false }
