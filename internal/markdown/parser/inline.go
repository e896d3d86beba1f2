package parser

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/markdown/dialect"
	"github.com/sshblog/sshblog/internal/markdown/grammar"
)

// inliner collects the inlines of one block. Tags that the author wrote open and close frames in
// it, wherever they stand.
type inliner struct {
	c        *converter
	out      []markdown.Inline // of the innermost open tag
	open     []openTag         // from the outermost to the innermost
	from, to int               // text of the source that is yet to be added; none if equal
	line     int32             // of the link, image or tag that is being added
	linked   bool              // all of it is the text of a link
}

// openTag is a tag that waits for its end.
type openTag struct {
	name   string
	node   markdown.Inline
	outer  []markdown.Inline
	hidden bool // what is in it is not for readers
	wants  bool // a recording that does not say itself what it plays
}

// inlines converts the contents of n, a block or an inline.
func (c *converter) inlines(n ast.Node) []markdown.Inline {
	if n.FirstChild() == nil {
		return nil
	}
	l := inliner{c: c, line: int32(c.line)}
	l.children(n, 0)
	return l.finish()
}

// children adds the children of n.
func (l *inliner) children(n ast.Node, depth int) {
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		l.node(child, depth)
	}
}

// node adds one node of goldmark.
func (l *inliner) node(n ast.Node, depth int) {
	if t, ok := n.(*ast.Text); ok {
		l.text(t)
		return
	}
	l.flush()
	switch n := n.(type) {
	case *ast.String:
		l.add(markdown.Inline{Kind: markdown.Text, Text: string(n.Value)})
	case *ast.Emphasis:
		kind := markdown.Emphasis
		if n.Level > 1 {
			kind = markdown.Strong
		}
		l.wrap(markdown.Inline{Kind: kind}, n, depth)
	case *east.Strikethrough:
		l.wrap(markdown.Inline{Kind: markdown.Strike}, n, depth)
	case *grammar.Script:
		l.add(raised(n))
	case *ast.CodeSpan:
		l.add(markdown.Inline{Kind: markdown.CodeSpan, Text: l.c.codeText(n)})
	case *ast.Link:
		l.wrap(markdown.Inline{
			Kind: markdown.Link, Line: l.lineOf(n), URL: address(string(n.Destination)),
			Title: unescape(string(n.Title)),
		}, n, depth)
	case *ast.Image:
		inner := inliner{c: l.c, line: l.line}
		inner.children(n, depth+1)
		l.add(markdown.Inline{
			Kind: markdown.Image, Line: l.lineOf(n), Text: markdown.PlainText(inner.finish()),
			URL: address(string(n.Destination)), Title: unescape(string(n.Title)),
		})
	case *ast.AutoLink:
		l.autoLink(n)
	case *ast.RawHTML:
		l.rawHTML(n)
	case *grammar.NoteRef:
		l.add(markdown.Inline{Kind: markdown.NoteRef, Number: l.c.cite(l.c.notes.Named[n.Label])})
	case *grammar.MathSpan:
		l.add(markdown.Inline{Kind: markdown.MathSpan, Text: l.c.value(n.Segment)})
	default:
		l.children(n, depth)
	}
}

// raised returns the inline of letters that are raised or lowered.
func raised(s *grammar.Script) markdown.Inline {
	kind := markdown.Super
	if s.Lowered {
		kind = markdown.Sub
	}
	return markdown.Inline{Kind: kind, Children: []markdown.Inline{{Kind: markdown.Text, Text: s.Letters}}}
}

// wrap adds a node with its contents; beyond the limit on their depth only what is in it.
func (l *inliner) wrap(node markdown.Inline, n ast.Node, depth int) {
	if depth >= grammar.MaxInlines {
		l.children(n, depth)
		l.flush()
		return
	}
	inner := inliner{c: l.c, line: l.line, linked: l.linked || node.Kind == markdown.Link}
	inner.children(n, depth+1)
	node.Children = inner.finish()
	l.add(node)
}

// text adds text of the source. goldmark leaves it in pieces, one for each mark that meant nothing;
// they are joined again.
func (l *inliner) text(t *ast.Text) {
	s := t.Segment
	if s.Padding > 0 || l.from == l.to || s.Start != l.to {
		l.flush()
		l.from = s.Start
	}
	l.to = s.Stop
	switch {
	case t.HardLineBreak():
		l.flush()
		l.add(markdown.Inline{Kind: markdown.HardBreak})
	case t.SoftLineBreak():
		l.flush()
		l.add(markdown.Inline{Kind: markdown.SoftBreak})
	}
}

// flush adds the text that is waiting.
func (l *inliner) flush() {
	if l.from == l.to {
		return
	}
	s := l.c.src[l.from:l.to]
	l.from, l.to = 0, 0
	if s[0] == '{' && len(l.out) > 0 && takesAttributes(l.out[len(l.out)-1].Kind) {
		s = s[attributesLength(s):]
	}
	if s = withEmojis(unescape(s)); s != "" {
		l.addWithAddresses(s)
	}
}

// add adds an inline.
func (l *inliner) add(in markdown.Inline) { l.out = append(l.out, in) }

// finish closes what is open and returns it all.
func (l *inliner) finish() []markdown.Inline {
	l.flush()
	for len(l.open) > 0 {
		l.pop()
	}
	return trimBreaks(l.out)
}

// empty reports whether there is nothing to be seen so far.
func (l *inliner) empty() bool { return len(l.out) == 0 && len(l.open) == 0 && l.from == l.to }

// trimBreaks takes off breaks at the beginning and at the end.
func trimBreaks(in []markdown.Inline) []markdown.Inline {
	for len(in) > 0 && (in[0].Kind == markdown.SoftBreak || in[0].Kind == markdown.HardBreak) {
		in = in[1:]
	}
	for len(in) > 0 && (in[len(in)-1].Kind == markdown.SoftBreak || in[len(in)-1].Kind == markdown.HardBreak) {
		in = in[:len(in)-1]
	}
	return in
}

// codeText returns the text of a code span.
func (c *converter) codeText(n *ast.CodeSpan) string {
	var s string
	if first := n.FirstChild(); first != nil && first == n.LastChild() {
		s = c.value(first.(*ast.Text).Segment)
	} else {
		var b strings.Builder
		for child := n.FirstChild(); child != nil; child = child.NextSibling() {
			if t, ok := child.(*ast.Text); ok {
				b.WriteString(c.value(t.Segment))
			}
		}
		s = b.String()
	}
	if strings.IndexByte(s, '\n') >= 0 {
		s = strings.ReplaceAll(s, "\n", " ")
	}
	if c.inCell && strings.Contains(s, `\|`) {
		s = strings.ReplaceAll(s, `\|`, "|")
	}
	return dialect.WithoutRaw(s)
}

// autoLink adds a link whose text is its address: <https://example.com>, or one without brackets.
func (l *inliner) autoLink(n *ast.AutoLink) {
	label := string(n.Label(l.c.source))
	url := string(n.URL(l.c.source))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(url), "mailto:") {
		url = "mailto:" + url
	}
	l.add(markdown.Inline{
		Kind: markdown.Link, Line: l.lineOf(n), URL: boundAddress(decodeEntities(url)),
		Children: []markdown.Inline{{Kind: markdown.Text, Text: decodeEntities(label)}},
	})
}

// lineOf returns the line on which an inline of goldmark's begins.
func (l *inliner) lineOf(n ast.Node) int32 {
	if pos := n.Pos(); pos >= 0 {
		l.line = int32(l.c.lineOf(pos))
	}
	return l.line
}

// address cleans the address of a link.
func address(s string) string {
	return boundAddress(strings.TrimSpace(unescape(s)))
}

// boundAddress returns an address without line breaks and tabs, and "" for one longer than
// [grammar.MaxAddress]. Of a "data:" address, which holds a whole picture, it returns the beginning only.
func boundAddress(s string) string {
	if len(s) >= 5 && strings.EqualFold(s[:5], "data:") {
		kind, _, _ := strings.Cut(s, ",")
		kind, _, _ = strings.Cut(kind, ";")
		s = kind
	}
	if len(s) > grammar.MaxAddress {
		return ""
	}
	if strings.IndexByte(s, '\n') >= 0 || strings.IndexByte(s, '\t') >= 0 {
		return strings.NewReplacer("\n", "", "\t", "").Replace(s)
	}
	return s
}
