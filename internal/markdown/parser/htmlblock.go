package parser

import (
	"strings"

	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/markdown/grammar"
)

// openTag begins what a tag means among blocks.
func (f *flow) openTag(t *token, line int) {
	if f.top().tag == "pre" {
		f.openInPre(t)
		return
	}
	f.implied(t.name)
	f.openMarkdown(t)
	switch t.name {
	case "script", "style", "template", "svg", "math", "head", "title", "textarea":
		if !strings.HasSuffix(t.attrs, "/") {
			f.hidden = t.name
		}
	case "p", "div", "section", "article", "main", "header", "footer", "aside", "nav", "center", "address", "figure",
		"form",
		"fieldset", "hgroup", "body", "html", "tbody", "thead", "tfoot", "colgroup", "picture", "noscript", "dir", "menu":
		f.endParagraph(line)
		f.newCellLine()
		f.anchor(t)
	case "hr":
		f.add(markdown.Block{Kind: markdown.Rule, Line: line})
	case "h1", "h2", "h3", "h4", "h5", "h6":
		f.push(t, markdown.Block{Kind: markdown.Heading, Level: int(t.name[1] - '0'), ID: t.attr("id"), Line: line})
	case "blockquote":
		f.push(t, markdown.Block{Kind: markdown.Quote, Line: line})
	case "ul", "ol":
		f.push(t, f.list(t, line))
	case "li":
		f.push(t, markdown.Block{Kind: markdown.Item, Line: line, Start: int(listNumber(t.attr("value")))})
	case "dl":
		f.push(t, markdown.Block{Kind: markdown.DefinitionList, Line: line})
	case "dt":
		f.push(t, markdown.Block{Kind: markdown.Term, Line: line})
	case "dd":
		f.push(t, markdown.Block{Kind: markdown.Definition, Line: line, Tight: true})
	case "details":
		f.push(t, markdown.Block{Kind: markdown.Details, Line: line})
	case "summary", "caption", "figcaption", "legend":
		f.push(t, markdown.Block{Kind: markdown.Paragraph, Line: line})
	case "td", "th":
		f.push(t, markdown.Block{Kind: markdown.Paragraph, Line: line})
		f.top().span = spanOf(t)
	case "table":
		f.push(t, markdown.Block{Kind: markdown.Table, Line: line})
	case "tr":
		f.push(t, markdown.Block{Kind: markdown.Plain, Line: line})
		f.top().head = true
	case "pre":
		f.push(t, markdown.Block{Kind: markdown.Code, Lang: classLang(t.attr("class")), Line: line})
	case "iframe", "video", "audio", "object", "embed":
		f.media(t, line)
	default:
		f.textLine(line)
		f.top().line.line = int32(line)
		f.top().line.openTag(t)
	}
}

// media adds a paragraph with a link; what stands between the tags is for old browsers.
func (f *flow) media(t *token, line int) {
	if !inlineOnly[f.top().tag] {
		f.endParagraph(line)
		f.textLine(line)
	}
	f.top().line.line = int32(line)
	f.top().line.media(t)
	f.endParagraph(line)
	if t.name == "iframe" && !strings.HasSuffix(t.attrs, "/") {
		f.hidden = t.name
	}
}

// openInPre handles a tag in preformatted text: looks mean nothing there, addresses stay.
func (f *flow) openInPre(t *token) {
	b := &f.top().block
	switch t.name {
	case "br":
		b.Text += "\n"
	case "code":
		if lang := classLang(t.attr("class")); lang != "" {
			b.Lang = lang
		}
	}
}

// anchor keeps the id of a tag that is not seen itself.
func (f *flow) anchor(t *token) {
	if id := t.attr("id"); id != "" && f.top().tag != "pre" {
		f.top().line.add(markdown.Inline{Kind: markdown.Anchor, Text: id})
	}
}

// push opens a frame. Too deep, it is left out, and what is in it belongs to the frame around it.
func (f *flow) push(t *token, b markdown.Block) {
	f.endParagraph(b.Line)
	if len(f.frames)+f.c.depth > grammar.MaxDepth {
		return
	}
	if b.Kind != markdown.Heading {
		f.anchor(t)
	}
	f.frames = append(f.frames, frame{tag: t.name, block: b, line: inliner{c: f.c}})
}

// implied ends what a tag ends without saying so.
func (f *flow) implied(name string) {
	ends, ok := impliedEnd[name]
	if !ok {
		return
	}
	for i := len(f.frames) - 1; i > 0 && !barriers[f.frames[i].tag]; i-- {
		if strings.Contains(" "+ends+" ", " "+f.frames[i].tag+" ") {
			for len(f.frames) > i {
				f.pop()
			}
		}
	}
}

// closeTag ends the innermost frame of that name.
func (f *flow) closeTag(name string) {
	f.closeMarkdown(name)
	for i := len(f.frames) - 1; i > 0; i-- {
		if f.frames[i].tag == name {
			for len(f.frames) > i {
				f.pop()
			}
			return
		}
	}
	if f.top().tag == "pre" {
		return
	}
	switch name {
	case "p", "div", "section", "article", "figure", "center", "header", "footer":
		f.endParagraph(f.c.line)
		f.newCellLine()
	default:
		if f.top().line.empty() {
			return
		}
		f.top().line.closeTag(name)
	}
}

// pop ends the innermost frame: it becomes a block of the frame around it, or a part of what that
// becomes.
func (f *flow) pop() {
	t := f.top()
	f.endParagraph(t.block.Line)
	b, tag := t.block, t.tag
	if inlineOnly[tag] {
		b.Inlines = joinTexts(t.line.finish())
	}
	b.Blocks = t.blocks
	rows, cells, head, spans := t.rows, t.cells, t.head, t.spans
	f.frames = f.frames[:len(f.frames)-1]
	parent := f.top()
	if outside := tableParts[tag]; outside != "" && parent.tag != outside && b.Kind == markdown.Paragraph {
		tag = "" // a part that is not where it belongs is a paragraph
	}
	switch tag {
	case "td", "th":
		parent.cells = append(parent.cells, b.Inlines)
		parent.spans = append(parent.spans, t.span)
		parent.head = parent.head && tag == "th"
	case "tr":
		f.endRow(parent, spread(parent, cells, spans), head)
	case "table":
		f.endTable(b, rows)
	case "dt", "dd":
		f.endTerm(parent, b)
	case "summary":
		parent.block.Inlines = append(parent.block.Inlines, b.Inlines...)
	case "caption":
		parent.block.Inlines = b.Inlines
	case "figcaption", "legend":
		if len(b.Inlines) > 0 {
			b.Inlines = []markdown.Inline{{Kind: markdown.Emphasis, Children: b.Inlines}}
			f.add(b)
		}
	case "pre":
		b.Text = strings.TrimPrefix(markdown.PlainText(b.Inlines)+b.Text, "\n")
		b.Inlines = nil
		if b.Text != "" && !strings.HasSuffix(b.Text, "\n") {
			b.Text += "\n"
		}
		f.add(b)
	default:
		f.endBlock(b)
	}
}

// tableParts are the tags that mean something only directly within another.
var tableParts = map[string]string{"td": "tr", "th": "tr", "summary": "details", "caption": "table"}

// endBlock adds what a frame has become, unless there is nothing in it.
func (f *flow) endBlock(b markdown.Block) {
	switch b.Kind {
	case markdown.Heading:
		if len(b.Inlines) > 0 {
			f.add(f.c.heading(b.Level, b.Inlines, b.ID, b.Line))
		}
		return
	case markdown.Item:
		if f.top().block.Kind != markdown.List { // an item outside a list
			b = markdown.Block{Kind: markdown.List, Tight: true, Line: b.Line, Start: 1, Blocks: []markdown.Block{b}}
			if len(b.Blocks[0].Blocks) == 0 {
				return
			}
		}
	case markdown.List:
		b.Blocks = wrapItems(b.Blocks)
		numberItems(&b)
		for _, item := range b.Blocks {
			b.Tight = b.Tight && (len(item.Blocks) < 2 || item.Blocks[1].Kind != markdown.Paragraph)
		}
	case markdown.DefinitionList:
		for i := range b.Blocks {
			if k := b.Blocks[i].Kind; k != markdown.Term && k != markdown.Definition {
				b.Blocks[i] = markdown.Block{Kind: markdown.Definition, Line: b.Blocks[i].Line, Tight: true, Blocks: []markdown.Block{b.Blocks[i]}}
			}
		}
	}
	if len(b.Blocks) > 0 || len(b.Inlines) > 0 {
		f.add(b)
	}
}

// wrapItems makes items of contents of a list that are none.
func wrapItems(blocks []markdown.Block) []markdown.Block {
	for i := range blocks {
		if blocks[i].Kind != markdown.Item {
			blocks[i] = markdown.Block{Kind: markdown.Item, Line: blocks[i].Line, Blocks: []markdown.Block{blocks[i]}}
		}
	}
	return blocks
}

// endRow adds a row to the table it is in; without one its cells are paragraphs.
func (f *flow) endRow(parent *frame, cells []markdown.Cell, head bool) {
	switch {
	case len(cells) == 0:
	case parent.tag != "table":
		for _, c := range cells {
			if len(c) > 0 {
				f.add(markdown.Block{Kind: markdown.Paragraph, Line: parent.block.Line, Inlines: c})
			}
		}
	case head && len(parent.rows) == 0 && parent.block.Table == nil:
		parent.block.Table = &markdown.Grid{Head: cells}
	default:
		parent.rows = append(parent.rows, cells)
	}
}

// endTable makes all rows equally long. A table of one column is there for its looks, and so are
// its cells paragraphs.
func (f *flow) endTable(b markdown.Block, rows [][]markdown.Cell) {
	g := b.Table
	if g == nil {
		g = new(markdown.Grid)
	}
	columns := len(g.Head)
	for _, row := range rows {
		columns = max(columns, len(row))
	}
	for _, inner := range b.Blocks {
		f.add(inner)
	}
	if columns == 0 {
		return
	}
	if columns == 1 || columns*(len(rows)+1) > grammar.MaxCells {
		for _, row := range append([][]markdown.Cell{g.Head}, rows...) {
			for _, c := range row {
				if len(c) > 0 {
					f.add(markdown.Block{Kind: markdown.Paragraph, Line: b.Line, Inlines: c})
				}
			}
		}
		return
	}
	g.Align = make([]markdown.Align, columns)
	g.Head = fill(g.Head, columns)
	for _, row := range rows {
		g.Rows = append(g.Rows, fill(row, columns))
	}
	f.add(markdown.Block{Kind: markdown.Table, Line: b.Line, Inlines: b.Inlines, Table: g})
}

func fill(row []markdown.Cell, columns int) []markdown.Cell {
	for len(row) < columns {
		row = append(row, nil)
	}
	return row
}

// classLang finds the language of code in the classes that highlighters use.
func classLang(class string) string {
	for _, word := range strings.Fields(class) {
		for _, prefix := range [...]string{"language-", "lang-", "highlight-source-", "brush:"} {
			if lang, ok := strings.CutPrefix(word, prefix); ok && lang != "" {
				return strings.ToLower(lang)
			}
		}
	}
	return ""
}
