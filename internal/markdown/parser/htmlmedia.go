package parser

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/sshblog/sshblog/internal/markdown"
)

// isRecording reports whether a tag is that of a recording or an object, whose text is for programs
// that know no such thing.
func isRecording(name string) bool { return name == "video" || name == "audio" || name == "object" }

// recording adds a link to what a tag of a recording plays, the first of its formats, and returns how
// much of rest belongs to the tag. One that nothing closes ends with its tag.
func (f *flow) recording(t *token, rest string, line int) int {
	end := 0
	if !strings.HasSuffix(t.attrs, "/") && f.c.unended < maxUnended {
		if i := indexFold(rest, "</"+t.name); i >= 0 {
			end = i
		} else {
			f.c.unended++
		}
	}
	if t.attr("src") == "" && t.attr("data") == "" {
		if src := firstSource(rest[:end]); src != "" {
			t.attrs += ` src="` + src + `"`
		}
	}
	if end == 0 && t.attr("src") == "" && t.attr("data") == "" { // its sources stand behind a blank line
		f.openTag(t, line)
		return 0
	}
	f.media(t, line)
	return end
}

// recording opens a recording in a line: a link, and text that is hidden.
func (l *inliner) recording(t *token) {
	wants := t.attr("src") == "" && t.attr("data") == ""
	if !wants {
		l.media(t)
	}
	if strings.HasSuffix(t.attrs, "/") {
		return
	}
	l.push(t.name, markdown.Inline{})
	l.hide()
	if n := len(l.open); n > 0 {
		l.open[n-1].wants = wants
	}
}

// hide hides what is in the innermost open tag.
func (l *inliner) hide() {
	if n := len(l.open); n > 0 {
		l.open[n-1].hidden = true
	}
}

// source notes one format of the recording around it, of which the first counts, and reports whether
// there is such.
func (l *inliner) source(t *token) bool {
	for i := len(l.open) - 1; i >= 0; i-- {
		if o := &l.open[i]; o.hidden && isRecording(o.name) {
			if src := boundAddress(t.attr("src")); o.wants && src != "" {
				o.node.URL, o.wants = src, false
			}
			return true
		}
	}
	return false
}

// firstSource returns the address in the first tag of text that has one.
func firstSource(text string) string {
	src := ""
	for text != "" {
		t := nextToken(text)
		text = text[t.size:]
		if t.kind != openToken {
			continue
		}
		switch t.name {
		case "source", "embed", "iframe", "param", "video", "audio":
			if src = t.attr("src"); src == "" && strings.EqualFold(t.attr("name"), "movie") {
				src = t.attr("value")
			}
		case "a":
			src = t.attr("href")
		}
		if src = strings.ReplaceAll(src, `"`, "%22"); src != "" {
			return src
		}
	}
	return ""
}

// voidTags have no end.
var voidTags = map[string]bool{
	"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true, "input": true, "link": true,
	"meta": true, "source": true, "track": true, "wbr": true,
}

// isHidden reports whether an author hides what a tag holds from every reader.
func (t *token) isHidden() bool {
	if t.name == "dialog" || t.name == "details" || t.name == "html" || t.name == "body" {
		return false
	}
	if strings.Contains(t.attrs, "hidden") && t.has("hidden") && !strings.EqualFold(t.attr("hidden"), "until-found") {
		return true
	}
	if !strings.Contains(t.attrs, "style") {
		return false
	}
	style := strings.ToLower(strings.ReplaceAll(t.attr("style"), " ", ""))
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
}

// hides reports whether a tag hides what it holds, which stands up to its end.
func (t *token) hides() bool {
	return !voidTags[t.name] && !strings.HasSuffix(t.attrs, "/") && t.isHidden()
}

// tagEnd returns where the end of a tag of that name is behind, of which so many are open; 0 and how
// many are open then where it is not there.
func tagEnd(rest, name string, depth int) (end, open int) {
	for at := 0; at < len(rest); {
		n := nextToken(rest[at:])
		at += n.size
		switch {
		case n.name != name:
		case n.kind == openToken && !strings.HasSuffix(n.attrs, "/"):
			depth++
		case n.kind == closeToken:
			if depth--; depth == 0 {
				return at, 0
			}
		}
	}
	return 0, depth
}

// skipHidden passes over the blocks between a hidden tag at the end of the block n and its end, which
// stands in a later block of HTML, and returns the block that was read last. Where the end is nowhere,
// nothing is hidden.
func (c *converter) skipHidden(f *flow, n ast.Node) ast.Node {
	for f.unended != "" {
		name, behind := f.unended, f.behind
		f.unended = ""
		_, depth := tagEnd(behind, name, 1)
		m, raw, end := n.NextSibling(), "", 0
		for ; m != nil; m = m.NextSibling() {
			h, ok := m.(*ast.HTMLBlock)
			if !ok {
				continue
			}
			raw = c.rawHTML(h)
			if end, depth = tagEnd(raw, name, depth); end > 0 {
				break
			}
		}
		if m != nil {
			n = m
			f.html(raw[end:], c.lineOf(start(m)))
			continue
		}
		c.unended++
		f.html(behind, c.lineOf(start(n)))
	}
	return n
}

// maxUnended bounds the tags whose end is looked for in vain: each search reads the rest of the text.
const maxUnended = 20

// pictureMark is a picture of Markdown, as dialects leave it within HTML.
var pictureMark = regexp.MustCompile(`!\[([^\[\]\n]*)\]\((?:<([^<>\n]+)>|([^()<> \n]+))(?: +"([^"\n]*)")?\)`)

// htmlPiece is a piece of HTML, or a picture of Markdown in it.
type htmlPiece struct {
	raw     string
	picture *markdown.Inline
}

// cutPictures cuts HTML at the pictures of Markdown in it that do not stand within a tag.
func cutPictures(raw string) []htmlPiece {
	if !strings.Contains(raw, "![") {
		return []htmlPiece{{raw: raw}}
	}
	var out []htmlPiece
	done := 0
	for _, m := range pictureMark.FindAllStringSubmatchIndex(raw, -1) {
		before := raw[done:m[0]]
		if strings.LastIndexByte(before, '<') > strings.LastIndexByte(before, '>') {
			continue // in a value of a tag
		}
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return raw[m[2*i]:m[2*i+1]]
		}
		out = append(out, htmlPiece{raw: before}, htmlPiece{raw: raw[m[0]:m[1]], picture: &markdown.Inline{
			Kind: markdown.Image, Text: unescape(group(1)), URL: address(group(2) + group(3)), Title: unescape(group(4)),
		}})
		done = m[1]
	}
	return append(out, htmlPiece{raw: raw[done:]})
}
