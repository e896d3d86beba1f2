package parser

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/markdown/dialect"
	"github.com/sshblog/sshblog/internal/markdown/grammar"
)

// quote converts a quotation, or a remark: one whose first line is "[!NOTE]", with or without a
// title.
func (c *converter) quote(n *ast.Blockquote, line int) markdown.Block {
	c.remarked = false
	b := markdown.Block{Kind: markdown.Quote, Line: line, Blocks: c.blocks(n)}
	if last := len(b.Blocks) - 1; c.remarked && last >= 0 &&
		b.Blocks[last].Kind == markdown.Alert { // its attribute list is for all of it
		c.remarked = false
		whole := b.Blocks[last]
		whole.Blocks = append(b.Blocks[:last:last], whole.Blocks...)
		return whole
	}
	if len(b.Blocks) == 0 || b.Blocks[0].Kind != markdown.Paragraph || len(b.Blocks[0].Inlines) == 0 {
		return b
	}
	first := &b.Blocks[0]
	head := first.Inlines[0]
	if head.Kind != markdown.Text || !strings.HasPrefix(head.Text, "[!") {
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
	var label []markdown.Inline
	if title != "" {
		label = append(label, markdown.Inline{Kind: markdown.Text, Text: title})
	}
	for len(rest) > 0 && rest[0].Kind != markdown.SoftBreak && rest[0].Kind != markdown.HardBreak {
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

// alert makes a remark of a sort. Its label is the name of the sort and, if it has one, its title:
// a terminal has no icons that would say what is meant.
func alert(name string, label []markdown.Inline, blocks []markdown.Block, line int) markdown.Block {
	kind, ok := dialect.AlertKinds[name]
	if !ok {
		kind = "note"
	}
	switch word := capitalise(name); {
	case len(label) == 0:
		label = []markdown.Inline{{Kind: markdown.Text, Text: word}}
	case ok && !strings.Contains(strings.ToLower(markdown.PlainText(label)), name):
		label = append([]markdown.Inline{{Kind: markdown.Text, Text: word + ": "}}, label...)
	}
	return markdown.Block{Kind: markdown.Alert, Line: line, Lang: kind, Inlines: label, Blocks: blocks}
}

// capitalise makes the first letter of a word great.
func capitalise(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// admonition converts a remark, or a tab: its title, and what is in it.
func (c *converter) admonition(n *grammar.Admonition, line int) []markdown.Block {
	blocks := c.blocks(n)
	name, title, titled := strings.Cut(n.Head, `"`)
	name, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(name)), " ")
	var label []markdown.Inline
	if title = strings.TrimSuffix(title, `"`); titled && title != "" {
		label = parseLine(title, line)
	}
	switch n.Mark {
	case '=':
		head := markdown.Block{Kind: markdown.Paragraph, Line: line, Inlines: []markdown.Inline{{Kind: markdown.Strong, Children: label}}}
		return append([]markdown.Block{head}, blocks...)
	case '?':
		if label == nil {
			label = []markdown.Inline{{Kind: markdown.Text, Text: capitalise(name)}}
		}
		return []markdown.Block{{Kind: markdown.Details, Line: line, Inlines: label, Blocks: blocks}}
	}
	return []markdown.Block{alert(name, label, blocks, line)}
}
