// Package paint writes the difference between two screens of a terminal as bytes.
//
//	p := paint.New(mode)
//	defer p.Free()
//	drawn := p.Draw(&shown, &wanted, false) // the bytes are in p.Buf
//
// Lines compare as strings. A run of lines that has moved is moved with a scroll region if that
// saves three lines or more (shift.go). Of a changed line only the cells that differ are written if
// their columns are certain (compare.go); of the rest, the row is erased and written anew (line.go).
//
// Every line is independent: it begins in plain style. Only text, SGR and OSC 8 get through; every
// other sequence and every control character is dropped, whole. Lines are cut at the width. Colours
// are reduced to those of the terminal, blanks at the end of a row are left out.
package paint

import (
	"image/color"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Screen is what a terminal shows. Screens may be compared. The zero Screen is one of no size.
type Screen struct {
	Content       string // rows, separated by line breaks
	Width, Height int
	paper, text   colour // what the whole window is painted with; 0 leaves it to the terminal
}

// NewScreen returns the screen of a content. Paper and text are the colours of the window and of
// plain text, nil for the terminal's own.
func NewScreen(content string, width, height int, paper, text color.Color) Screen {
	return Screen{Content: content, Width: width, Height: height, paper: colourOf(paper), text: colourOf(text)}
}

// Painter appends to Buf what a terminal is sent. All sessions of the process share a pool of
// painters.
type Painter struct {
	Buf   []byte
	Marks []int // places in Buf where the writing of a row begins, in ascending order
	Mode  Mode

	base    style    // of plain text and blanks: the terminal's own, or that of the paper
	was     []string // the rows on the screen
	rows    []string // the rows to be shown
	row     int      // the row of the cursor: the last one written, or the home position; -1 if unknown
	reduced [64]reduced
}

var painters = sync.Pool{New: func() any { return new(Painter) }}

// New returns a painter from the pool.
func New(mode Mode) *Painter {
	k := painters.Get().(*Painter)
	k.Mode = mode
	return k
}

// maxKept is how large a buffer may be to be kept for the next drawing.
const maxKept = 64 << 10

// Free returns the painter to the pool, without references to old screens. Its Buf must not be used
// any more.
func (k *Painter) Free() {
	clear(k.was)
	clear(k.rows)
	k.Buf, k.was, k.rows, k.Marks = k.Buf[:0], k.was[:0], k.rows[:0], k.Marks[:0]
	if cap(k.Buf) <= maxKept {
		painters.Put(k)
	}
}

// Draw appends what makes screen now of a terminal that shows screen was, or, if it has been
// cleared, anything. The terminal's style is plain before and after. It reports whether any row was
// written; if none was, what it has appended is of no use.
func (k *Painter) Draw(was, now *Screen, cleared bool) (drawn bool) {
	cleared = cleared || now.Width != was.Width || now.Height != was.Height || now.paper != was.paper || now.text != was.text
	k.base = k.baseOf(now)
	k.Buf = appendStyle(k.Buf, style{}, k.base)
	prelude := len(k.Buf)
	k.drawRows(was, now, cleared)
	if len(k.Buf) == prelude {
		return false
	}
	k.Buf = appendStyle(k.Buf, k.base, style{})
	return true
}

// baseOf returns the style of plain text on a screen.
func (k *Painter) baseOf(f *Screen) style { return style{fg: k.reduce(f.text), bg: k.reduce(f.paper)} }

// papered reports whether the window has a background of our own. Terminals differ in the colour
// that erased cells and new rows get, so there the blanks of a row are written.
func (k *Painter) papered() bool { return k.base.bg != 0 }

// erase erases the rest of the row, and returns what is behind the cursor then.
func (k *Painter) erase() tail {
	k.Buf = append(k.Buf, "\x1b[K"...)
	if k.papered() {
		return unpaintedTail
	}
	return blankTail
}

// unpainted stands for a row that the paper does not cover.
const unpainted = "\x00"

// unpaint notes that some rows are not covered by the paper, if there is one.
func (k *Painter) unpaint(from, to int) {
	for y := from; y < to && k.papered(); y++ {
		k.was[y] = unpainted
	}
}

// drawRows writes the rows that differ.
func (k *Painter) drawRows(was, now *Screen, cleared bool) {
	k.rows = splitRows(k.rows[:0], now.Content, now.Height)
	k.row = -1
	if cleared {
		k.was = splitRows(k.was[:0], "", now.Height)
		k.Buf = append(k.Buf, "\x1b[H\x1b[J"...)
		k.row = 0
		k.unpaint(0, now.Height)
	} else {
		k.was = splitRows(k.was[:0], was.Content, now.Height)
		if move, ok := findShift(k.was, k.rows); ok && !k.Mode.Plain {
			k.shift(move, now.Height)
		}
	}
	for y, line := range k.rows {
		if line == k.was[y] {
			continue
		}
		k.Marks = append(k.Marks, len(k.Buf))
		if k.was[y] != "" && line != "" {
			if ch := k.compare(k.was[y], line, now.Width); ch.keep && ch.from.col == ch.to || ch.saves() > minSkip {
				k.drawPart(y, ch)
				continue
			}
		}
		k.move(y)
		after := blankTail
		if k.was[y] != "" {
			after = k.erase()
		}
		k.write(cells{line: line, style: k.base}, now.Width, after)
	}
}

// drawPart writes a part of row y.
func (k *Painter) drawPart(y int, ch change) {
	if ch.keep && ch.from.col == ch.to {
		return
	}
	if ch.from.col == 0 {
		k.move(y)
	} else {
		k.Buf = AppendMove(k.Buf, ch.from.col, y)
		k.row = y
	}
	after := keptTail
	if !ch.keep {
		after = k.erase()
	}
	k.write(ch.from, ch.to, after)
}

// move moves the cursor to the beginning of row y. As rows are written from top to bottom, it need
// not move within its own row.
func (k *Painter) move(y int) {
	if down := y - k.row; k.row == y {
		return
	} else if k.row >= 0 && down > 0 && down <= 4 {
		k.Buf = append(k.Buf, '\r')
		for range down {
			k.Buf = append(k.Buf, '\n')
		}
	} else {
		k.Buf = AppendMove(k.Buf, 0, y)
	}
	k.row = y
}

// shift moves rows on a screen of the given height.
func (k *Painter) shift(s shift, height int) {
	region := s.top > 0 || s.bottom < height
	if region {
		k.Buf = append(k.Buf, "\x1b["...)
		if s.top > 0 {
			k.Buf = strconv.AppendInt(k.Buf, int64(s.top+1), 10)
		}
		k.Buf = append(k.Buf, ';')
		k.Buf = strconv.AppendInt(k.Buf, int64(s.bottom), 10)
		k.Buf = append(k.Buf, 'r')
	}
	k.Buf = append(k.Buf, "\x1b["...)
	if n := max(s.by, -s.by); n > 1 {
		k.Buf = strconv.AppendInt(k.Buf, int64(n), 10)
	}
	if s.by > 0 {
		k.Buf = append(k.Buf, 'S')
	} else {
		k.Buf = append(k.Buf, 'T')
	}
	if region {
		k.Buf = append(k.Buf, "\x1b[r"...) // moves the cursor home
		k.row = 0
	}
	s.apply(k.was)
	if s.by > 0 {
		k.unpaint(s.bottom-s.by, s.bottom)
	} else {
		k.unpaint(s.top, s.top-s.by)
	}
}

// Query appends queries to a terminal that shows a screen. If a terminal prints a query that it does
// not know, the text falls on the last cell of an empty row, if there is one, and is erased at once.
// It reports whether the cursor has been moved for that.
func (k *Painter) Query(shown *Screen, queries string) (moved bool) {
	k.rows = splitRows(k.rows[:0], shown.Content, shown.Height)
	room := slices.Index(k.rows, "")
	if room < 0 {
		k.Buf = append(k.Buf, queries...)
		return false
	}
	k.Buf = AppendMove(k.Buf, shown.Width-1, room)
	k.Buf = append(append(k.Buf, queries...), "\x1b[K"...)
	if k.base = k.baseOf(shown); k.papered() {
		k.Buf = append(appendStyle(k.Buf, style{}, k.base), ' ')
		k.Buf = appendStyle(k.Buf, k.base, style{})
	}
	return true
}

// splitRows splits content into the rows of a screen. Missing rows are empty.
func splitRows(rows []string, content string, height int) []string {
	for range height {
		row, rest, _ := strings.Cut(content, "\n")
		rows = append(rows, strings.TrimSuffix(row, "\r"))
		content = rest
	}
	return rows
}

// AppendMove appends a move of the cursor to column x of row y, both counted from 0.
func AppendMove(buf []byte, x, y int) []byte {
	buf = append(buf, "\x1b["...)
	if y > 0 || x > 0 {
		buf = strconv.AppendInt(buf, int64(y+1), 10)
	}
	if x > 0 {
		buf = append(buf, ';')
		buf = strconv.AppendInt(buf, int64(x+1), 10)
	}
	return append(buf, 'H')
}
