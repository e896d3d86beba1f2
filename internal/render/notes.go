package render

import (
	"strconv"
	"strings"

	"github.com/sshblog/sshblog/internal/markdown"
)

// shortRule is above the notes and the list of addresses.
const shortRule = 12

// footnotes draws the notes below a short rule. Glamour has none.
func (d *drawer) footnotes(notes []markdown.Block, l look) {
	if len(notes) == 0 {
		return
	}
	mentioned := map[string]bool{}
	for _, r := range d.links.refs {
		if line := d.links.marks[r.link-1].Line; line >= 0 && !mentioned[r.id] {
			mentioned[r.id] = true
			d.anchors[r.id] = line
		}
	}
	d.space()
	d.line([]piece{{text: ruled("─", min(shortRule, d.room())), look: d.derive(l, elRule)}})
	width := len(strconv.Itoa(len(notes)))
	for i := range notes {
		n := &notes[i]
		d.anchor(n.ID)
		number := strconv.Itoa(n.Start)
		mark := strings.Repeat(" ", max(0, width-len(number))) + number + ". "
		d.push(piece{text: mark, look: d.derive(l, elNote)}, piece{}, len(mark))
		d.blocksIn(d.leadBack(n, mentioned), l, true)
		d.pop()
	}
}

// leadBack adds a way back to where a note is mentioned, for a reader who can go it.
func (d *drawer) leadBack(n *markdown.Block, mentioned map[string]bool) []markdown.Block {
	id := "fnref:" + strconv.Itoa(n.Start)
	last := len(n.Blocks) - 1
	if !d.jumps || !mentioned[id] || last < 0 || n.Blocks[last].Kind != markdown.Paragraph {
		return n.Blocks
	}
	blocks := append([]markdown.Block(nil), n.Blocks...)
	blocks[last].Inlines = append(append([]markdown.Inline(nil), blocks[last].Inlines...),
		markdown.Inline{Kind: markdown.Text, Text: " "},
		markdown.Inline{Kind: markdown.Link, URL: "#" + id, Children: []markdown.Inline{{Kind: markdown.Text, Text: "↩"}}})
	return blocks
}

// addresses draws the list of addresses that numbers in the text stand for. Each is whole on one line, so that it can be copied, if
// need be on one of its own; only what is wider than the page is broken.
func (d *drawer) addresses(l look) {
	if len(d.links.listed) == 0 {
		return
	}
	d.space()
	d.line([]piece{{text: ruled("─", min(shortRule, d.room())), look: d.derive(l, elRule)}})
	width := len(strconv.Itoa(len(d.links.listed))) + 3
	text := d.derive(l, elLink)
	for i, address := range d.links.listed {
		number := "[" + strconv.Itoa(i+1) + "]"
		mark := piece{text: strings.Repeat(" ", width-1-len(number)) + number + " ", look: d.derive(l, elQuiet)}
		if Width(address) <= d.room()-width {
			d.line([]piece{mark, {text: address, look: text}})
			continue
		}
		d.line([]piece{mark})
		for address != "" {
			n := addressPart(address, d.room())
			d.line([]piece{{text: address[:n], look: text}})
			address = address[n:]
		}
	}
}

// addressPart returns how much of an address goes on a line of so many cells: all of it, else up to the last mark that parts it.
func addressPart(address string, cells int) int {
	n, _ := prefixCells(address, cells)
	if n < len(address) {
		if at := strings.LastIndexAny(address[:n], "/?&- "); at > n/2 {
			return at + 1
		}
	}
	if n == 0 { // a character wider than the page, which is never so narrow
		n, _ = cluster(address)
	}
	return n
}
