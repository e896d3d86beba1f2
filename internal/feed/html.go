package feed

import (
	"strconv"
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/markdown"
)

// content returns the text of a post as HTML that is safe to show.
func (f *feed) content(p *blog.Post) string {
	doc := markdown.Parse(p.Body(), p.BodyLine(), markdown.SyntaxOf(p.Path)).WithoutTitle(p.Title)
	h := &html{page: f.address(p), notes: doc.Footnotes, mentioned: make([]bool, len(doc.Footnotes))}
	h.resolve = func(dest string) string { return f.resolve(p, dest) }
	h.blocks(doc.Blocks)
	h.footnotes()
	return clean(sanitise(h.b.String()))
}

// html writes a tree as HTML. The parser has bounded the depth and the size of the tree.
type html struct {
	b         strings.Builder
	page      string              // address of the post
	resolve   func(string) string // makes addresses whole; "" for one that leads nowhere
	notes     []markdown.Block
	mentioned []bool // by note: the text has mentioned it
	linked    bool   // within a link, which cannot contain another
	mark      string // checkbox of a task, for the paragraph that follows
}

// escaper escapes text, also for use within quotes.
var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;")

// raw writes HTML.
func (h *html) raw(parts ...string) {
	for _, s := range parts {
		h.b.WriteString(s)
	}
}

// text writes text.
func (h *html) text(s string) {
	_, _ = escaper.WriteString(&h.b, s) // a strings.Builder takes all
}

// open writes the start tag of an element. Attributes are names and values in turn. Those without a
// value are left out.
func (h *html) open(name string, attributes ...string) {
	h.raw("<", name)
	for i := 0; i+1 < len(attributes); i += 2 {
		if attributes[i+1] != "" {
			h.raw(" ", attributes[i], `="`)
			h.text(attributes[i+1])
			h.raw(`"`)
		}
	}
	h.raw(">")
}

// around writes an element that contains blocks.
func (h *html) around(name string, blocks []markdown.Block) {
	h.raw("<", name, ">\n")
	h.blocks(blocks)
	h.raw("</", name, ">\n")
}

// line writes an element that contains inlines.
func (h *html) line(name string, in []markdown.Inline, attributes ...string) {
	h.open(name, attributes...)
	h.inlines(in)
	h.raw("</", name, ">\n")
}

func (h *html) blocks(blocks []markdown.Block) {
	for i := range blocks {
		h.block(&blocks[i])
	}
}

func (h *html) block(b *markdown.Block) {
	switch b.Kind {
	case markdown.Paragraph:
		h.paragraph(b)
	case markdown.Heading:
		h.line("h"+strconv.Itoa(min(max(b.Level, 1), 6)), b.Inlines, "id", b.ID)
	case markdown.Code:
		h.code(b)
	case markdown.Quote:
		h.around("blockquote", b.Blocks)
	case markdown.List:
		h.list(b)
	case markdown.Item:
		h.item(b, b.Tight)
	case markdown.Table:
		h.table(b)
	case markdown.Rule:
		h.raw("<hr>\n")
	case markdown.DefinitionList:
		h.around("dl", b.Blocks)
	case markdown.Term:
		h.line("dt", b.Inlines)
	case markdown.Definition:
		h.around("dd", b.Blocks)
	case markdown.Alert:
		h.alert(b)
	case markdown.Details:
		h.raw("<details open=\"\">\n")
		h.line("summary", b.Inlines)
		h.blocks(b.Blocks)
		h.raw("</details>\n")
	case markdown.Footnote:
		h.blocks(b.Blocks)
	case markdown.Math:
		h.verbatim(b.Text, "math")
	case markdown.Plain:
		h.raw("<pre>\n") // whose first newline is not part of the text
		h.text(b.Text)
		h.raw("</pre>\n")
	}
}

func (h *html) paragraph(b *markdown.Block) {
	h.raw("<p>", h.mark)
	h.mark = ""
	h.inlines(b.Inlines)
	h.raw("</p>\n")
}

// code writes a block of code, below the name of its file if it has one.
func (h *html) code(b *markdown.Block) {
	if b.Caption == "" {
		h.verbatim(b.Text, b.Lang)
		return
	}
	h.raw("<figure>\n<figcaption>")
	h.text(b.Caption)
	h.raw("</figcaption>\n")
	h.verbatim(b.Text, b.Lang)
	h.raw("</figure>\n")
}

func (h *html) verbatim(text, lang string) {
	if lang != "" {
		lang = "language-" + lang
	}
	h.raw("<pre>")
	h.open("code", "class", lang)
	h.text(text)
	h.raw("</code></pre>\n")
}

func (h *html) list(b *markdown.Block) {
	name, start := "ul", ""
	if b.Ordered {
		name = "ol"
		if b.Start != 1 {
			start = strconv.Itoa(b.Start)
		}
	}
	h.open(name, "start", start)
	h.raw("\n")
	for i := range b.Blocks {
		h.item(&b.Blocks[i], b.Tight)
	}
	h.raw("</", name, ">\n")
}

// item writes a list item. Checkboxes of tasks become characters, since feed readers drop form
// elements.
func (h *html) item(b *markdown.Block, tight bool) {
	h.raw("<li>")
	switch b.Task {
	case markdown.NoTask:
	case markdown.Open:
		h.mark = "☐ "
	case markdown.Done:
		h.mark = "☑ "
	}
	if len(b.Blocks) == 0 || b.Blocks[0].Kind != markdown.Paragraph {
		h.raw(h.mark)
		h.mark = ""
	}
	for i := range b.Blocks {
		if c := &b.Blocks[i]; tight && c.Kind == markdown.Paragraph {
			h.raw(h.mark)
			h.mark = ""
			h.inlines(c.Inlines)
			if i < len(b.Blocks)-1 {
				h.raw("<br>\n")
			}
		} else {
			h.block(c)
		}
	}
	h.raw("</li>\n")
}

// alert writes an alert as a quotation below its label. Feed readers drop the looks of elements for
// asides.
func (h *html) alert(b *markdown.Block) {
	h.raw("<blockquote>\n")
	if len(b.Inlines) > 0 {
		h.raw("<p><strong>")
		h.inlines(b.Inlines)
		h.raw("</strong></p>\n")
	}
	h.blocks(b.Blocks)
	h.raw("</blockquote>\n")
}

// footnotes writes the notes below a rule, each with a link back. Like all addresses, those of the
// links are absolute. A feed reader that knows the post's address stays in the text.
func (h *html) footnotes() {
	if len(h.notes) == 0 {
		return
	}
	h.raw("<hr>\n<ol>\n")
	for i := range h.notes {
		n := &h.notes[i]
		h.open("li", "id", n.ID)
		h.raw("\n")
		h.blocks(n.Blocks)
		if h.mentioned[i] {
			h.open("a", "href", within(h.page, refID(i+1)))
			h.raw("↩</a>")
		}
		h.raw("</li>\n")
	}
	h.raw("</ol>\n")
}

// refID returns the anchor of the place that mentions a note first.
func refID(number int) string { return "fnref:" + strconv.Itoa(number) }
