package layout

import (
	"strings"

	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/textwidth"

	"github.com/sshblog/sshblog/internal/layout/wrap"
)

// canvas takes finished lines and writes them as bytes: each line stands for itself, a control
// sequence stands only where the look changes, and blanks at the end of a line are left out.
// Glamour styles every word and every blank by itself; a screen of its output is twelve times as
// long.
type canvas struct {
	width  int
	method textwidth.Method
	inks   []theme.SGR
	links  *links

	buf     []byte
	ends    []int // of each line in buf
	indents []indent
	gap     int // empty lines that are wanted before the next

	out    func(lines []string) error // takes the lines as soon as there is a piece of them; nil if all are kept
	sent   int                        // lines that it took
	err    error                      // why it takes no more
	places []place                    // of each line
	units  []Unit
	begins UnitKind // on the next line; 0 for nothing
	block  int      // top-level block that is being drawn
	offset int      // bytes of its text that are on lines

	cells   int   // of the line that is being written
	pending int   // blanks that are not written yet
	within  int32 // the link that they are part of
	look    theme.StyleID
	link    int32
}

// indent is what stands before each line of a block: one thing before the first line, another
// before the others.
type indent struct {
	first, rest wrap.Piece
	cells       int  // width of either
	used        bool // the first line has been written
}

// push begins a block with an indent of so many cells.
func (c *canvas) push(first, rest wrap.Piece, cells int) {
	c.indents = append(c.indents, indent{first: first, rest: rest, cells: cells})
}

// pop ends it. A block without lines still shows its mark.
func (c *canvas) pop() {
	if last := c.indents[len(c.indents)-1]; !last.used && strings.TrimSpace(last.first.Text) != "" {
		c.line(nil)
	}
	c.indents = c.indents[:len(c.indents)-1]
}

// room is how many cells a line has between its indents and the right edge, at least one.
func (c *canvas) room() int {
	room := c.width
	for i := range c.indents {
		room -= c.indents[i].cells
	}
	return max(1, room)
}

// space asks for an empty line before the next one.
func (c *canvas) space() { c.gap = max(c.gap, 1) }

// here returns the number of the next line, after the empty ones that may be wanted before it.
func (c *canvas) here() int {
	for ; c.gap > 0; c.gap-- {
		if c.count() > 0 {
			c.empty()
		}
	}
	return c.count()
}

// count is how many lines there are.
func (c *canvas) count() int { return c.sent + len(c.ends) }

// empty writes an empty line, within the blocks that have begun.
func (c *canvas) empty() {
	for i := range c.indents {
		in := &c.indents[i]
		if !in.used {
			break
		}
		c.put(in.rest)
		c.pending += in.cells - c.method.Width(in.rest.Text)
	}
	c.endLine(0)
}

// lead is what the next line begins with: the marks, bars and indents of the blocks around it.
func (c *canvas) lead() []wrap.Piece {
	var lead []wrap.Piece
	for i := range c.indents {
		in := &c.indents[i]
		p := in.first
		if in.used {
			p = in.rest
		}
		if p.Text != "" {
			lead = append(lead, p)
		}
		if pad := in.cells - c.method.Width(p.Text); pad > 0 {
			lead = append(lead, wrap.Piece{Text: strings.Repeat(" ", pad)})
		}
	}
	return lead
}

// unit notes that something begins on the next line.
func (c *canvas) unit(k UnitKind) { c.begins = max(c.begins, k) }

// line writes a line.
func (c *canvas) line(runs []wrap.Piece) {
	c.here()
	if c.begins > 0 && c.links.mode == Announced && c.out == nil {
		c.units = append(c.units, Unit{Line: c.count(), Kind: c.begins})
	}
	c.begins = 0
	for i := range c.indents {
		in := &c.indents[i]
		if in.used {
			c.put(in.rest)
			c.pending += in.cells - c.method.Width(in.rest.Text)
		} else {
			in.used = true
			c.put(in.first)
			c.pending += in.cells - c.method.Width(in.first.Text)
		}
	}
	bytes := 0
	for _, p := range runs {
		if p.Text != " " {
			bytes += len(p.Text)
		}
		c.put(p)
	}
	c.endLine(bytes)
}

// put writes a piece.
func (c *canvas) put(p wrap.Piece) {
	text := p.Text
	trailing := 0
	if !c.inks[p.Look].OnBlanks {
		text = strings.TrimRight(p.Text, " ")
		trailing = len(p.Text) - len(text)
	}
	if text != "" {
		c.blanks()
		c.setLook(p.Look)
		c.setLink(p.Link)
		c.buf = append(c.buf, text...)
		w := c.method.Width(text)
		if p.Link > 0 {
			c.links.seen(p.Link, c.count(), c.cells, w)
		}
		c.cells += w
	}
	if trailing > 0 {
		c.pending += trailing
		c.within = p.Link
	}
}

// blanks writes the blanks that are waiting, in a look that cannot be seen.
func (c *canvas) blanks() {
	if c.pending == 0 {
		return
	}
	if c.inks[c.look].OnBlanks {
		c.setLook(0)
	}
	if c.link != c.within {
		c.setLink(0)
	}
	for range c.pending {
		c.buf = append(c.buf, ' ')
	}
	c.cells += c.pending
	c.pending = 0
}

// setLook changes the look.
func (c *canvas) setLook(l theme.StyleID) {
	if l == c.look {
		return
	}
	open := c.inks[l].Open
	switch {
	case c.inks[c.look].Open == "":
		c.buf = append(c.buf, open...)
	case open == "":
		c.buf = append(c.buf, "\x1b[m"...)
	default:
		c.buf = append(append(c.buf, "\x1b[0;"...), open[2:]...)
	}
	c.look = l
}

// setLink changes the link.
func (c *canvas) setLink(link int32) {
	if link == c.link {
		return
	}
	if c.links.target(c.link) != "" {
		c.buf = append(c.buf, "\x1b]8;;\x1b\\"...)
	}
	c.link = link
	c.buf = c.links.open(c.buf, link)
}

// endLine ends the line, on which there were so many bytes of text.
func (c *canvas) endLine(bytes int) {
	c.setLink(0)
	c.setLook(0)
	c.ends = append(c.ends, len(c.buf))
	c.places = append(c.places, place{block: int32(c.block), offset: int32(c.offset)})
	c.offset += bytes
	c.pending, c.within, c.cells = 0, 0, 0
	if c.out != nil && len(c.buf) >= pieceBytes {
		c.flush()
	}
}

// flush gives the lines away.
func (c *canvas) flush() {
	if c.err == nil && len(c.ends) > 0 {
		c.err = c.out(c.lines())
	}
	c.sent += len(c.ends)
	c.buf, c.ends, c.places = c.buf[:0], c.ends[:0], c.places[:0]
}

// lines returns all lines, which share one string.
func (c *canvas) lines() []string {
	all := string(c.buf)
	out := make([]string, len(c.ends))
	from := 0
	for i, end := range c.ends {
		out[i] = all[from:end]
		from = end
	}
	return out
}
