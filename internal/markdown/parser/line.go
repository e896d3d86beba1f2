package parser

import (
	"strings"

	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/markdown/grammar"
	"github.com/sshblog/sshblog/internal/plaintext"
)

// PlainInline returns inline Markdown, such as a title, as plain text on one line.
func PlainInline(src string) string {
	src = normalise(src)
	if !strings.ContainsAny(src, "*_`[]<>&\\~:$!{\n\t/@") {
		return strings.TrimSpace(src)
	}
	return strings.Join(strings.Fields(markdown.PlainText(parseLine(src, 1))), " ")
}

// PlainLine returns inline Markdown or HTML as plain text on one line of at most limit bytes.
func PlainLine(s string, limit int) string {
	return plaintext.OneLine(PlainInline(strings.Join(strings.Fields(plaintext.Clip(s, 4*limit)), " ")), limit)
}

// parseLine parses inline Markdown that is clean and stands on a line of the author's file.
func parseLine(src string, line int) (in []markdown.Inline) {
	const longest = 16 << 10
	defer func() {
		if recover() != nil {
			in = []markdown.Inline{{Kind: markdown.Text, Text: src}}
		}
	}()
	if len(src) > longest {
		return []markdown.Inline{{Kind: markdown.Text, Text: src}}
	}
	c, root := parseWith(grammar.Line(), strings.TrimSpace(src), line)
	for p := root.FirstChild(); p != nil; p = p.NextSibling() {
		if len(in) > 0 {
			in = append(in, markdown.Inline{Kind: markdown.SoftBreak})
		}
		in = append(in, c.inlines(p)...)
	}
	return in
}
