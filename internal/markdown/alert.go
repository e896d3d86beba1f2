package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"github.com/sshblog/sshblog/internal/markdown/dialect"
)

// quote converts a quotation, or a remark: one whose first line is "[!NOTE]", with or without a
// title.
func (c *converter) quote(n *ast.Blockquote, line int) Block {
	b := Block{Kind: Quote, Line: line, Blocks: c.blocks(n)}
	if len(b.Blocks) == 0 || b.Blocks[0].Kind != Paragraph || len(b.Blocks[0].Inlines) == 0 {
		return b
	}
	first := &b.Blocks[0]
	head := first.Inlines[0]
	if head.Kind != Text || !strings.HasPrefix(head.Text, "[!") {
		return b
	}
	end := strings.IndexByte(head.Text, ']')
	if end < 3 || end > 30 {
		return b
	}
	name := strings.ToLower(head.Text[2:end])
	name, _, _ = strings.Cut(name, "|")
	title := strings.TrimLeft(head.Text[end+1:], "+- ")
	rest := first.Inlines[1:]
	var label []Inline
	if title != "" {
		label = append(label, Inline{Kind: Text, Text: title})
	}
	for len(rest) > 0 && rest[0].Kind != SoftBreak && rest[0].Kind != HardBreak {
		label = append(label, rest[0])
		rest = rest[1:]
	}
	if rest = trimBreaks(rest); len(rest) == 0 {
		b.Blocks = b.Blocks[1:]
	} else {
		first.Inlines = rest
	}
	return alert(name, label, b.Blocks, line)
}

// alert makes a remark of a sort; without a label its name is the label.
func alert(name string, label []Inline, blocks []Block, line int) Block {
	kind, ok := dialect.AlertKinds[name]
	if !ok {
		kind = "note"
	}
	if len(label) == 0 {
		label = []Inline{{Kind: Text, Text: capitalise(name)}}
	}
	return Block{Kind: Alert, Line: line, Lang: kind, Inlines: label, Blocks: blocks}
}

// container converts a block between colons. One that is no remark is nothing to be seen.
func (c *converter) container(n *containerNode, line int) []Block {
	blocks := c.blocks(n)
	head := strings.TrimLeft(n.head, "{. ")
	end := strings.IndexFunc(head, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '_' })
	if end < 0 {
		end = len(head)
	}
	name := strings.ToLower(head[:end])
	title := strings.TrimSpace(head[end:])
	if inner, ok := strings.CutPrefix(title, "["); ok {
		title, _, _ = strings.Cut(inner, "]")
	} else if attributesLength(title) > 0 || strings.HasSuffix(title, "}") {
		title = ""
	}
	var label []Inline
	if title = strings.Trim(title, `"`); title != "" {
		label = parseLine(title, line)
	}
	switch {
	case dialect.AlertKinds[name] != "":
		return []Block{alert(name, label, blocks, line)}
	case name == "blockquote":
		if label != nil {
			blocks = append(blocks, Block{
				Kind: Paragraph, Line: line,
				Inlines: append([]Inline{{Kind: Text, Text: "— "}}, label...),
			})
		}
		return []Block{{Kind: Quote, Line: line, Blocks: blocks}}
	case name == "details" || name == "spoiler":
		if label == nil {
			label = []Inline{{Kind: Text, Text: "Details"}}
		}
		return []Block{{Kind: Details, Line: line, Inlines: label, Blocks: blocks}}
	}
	return blocks
}

// capitalise makes the first letter of a word great.
func capitalise(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
