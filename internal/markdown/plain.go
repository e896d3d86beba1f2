package markdown

import "strings"

// PlainText is what a reader of inlines reads, without any look: on one line, breaks being blanks.
func PlainText(in []Inline) string {
	if len(in) == 1 && in[0].Kind == Text {
		return in[0].Text
	}
	var b strings.Builder
	writeInlines(&b, in)
	return b.String()
}

func writeInlines(b *strings.Builder, in []Inline) {
	for i := range in {
		switch n := &in[i]; n.Kind {
		case SoftBreak, HardBreak:
			b.WriteByte(' ')
		case Text, CodeSpan, Image, MathSpan:
			b.WriteString(n.Text)
		case NoteRef, Anchor:
		default:
			writeInlines(b, n.Children)
		}
	}
}

// Text is all that a reader reads, for a search: one line for each paragraph, heading, cell, line
// of code, and note.
func (d *Document) Text() string {
	var b strings.Builder
	writeBlocks(&b, d.Blocks)
	writeBlocks(&b, d.Footnotes)
	return b.String()
}

func writeBlocks(b *strings.Builder, blocks []Block) {
	for i := range blocks {
		n := &blocks[i]
		if len(n.Inlines) > 0 {
			writeInlines(b, n.Inlines)
			b.WriteByte('\n')
		}
		if n.Text != "" {
			b.WriteString(n.Text)
			if !strings.HasSuffix(n.Text, "\n") {
				b.WriteByte('\n')
			}
		}
		if n.Table != nil {
			writeGrid(b, n.Table)
		}
		writeBlocks(b, n.Blocks)
	}
}

func writeGrid(b *strings.Builder, g *Grid) {
	writeRow := func(cells []Cell) {
		for _, c := range cells {
			writeInlines(b, c)
			b.WriteByte('\n')
		}
	}
	writeRow(g.Head)
	for _, row := range g.Rows {
		writeRow(row)
	}
}
