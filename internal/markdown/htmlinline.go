package markdown

import (
	"path"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// tagLooks are the tags that mean what an inline of Markdown means.
var tagLooks = map[string]InlineKind{
	"b": Strong, "strong": Strong,
	"i": Emphasis, "em": Emphasis, "cite": Emphasis, "dfn": Emphasis, "var": Emphasis,
	"s": Strike, "strike": Strike, "del": Strike,
	"u": Insert, "ins": Insert, "mark": Mark, "sup": Super, "sub": Sub, "kbd": Key,
	"code": CodeSpan, "samp": CodeSpan, "tt": CodeSpan,
	"a": Link,
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
		l.push(t.name, Inline{})
		l.hide()
		return
	}
	if id := t.attr("id"); id != "" {
		l.add(Inline{Kind: Anchor, Text: id})
	}
	switch t.name {
	case "br":
		l.add(Inline{Kind: HardBreak})
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
		l.add(Inline{Kind: Text, Text: "“"})
		l.push(quoteTag, Inline{})
	case "rt":
		l.add(Inline{Kind: Text, Text: "("})
		l.push(rubyTag, Inline{})
	case "script", "style", "rp":
		l.push(hiddenTag, Inline{})
	case "template", "svg", "title":
		if !strings.HasSuffix(t.attrs, "/") {
			l.push(t.name, Inline{})
			l.hide()
		}
	case "a":
		if href := t.attr("href"); href != "" {
			l.push("a", Inline{Kind: Link, Line: l.line, URL: boundAddress(href), Title: t.attr("title")})
		} else if name := t.attr("name"); name != "" {
			l.add(Inline{Kind: Anchor, Text: name})
		}
	case "p", "div", "li", "tr":
		if len(l.out) > 0 {
			l.add(Inline{Kind: HardBreak})
		}
	default:
		if kind, ok := tagLooks[t.name]; ok {
			l.push(t.name, Inline{Kind: kind})
		}
	}
}

// push opens a frame, unless there are too many.
func (l *inliner) push(name string, node Inline) {
	if len(l.open) < maxInlines {
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
	if len(l.c.strayEnds) < maxDepth {
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
		l.out = append(append(l.out, inner...), Inline{Kind: Text, Text: "”"})
	case rubyTag:
		l.out = append(append(l.out, inner...), Inline{Kind: Text, Text: ")"})
	default:
		if len(inner) == 0 && last.node.Kind != Link {
			return
		}
		if last.node.Kind == CodeSpan {
			l.code(inner)
			return
		}
		last.node.Children = inner
		l.add(last.node)
	}
}

// code adds the content of a code tag: code in the pieces between links, which keep their
// addresses.
func (l *inliner) code(inner []Inline) {
	start := 0
	for i := range inner {
		if inner[i].Kind == Link {
			l.codeText(inner[start:i])
			link := inner[i]
			link.Children = []Inline{{Kind: CodeSpan, Text: PlainText(link.Children)}}
			l.add(link)
			start = i + 1
		}
	}
	l.codeText(inner[start:])
}

func (l *inliner) codeText(inner []Inline) {
	if text := PlainText(inner); text != "" {
		l.add(Inline{Kind: CodeSpan, Text: text})
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
		l.add(Inline{Kind: Image, Line: l.line, URL: src, Text: t.attr("alt"), Title: t.attr("title")})
	}
}

// input adds the box of a task.
func (l *inliner) input(t *token) {
	if strings.EqualFold(t.attr("type"), "checkbox") {
		box := "☐ "
		if t.has("checked") {
			box = "☑ "
		}
		l.add(Inline{Kind: Text, Text: box})
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
	l.add(Inline{Kind: Text, Text: "[" + word + "] "})
	l.add(Inline{Kind: Link, Line: l.line, URL: src, Children: []Inline{{Kind: Text, Text: title}}})
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
