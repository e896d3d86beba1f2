package html

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/sshblog/sshblog/internal/highlight"
	"github.com/sshblog/sshblog/internal/markdown"
)

// Form says what reads the HTML.
type Form uint8

// The forms.
const (
	ForFeeds Form = iota // feed readers: they drop classes, and the address of a page is not theirs
	ForPages             // browsers, with the style sheet of the pages
)

// Options say what becomes of the addresses of a post.
type Options struct {
	Form Form
	// Page is the address of the post, for links within it; "" where the fragment is enough.
	Page string
	// Link makes an address of the destination of a link; "" for one that leads nowhere, of which only
	// the text is written.
	Link func(dest string) string
	// Picture finds the picture that a post shows. Of one that is not found the description is
	// written, as a link to what Link makes of it. Nil finds those that are on the web.
	Picture func(dest string) (Picture, bool)
}

// Picture is a picture that can be shown on a page.
type Picture struct {
	Src           string
	Width, Height int // in pixels; 0: not known
}

// Body returns the text of a post as HTML that is safe to show.
func Body(doc *markdown.Document, o Options) string {
	h := &writer{Options: o, notes: doc.Footnotes, mentioned: make([]bool, len(doc.Footnotes))}
	h.pages = o.Form == ForPages
	if h.pages && slices.ContainsFunc(doc.Headings, func(o markdown.Outline) bool { return o.Level <= 1 }) {
		h.below = 1
	}
	h.blocks(doc.Blocks)
	h.footnotes()
	return Clean(sanitise(h.String(), o.Form))
}

// writer writes a tree as HTML. The parser has bounded the depth and the size of the tree.
type writer struct {
	Writer
	Options
	pages     bool
	below     int // levels that headings are moved down, as the title of a page is above them
	notes     []markdown.Block
	mentioned []bool // by note: the text has mentioned it
	linked    bool   // within a link, which cannot contain another
	mark      string // checkbox of a task, for the paragraph that follows
	code      highlight.Post
	ids       map[string]bool // that are on the page
}

// id returns an anchor, or "" if it is on the page already: authors give headings those that they have
// anyway.
func (h *writer) id(id string) string {
	if !h.pages || id == "" {
		return id
	}
	if h.ids[id] {
		return ""
	}
	if h.ids == nil {
		h.ids = map[string]bool{}
	}
	h.ids[id] = true
	return id
}

// around writes an element that contains blocks.
func (h *writer) around(name string, blocks []markdown.Block) {
	h.Raw("<", name, ">\n")
	h.blocks(blocks)
	h.Raw("</", name, ">\n")
}

// line writes an element that contains inlines.
func (h *writer) line(name string, in []markdown.Inline, attributes ...string) {
	h.Open(name, attributes...)
	h.inlines(in)
	h.Raw("</", name, ">\n")
}

func (h *writer) blocks(blocks []markdown.Block) {
	for i := range blocks {
		h.block(&blocks[i])
	}
}

func (h *writer) block(b *markdown.Block) {
	switch b.Kind {
	case markdown.Paragraph:
		h.paragraph(b)
	case markdown.Heading:
		h.heading(b)
	case markdown.Code:
		h.codeBlock(b)
	case markdown.Quote:
		h.around("blockquote", b.Blocks)
	case markdown.List:
		h.list(b)
	case markdown.Item:
		h.item(b, b.Tight, "")
	case markdown.Table:
		h.table(b)
	case markdown.Rule:
		h.Raw("<hr>\n")
	case markdown.DefinitionList:
		h.around("dl", b.Blocks)
	case markdown.Term:
		h.line("dt", b.Inlines)
	case markdown.Definition:
		h.around("dd", b.Blocks)
	case markdown.Alert:
		h.alert(b)
	case markdown.Details:
		h.Raw("<details open=\"\">\n")
		h.line("summary", b.Inlines)
		h.blocks(b.Blocks)
		h.Raw("</details>\n")
	case markdown.Footnote:
		h.blocks(b.Blocks)
	case markdown.Math:
		h.verbatim(b.Text, "math")
	case markdown.Plain:
		h.Raw("<pre>\n") // whose first newline is not part of the text
		h.Text(b.Text)
		h.Raw("</pre>\n")
	}
}

func (h *writer) paragraph(b *markdown.Block) {
	h.Raw("<p>", h.mark)
	h.mark = ""
	h.inlines(b.Inlines)
	h.Raw("</p>\n")
}

// footnotes writes the notes below a rule, each with a link back. A feed reader that knows the
// address of the post stays in the text.
func (h *writer) footnotes() {
	if len(h.notes) == 0 {
		return
	}
	if h.pages {
		h.Raw("<section class=\"footnotes\">\n<ol>\n")
	} else {
		h.Raw("<hr>\n<ol>\n")
	}
	for i := range h.notes {
		n := &h.notes[i]
		h.Open("li", "id", h.id(n.ID))
		h.Raw("\n")
		h.blocks(n.Blocks)
		if h.mentioned[i] {
			h.Open("a", "href", Anchored(h.Page, refID(i+1)))
			h.Raw("↩</a>")
		}
		h.Raw("</li>\n")
	}
	h.Raw("</ol>\n")
	if h.pages {
		h.Raw("</section>\n")
	}
}

// refID returns the anchor of the place that mentions a note first.
func refID(number int) string { return "fnref:" + strconv.Itoa(number) }

// Anchored returns the address of an anchor on a page.
func Anchored(page, anchor string) string {
	if anchor == "" {
		return page
	}
	page, _, _ = strings.Cut(page, "#")
	return page + "#" + url.PathEscape(anchor)
}
