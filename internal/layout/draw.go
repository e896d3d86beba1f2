package layout

import (
	"context"
	"strings"

	gansi "charm.land/glamour/v2/ansi"

	"github.com/sshblog/sshblog/internal/highlight"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/markdown"

	"github.com/sshblog/sshblog/internal/layout/wrap"
)

// drawer draws one post. Each kind of block has a drawer of its own, a method in a file of its own.
type drawer struct {
	*canvas
	theme    *theme.Theme
	wrap     wrap.Wrapper
	anchors  map[string]int
	headings []Mark
	notes    []markdown.Block
	split    highlight.Post // of its code
	lists    int            // depth of lists around
	headed   int            // how many lines there were after the last heading
	wrapCode bool
	jumps    bool

	roomOf    func(file string, cols int) Room // nil: pictures are words
	above     string                           // the address of the one above the text
	captioned bool                             // the picture of the words is above them
	pictures  []Picture

	asked, pictureRows int // pictures whose rooms were asked for; the rows of those that have one

	wide       *wideLines // nil as long as there are none
	wideBlocks []WideBlock
	codes      []CodeBlock
	noted      []Note // the footnotes that are on the page
}

// Draw makes the page of a request.
func Draw(ctx context.Context, q Request) (*Page, error) {
	doc := q.Doc()
	d := newDrawer(&q, doc)
	if err := d.document(ctx, doc); err != nil {
		return nil, err
	}
	return d.page(q.Width), nil
}

// pieceBytes is how many bytes of lines are given away at once.
const pieceBytes = 32 << 10

// DrawPieces draws the page of a request and hands over its lines in pieces while it goes on. Lines
// that have been handed over are not kept. An error of take ends it, and is returned; else the
// error is that of ctx.
func DrawPieces(ctx context.Context, q *Request, take func(lines []string) error) error {
	doc := q.Doc()
	d := newDrawer(q, doc)
	d.out = take
	if err := d.document(ctx, doc); err != nil {
		return err
	}
	d.flush()
	return d.err
}

// DrawHead makes the page of the beginning of a long post, nil if it has none. It takes no turn: it
// is short, and somebody waits.
func DrawHead(ctx context.Context, q Request) *Page {
	doc := q.Head()
	if doc == nil {
		return nil
	}
	q.Doc = func() *markdown.Document { return doc }
	page, err := Draw(ctx, q)
	if err != nil {
		return nil
	}
	return page
}

// newDrawer makes a drawer for a request, the margins of its theme being set.
func newDrawer(q *Request, doc *markdown.Document) *drawer {
	l := &links{mode: q.Links, resolve: q.Resolve, hint: q.Hint}
	d := &drawer{
		canvas: &canvas{width: q.Width, method: q.Method, inks: q.Theme.Palette.Inks(), links: l},
		theme:  q.Theme, wrap: wrap.Wrapper{Method: q.Method}, anchors: map[string]int{}, notes: doc.Footnotes,
		wrapCode: q.WrapCode, jumps: q.InternalLinks, roomOf: q.Room, above: q.Hero,
	}
	d.setMargins()
	return d
}

// setMargins leaves the cells free that the theme wants at the edges.
func (d *drawer) setMargins() {
	sheet := &d.theme.Style.Document
	margin := theme.Cells(sheet.Margin)
	if margin*2 > d.width-20 {
		margin = 0
	}
	d.width -= margin // on the right
	if margin += theme.Cells(sheet.Indent); margin > 0 {
		d.push(wrap.Piece{}, wrap.Piece{}, margin)
	}
}

// document draws a post. The error is that of ctx, or of the function that takes the lines.
func (d *drawer) document(ctx context.Context, doc *markdown.Document) error {
	ground := d.theme.Palette.Ground()
	d.hero(doc)
	for i := range doc.Blocks {
		if err := ctx.Err(); err != nil {
			return err
		}
		d.block, d.offset = i, 0
		d.blockIn(&doc.Blocks[i], ground)
		d.space()
		if d.err != nil {
			return d.err
		}
	}
	d.block, d.offset = len(doc.Blocks), 0
	d.footnotes(doc.Footnotes, ground)
	d.block, d.offset = len(doc.Blocks)+1, 0
	d.addresses(ground)
	return d.err
}

// page returns the page that has been drawn.
func (d *drawer) page(width int) *Page {
	if d.wide != nil {
		d.wide.inks = d.inks
	}
	return &Page{
		Width: width, Lines: d.lines(), places: d.places, Headings: d.headings, anchors: d.anchors,
		Links: d.links.of(false), Images: d.links.of(true),
		Wide: d.wideBlocks, wide: d.wide, Codes: d.codes, Notes: d.noted, Units: d.units, Pictures: d.pictures,
	}
}

// look derives a look and makes sure that the canvas knows it.
func (d *drawer) derive(parent theme.StyleID, e theme.Element) theme.StyleID {
	l := d.theme.Derive(parent, e)
	if int(l) >= len(d.inks) {
		d.inks = d.theme.Palette.Inks()
	}
	return l
}

// blocksIn draws blocks one below the other, with an empty line between them unless they belong
// close together.
func (d *drawer) blocksIn(blocks []markdown.Block, l theme.StyleID, tight bool) {
	for i := range blocks {
		if i > 0 && (!tight || !closeTogether(&blocks[i-1], &blocks[i])) {
			d.space()
		}
		d.blockIn(&blocks[i], l)
	}
}

// closeTogether reports whether no line is needed between two blocks of an item of a tight list.
func closeTogether(a, b *markdown.Block) bool {
	return a.Kind == markdown.Paragraph && (b.Kind == markdown.List || b.Kind == markdown.Paragraph) ||
		a.Kind == markdown.List && b.Kind == markdown.List
}

// blockIn draws a block within a look.
func (d *drawer) blockIn(b *markdown.Block, l theme.StyleID) {
	if d.err != nil { // nobody takes the lines
		return
	}
	if b.Kind == markdown.Heading {
		d.headingAir(b.Level)
	}
	if b.ID != "" {
		d.anchor(b.ID)
	}
	switch {
	case b.Kind == markdown.List, b.Kind == markdown.Item, b.Kind == markdown.DefinitionList: // what is in them begins
	case b.Kind == markdown.Heading:
		d.unit(HeadingUnit)
	case b.Closes:
		d.gap = 0
		d.unit(ClosingUnit)
	default:
		d.unit(BlockUnit)
	}
	switch b.Kind {
	case markdown.Paragraph:
		d.paragraph(b, l)
	case markdown.Heading:
		d.heading(b, l)
	case markdown.Code:
		d.code(b, l)
	case markdown.Quote:
		d.quote(b, l)
	case markdown.List:
		d.list(b, l)
	case markdown.Item:
		d.blocksIn(b.Blocks, l, b.Tight)
	case markdown.Table:
		d.table(b, l)
	case markdown.Rule:
		d.rule(l)
	case markdown.DefinitionList:
		d.definitions(b, l)
	case markdown.Alert:
		d.alert(b, l)
	case markdown.Details:
		d.details(b, l)
	case markdown.Math:
		d.math(b, l)
	case markdown.Plain:
		d.plain(b, l)
	}
}

// anchor notes that the next line can be jumped to.
func (d *drawer) anchor(id string) {
	if _, taken := d.anchors[id]; !taken {
		d.anchors[id] = d.here()
	}
}

// paragraph draws a paragraph.
func (d *drawer) paragraph(b *markdown.Block, l theme.StyleID) {
	sheet := &d.theme.Style.Paragraph
	d.inset(sheet)
	if onlyImages(b.Inlines) {
		d.gallery(b.Inlines, d.derive(l, theme.ElParagraph))
	} else {
		d.pictured(b.Inlines, d.derive(l, theme.ElParagraph))
	}
	d.pop()
}

// inset begins a block with the margin and indent of its style.
func (d *drawer) inset(s *gansi.StyleBlock) {
	n := theme.Cells(s.Margin)
	text := strings.Repeat(" ", n)
	if indent := theme.Cells(s.Indent); indent > 0 {
		token := " "
		if s.IndentToken != nil {
			token = *s.IndentToken
		}
		text += strings.Repeat(token, indent)
	}
	w := d.method.Width(text)
	if w > d.room()/2 {
		text, w = "", 0
	}
	d.push(wrap.Piece{Text: text}, wrap.Piece{Text: text}, w)
}

// flow breaks inlines into lines and draws them.
func (d *drawer) flow(in []markdown.Inline, l theme.StyleID) {
	d.wrap.Reset(d.room())
	d.inlines(&d.wrap, in, l, 0)
	d.wrap.End()
	d.draw(&d.wrap)
}

// draw draws the lines of a wrapper.
func (d *drawer) draw(w *wrap.Wrapper) {
	d.links.wrapping(w)
	for _, s := range w.Lines {
		d.line(w.Runs[s.From:s.To])
	}
}

// plain draws text as it was typed, but for its width.
func (d *drawer) plain(b *markdown.Block, l theme.StyleID) {
	l = d.derive(l, theme.ElText)
	for line := range strings.Lines(b.Text) {
		d.unit(PartUnit)
		d.wrap.Reset(d.room())
		d.wrap.Text(strings.TrimSuffix(line, "\n"), l, 0)
		d.wrap.End()
		if len(d.wrap.Lines) == 0 {
			d.line(nil)
			continue
		}
		d.draw(&d.wrap)
	}
}
