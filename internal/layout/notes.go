package layout

import (
	"strconv"
	"strings"

	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/markdown"

	"github.com/sshblog/sshblog/internal/layout/wrap"
)

// shortRule is above the notes and the list of addresses.
const shortRule = 12

// Note is a footnote at the end of a page.
type Note struct {
	ID          string // what addresses behind "#" call it
	Number      int    // from 1
	First, Last int    // its lines on the page
}

// NoteAt returns the footnote that the URL of a LinkMark leads to, and whether it leads to one.
func (p *Page) NoteAt(url string) (Note, bool) {
	if id, ok := strings.CutPrefix(url, "#"); ok {
		for _, n := range p.Notes {
			if n.ID == id {
				return n, true
			}
		}
	}
	return Note{}, false
}

// footnotes draws the notes below a short rule. Glamour has none.
func (d *drawer) footnotes(notes []markdown.Block, l theme.StyleID) {
	if len(notes) == 0 {
		return
	}
	mentioned, refs := map[string]bool{}, 0
	d.space()
	d.line([]wrap.Piece{{Text: d.ruled(d.theme.More.Signs.Line, min(shortRule, d.room())), Look: d.derive(l, theme.ElRule)}})
	width := len(strconv.Itoa(len(notes)))
	for i := range notes {
		n := &notes[i]
		for ; refs < len(d.links.refs); refs++ { // in the text, and in the notes above
			r := d.links.refs[refs]
			if line := d.links.marks[r.link-1].Line; line >= 0 && !mentioned[r.id] {
				mentioned[r.id] = true
				d.anchors[r.id] = line
			}
		}
		d.anchor(n.ID)
		first := d.here()
		number := strconv.Itoa(n.Start)
		mark := strings.Repeat(" ", max(0, width-len(number))) + number + ". "
		d.push(wrap.Piece{Text: mark, Look: d.derive(l, theme.ElNote)}, wrap.Piece{}, len(mark))
		d.blocksIn(d.leadBack(n, mentioned), l, true)
		d.pop()
		d.noted = append(d.noted, Note{ID: n.ID, Number: n.Start, First: first, Last: d.count() - 1})
	}
}

// leadBack adds a way back to where a note is mentioned, for a reader who can go it: behind its
// words, or below what is no text.
func (d *drawer) leadBack(n *markdown.Block, mentioned map[string]bool) []markdown.Block {
	id := "fnref:" + strconv.Itoa(n.Start)
	if !d.jumps || !mentioned[id] {
		return n.Blocks
	}
	back := markdown.Inline{
		Kind: markdown.Link, URL: "#" + id,
		Children: []markdown.Inline{{Kind: markdown.Text, Text: "↩"}},
	}
	blocks := append([]markdown.Block(nil), n.Blocks...)
	last := len(blocks) - 1
	if last < 0 || blocks[last].Kind != markdown.Paragraph || onlyImages(blocks[last].Inlines) {
		return append(blocks, markdown.Block{Kind: markdown.Paragraph, Inlines: []markdown.Inline{back}})
	}
	blocks[last].Inlines = append(append([]markdown.Inline(nil), blocks[last].Inlines...),
		markdown.Inline{Kind: markdown.Text, Text: " "}, back)
	return blocks
}

// addresses draws the list of addresses that numbers in the text stand for. Each is whole on one
// line, so that it can be copied, if need be on one of its own; only what is wider than the page is
// broken.
func (d *drawer) addresses(l theme.StyleID) {
	if len(d.links.listed) == 0 || d.links.mode == Announced {
		return
	}
	d.space()
	d.line([]wrap.Piece{{Text: d.ruled(d.theme.More.Signs.Line, min(shortRule, d.room())), Look: d.derive(l, theme.ElRule)}})
	width := len(strconv.Itoa(len(d.links.listed))) + 3
	text := d.derive(l, theme.ElLink)
	for i, address := range d.links.listed {
		number := "[" + strconv.Itoa(i+1) + "]"
		mark := wrap.Piece{Text: strings.Repeat(" ", width-1-len(number)) + number + " ", Look: d.derive(l, theme.ElQuiet)}
		if d.method.Width(address) <= d.room()-width {
			d.line([]wrap.Piece{mark, {Text: address, Look: text}})
			continue
		}
		d.line([]wrap.Piece{mark})
		for address != "" {
			n := d.addressPart(address, d.room())
			d.line([]wrap.Piece{{Text: address[:n], Look: text}})
			address = address[n:]
		}
	}
}

// addressPart returns how much of an address goes on a line of so many cells: all of it, else up to
// the last mark that parts it.
func (d *drawer) addressPart(address string, cells int) int {
	n, _ := d.method.Prefix(address, cells)
	if n < len(address) {
		if at := strings.LastIndexAny(address[:n], "/?&- "); at > n/2 {
			return at + 1
		}
	}
	if n == 0 { // a character wider than the page, which is never so narrow
		n, _ = d.method.First(address)
	}
	return n
}
