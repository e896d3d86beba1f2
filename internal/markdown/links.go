package markdown

import "strconv"

// LinkRef is a link or an image of a post, as its author wrote it.
type LinkRef struct {
	URL   string // not empty; entities decoded, nothing resolved
	Text  string // what a reader reads, or the description of the image
	Line  int    // in the author's file, from 1
	Image bool
}

// Links returns the links and the images of the post in the order of its text, the footnotes last.
// An image that is a link is both.
func (d *Document) Links() []LinkRef {
	var out []LinkRef
	d.eachInline(func(n *Inline) {
		if (n.Kind == Link || n.Kind == Image) && n.URL != "" {
			text := n.Text
			if n.Kind == Link {
				text = PlainText(n.Children)
			}
			out = append(out, LinkRef{URL: n.URL, Text: text, Line: int(n.Line), Image: n.Kind == Image})
		}
	})
	return out
}

// Anchors returns all that "#id" may mean in the post: headings, ids that the author gave,
// footnotes and where they are mentioned.
func (d *Document) Anchors() map[string]bool {
	out := map[string]bool{}
	for _, h := range d.Headings {
		out[h.ID] = true
	}
	d.eachBlock(func(b *Block) {
		if b.ID != "" {
			out[b.ID] = true
		}
	})
	d.eachInline(func(n *Inline) {
		switch n.Kind {
		case Anchor:
			out[n.Text] = true
		case NoteRef:
			out["fnref:"+strconv.Itoa(n.Number)] = true
		}
	})
	return out
}

// eachBlock calls f for all blocks, from the outermost to the innermost.
func (d *Document) eachBlock(f func(*Block)) {
	var walk func([]Block)
	walk = func(blocks []Block) {
		for i := range blocks {
			f(&blocks[i])
			walk(blocks[i].Blocks)
		}
	}
	walk(d.Blocks)
	walk(d.Footnotes)
}

// eachInline calls f for all inlines, a link before its contents.
func (d *Document) eachInline(f func(*Inline)) {
	var walk func([]Inline)
	walk = func(in []Inline) {
		for i := range in {
			f(&in[i])
			walk(in[i].Children)
		}
	}
	d.eachBlock(func(b *Block) {
		walk(b.Inlines)
		if b.Table == nil {
			return
		}
		for _, c := range b.Table.Head {
			walk(c)
		}
		for _, row := range b.Table.Rows {
			for _, c := range row {
				walk(c)
			}
		}
	})
}
