package parser

import (
	"strings"
	"unicode"

	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/markdown/dialect"
	"github.com/sshblog/sshblog/internal/markdown/grammar"
)

// containerHead reads what stands behind the colons of a container: its name, which may be a class
// in braces, and its title, which may be in brackets, in quotes or an attribute.
func containerHead(head string) (name, title string) {
	if strings.HasPrefix(head, "{") {
		end := strings.LastIndexByte(head, '}')
		if end < 0 {
			end = len(head)
		}
		list := head[1:end]
		for _, word := range strings.Fields(list) {
			class, ok := strings.CutPrefix(word, ".")
			class = strings.ToLower(strings.TrimPrefix(class, "callout-"))
			if ok && (name == "" || dialect.AlertKinds[class] != "") && class != "callout" {
				name = class
			}
		}
		return name, dialect.Attribute(list, "title", "summary")
	}
	end := strings.IndexFunc(head, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_'
	})
	if end < 0 {
		end = len(head)
	}
	name = strings.ToLower(head[:end])
	title = strings.TrimSpace(head[end:])
	if inner, ok := strings.CutPrefix(title, "["); ok {
		title, _, _ = strings.Cut(inner, "]")
		return name, title
	}
	if n := attributesLength(title); n > 0 {
		if title[n:] == "" {
			return name, dialect.Attribute(title, "title", "label", "summary")
		}
		title = title[n:]
	} else if open := strings.LastIndex(title, "{"); open >= 0 && strings.HasSuffix(title, "}") {
		title = title[:open]
	}
	if word := strings.ToLower(title); name == "note" && dialect.AlertKinds[word] != "" && word != "note" { // Qiita's
		return word, ""
	}
	if name == "message" { // Zenn's, and Bulma's
		kind, rest, _ := strings.Cut(title, " ")
		switch kind = strings.ToLower(kind); {
		case kind == "alert":
			return "warning", rest
		case dialect.AlertKinds[kind] != "":
			return kind, rest
		}
		return "note", title
	}
	return name, strings.TrimSpace(title)
}

// container converts a block between colons. One that is no remark is nothing to be seen but for
// its title.
func (c *converter) container(n *grammar.Container, line int) []markdown.Block {
	name, title := containerHead(n.Head)
	if name == "content-hidden" || name == "hidden" || name == "content-visible" &&
		!strings.Contains(n.Head, "html") &&
		strings.Contains(n.Head, "when-format") {
		return c.hiddenContainer(n, name)
	}
	blocks := c.blocks(n)
	if n.Body != "" {
		blocks = []markdown.Block{{Kind: markdown.Paragraph, Line: line, Inlines: parseLine(n.Body, line)}}
	}
	name = strings.TrimPrefix(name, "callout-")
	var label []markdown.Inline
	if title = strings.Trim(title, `"'`); title != "" {
		label = parseLine(title, line)
	}
	switch {
	case dialect.AlertKinds[name] != "":
		if h := strings.HasPrefix(n.Head, "{"); h && label == nil && len(blocks) > 1 && blocks[0].Kind == markdown.Heading {
			label, blocks = blocks[0].Inlines, blocks[1:] // Quarto's title
		}
		return []markdown.Block{alert(name, label, blocks, line)}
	case name == "blockquote":
		if label != nil {
			blocks = append(blocks, markdown.Block{
				Kind: markdown.Paragraph, Line: line,
				Inlines: append([]markdown.Inline{{Kind: markdown.Text, Text: "— "}}, label...),
			})
		}
		return []markdown.Block{{Kind: markdown.Quote, Line: line, Blocks: blocks}}
	case name == "details" || name == "spoiler" || name == "collapse":
		if label == nil {
			label = []markdown.Inline{{Kind: markdown.Text, Text: "Details"}}
		}
		return []markdown.Block{{Kind: markdown.Details, Line: line, Inlines: label, Blocks: blocks}}
	case label != nil && len(title) > 1 && !setting(name, title):
		head := markdown.Block{Kind: markdown.Paragraph, Line: line, Inlines: []markdown.Inline{{Kind: markdown.Strong, Children: label}}}
		return append([]markdown.Block{head}, blocks...)
	}
	return blocks
}

// setting reports whether what stands behind the name of a container is for the engine: further
// names, numbers and switches.
func setting(name, title string) bool {
	switch name {
	case "tab", "tabitem", "code-group-item", "theorem", "proof", "card", "panel", "exercise", "definition",
		"lemma", "example":
		return false
	}
	return !strings.ContainsAny(title, " ") || strings.ContainsAny(title, "=#:{}|/")
}

// hiddenContainer is what is seen of a container that its author hides from readers of the web: what
// is hidden only in other formats.
func (c *converter) hiddenContainer(n *grammar.Container, name string) []markdown.Block {
	if name == "content-hidden" && strings.Contains(n.Head, "format=") && !strings.Contains(n.Head, "html") {
		return c.blocks(n)
	}
	if name == "content-hidden" && strings.Contains(n.Head, "unless-format") && strings.Contains(n.Head, "html") {
		return c.blocks(n)
	}
	return nil
}
