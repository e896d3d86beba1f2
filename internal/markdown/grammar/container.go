package grammar

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

// Container is a block between colons.
type Container struct {
	ast.BaseBlock
	colons int
	Head   string // what stands behind the colons
	Body   string // the text, where all of the block is one line
}

// Kind implements [ast.Node].
func (*Container) Kind() ast.NodeKind { return kindContainer }

// Dump implements [ast.Node]: there is nothing to dump.
func (*Container) Dump(_ []byte, _ int) {}

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
		return &Container{colons: colons, Head: head, Body: body}, parser.Close | parser.NoChildren
	}
	return &Container{colons: colons, Head: head}, parser.HasChildren
}

func (containerParser) Continue(n ast.Node, r text.Reader, pc parser.Context) parser.State {
	if n.(*Container).Body != "" {
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
		case *Container:
			if colons >= n.colons {
				return n
			}
			return nil
		}
	}
	return nil
}
