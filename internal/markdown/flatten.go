package markdown

import (
	"strconv"
	"strings"
)

// flatten adds a block to inlines, for where only inlines can be, such as a cell of a table: each
// paragraph, item and line of code on a line of its own, with the indent before it.
func flatten(in []Inline, b *Block, indent string) []Inline {
	switch {
	case len(b.Inlines) > 0:
		in = append(newLine(in, indent), b.Inlines...)
	case b.Kind == Code || b.Kind == Math:
		for line := range strings.Lines(b.Text) {
			in = newLine(in, "")
			if line = strings.TrimRight(strings.ReplaceAll(line, "\t", "    "), " \n"); line != "" {
				in = append(in, Inline{Kind: CodeSpan, Text: indent + line})
			}
		}
	case b.Text != "":
		in = append(newLine(in, indent), Inline{Kind: Text, Text: strings.TrimRight(strings.ReplaceAll(b.Text, "\n", " "), " ")})
	}
	if b.Table != nil {
		for _, row := range append([][]Cell{b.Table.Head}, b.Table.Rows...) {
			in = newLine(in, indent)
			for _, cell := range row {
				in = append(append(in, cell...), Inline{Kind: Text, Text: " "})
			}
		}
	}
	for i := range b.Blocks {
		if b.Kind == List {
			in = flattenItem(in, b, i, indent)
		} else {
			in = flatten(in, &b.Blocks[i], indent)
		}
	}
	return in
}

// flattenItem adds the item i of a list behind its mark.
func flattenItem(in []Inline, list *Block, i int, indent string) []Inline {
	mark := "- "
	if list.Ordered {
		mark = list.Blocks[i].label(list.Start+i) + " "
	}
	in = append(newLine(in, indent), Inline{Kind: Text, Text: mark})
	first := len(in)
	for j := range list.Blocks[i].Blocks {
		in = flatten(in, &list.Blocks[i].Blocks[j], indent+strings.Repeat("\u00a0", len(mark)))
		if j == 0 && len(in) > first && in[first].Kind == HardBreak { // the text stands behind the mark
			in = append(in[:first], in[first+1:]...)
			if len(in) > first && in[first].Kind == Text && strings.Trim(in[first].Text, "\u00a0") == "" {
				in = append(in[:first], in[first+1:]...)
			}
		}
	}
	return in
}

// label returns what stands before an item of an ordered list: what its author wants, else its
// number.
func (b *Block) label(number int) string {
	if b.Text != "" {
		return b.Text + "."
	}
	return strconv.Itoa(number) + "."
}

// newLine begins a line, unless nothing stands before it.
func newLine(in []Inline, indent string) []Inline {
	if len(in) > 0 && in[len(in)-1].Kind != HardBreak {
		in = append(in, Inline{Kind: HardBreak})
	}
	if indent != "" {
		in = append(in, Inline{Kind: Text, Text: indent})
	}
	return in
}
