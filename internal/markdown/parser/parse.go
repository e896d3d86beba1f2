package parser

import (
	"path"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/markdown/dialect"
	"github.com/sshblog/sshblog/internal/markdown/grammar"
	"github.com/sshblog/sshblog/internal/plaintext"
)

// Parse makes a tree of the text of a post, its front matter being cut away; firstLine is the line
// of the author's file on which src begins, from 1. It takes any bytes, never fails, and costs no
// more than the limits in limits.go allow: what is over one of them is in the tree as it was typed.
// A post in MDX needs its [Syntax].
func Parse(src string, firstLine int, syntax ...Syntax) *markdown.Document {
	src = normalise(src)
	cut := withinCost(src)
	rest, restLine := "", 0
	if cut < len(src) {
		src, rest = src[:cut], src[cut:]
		restLine = firstLine + strings.Count(src, "\n")
	}
	doc := parseAll(src, firstLine, slices.Contains(syntax, MDX))
	if rest != "" {
		doc.Blocks = append(doc.Blocks, plainBlocks(rest, restLine)...)
		doc.Problems = append(doc.Problems, markdown.Problem{
			Line:    restLine,
			Message: "text is too long to be laid out and is shown as it was typed from here on",
		})
	}
	return doc
}

// Syntax is a kind of Markdown that cannot be told by the text.
type Syntax uint8

// The kinds of Markdown.
const (
	Common Syntax = iota
	MDX           // has no indented code, and Markdown between all tags
)

// SyntaxOf returns the kind of Markdown in a file of that name.
func SyntaxOf(name string) Syntax {
	switch strings.ToLower(path.Ext(name)) {
	case ".mdx", ".svx":
		return MDX
	}
	return Common
}

// normalise makes src what all transformers expect: UTF-8, lines that end in \n, nothing that Clean
// would take out.
func normalise(src string) string {
	src = strings.TrimPrefix(src, "\ufeff")
	if strings.IndexByte(src, '\r') >= 0 {
		src = strings.ReplaceAll(strings.ReplaceAll(src, "\r\n", "\n"), "\r", "\n")
	}
	return plaintext.Clean(src)
}

// maxWeight bounds the lines and marks of a post.
const maxWeight = 120_000

// withinCost returns how much of src may be parsed: all of it in practice. A tree costs about 200
// bytes for each line and each mark, so a text of hardly anything else would take a hundred times
// its size. Text behind the cut is shown as it was typed.
func withinCost(src string) int {
	if len(src) < maxWeight {
		return len(src)
	}
	weight, line := 0, 0
	for i := 0; i < len(src); i++ {
		switch src[i] {
		case '\n':
			weight += 2
			line = i + 1
		case '@':
			weight += 3
		case '*', '_', '`', '[', ']', '<', '>', '|', '~', '!', '-', '+', '$', ':', '&', '\\', '.', '/', ')':
			weight++
		}
		if weight > maxWeight {
			if blank := strings.LastIndex(src[:line], "\n\n"); blank > line-4096 && blank > 0 {
				return blank + 2
			}
			return line
		}
	}
	return len(src)
}

// parseAll parses a clean text of bearable weight. Should goldmark panic, the post is shown as it
// was typed.
func parseAll(src string, firstLine int, mdx bool) (doc *markdown.Document) {
	defer func() {
		if recover() != nil {
			doc = &markdown.Document{Blocks: plainBlocks(src, firstLine)}
		}
	}()
	return parseRewritten(dialect.Plain(src), firstLine, mdx)
}

// parseRewritten parses a text without dialects.
func parseRewritten(src string, firstLine int, mdx bool) *markdown.Document {
	p := grammar.Post()
	if mdx {
		p = grammar.MDX()
	}
	c, root := parseWith(p, src, firstLine)
	c.mdx = mdx
	c.doc.Blocks = c.blocks(root)
	c.footnotes()
	slices.SortStableFunc(c.doc.Problems, func(a, b markdown.Problem) int { return a.Line - b.Line })
	return c.doc
}

// parseWith runs goldmark and returns what converts its tree into ours.
func parseWith(p parser.Parser, src string, firstLine int) (*converter, ast.Node) {
	pc := parser.NewContext()
	source := []byte(src)
	root := p.Parse(text.NewReader(source), parser.WithContext(pc))
	return &converter{
		src: src, source: source, line: firstLine,
		doc: new(markdown.Document), ids: anchors{}, notes: grammar.NotesOf(pc),
	}, root
}

// plainBlocks is text as it was typed, with a remark in front.
func plainBlocks(src string, line int) []markdown.Block {
	const piece = 32 << 10 // so that a renderer has somewhere to stop
	remark := markdown.Inline{Kind: markdown.Emphasis, Children: []markdown.Inline{{
		Kind: markdown.Text, Text: "From here on this text is shown as it was typed: there is more of it than can be laid out.",
	}}}
	blocks := []markdown.Block{{Kind: markdown.Paragraph, Line: line, Inlines: []markdown.Inline{remark}}}
	for src != "" {
		end := len(src)
		if end > piece {
			end = piece
			if nl := strings.LastIndexByte(src[:piece], '\n'); nl >= 0 {
				end = nl + 1
			} else {
				for end > 0 && src[end]&0xc0 == 0x80 {
					end--
				}
			}
		}
		blocks = append(blocks, markdown.Block{Kind: markdown.Plain, Line: line, Text: src[:end]})
		line += strings.Count(src[:end], "\n")
		src = src[end:]
	}
	return blocks
}
