package layout

import (
	"strings"

	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/textwidth"

	"github.com/sshblog/sshblog/internal/layout/wrap"
)

// code draws a block of code: its language or caption, then its lines as they are. Glamour re-wraps
// code like prose and keeps its tabs, whose width only the terminal knows.
func (d *drawer) code(b *markdown.Block, l theme.StyleID) {
	sheet := &d.theme.Style.CodeBlock
	bar := d.theme.More.CodeBar
	if bar == "" {
		bar = strings.Repeat(" ", theme.Cells(sheet.Margin)+theme.Cells(sheet.Indent))
	}
	if w := d.method.Width(bar); d.room()-w < 10 {
		bar = ""
	}
	base := d.derive(l, theme.ElCodeBlock)
	p := wrap.Piece{Text: bar, Look: d.derive(l, theme.ElQuiet)}
	d.push(p, p, d.method.Width(bar))
	label := d.method.Fit(d.codeLabel(b), d.room())
	c := coder{d: d, room: d.room(), keep: !d.wrapCode}
	switch first, _, _ := strings.Cut(b.Text, "\n"); {
	case label == "":
	case b.Caption == "" && !d.theme.More.Uncoloured && d.method.Width(first)+2+d.method.Width(label) <= d.room() &&
		!strings.Contains(first, "\t"):
		c.label = wrap.Piece{Text: label, Look: d.derive(l, theme.ElQuiet)}
	default:
		d.line([]wrap.Piece{{Text: label, Look: d.derive(l, theme.ElQuiet)}})
	}
	first := d.here()
	d.highlight(b, base, c.token)
	c.end()
	d.keepCode(b, first)
	d.pop()
}

// codeLabel is what stands above code: a caption if the author gave one, else the language, which
// matters less where nothing has a colour and each line may be copied.
func (d *drawer) codeLabel(b *markdown.Block) string {
	label := b.Caption
	if label == "" && !d.theme.More.Uncoloured || b.Lang == "mermaid" {
		label = b.Lang
	}
	switch label {
	case "text", "txt", "plain", "plaintext", "none", "nohighlight":
		return ""
	}
	return strings.NewReplacer("\n", " ", "\t", " ").Replace(label)
}

// math draws a formula as its source.
func (d *drawer) math(b *markdown.Block, l theme.StyleID) {
	d.hang(4)
	c := coder{d: d, room: d.room()}
	c.token(b.Text, d.derive(l, theme.ElEmph))
	c.end()
	d.pop()
}

// coder collects tokens of code until a line is full.
type coder struct {
	d      *drawer
	room   int
	runs   []wrap.Piece
	cells  int
	indent int  // blanks at the beginning of the line
	text   bool // there was more than blanks on it

	label wrap.Piece // stands at the right of the first line

	keep   bool         // lines are kept whole until it is known whether all fit
	whole  []wrap.Piece // of all lines so far
	spans  []wrap.Span  // the lines
	widest int
}

// token adds text in one look, which may go over several lines.
func (c *coder) token(s string, l theme.StyleID) {
	for s != "" {
		line, rest, more := strings.Cut(s, "\n")
		c.add(line, l)
		if !more {
			return
		}
		c.flush()
		c.d.unit(PartUnit)
		c.indent, c.text = 0, false
		s = rest
	}
}

// add adds a part of a line. Tabs go to the next multiple of four.
func (c *coder) add(s string, l theme.StyleID) {
	for s != "" {
		part := s
		if tab := strings.IndexByte(s, '\t'); tab >= 0 {
			part = s[:tab]
		}
		c.put(part, l)
		s = s[len(part):]
		if s != "" {
			s = s[1:]
			c.put("    "[:4-c.cells%4], l)
		}
	}
}

// put adds text without tabs, and breaks the line where it is too wide.
func (c *coder) put(s string, l theme.StyleID) {
	if c.keep {
		c.runs = append(c.runs, wrap.Piece{Text: s, Look: l})
		c.cells += c.d.method.Width(s)
		return
	}
	if !c.text {
		text := strings.TrimLeft(s, " ")
		c.indent += len(s) - len(text)
		c.text = text != ""
	}
	for s != "" {
		n, w := len(s), 0
		if ascii, ok := textwidth.ASCII(s); ok && c.cells+ascii <= c.room {
			w = ascii
		} else {
			n, w = c.breakAt(s)
		}
		if n == 0 && c.cells == 0 { // a character wider than the line
			if n, w = c.d.method.Part(s, c.room); n == 0 {
				n, _ = c.d.method.First(s)
				c.runs = append(c.runs, wrap.Piece{Text: "…", Look: l})
				c.cells, s = 1, s[n:]
				continue
			}
		}
		if n > 0 {
			c.runs = append(c.runs, wrap.Piece{Text: s[:n], Look: l})
			c.cells += w
		}
		if s = s[n:]; s != "" {
			if strings.TrimLeft(s, " ") == "" {
				return // only blanks are too many
			}
			c.wrap()
			s = strings.TrimPrefix(s, " ") // the mark has one
		}
	}
}

// breakAt returns how much of s still goes on the line, and its width: up to a blank, if there is
// one not far from the edge.
func (c *coder) breakAt(s string) (bytes, cells int) {
	bytes, cells = c.d.method.Prefix(s, c.room-c.cells)
	if bytes == len(s) || s[bytes] == ' ' {
		return bytes, cells
	}
	blank := strings.LastIndexByte(s[:bytes], ' ') + 1
	if blank > max(0, bytes-16) && strings.TrimLeft(s[:blank], " ") != "" {
		return blank, c.d.method.Width(s[:blank])
	}
	return bytes, cells
}

// wrap ends the line and begins another with the mark and the indent of the first.
func (c *coder) wrap() {
	c.flush()
	if c.room < 12 {
		return
	}
	indent := min(c.indent, c.room/3)
	mark := theme.OneLine(c.d.theme.More.Signs.Wrap)
	c.runs = append(c.runs, wrap.Piece{Text: strings.Repeat(" ", indent)},
		wrap.Piece{Text: mark, Look: c.d.derive(0, theme.ElQuiet)})
	c.cells = indent + c.d.method.Width(mark)
}

// flush draws the line.
func (c *coder) flush() {
	if c.keep {
		c.trim()
		from := len(c.whole)
		c.whole = append(c.whole, c.runs...)
		c.spans = append(c.spans, wrap.Span{From: from, To: len(c.whole), Cells: c.cells})
		c.widest = max(c.widest, c.cells)
	} else {
		c.d.line(c.labelled(c.runs, c.cells))
	}
	c.runs, c.cells = c.runs[:0], 0
}

// labelled returns a line with the label at its right end if it is the first one.
func (c *coder) labelled(runs []wrap.Piece, cells int) []wrap.Piece {
	label := c.label
	if label.Text == "" {
		return runs
	}
	c.label = wrap.Piece{}
	gap := c.room - cells - c.d.method.Width(label.Text)
	return append(runs, wrap.Piece{Text: strings.Repeat(" ", max(1, gap))}, label)
}

// trim takes blanks off the end of the line: nobody scrolls to see them.
func (c *coder) trim() {
	for n := len(c.runs); n > 0; n-- {
		last := &c.runs[n-1]
		text := strings.TrimRight(last.Text, " ")
		c.cells -= len(last.Text) - len(text)
		last.Text = text
		if text != "" {
			return
		}
		c.runs = c.runs[:n-1]
	}
}

// end draws the last line if it does not end in a line break.
func (c *coder) end() {
	if len(c.runs) > 0 {
		c.flush()
	}
	switch {
	case !c.keep:
	case c.widest <= c.room:
		for _, s := range c.spans {
			c.d.line(c.labelled(c.whole[s.From:s.To:s.To], s.Cells))
		}
	case c.widest > maxScroll || c.room < 4:
		c.rewrap()
	default:
		c.wideCode()
	}
}

// rewrap breaks the lines that were kept.
func (c *coder) rewrap() {
	c.keep = false
	for _, s := range c.spans {
		for _, p := range c.whole[s.From:s.To] {
			c.put(p.Text, p.Look)
		}
		c.flush()
		c.indent, c.text = 0, false
	}
}
