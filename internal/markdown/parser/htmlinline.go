package parser

import (
	"path"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/markdown/grammar"
)

// tagLooks are the tags that mean what an inline of Markdown means.
var tagLooks = map[string]markdown.InlineKind{
	"b": markdown.Strong, "strong": markdown.Strong,
	"i": markdown.Emphasis, "em": markdown.Emphasis, "cite": markdown.Emphasis, "dfn": markdown.Emphasis, "var": markdown.Emphasis,
	"s": markdown.Strike, "strike": markdown.Strike, "del": markdown.Strike,
	"u": markdown.Insert, "ins": markdown.Insert, "mark": markdown.Mark, "sup": markdown.Super, "sub": markdown.Sub, "kbd": markdown.Key,
	"code": markdown.CodeSpan, "samp": markdown.CodeSpan, "tt": markdown.CodeSpan,
	"a": markdown.Link,
}

// Names of frames that are not looks.
const (
	hiddenTag = "script" // and all else whose text is not for readers
	quoteTag  = "q"
	rubyTag   = "rt"
)

// rawHTML adds a tag that stands in a line of Markdown.
func (l *inliner) rawHTML(n *ast.RawHTML) {
	if n.Segments.Len() == 0 {
		return
	}
	first, last := n.Segments.At(0), n.Segments.At(n.Segments.Len()-1)
	raw := l.c.src[first.Start:max(first.Start, last.Stop)]
	if raw == "" {
		return
	}
	l.line = int32(l.c.lineOf(first.Start))
	switch t := nextToken(raw); t.kind {
	case openToken:
		l.openTag(&t)
	case closeToken:
		l.closeTag(t.name)
	}
}

// openTag begins what a tag means. A tag without a meaning here is left out; its contents stay.
func (l *inliner) openTag(t *token) {
	l.flush()
	if t.hides() {
		l.push(t.name, markdown.Inline{})
		l.hide()
		return
	}
	if id := t.attr("id"); id != "" {
		l.add(markdown.Inline{Kind: markdown.Anchor, Text: id})
	}
	switch t.name {
	case "br":
		l.add(markdown.Inline{Kind: markdown.HardBreak})
	case "img":
		l.image(t)
	case "input":
		l.input(t)
	case "video", "audio", "object":
		l.recording(t)
	case "source":
		if !l.source(t) {
			l.media(t)
		}
	case "iframe", "embed":
		l.media(t)
	case "q":
		l.add(markdown.Inline{Kind: markdown.Text, Text: "“"})
		l.push(quoteTag, markdown.Inline{})
	case "rt":
		l.add(markdown.Inline{Kind: markdown.Text, Text: "("})
		l.push(rubyTag, markdown.Inline{})
	case "script", "style", "rp":
		l.push(hiddenTag, markdown.Inline{})
	case "template", "svg", "title":
		if !strings.HasSuffix(t.attrs, "/") {
			l.push(t.name, markdown.Inline{})
			l.hide()
		}
	case "a":
		if href := t.attr("href"); href != "" {
			l.push("a", markdown.Inline{Kind: markdown.Link, Line: l.line, URL: boundAddress(href), Title: t.attr("title")})
		} else if name := t.attr("name"); name != "" {
			l.add(markdown.Inline{Kind: markdown.Anchor, Text: name})
		}
	case "p", "div", "li", "tr":
		if len(l.out) > 0 {
			l.add(markdown.Inline{Kind: markdown.HardBreak})
		}
	default:
		if kind, ok := tagLooks[t.name]; ok {
			l.push(t.name, markdown.Inline{Kind: kind})
		}
	}
}

// push opens a frame, unless there are too many.
func (l *inliner) push(name string, node markdown.Inline) {
	if len(l.open) < grammar.MaxInlines {
		l.open = append(l.open, openTag{name: name, node: node, outer: l.out})
		l.out = nil
	}
}

// closeTag ends the innermost frame of that name, and the frames in it that were never closed.
func (l *inliner) closeTag(name string) {
	l.flush()
	if name == "style" || name == "rp" {
		name = hiddenTag
	}
	for i := len(l.open) - 1; i >= 0; i-- {
		if l.open[i].name == name {
			for len(l.open) > i {
				l.pop()
			}
			return
		}
	}
	if len(l.c.strayEnds) < grammar.MaxDepth {
		l.c.strayEnds = append(l.c.strayEnds, name)
	}
}

// pop ends the innermost frame.
func (l *inliner) pop() {
	l.flush()
	last := l.open[len(l.open)-1]
	l.open = l.open[:len(l.open)-1]
	inner := l.out
	l.out = last.outer
	if last.hidden {
		if last.node.URL != "" {
			l.media(&token{name: last.name, attrs: `src="` + strings.ReplaceAll(last.node.URL, `"`, "%22") + `"`})
		}
		return
	}
	switch last.name {
	case hiddenTag:
	case quoteTag:
		l.out = append(append(l.out, inner...), markdown.Inline{Kind: markdown.Text, Text: "”"})
	case rubyTag:
		l.out = append(append(l.out, inner...), markdown.Inline{Kind: markdown.Text, Text: ")"})
	default:
		if len(inner) == 0 && last.node.Kind != markdown.Link {
			return
		}
		if last.node.Kind == markdown.CodeSpan {
			l.code(inner)
			return
		}
		last.node.Children = inner
		l.add(last.node)
	}
}

// code adds the content of a code tag: code in the pieces between links, which keep their
// addresses.
func (l *inliner) code(inner []markdown.Inline) {
	start := 0
	for i := range inner {
		if inner[i].Kind == markdown.Link {
			l.codeText(inner[start:i])
			link := inner[i]
			link.Children = []markdown.Inline{{Kind: markdown.CodeSpan, Text: markdown.PlainText(link.Children)}}
			l.add(link)
			start = i + 1
		}
	}
	l.codeText(inner[start:])
}

func (l *inliner) codeText(inner []markdown.Inline) {
	if text := markdown.PlainText(inner); text != "" {
		l.add(markdown.Inline{Kind: markdown.CodeSpan, Text: text})
	}
}

// image adds an image.
func (l *inliner) image(t *token) {
	src := t.attr("src")
	for _, lazy := range [...]string{"data-src", "data-original", "srcset"} {
		if src == "" || strings.HasPrefix(src, "data:") {
			if other, _, _ := strings.Cut(t.attr(lazy), " "); other != "" {
				src = other
			}
		}
	}
	if src = boundAddress(src); src != "" || t.attr("alt") != "" {
		l.add(markdown.Inline{Kind: markdown.Image, Line: l.line, URL: src, Text: t.attr("alt"), Title: t.attr("title")})
	}
}

// input adds the box of a task.
func (l *inliner) input(t *token) {
	if strings.EqualFold(t.attr("type"), "checkbox") {
		box := "☐ "
		if t.has("checked") {
			box = "☑ "
		}
		l.add(markdown.Inline{Kind: markdown.Text, Text: box})
	}
}

// media adds a link to a recording or the like, with a word that names its kind.
func (l *inliner) media(t *token) {
	src := t.attr("src")
	if src == "" {
		src = t.attr("data")
	}
	if src = boundAddress(src); src == "" {
		return
	}
	word := t.name
	switch word {
	case "iframe", "embed", "object", "source":
		word = siteOf(src)
	}
	title := t.attr("title")
	if title == "" {
		title = src
	}
	l.add(markdown.Inline{Kind: markdown.Text, Text: "[" + word + "] "})
	l.add(markdown.Inline{Kind: markdown.Link, Line: l.line, URL: src, Children: []markdown.Inline{{Kind: markdown.Text, Text: title}}})
}

// siteOf is a word for what is behind an address: its kind if it is a file, else the site.
func siteOf(address string) string {
	rest := address
	if i := strings.Index(rest, "//"); i >= 0 {
		rest = rest[i+2:]
	}
	host, file, _ := strings.Cut(rest, "/")
	file, _, _ = strings.Cut(file, "?")
	switch strings.ToLower(path.Ext(file)) {
	case ".mp4", ".webm", ".mov", ".ogv", ".m4v":
		return "video"
	case ".mp3", ".ogg", ".wav", ".m4a", ".flac":
		return "audio"
	}
	host = strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(host, "www."), "player."), ".com")
	if host == "" || len(host) > 60 {
		return "embedded"
	}
	return host
}
