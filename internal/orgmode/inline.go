package orgmode

import (
	"path"
	"strings"

	"github.com/niklasfasching/go-org/org"
)

// inline returns nodes within a line as Markdown.
func inline(nodes []org.Node) string {
	var b strings.Builder
	inlines(&b, nodes, 0)
	return b.String()
}

// paragraph is inline for the text of a paragraph, where the beginning of a line must not become the
// mark of a block.
func paragraph(nodes []org.Node) string {
	lines := strings.Split(strings.Trim(inline(nodes), "\n"), "\n")
	for i, line := range lines {
		line = strings.TrimLeft(line, " \t")
		if line != "" && strings.IndexByte("#>+-=:", line[0]) >= 0 {
			line = "\\" + line
		}
		if digits := strings.TrimLeft(line, "0123456789"); digits != line && digits != "" && (digits[0] == '.' || digits[0] == ')') {
			line = line[:len(line)-len(digits)] + "\\" + digits
		}
		lines[i] = line
	}
	return strings.Join(lines, "\n")
}

func inlines(b *strings.Builder, nodes []org.Node, depth int) {
	if depth > maxDepth {
		return
	}
	for _, n := range nodes {
		switch n := n.(type) {
		case org.Text:
			if n.IsRaw {
				b.WriteString(n.Content)
			} else {
				b.WriteString(escape(n.Content))
			}
		case org.LineBreak:
			b.WriteByte('\n')
		case org.ExplicitLineBreak:
			b.WriteString("\\\n")
		case org.StatisticToken:
			b.WriteString(escape("[" + n.Content + "]"))
		case org.Timestamp:
			b.WriteString(timestamp(n))
		case org.Emphasis:
			emphasis(b, n, depth)
		case org.InlineBlock:
			if n.Name == "src" {
				codeSpan(b, raw(n.Children))
			}
		case org.LatexFragment:
			b.WriteString("$" + raw(n.Content) + "$")
		case org.FootnoteLink:
			footnote(b, n)
		case org.RegularLink:
			link(b, n, depth)
		case org.Macro:
			b.WriteString(escape(strings.Join(n.Parameters, ", ")))
		case org.Paragraph:
			inlines(b, n.Children, depth+1)
		case org.Comment, org.Keyword, nil:
		default:
			b.WriteString(escape(n.String()))
		}
	}
}

func timestamp(n org.Timestamp) string {
	if n.IsDate {
		return n.Time.Format("2006-01-02")
	}
	return n.Time.Format("2006-01-02 15:04")
}

func emphasis(b *strings.Builder, n org.Emphasis, depth int) {
	mark := map[string]string{"*": "**", "/": "*", "+": "~~", "_": "*"}[n.Kind]
	switch n.Kind {
	case "=", "~":
		codeSpan(b, raw(n.Content))
	case "_{}", "^{}":
		tag := map[string]string{"_{}": "sub", "^{}": "sup"}[n.Kind]
		b.WriteString("<" + tag + ">")
		inlines(b, n.Content, depth+1)
		b.WriteString("</" + tag + ">")
	default:
		b.WriteString(mark)
		inlines(b, n.Content, depth+1)
		b.WriteString(mark)
	}
}

func codeSpan(b *strings.Builder, text string) {
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	text = strings.ReplaceAll(text, "\n", " ")
	if strings.HasPrefix(text, "`") || strings.HasSuffix(text, "`") {
		text = " " + text + " "
	}
	b.WriteString(fence + text + fence)
}

// footnote writes a reference; one that has no name is its own definition.
func footnote(b *strings.Builder, n org.FootnoteLink) {
	if n.Name != "" || n.Definition == nil {
		b.WriteString("[^" + n.Name + "]")
		return
	}
	b.WriteString(" (" + inline(n.Definition.Children) + ")")
}

func link(b *strings.Builder, n org.RegularLink, depth int) {
	address := strings.TrimPrefix(n.URL, "file:")
	var text strings.Builder
	inlines(&text, n.Description, depth+1)
	switch {
	case n.Protocol == "id" || strings.HasPrefix(address, "*"): // to a headline of some file
		if text.Len() == 0 {
			text.WriteString(escape(strings.TrimPrefix(strings.TrimPrefix(address, "id:"), "*")))
		}
		b.WriteString(text.String())
		return
	case isPicture(address) && text.Len() == 0:
		b.WriteString("![](" + destination(address) + ")")
		return
	case n.AutoLink || text.Len() == 0:
		text.Reset()
		text.WriteString(escape(address))
	case len(n.Description) == 1:
		if inner, ok := n.Description[0].(org.RegularLink); ok && isPicture(inner.URL) {
			text.Reset()
			text.WriteString("![](" + destination(strings.TrimPrefix(inner.URL, "file:")) + ")")
		}
	}
	b.WriteString("[" + text.String() + "](" + destination(address) + ")")
}

func isPicture(address string) bool {
	switch strings.ToLower(path.Ext(address)) {
	case ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif":
		return true
	}
	return false
}

// destination writes an address as Markdown wants it.
func destination(address string) string {
	return "<" + strings.NewReplacer("<", "%3C", ">", "%3E", "\n", "", "\\", "%5C").Replace(address) + ">"
}

var escaper = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`,
	"|", `\|`, "~", `\~`, "$", `\$`, "&", `\&`, "{", `\{`, "}", `\}`)

func escape(text string) string { return escaper.Replace(text) }

// raw returns the text of nodes as it was typed.
func raw(nodes []org.Node) string {
	var b strings.Builder
	for _, n := range nodes {
		switch n := n.(type) {
		case org.Text:
			b.WriteString(n.Content)
		case org.LineBreak:
			b.WriteString(strings.Repeat("\n", max(n.Count, 1)))
		case org.Paragraph:
			b.WriteString(raw(n.Children))
		default:
			b.WriteString(n.String())
		}
	}
	return b.String()
}
