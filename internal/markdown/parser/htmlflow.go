package parser

import (
	"strings"

	"github.com/sshblog/sshblog/internal/markdown"
)

// flow collects the blocks of one container. HTML opens and closes frames in it, and so may hold
// blocks of Markdown, and blocks of Markdown may stand between its tags: "<details>", a list,
// "</details>".
type flow struct {
	c      *converter
	frames []frame // frames[0] is the container itself
	hidden string  // name of the tag whose text is being left out, "" if none is

	// markdown is the tag with kramdown's markdown="1" whose text is Markdown, "" if there is none,
	// and nested how many tags of that name are open in it. Of MDX all text between tags is.
	markdown string
	nested   int

	// unended is a hidden tag whose end is not in its block of HTML, "" if there is none; behind is what
	// stands behind it in that block.
	unended, behind string
}

// frame is a tag that waits for its end.
type frame struct {
	tag    string
	block  markdown.Block    // what it becomes
	blocks []markdown.Block  // what is in it so far
	line   inliner           // text directly in it
	since  int               // where that begins
	cells  []markdown.Cell   // of a row
	spans  []span            // of its cells
	span   span              // of a cell
	below  []int             // of a table: how many rows a cell above still covers, by column
	rows   [][]markdown.Cell // of a table
	head   bool              // of a row: it has header cells only
}

func newFlow(c *converter, expect int) *flow {
	f := &flow{c: c, frames: make([]frame, 1, 4)}
	f.frames[0].line.c = c
	f.frames[0].blocks = make([]markdown.Block, 0, expect)
	return f
}

// top is the innermost frame.
func (f *flow) top() *frame { return &f.frames[len(f.frames)-1] }

// last is the block that was added last, nil if none.
func (f *flow) last() *markdown.Block {
	if n := len(f.top().blocks); n > 0 {
		return &f.top().blocks[n-1]
	}
	return nil
}

// add adds a block, be it of Markdown or of HTML.
func (f *flow) add(b markdown.Block) {
	f.endParagraph(b.Line)
	t := f.top()
	if inlineOnly[t.tag] { // Markdown in a table cell or a summary
		t.line.out = flatten(t.line.out, &b, "")
		return
	}
	t.blocks = append(t.blocks, b)
}

// finish closes what is open and returns the blocks.
func (f *flow) finish() []markdown.Block {
	for len(f.frames) > 1 {
		f.pop()
	}
	f.endParagraph(f.c.line)
	return f.frames[0].blocks
}

// inlineOnly are the tags that hold inlines only.
var inlineOnly = map[string]bool{
	"h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "summary": true, "caption": true,
	"dt": true, "figcaption": true, "legend": true, "th": true, "td": true, "pre": true,
}

// impliedEnd says which open tags a tag ends, as browsers have it.
var impliedEnd = map[string]string{
	"li": "li", "dt": "dt dd", "dd": "dt dd", "tr": "tr td th", "td": "td th", "th": "td th",
	"tbody": "tr td th", "thead": "tr td th", "tfoot": "tr td th",
}

// barriers are the tags at which the search for an implied end stops.
var barriers = map[string]bool{"ul": true, "ol": true, "dl": true, "table": true, "blockquote": true, "details": true}

// html adds a block of HTML.
func (f *flow) html(raw string, line int) {
	at := 0
	for _, piece := range cutPictures(raw) {
		if f.unended != "" {
			f.behind += raw[at:]
			return
		}
		at += len(piece.raw)
		if piece.picture != nil && f.hidden == "" && f.top().tag != "pre" {
			f.textLine(line)
			picture := *piece.picture
			picture.Line = int32(line)
			f.top().line.add(picture)
		} else {
			f.tokens(piece.raw, line)
		}
		line += strings.Count(piece.raw, "\n")
	}
}

// tokens adds tags and the text between them.
func (f *flow) tokens(raw string, line int) {
	for raw != "" {
		if f.hidden != "" {
			raw = f.skipHidden(raw)
			continue
		}
		t := nextToken(raw)
		text := raw[:t.size]
		raw = raw[t.size:]
		switch t.kind {
		case textToken:
			f.htmlText(t.text, line)
		case openToken:
			if f.c.unended < maxUnended && t.hides() {
				n, _ := tagEnd(raw, t.name, 1)
				if n == 0 {
					f.unended, f.behind = t.name, raw
					return
				}
				text += raw[:n]
				raw = raw[n:]
				break
			}
			if isRecording(t.name) {
				n := f.recording(&t, raw, line)
				text += raw[:n]
				raw = raw[n:]
				break
			}
			f.openTag(&t, line)
		case closeToken:
			f.closeTag(t.name)
		}
		line += strings.Count(text, "\n")
	}
}

// skipHidden leaves out text that is not for readers.
func (f *flow) skipHidden(raw string) string {
	end := indexFold(raw, "</"+f.hidden)
	if end < 0 {
		return ""
	}
	f.hidden = ""
	return raw[end:]
}

// indexFold is strings.Index for a tag in any case.
func indexFold(s, tag string) int {
	for i := 0; ; {
		n := strings.IndexByte(s[i:], '<')
		if n < 0 || len(s)-i-n < len(tag) {
			return -1
		}
		i += n
		if strings.EqualFold(s[i:i+len(tag)], tag) {
			return i
		}
		i++
	}
}

// htmlText adds text between tags. White space is as good as one blank, but for preformatted text.
func (f *flow) htmlText(s string, line int) {
	t := f.top()
	if t.tag == "pre" {
		t.block.Text += decodeEntities(s)
		return
	}
	if f.isMarkdown() && strings.TrimSpace(s) != "" {
		f.markdownText(s, line)
		return
	}
	for s != "" {
		end := strings.IndexAny(s, " \t\n")
		if end != 0 {
			if end < 0 {
				end = len(s)
			}
			f.textLine(line)
			t.line.add(markdown.Inline{Kind: markdown.Text, Text: withEmojis(decodeEntities(s[:end]))})
			s = s[end:]
			continue
		}
		rest := strings.TrimLeft(s, " \t\n")
		gap := s[:len(s)-len(rest)]
		s = rest
		line += strings.Count(gap, "\n")
		if !t.line.empty() {
			t.line.blank(gap)
		}
	}
}

// isMarkdown reports whether the text between tags is Markdown.
func (f *flow) isMarkdown() bool { return f.markdown != "" || f.c.mdx }

// markdownText adds text between tags that is Markdown. The blanks at its ends stay: a word of the
// text and a tag beside it are apart where their author put a blank.
func (f *flow) markdownText(s string, line int) {
	t := f.top()
	inner := strings.TrimLeft(s, " \t\n")
	before := s[:len(s)-len(inner)]
	inner = strings.TrimRight(inner, " \t\n")
	after := s[len(before)+len(inner):]
	if !t.line.empty() {
		t.line.blank(before)
	}
	line += strings.Count(before, "\n")
	f.textLine(line)
	for _, in := range parseLine(inner, line) {
		t.line.add(in)
	}
	t.line.blank(after)
}

// blank adds what white space means: nothing, a blank or a soft break.
func (l *inliner) blank(gap string) {
	switch {
	case gap == "":
	case strings.IndexByte(gap, '\n') >= 0:
		l.add(markdown.Inline{Kind: markdown.SoftBreak})
	default:
		l.add(markdown.Inline{Kind: markdown.Text, Text: " "})
	}
}

// textLine notes on which line text begins that becomes a paragraph.
func (f *flow) textLine(line int) {
	if t := f.top(); t.line.empty() {
		t.since = line
	}
}

// endParagraph makes a paragraph of the text directly in the innermost frame.
func (f *flow) endParagraph(line int) {
	t := f.top()
	if inlineOnly[t.tag] {
		return
	}
	if t.line.empty() {
		return
	}
	if t.since > 0 {
		line = t.since
	}
	in := t.line.finish()
	t.line, t.since = inliner{c: f.c}, 0
	if in = joinTexts(in); len(in) > 0 {
		t.blocks = append(t.blocks, markdown.Block{Kind: markdown.Paragraph, Line: line, Inlines: in})
	}
}

// joinTexts joins neighbouring texts, of which HTML leaves one for each word, and takes blanks off
// both ends.
func joinTexts(in []markdown.Inline) []markdown.Inline {
	in = trimBreaks(in)
	out := in[:0]
	for i := 0; i < len(in); {
		n := i + 1
		for in[i].Kind == markdown.Text && n < len(in) && in[n].Kind == markdown.Text {
			n++
		}
		if n-i > 1 {
			var b strings.Builder
			for _, t := range in[i:n] {
				b.WriteString(t.Text)
			}
			in[i].Text = b.String()
		}
		if len(in[i].Children) > 0 {
			in[i].Children = joinTexts(in[i].Children)
		}
		out = append(out, in[i])
		i = n
	}
	if len(out) == 1 && out[0].Kind == markdown.Text && strings.TrimSpace(out[0].Text) == "" {
		return nil
	}
	return out
}
