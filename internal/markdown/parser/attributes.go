package parser

import (
	"strings"

	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/markdown/dialect"
)

// Attribute lists are kramdown's "{: #id .class key=value}", behind a word or on a line of its own,
// and "{#id .class}" behind a heading. They say how a web page looks; only the id means something
// here.

// attributesLength returns the length of the attribute list at the beginning of s, 0 if there is
// none.
func attributesLength(s string) int {
	if len(s) < 3 || s[0] != '{' {
		return 0
	}
	end := strings.IndexByte(s[:min(len(s), 1000)], '}')
	if end < 2 {
		return 0
	}
	switch body := strings.TrimLeft(s[1:end], " "); {
	case len(body) < 2:
		return 0
	case body[0] == ':':
	case (body[0] == '#' || body[0] == '.') && len(body) > 1 && body[1] != ' ':
	case strings.Contains(body, "=") && !strings.ContainsAny(body, "{$(;"):
	default:
		return 0
	}
	return end + 1
}

// takesAttributes reports whether an attribute list may follow directly behind an inline.
func takesAttributes(k markdown.InlineKind) bool {
	switch k {
	case markdown.Link, markdown.Image, markdown.CodeSpan, markdown.Emphasis, markdown.Strong, markdown.Strike:
		return true
	}
	return false
}

// attributeID returns the id in an attribute list.
func attributeID(list string) string {
	for _, word := range strings.Fields(strings.Trim(list, "{: }")) {
		if id, ok := strings.CutPrefix(word, "#"); ok {
			return id
		}
		if id, ok := strings.CutPrefix(word, "id="); ok {
			return strings.Trim(id, `"'`)
		}
	}
	return ""
}

// isAttributeLine reports whether a text is an attribute list of kramdown's and nothing else.
func isAttributeLine(s string) bool {
	s = strings.TrimSpace(s)
	return strings.HasPrefix(s, "{:") && attributesLength(s) == len(s)
}

// trimAttributes takes the attribute list off the end of a heading and returns its id.
func trimAttributes(in []markdown.Inline) ([]markdown.Inline, string) {
	if len(in) == 0 {
		return in, ""
	}
	last := &in[len(in)-1]
	if last.Kind != markdown.Text || !strings.HasSuffix(last.Text, "}") {
		return in, ""
	}
	open := strings.LastIndexByte(last.Text, '{')
	if open < 0 || attributesLength(last.Text[open:]) != len(last.Text)-open {
		return in, ""
	}
	id := attributeID(last.Text[open:])
	last.Text = strings.TrimRight(last.Text[:open], " ")
	if hashes := strings.TrimRight(last.Text, "#"); strings.HasSuffix(hashes, " ") { // "## Title ## {#id}"
		last.Text = strings.TrimRight(hashes, " ")
	}
	if last.Text == "" {
		in = in[:len(in)-1]
	}
	return in, id
}

// paragraph adds a paragraph without its attribute lists: one on a line at its beginning belongs to
// the block before, one at its end is its own.
func (f *flow) paragraph(b markdown.Block) {
	in := b.Inlines
	for len(in) > 0 && in[0].Kind == markdown.Text && f.isAttributeLine(in[0].Text) && (len(in) == 1 || in[1].Kind == markdown.SoftBreak) {
		f.applyAttributes(in[0].Text)
		in = in[min(2, len(in)):]
	}
	list := ""
	if n := len(in); n > 1 && in[n-1].Kind == markdown.Text && isAttributeLine(in[n-1].Text) && in[n-2].Kind == markdown.SoftBreak {
		list = in[n-1].Text
		in = in[:n-2]
	} else if n > 0 && in[n-1].Kind == markdown.Text {
		in, list = trailingAttributes(in)
	}
	if list != "" {
		b.ID = f.c.attributes(list)
	}
	if f.caption(in) {
		return
	}
	if in = withoutAbbreviations(in); len(in) == 0 || isContents(in) {
		return
	}
	b.Inlines = breakAtLetters(in)
	f.add(b)
	if list != "" {
		f.remark(list)
	}
}

// isAttributeLine reports whether a text is an attribute list that may stand in a line of its own:
// one of kramdown's, or behind a block one that begins with a class or an id.
func (f *flow) isAttributeLine(s string) bool {
	if isAttributeLine(s) {
		return true
	}
	s = strings.TrimSpace(s)
	return f.last() != nil && beginsWithClass(s) && attributesLength(s) == len(s)
}

// beginsWithClass reports whether the list at the beginning of s begins with a class or an id.
func beginsWithClass(s string) bool {
	inner, ok := strings.CutPrefix(s, "{")
	inner = strings.TrimLeft(inner, " :")
	return ok && len(inner) > 1 && (inner[0] == '.' || inner[0] == '#') &&
		(dialect.IsLetter(inner[1]) || inner[1] == '-' || inner[1] == '_')
}

// trailingAttributes takes the attribute list off the end of a paragraph, if it begins with a class
// or an id and a blank or a line stands before it.
func trailingAttributes(in []markdown.Inline) ([]markdown.Inline, string) {
	last := &in[len(in)-1]
	text := strings.TrimRight(last.Text, " ")
	open := strings.LastIndexByte(text, '{')
	if open < 0 || !strings.HasSuffix(text, "}") {
		return in, ""
	}
	list := text[open:]
	if !beginsWithClass(list) || attributesLength(list) != len(list) || !onlyAttributes(list) {
		return in, ""
	}
	switch before := text[:open]; {
	case open > 0 && (before[open-1] == ' ' || before[open-1] == '\n'):
	case open == 0 && (len(in) == 1 || in[len(in)-2].Kind == markdown.SoftBreak || in[len(in)-2].Kind == markdown.HardBreak):
	default:
		return in, ""
	}
	if last.Text = strings.TrimRight(text[:open], " "); last.Text == "" {
		in = trimBreaks(in[:len(in)-1])
	}
	return in, list
}

// onlyAttributes reports whether a list holds classes, ids and attributes and no other words.
func onlyAttributes(list string) bool {
	if strings.Contains(list, `="`) || strings.Contains(list, "='") {
		return true
	}
	for _, word := range strings.Fields(strings.Trim(list, "{: }")) {
		if word[0] != '.' && word[0] != '#' && !strings.Contains(word, "=") {
			return false
		}
	}
	return true
}

// caption gives the table above its caption: a paragraph that begins with a colon, as Pandoc has it.
func (f *flow) caption(in []markdown.Inline) bool {
	last := f.last()
	if last == nil || last.Kind != markdown.Table || len(last.Inlines) > 0 || len(in) == 0 || in[0].Kind != markdown.Text {
		return false
	}
	text, ok := strings.CutPrefix(in[0].Text, ": ")
	if !ok {
		if text, ok = strings.CutPrefix(in[0].Text, "Table: "); !ok {
			return false
		}
	}
	in[0].Text = text
	last.Inlines = in
	return true
}

// remark makes a remark of the last block if a class in an attribute list says that it is one, as
// themes of Jekyll have it: "{: .notice--warning}", "{: .prompt-tip }".
func (f *flow) remark(list string) {
	last := f.last()
	if last == nil || last.Kind != markdown.Paragraph && last.Kind != markdown.Quote {
		return
	}
	kind := ""
	for _, word := range strings.Fields(strings.Trim(list, "{: }")) {
		for _, prefix := range [...]string{".notice--", ".prompt-", ".alert-", ".callout-", ".admonition-"} {
			if name, ok := strings.CutPrefix(word, prefix); ok && dialect.AlertKinds[name] != "" {
				kind = name
			}
		}
		if word == ".notice" && kind == "" {
			kind = "note"
		}
	}
	if kind == "" {
		return
	}
	blocks := last.Blocks
	if last.Kind == markdown.Paragraph {
		inner := *last
		inner.ID = ""
		blocks = []markdown.Block{inner}
	}
	id := last.ID
	f.c.remarked = true
	*last = alert(kind, nil, blocks, last.Line)
	last.ID = id
}

// applyAttributes gives the last block the id of an attribute line.
func (f *flow) applyAttributes(list string) {
	id := f.c.attributes(list)
	f.remark(list)
	last := f.last()
	if id == "" || last == nil {
		return
	}
	if n := len(f.c.doc.Headings); last.Kind == markdown.Heading && n > 0 && f.c.doc.Headings[n-1].ID == last.ID {
		f.c.doc.Headings[n-1].ID = id
	}
	last.ID = id
}

// attributes returns the id of an attribute list, and notes whether it asks for a table of
// contents.
func (c *converter) attributes(list string) string {
	if strings.HasPrefix(strings.TrimLeft(list, "{: "), "toc") {
		c.tocMark = true
	}
	if id := attributeID(list); id != "" {
		return c.ids.unique(id)
	}
	return ""
}

// isContents reports whether a paragraph is the place of a table of contents.
func isContents(in []markdown.Inline) bool {
	if len(in) != 1 || in[0].Kind != markdown.Text || len(in[0].Text) > 10 {
		return false
	}
	switch strings.ToLower(in[0].Text) {
	case "[toc]", "[[toc]]", "[[_toc_]]", "${toc}", "@[toc]":
		return true
	}
	return false
}

// withoutAbbreviations makes plain words of lines like "*[HTML]: a language", which a web page
// shows when the mouse comes near.
func withoutAbbreviations(in []markdown.Inline) []markdown.Inline {
	for i := range in {
		if in[i].Kind != markdown.Text || !strings.HasPrefix(in[i].Text, "*[") || i > 0 && in[i-1].Kind != markdown.SoftBreak {
			continue
		}
		if end := strings.Index(in[i].Text, "]: "); end > 2 {
			in[i].Text = in[i].Text[2:end] + in[i].Text[end+1:]
		}
	}
	return in
}
