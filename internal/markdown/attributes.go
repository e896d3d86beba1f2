package markdown

import "strings"

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
func takesAttributes(k InlineKind) bool {
	switch k {
	case Link, Image, CodeSpan, Emphasis, Strong, Strike:
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
func trimAttributes(in []Inline) ([]Inline, string) {
	if len(in) == 0 {
		return in, ""
	}
	last := &in[len(in)-1]
	if last.Kind != Text || !strings.HasSuffix(last.Text, "}") {
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

// paragraph adds a paragraph without its attribute lines: one at its beginning belongs to the block
// before, one at its end is its own.
func (f *flow) paragraph(b Block) {
	in := b.Inlines
	for len(in) > 0 && in[0].Kind == Text && isAttributeLine(in[0].Text) && (len(in) == 1 || in[1].Kind == SoftBreak) {
		f.applyAttributes(in[0].Text)
		in = in[min(2, len(in)):]
	}
	if n := len(in); n > 1 && in[n-1].Kind == Text && isAttributeLine(in[n-1].Text) && in[n-2].Kind == SoftBreak {
		b.ID = f.c.attributes(in[n-1].Text)
		in = in[:n-2]
	}
	if in = withoutAbbreviations(in); len(in) == 0 || isContents(in) {
		return
	}
	b.Inlines = in
	f.add(b)
}

// applyAttributes gives the last block the id of an attribute line.
func (f *flow) applyAttributes(list string) {
	id := f.c.attributes(list)
	last := f.last()
	if id == "" || last == nil {
		return
	}
	if n := len(f.c.doc.Headings); last.Kind == Heading && n > 0 && f.c.doc.Headings[n-1].ID == last.ID {
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
func isContents(in []Inline) bool {
	if len(in) != 1 || in[0].Kind != Text || len(in[0].Text) > 10 {
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
func withoutAbbreviations(in []Inline) []Inline {
	for i := range in {
		if in[i].Kind != Text || !strings.HasPrefix(in[i].Text, "*[") || i > 0 && in[i-1].Kind != SoftBreak {
			continue
		}
		if end := strings.Index(in[i].Text, "]: "); end > 2 {
			in[i].Text = in[i].Text[2:end] + in[i].Text[end+1:]
		}
	}
	return in
}
