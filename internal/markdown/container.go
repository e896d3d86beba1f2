package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/sshblog/sshblog/internal/markdown/dialect"
)

// Containers are blocks between a line of ":::name title" and a line of ":::", as site generators
// have them for remarks.

var kindContainer = ast.NewNodeKind("Container")

// containerNode is a block between colons.
type containerNode struct {
	ast.BaseBlock
	colons int
	head   string // what stands behind the colons
	body   string // the text, where all of the block is one line
}

func (*containerNode) Kind() ast.NodeKind   { return kindContainer }
func (*containerNode) Dump(_ []byte, _ int) {}

type containerParser struct{}

func (containerParser) Trigger() []byte { return []byte{':'} }

func (containerParser) Open(_ ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := r.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 {
		return nil, parser.NoChildren
	}
	colons := dialect.CountByte(line[pos:], ':')
	head := strings.TrimSpace(string(line[pos+colons:]))
	head, body, oneLine := strings.Cut(head, " "+dialect.OneLine)
	head = strings.TrimSpace(head)
	if colons < 3 || head == "" || len(head) > 500 || strings.IndexByte(head, ':') == 0 {
		return nil, parser.NoChildren
	}
	r.AdvanceToEOL()
	if oneLine {
		return &containerNode{colons: colons, head: head, body: body}, parser.Close | parser.NoChildren
	}
	return &containerNode{colons: colons, head: head}, parser.HasChildren
}

func (containerParser) Continue(n ast.Node, r text.Reader, pc parser.Context) parser.State {
	if n.(*containerNode).body != "" {
		return parser.Close
	}
	line, _ := r.PeekLine()
	trimmed := bytes.TrimSpace(line)
	if colons := dialect.CountByte(trimmed, ':'); colons >= 3 && colons == len(trimmed) &&
		innermost(pc.OpenedBlocks(), colons) == n {
		r.AdvanceToEOL()
		return parser.Close
	}
	return parser.Continue | parser.HasChildren
}

func (containerParser) Close(ast.Node, text.Reader, parser.Context) {}
func (containerParser) CanInterruptParagraph() bool                 { return true }
func (containerParser) CanAcceptIndentedLine() bool                 { return false }

// innermost returns the container that a line of so many colons closes: the last one that is open,
// and none while code is.
func innermost(open []parser.Block, colons int) ast.Node {
	for i := len(open) - 1; i >= 0; i-- {
		switch n := open[i].Node.(type) {
		case *ast.FencedCodeBlock:
			return nil
		case *containerNode:
			if colons >= n.colons {
				return n
			}
			return nil
		}
	}
	return nil
}
