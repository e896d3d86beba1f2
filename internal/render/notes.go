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
	for _, r := range d.refs {
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

// leadBack adds a way back to where a note is mentioned, where links can be followed.
func (d *drawer) leadBack(n *markdown.Block, mentioned map[string]bool) []markdown.Block {
	id := "fnref:" + strconv.Itoa(n.Start)
	last := len(n.Blocks) - 1
	if d.links.mode == Numbered || !mentioned[id] || last < 0 || n.Blocks[last].Kind != markdown.Paragraph {
		return n.Blocks
	}
	blocks := append([]markdown.Block(nil), n.Blocks...)
	blocks[last].Inlines = append(append([]markdown.Inline(nil), blocks[last].Inlines...),
		markdown.Inline{Kind: markdown.Text, Text: " "},
		markdown.Inline{Kind: markdown.Link, URL: "#" + id, Children: []markdown.Inline{{Kind: markdown.Text, Text: "↩"}}})
	return blocks
}

// addresses draws the list of addresses that numbers in the text stand for.
func (d *drawer) addresses(l look) {
	if len(d.links.listed) == 0 {
		return
	}
	d.space()
	d.line([]piece{{text: ruled("─", min(shortRule, d.room())), look: d.derive(l, elRule)}})
	width := len(strconv.Itoa(len(d.links.listed))) + 3
	for i, address := range d.links.listed {
		number := "[" + strconv.Itoa(i+1) + "]"
		mark := strings.Repeat(" ", width-1-len(number)) + number + " "
		d.push(piece{text: mark, look: d.derive(l, elQuiet)}, piece{}, width)
		d.wrap.reset(d.room())
		d.wrap.text(address, d.derive(l, elLink), 0)
		d.wrap.end()
		d.draw(&d.wrap)
		d.pop()
	}
}
