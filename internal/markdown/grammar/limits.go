package grammar

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Limits on the cost of a post. They are far beyond what people write, and are applied while the
// post is parsed, never after: a stack that overflows ends the whole program, and no recover helps.
const (
	MaxDepth   = 32     // blocks in blocks; deeper ones lose their marks and stay as text
	MaxInlines = 32     // emphasis in emphasis; deeper ones are flattened
	maxMarks   = 4000   // brackets, tags, backticks or stars that are looked at in one block; further ones are text
	MaxCells   = 50_000 // of a table; a greater one stays as it was typed
	MaxAddress = 4096   // bytes of an address; a longer one is dropped and its text stays
)

// depthLimited is a parser of blocks that hold blocks, which opens none beyond MaxDepth.
type depthLimited struct {
	parser.BlockParser
	stateful bool // what it keeps in the context must be kept there even if it opens nothing
}

// Open asks the parser if n is not too deep.
func (s depthLimited) Open(n ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if depthOf(n) < MaxDepth {
		return s.BlockParser.Open(n, r, pc)
	}
	if s.stateful {
		line, segment := r.Position()
		s.BlockParser.Open(n, r, pc)
		r.SetPosition(line, segment)
	}
	return nil, parser.NoChildren
}

// depthOf counts the blocks around what is put into n. It stops at MaxDepth, and so never takes long.
func depthOf(n ast.Node) int {
	depth := 0
	for ; n != nil && depth < MaxDepth; n = n.Parent() {
		switch n.(type) {
		case *ast.Blockquote, *ast.ListItem, *east.DefinitionDescription, *Container, *Admonition, *Note:
			depth++
		}
	}
	return depth
}

// budgetKeys are one key for each kind of mark that has a budget.
var budgetKeys = [...]parser.ContextKey{
	parser.NewContextKey(), parser.NewContextKey(), parser.NewContextKey(), parser.NewContextKey(),
}

// budget is the cost that is left for one block.
type budget struct {
	block ast.Node
	used  int
}

// budgeted is an inline parser that is asked at most maxMarks times in a block. Many of goldmark's look back, or ahead to the end
// of the block, each time: that is the square of the length for a block of nothing else.
type budgeted struct {
	parser.InlineParser
	key parser.ContextKey
}

func (b budgeted) Parse(parent ast.Node, r text.Reader, pc parser.Context) ast.Node {
	left, _ := pc.Get(b.key).(*budget)
	if left == nil {
		left = new(budget)
		pc.Set(b.key, left)
	}
	if left.block != parent {
		*left = budget{block: parent}
	}
	if left.used >= maxMarks {
		return nil
	}
	left.used++
	_, before := r.Position()
	n := b.InlineParser.Parse(parent, r, pc)
	if t, isText := n.(*ast.Text); isText || n == nil {
		// It may have looked to the end of the block in vain. In a short block that is cheap, in a long one it is charged.
		left.used += blockLength(parent, before.Start) >> 10
		if isText && t.Segment.Len() == 0 {
			return nil
		}
	}
	return n
}

// blockLength is how much of a block lies behind the offset.
func blockLength(block ast.Node, from int) int {
	if block.Type() == ast.TypeInline || block.Lines().Len() == 0 {
		return 0
	}
	return block.Lines().At(block.Lines().Len()-1).Stop - from
}

// budgetedLinks adds what the parser of links does at the end of a block.
type budgetedLinks struct{ budgeted }

// Parse leaves "![^1]" to the parser of footnotes: the mark before it ends a sentence.
func (b budgetedLinks) Parse(parent ast.Node, r text.Reader, pc parser.Context) ast.Node {
	if line, _ := r.PeekLine(); len(line) > 4 && line[0] == '!' && line[1] == '[' && line[2] == '^' {
		label, size := noteLabel(line[1:])
		if set := NotesOf(pc); size > 0 && set != nil && set.Named[label] != nil && (len(line) <= 1+size || line[1+size] != '(') {
			return nil
		}
	}
	return b.budgeted.Parse(parent, r, pc)
}

func (b budgetedLinks) CloseBlock(parent ast.Node, r text.Reader, pc parser.Context) {
	b.InlineParser.(parser.CloseBlocker).CloseBlock(parent, r, pc)
}

// tableTransformer makes tables of paragraphs, but for those that would have far more cells than characters: each row is filled
// up to the width of the header.
type tableTransformer struct{ parser.ParagraphTransformer }

func (t tableTransformer) Transform(p *ast.Paragraph, r text.Reader, pc parser.Context) {
	lines := p.Lines()
	if lines.Len() < 2 {
		return
	}
	source := r.Source()
	for i := 1; i < lines.Len(); i++ {
		at := lines.At(i)
		line := at.Value(source)
		if !mayRule(line) {
			continue
		}
		if (bytes.Count(line, []byte{'|'})+1)*(lines.Len()-i) > MaxCells {
			return
		}
		t.ParagraphTransformer.Transform(p, r, pc)
		return
	}
}

// mayRule reports whether a line may be the rule below the header of a table.
func mayRule(line []byte) bool {
	for _, c := range line {
		if c != '-' && c != ':' && c != '|' && c != ' ' && c != '\t' && c != '\n' {
			return false
		}
	}
	return true
}

// shortWords is the parser of bare addresses, kept away from words that are far too long to be one: it reads to the end of the
// word from every mark in it.
type shortWords struct{ parser.InlineParser }

func (s shortWords) Parse(parent ast.Node, r text.Reader, pc parser.Context) ast.Node {
	line, _ := r.PeekLine()
	if len(line) > 2048 && !bytes.ContainsAny(line[1:2048], " \t") {
		return nil
	}
	return s.InlineParser.Parse(parent, r, pc)
}
