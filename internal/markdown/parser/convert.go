package parser

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/markdown/dialect"
	"github.com/sshblog/sshblog/internal/markdown/grammar"
)

// converter turns the tree of goldmark into ours.
type converter struct {
	src    string // the text that was parsed; all texts of the tree are parts of it where they can be
	source []byte // the same for goldmark
	doc    *markdown.Document
	ids    anchors
	notes  *grammar.Notes
	cited  []*grammar.Note // notes in the order of their mentions
	number map[*grammar.Note]int

	at, line  int // offset of a known line, and its number in the author's file
	depth     int
	strayEnds []string // end tags in a paragraph whose beginning is not in it
	inCell    bool     // of a table, where "\|" is a bar in code, too
	mdx       bool     // the text is MDX
	unended   int      // tags whose end was looked for in vain
	remarked  bool     // an attribute list made a remark of the last block
	tocMark   bool     // "{:toc}" was met: the list around it is a placeholder
}

// lineOf returns the line of an offset in the text. Offsets come nearly in order, so that it counts
// on from the last.
func (c *converter) lineOf(offset int) int {
	offset = max(0, min(offset, len(c.src)))
	if offset >= c.at {
		c.line += strings.Count(c.src[c.at:offset], "\n")
	} else {
		c.line -= strings.Count(c.src[offset:c.at], "\n")
	}
	c.at = offset
	return c.line
}

// start returns the offset at which a block begins.
func start(n ast.Node) int {
	if pos := n.Pos(); pos >= 0 {
		return pos
	}
	if n.Lines().Len() > 0 {
		return n.Lines().At(0).Start
	}
	return 0
}

// blocks converts the contents of a block, or of the document.
func (c *converter) blocks(parent ast.Node) []markdown.Block {
	if parent.FirstChild() == nil {
		return nil
	}
	c.depth++
	f := newFlow(c, parent.ChildCount())
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.HTMLBlock); ok {
			f.html(c.rawHTML(h), c.lineOf(start(h)))
			n = c.skipHidden(f, n)
			continue
		}
		c.block(f, n)
	}
	c.depth--
	return f.finish()
}

// block converts one block and adds it to the flow.
func (c *converter) block(f *flow, n ast.Node) {
	line := c.lineOf(start(n))
	if f.top().tag == "pre" && n.Lines().Len() > 0 { // an empty line in it has ended the HTML, but not for a browser
		f.html("\n"+c.lines(n.Lines()), line-1)
		return
	}
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		c.strayEnds = c.strayEnds[:0]
		f.paragraph(markdown.Block{Kind: markdown.Paragraph, Line: line, Inlines: c.paragraph(n)})
		for _, name := range c.strayEnds {
			f.closeTag(name)
		}
	case *ast.Heading:
		f.add(c.heading(n.Level, c.inlines(n), "", line))
	case *ast.ThematicBreak:
		f.add(markdown.Block{Kind: markdown.Rule, Line: line})
	case *ast.CodeBlock:
		f.add(namedCode(markdown.Block{Kind: markdown.Code, Line: line, Text: dialect.WithoutRaw(c.lines(n.Lines()))}))
	case *ast.FencedCodeBlock:
		f.add(c.fence(n, line))
	case *ast.Blockquote:
		f.add(c.quote(n, line))
	case *ast.List:
		if b := c.list(n, line); b.Blocks != nil {
			f.add(b)
		}
	case *east.Table:
		f.add(c.table(n, line))
	case *east.DefinitionList:
		f.add(c.definitions(n, line))
	case *grammar.Container:
		for _, b := range c.container(n, line) {
			f.add(b)
		}
	case *grammar.Admonition:
		for _, b := range c.admonition(n, line) {
			f.add(b)
		}
	case *grammar.MathBlock:
		f.add(markdown.Block{Kind: markdown.Math, Line: line, Text: c.lines(n.Lines())})
	case *grammar.Note, *ast.LinkReferenceDefinition: // shown at the end, or where it is used
	default:
		f.add(markdown.Block{Kind: markdown.Plain, Line: line, Text: c.lines(n.Lines())})
	}
}

// paragraph converts the inlines of a paragraph. Where blocks could not be nested any deeper, the
// marks that would have done so are taken off.
func (c *converter) paragraph(n ast.Node) []markdown.Inline {
	in := c.inlines(n)
	if c.depth > grammar.MaxDepth && len(in) > 0 && in[0].Kind == markdown.Text {
		in[0].Text = strings.TrimLeft(in[0].Text, "> -*+")
	}
	return in
}

// heading makes a heading and enters it into the outline.
func (c *converter) heading(level int, in []markdown.Inline, id string, line int) markdown.Block {
	in, attrID := trimAttributes(in)
	if id == "" {
		id = attrID
	}
	text := markdown.PlainText(in)
	if id == "" {
		id = markdown.Slug(text)
	}
	id = c.ids.unique(id)
	c.doc.Headings = append(c.doc.Headings, markdown.Outline{Level: level, Text: text, ID: id, Line: line})
	return markdown.Block{Kind: markdown.Heading, Level: level, ID: id, Line: line, Inlines: in}
}

// fence converts a block of code between fences.
func (c *converter) fence(n *ast.FencedCodeBlock, line int) markdown.Block {
	b := markdown.Block{Kind: markdown.Code, Line: line, Text: dialect.WithoutRaw(c.lines(n.Lines()))}
	if !c.fenceCloses(n) {
		c.doc.Problems = append(c.doc.Problems, markdown.Problem{Line: line, Message: "code fence is never closed"})
	}
	if n.Info != nil {
		b.Lang, b.Caption = fenceInfo(unescape(c.value(n.Info.Segment)))
	}
	if b.Lang == "math" {
		return markdown.Block{Kind: markdown.Math, Line: line, Text: b.Text}
	}
	return b
}

// namedCode takes the language from the first line of indented code, where it stands behind three
// colons.
func namedCode(b markdown.Block) markdown.Block {
	first, next := dialect.LineAt(b.Text, 0)
	if lang, ok := strings.CutPrefix(first, ":::"); ok && next < len(b.Text) && len(lang) < 30 &&
		!strings.ContainsAny(lang, " :") {
		b.Lang, b.Text = strings.ToLower(strings.TrimSpace(lang)), b.Text[next:]
	}
	return b
}

// list converts a list. It has no blocks if it only held the place of a table of contents.
func (c *converter) list(n *ast.List, line int) markdown.Block {
	b := markdown.Block{Kind: markdown.List, Line: line, Ordered: n.IsOrdered(), Start: n.Start, Tight: n.IsTight}
	b.Blocks = make([]markdown.Block, 0, n.ChildCount())
	c.tocMark = false
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		it := markdown.Block{Kind: markdown.Item, Line: c.lineOf(start(item)), Blocks: c.blocks(item)}
		if c.tocMark && n.ChildCount() == 1 {
			c.tocMark = false
			return markdown.Block{}
		}
		takeTask(&it)
		b.Blocks = append(b.Blocks, it)
	}
	return b
}

// takeTask makes an item a task if its text begins with a box.
func takeTask(b *markdown.Block) {
	if len(b.Blocks) == 0 || b.Blocks[0].Kind != markdown.Paragraph || len(b.Blocks[0].Inlines) == 0 {
		return
	}
	first := &b.Blocks[0].Inlines[0]
	if first.Kind != markdown.Text || len(first.Text) < 4 || first.Text[0] != '[' || first.Text[2] != ']' ||
		first.Text[3] != ' ' {
		return
	}
	switch first.Text[1] {
	case ' ':
		b.Task = markdown.Open
	case 'x', 'X':
		b.Task = markdown.Done
	default:
		return
	}
	first.Text = strings.TrimLeft(first.Text[4:], " ")
}

// definitions converts a definition list.
func (c *converter) definitions(n *east.DefinitionList, line int) markdown.Block {
	b := markdown.Block{Kind: markdown.DefinitionList, Line: line, Blocks: make([]markdown.Block, 0, n.ChildCount())}
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		switch child := child.(type) {
		case *east.DefinitionTerm:
			b.Blocks = append(b.Blocks, markdown.Block{Kind: markdown.Term, Line: c.lineOf(start(child)), Inlines: c.inlines(child)})
		case *east.DefinitionDescription:
			b.Blocks = append(b.Blocks, markdown.Block{
				Kind: markdown.Definition, Line: c.lineOf(start(child)), Tight: child.IsTight, Blocks: c.blocks(child),
			})
		}
	}
	return b
}

// footnotes converts the notes: first the ones that are mentioned, also by other notes, then the
// rest.
func (c *converter) footnotes() {
	if c.notes == nil {
		return
	}
	for i := 0; ; i++ {
		if i == len(c.cited) && !c.citeNext() {
			return
		}
		n := c.cited[i]
		b := markdown.Block{Kind: markdown.Footnote, Start: i + 1, Line: c.lineOf(start(n)), ID: c.ids.unique("fn:" + n.Label)}
		c.depth = 0
		b.Blocks = c.blocks(n)
		c.doc.Footnotes = append(c.doc.Footnotes, b)
	}
}

// citeNext numbers the first note that is never mentioned.
func (c *converter) citeNext() bool {
	for len(c.notes.Order) > 0 {
		n := c.notes.Order[0]
		c.notes.Order = c.notes.Order[1:]
		if c.number[n] == 0 {
			c.cite(n)
			return true
		}
	}
	return false
}

// cite returns the number of a note.
func (c *converter) cite(n *grammar.Note) int {
	if number := c.number[n]; number > 0 {
		return number
	}
	if c.number == nil {
		c.number = map[*grammar.Note]int{}
	}
	c.cited = append(c.cited, n)
	c.number[n] = len(c.cited)
	return len(c.cited)
}

// value is the text of a segment.
func (c *converter) value(s text.Segment) string {
	if s.Padding == 0 && !s.ForceNewline {
		return c.src[s.Start:s.Stop]
	}
	return string(s.Value(c.source))
}

// lines is the text of lines as they are, each with its end.
func (c *converter) lines(segments *text.Segments) string {
	n := segments.Len()
	if n == 0 {
		return ""
	}
	together := true
	for i := range n {
		s := segments.At(i)
		if s.Padding > 0 || i > 0 && s.Start != segments.At(i-1).Stop {
			together = false
			break
		}
	}
	first, last := segments.At(0), segments.At(n-1)
	if together && last.Stop > first.Start && c.src[last.Stop-1] == '\n' {
		return c.src[first.Start:last.Stop]
	}
	var b strings.Builder
	for i := range n {
		s := segments.At(i)
		b.Write(s.Value(c.source))
	}
	if s := b.String(); s == "" || s[len(s)-1] == '\n' {
		return s
	}
	return b.String() + "\n"
}

// rawHTML is the source of a block of HTML.
func (c *converter) rawHTML(n *ast.HTMLBlock) string {
	raw := c.lines(n.Lines())
	if n.HasClosure() {
		raw += c.value(n.ClosureLine)
	}
	return raw
}
