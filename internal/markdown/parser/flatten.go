package parser

import (
	"strconv"
	"strings"

	"github.com/sshblog/sshblog/internal/markdown"
)

// flatten adds a block to inlines, for where only inlines can be, such as a cell of a table: each
// paragraph, item and line of code on a line of its own, with the indent before it.
func flatten(in []markdown.Inline, b *markdown.Block, indent string) []markdown.Inline {
	switch {
	case len(b.Inlines) > 0:
		in = append(newLine(in, indent), b.Inlines...)
	case b.Kind == markdown.Code || b.Kind == markdown.Math:
		for line := range strings.Lines(b.Text) {
			in = newLine(in, "")
			if line = strings.TrimRight(strings.ReplaceAll(line, "\t", "    "), " \n"); line != "" {
				in = append(in, markdown.Inline{Kind: markdown.CodeSpan, Text: indent + line})
			}
		}
	case b.Text != "":
		in = append(newLine(in, indent), markdown.Inline{Kind: markdown.Text, Text: strings.TrimRight(strings.ReplaceAll(b.Text, "\n", " "), " ")})
	}
	if b.Table != nil {
		for _, row := range append([][]markdown.Cell{b.Table.Head}, b.Table.Rows...) {
			in = newLine(in, indent)
			for _, cell := range row {
				in = append(append(in, cell...), markdown.Inline{Kind: markdown.Text, Text: " "})
			}
		}
	}
	for i := range b.Blocks {
		if b.Kind == markdown.List {
			in = flattenItem(in, b, i, indent)
		} else {
			in = flatten(in, &b.Blocks[i], indent)
		}
	}
	return in
}

// flattenItem adds the item i of a list behind its mark.
func flattenItem(in []markdown.Inline, list *markdown.Block, i int, indent string) []markdown.Inline {
	mark := "- "
	if list.Ordered {
		mark = markOf(&list.Blocks[i], list.Start+i) + " "
	}
	in = append(newLine(in, indent), markdown.Inline{Kind: markdown.Text, Text: mark})
	first := len(in)
	for j := range list.Blocks[i].Blocks {
		in = flatten(in, &list.Blocks[i].Blocks[j], indent+strings.Repeat("\u00a0", len(mark)))
		if j == 0 && len(in) > first && in[first].Kind == markdown.HardBreak { // the text stands behind the mark
			in = append(in[:first], in[first+1:]...)
			if len(in) > first && in[first].Kind == markdown.Text && strings.Trim(in[first].Text, "\u00a0") == "" {
				in = append(in[:first], in[first+1:]...)
			}
		}
	}
	return in
}

// markOf returns what stands before an item of an ordered list: what its author wants, else its
// number.
func markOf(b *markdown.Block, number int) string {
	if b.Text != "" {
		return b.Text + "."
	}
	return strconv.Itoa(number) + "."
}

// newLine begins a line, unless nothing stands before it.
func newLine(in []markdown.Inline, indent string) []markdown.Inline {
	if len(in) > 0 && in[len(in)-1].Kind != markdown.HardBreak {
		in = append(in, markdown.Inline{Kind: markdown.HardBreak})
	}
	if indent != "" {
		in = append(in, markdown.Inline{Kind: markdown.Text, Text: indent})
	}
	return in
}
