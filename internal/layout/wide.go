package layout

import (
	"strings"

	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/textwidth"

	"github.com/sshblog/sshblog/internal/layout/wrap"
)

// WideBlock is a block of code with lines that are wider than the page. Page.Lines shows the
// beginning of each, with a mark where it is cut, and Page.Scrolled the rest.
type WideBlock struct {
	First, Last int // its lines on the page
	Cells       int // of the widest line, without what stands before it
	Room        int // how many of them are seen at once
}

// maxScroll is how wide a line of code may be to be scrolled to its end. Nobody goes further; a
// block with a wider one is broken.
const maxScroll = 2000

// Marks of what a line goes on behind.
const (
	cutLeft  = "‹"
	cutRight = "›"
)

// wideLine is a line of a WideBlock as a whole.
type wideLine struct {
	lead  []wrap.Piece // the bars and indents before it
	code  []wrap.Piece
	cells int // of code
}

// wideLines are the lines of all wide blocks of a page.
type wideLines struct {
	lines  map[int]wideLine
	inks   []theme.SGR
	method textwidth.Method
	mark   theme.StyleID
	bytes  int
}

// Scrolled returns a line of the page as it is when the WideBlock that it is in is scrolled so many
// cells to the left, at most to the end of its widest line. What stands before the code stays. A
// line of no such block is returned as it is.
func (p *Page) Scrolled(line, cells int) string {
	if line < 0 || line >= len(p.Lines) {
		return ""
	}
	b := p.wideBlock(line)
	if b == nil || cells <= 0 {
		return p.Lines[line]
	}
	w := p.wide.lines[line]
	c := canvas{width: p.Width, method: p.wide.method, inks: p.wide.inks, links: &links{}}
	runs := append([]wrap.Piece(nil), w.lead...)
	c.line(w.window(p.wide.method, runs, min(cells, b.Cells-b.Room), b.Room, p.wide.mark))
	return string(c.buf)
}

// wideBlock is the wide block that a line is in, nil if none.
func (p *Page) wideBlock(line int) *WideBlock {
	for i := range p.Wide {
		if b := &p.Wide[i]; b.First <= line && line <= b.Last {
			return b
		}
	}
	return nil
}

// window adds to runs what is seen of a line in so many cells from a cell on, with marks where it
// is cut.
func (w *wideLine) window(m textwidth.Method, runs []wrap.Piece, from, room int, mark theme.StyleID) []wrap.Piece {
	left, right := from > 0 && !blankUpTo(w.code, from), w.cells > from+room
	to := min(from+room, w.cells)
	if left {
		runs = append(runs, wrap.Piece{Text: cutLeft, Look: mark})
		from++
	}
	if right {
		to--
	}
	at := 0 // the cell at which the rest of the code begins
	for _, p := range w.code {
		if at >= to {
			break
		}
		width := m.Width(p.Text)
		if at+width <= from {
			at += width
			continue
		}
		if at < from { // skip the beginning; half of a wide character is a blank
			skip, skipped := m.Prefix(p.Text, from-at)
			p.Text, width, at = p.Text[skip:], width-skipped, at+skipped
			if at < from && p.Text != "" {
				n, cells := m.First(p.Text)
				p.Text, width, at = p.Text[n:], width-cells, at+cells
				runs = append(runs, wrap.Piece{Text: strings.Repeat(" ", at-from)})
			}
		}
		if at+width > to {
			n, cells := m.Prefix(p.Text, to-at)
			runs = append(runs, wrap.Piece{Text: p.Text[:n], Look: p.Look},
				wrap.Piece{Text: strings.Repeat(" ", max(0, to-at-cells))})
			break
		}
		runs = append(runs, p)
		at += width
	}
	if right {
		runs = append(runs, wrap.Piece{Text: cutRight, Look: mark})
	}
	return runs
}

// blankUpTo reports whether there is nothing to be seen before a cell.
func blankUpTo(code []wrap.Piece, cells int) bool {
	for _, p := range code {
		blanks := len(p.Text) - len(strings.TrimLeft(p.Text, " "))
		if cells -= blanks; cells <= 0 {
			return true
		}
		if blanks < len(p.Text) {
			return false
		}
	}
	return true
}

// wideCode draws a block of code of which some lines do not fit, and keeps them whole.
func (c *coder) wideCode() {
	d := c.d
	if d.wide == nil {
		d.wide = &wideLines{lines: map[int]wideLine{}, method: d.method, mark: d.derive(0, theme.ElQuiet)}
	}
	block := WideBlock{First: d.here(), Cells: c.widest, Room: c.room}
	var all strings.Builder // the page keeps its own copy of the code, not the post that it is part of
	for _, p := range c.whole {
		all.WriteString(p.Text)
	}
	text, from := all.String(), 0
	for i := range c.whole {
		n := len(c.whole[i].Text)
		c.whole[i].Text, text = text[:n], text[n:]
	}
	for _, s := range c.spans {
		line := d.here()
		w := wideLine{lead: d.lead(), code: c.whole[from:s.To:s.To], cells: s.Cells}
		from = s.To
		offset := d.offset
		d.line(c.labelled(w.window(d.method, nil, 0, c.room, d.wide.mark), min(w.cells, c.room)))
		d.offset = offset
		for _, p := range w.code { // places count all of the text, also what is not seen
			if p.Text != " " {
				d.offset += len(p.Text)
			}
		}
		d.wide.lines[line] = w
		block.Last = line
		d.wide.bytes += 80 + 24*len(w.code) + 24*len(w.lead)
	}
	d.wide.bytes += all.Len()
	d.wideBlocks = append(d.wideBlocks, block)
}
