package grammar

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Formulas are shown as their source, so that all there is to do is to keep Markdown's hands off
// them: the underscores in $a_i + b_i$ are no emphasis.

var (
	kindMathSpan  = ast.NewNodeKind("MathSpan")
	kindMathBlock = ast.NewNodeKind("MathBlock")
)

// MathSpan is $...$ or $$...$$ within a line.
type MathSpan struct {
	ast.BaseInline
	Segment text.Segment
}

// Kind implements [ast.Node].
func (*MathSpan) Kind() ast.NodeKind { return kindMathSpan }

// Dump implements [ast.Node]: there is nothing to dump.
func (*MathSpan) Dump(_ []byte, _ int) {}

// Kind implements [ast.Node].
func (*MathBlock) Kind() ast.NodeKind { return kindMathBlock }

// Dump implements [ast.Node]: there is nothing to dump.
func (*MathBlock) Dump(_ []byte, _ int) {}

// IsRaw implements [ast.Node]: no inlines are looked for in a formula.
func (*MathBlock) IsRaw() bool { return true }

func (mathSpanParser) Trigger() []byte  { return []byte{'$'} }
func (mathBlockParser) Trigger() []byte { return []byte{'$'} }

type mathSpanParser struct{}

// Parse takes a formula by the rule that keeps prices apart from mathematics: no blank inside the
// dollars, and no digit behind the second. It ends on the line on which it begins.
func (mathSpanParser) Parse(_ ast.Node, r text.Reader, _ parser.Context) ast.Node {
	line, segment := r.PeekLine()
	open := 1
	if len(line) > 1 && line[1] == '$' {
		open = 2
	}
	if len(line) <= open || util.IsSpace(line[open]) || len(line) > 4096 {
		return nil
	}
	for i := open; i < len(line); i++ {
		switch {
		case line[i] == '\\':
			i++
		case line[i] == '`':
			return nil
		case line[i] != '$':
		case util.IsSpace(line[i-1]) || !bytes.HasPrefix(line[i:], line[:open]) || i == open:
			return nil
		case i+open < len(line) && (util.IsNumeric(line[i+open]) || util.IsAlphaNumeric(line[i+open])):
			return nil
		default:
			r.Advance(i + open)
			return &MathSpan{Segment: segment.WithStop(segment.Start + i + open)}
		}
	}
	return nil
}

// MathBlock is the lines between two lines of $$.
type MathBlock struct{ ast.BaseBlock }

type mathBlockParser struct{}

func (mathBlockParser) Open(_ ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := r.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 || string(bytes.TrimSpace(line[pos:])) != "$$" {
		return nil, parser.NoChildren
	}
	return new(MathBlock), parser.NoChildren
}

func (mathBlockParser) Continue(n ast.Node, r text.Reader, _ parser.Context) parser.State {
	line, segment := r.PeekLine()
	if trimmed := bytes.TrimSpace(line); bytes.HasSuffix(trimmed, []byte("$$")) {
		if len(trimmed) > 2 {
			n.Lines().Append(segment.WithStop(segment.Start + bytes.LastIndex(line, []byte("$$"))))
		}
		r.AdvanceToEOL()
		return parser.Close
	}
	n.Lines().Append(segment)
	r.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

func (mathBlockParser) Close(ast.Node, text.Reader, parser.Context) {}
func (mathBlockParser) CanInterruptParagraph() bool                 { return true }
func (mathBlockParser) CanAcceptIndentedLine() bool                 { return false }
