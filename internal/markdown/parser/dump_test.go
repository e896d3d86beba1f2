package parser_test

import (
	"fmt"
	"strings"

	"github.com/sshblog/sshblog/internal/markdown"
)

var blockNames = map[markdown.BlockKind]string{
	markdown.Paragraph: "p", markdown.Heading: "h", markdown.Code: "code", markdown.Quote: "quote", markdown.List: "list",
	markdown.Item: "item", markdown.Table: "table", markdown.Rule: "rule", markdown.DefinitionList: "dl", markdown.Term: "dt",
	markdown.Definition: "dd", markdown.Alert: "alert", markdown.Details: "details", markdown.Footnote: "note",
	markdown.Math: "math", markdown.Plain: "plain",
}

var inlineNames = map[markdown.InlineKind]string{
	markdown.Emphasis: "em", markdown.Strong: "strong", markdown.Strike: "del", markdown.CodeSpan: "code", markdown.Link: "a",
	markdown.Image: "img", markdown.NoteRef: "ref", markdown.MathSpan: "math", markdown.Super: "sup", markdown.Sub: "sub",
	markdown.Key: "kbd", markdown.Mark: "mark", markdown.Insert: "ins", markdown.Anchor: "anchor",
}

// dump writes blocks in one line: p(one em(two) a<address>(three)) | h2#id(...).
func dump(blocks []markdown.Block) string {
	parts := make([]string, len(blocks))
	for i := range blocks {
		parts[i] = dumpBlock(&blocks[i])
	}
	return strings.Join(parts, " | ")
}

func dumpBlock(b *markdown.Block) string {
	name := blockNames[b.Kind]
	switch {
	case b.Kind == markdown.Heading:
		name += fmt.Sprint(b.Level)
	case b.Kind == markdown.List && b.Ordered:
		name = fmt.Sprint("list", b.Start)
	case b.Task == markdown.Open:
		name = "open"
	case b.Task == markdown.Done:
		name = "done"
	case b.Kind == markdown.Footnote:
		name += fmt.Sprint(b.Start)
	}
	if b.Kind == markdown.List && !b.Tight {
		name += "~"
	}
	if b.ID != "" {
		name += "#" + b.ID
	}
	if b.Lang != "" {
		name += "." + b.Lang
	}
	if b.Caption != "" {
		name += "=" + b.Caption
	}
	var in []string
	if len(b.Inlines) > 0 {
		in = append(in, dumpInlines(b.Inlines))
	}
	if b.Text != "" {
		in = append(in, fmt.Sprintf("%q", b.Text))
	}
	if b.Table != nil {
		in = append(in, dumpGrid(b.Table))
	}
	if len(b.Blocks) > 0 {
		in = append(in, dump(b.Blocks))
	}
	return name + "(" + strings.Join(in, ": ") + ")"
}

func dumpGrid(g *markdown.Grid) string {
	var b strings.Builder
	for _, a := range g.Align {
		b.WriteByte("-<^>"[a])
	}
	for _, row := range append([][]markdown.Cell{g.Head}, g.Rows...) {
		cells := make([]string, len(row))
		for i, c := range row {
			cells[i] = dumpInlines(c)
		}
		b.WriteString(" [" + strings.Join(cells, ",") + "]")
	}
	return b.String()
}

func dumpInlines(in []markdown.Inline) string {
	var b strings.Builder
	for _, n := range in {
		switch n.Kind {
		case markdown.Text:
			b.WriteString(n.Text)
		case markdown.SoftBreak:
			b.WriteString("~")
		case markdown.HardBreak:
			b.WriteString("/")
		default:
			b.WriteString(inlineNames[n.Kind])
			if n.URL != "" {
				b.WriteString("<" + n.URL + ">")
			}
			if n.Title != "" {
				b.WriteString("'" + n.Title + "'")
			}
			text := n.Text
			if n.Kind == markdown.NoteRef {
				text = fmt.Sprint(n.Number)
			}
			b.WriteString("(" + text + dumpInlines(n.Children) + ")")
		}
	}
	return b.String()
}
