package terminal

import (
	"slices"
	"strconv"
	"sync"

	"github.com/charmbracelet/x/ansi"
)

// painter holds the buffers for drawing a screen. All sessions of the process share a pool of
// painters.
type painter struct {
	mode    colorMode
	base    style // of plain text and blanks: the terminal's own, or that of the paper
	buf     []byte
	was     []string // the rows on the screen
	rows    []string // the rows to be shown
	marks   []int    // where in buf rows begin
	row     int      // the row of the cursor: the last one written, or the home position; -1 if unknown
	reduced [64]reduced
}

var painteres = sync.Pool{New: func() any { return new(painter) }}

// maxKept is how large a buffer may be to be kept for the next drawing.
const maxKept = 64 << 10

// clean returns the painter to the pool, without references to old screens.
func (k *painter) clean() {
	clear(k.was)
	clear(k.rows)
	k.buf, k.was, k.rows, k.marks = k.buf[:0], k.was[:0], k.rows[:0], k.marks[:0]
	if cap(k.buf) <= maxKept {
		painteres.Put(k)
	}
}

// draw writes the difference between the frame that s shows and that of d.
func (k *painter) draw(s *screen, d drawing) {
	f := &d.frame
	cleared := false
	if d.repair && s.started {
		k.buf = s.repairModes(k.buf)
	}
	k.buf, cleared = s.setModes(k.buf, f.modes)
	cleared = cleared || d.redraw || f.width != s.shown.width || f.height != s.shown.height ||
		f.paper != s.shown.paper || f.text != s.shown.text
	k.base = k.baseOf(f)

	begin := len(k.buf)
	cursor := s.shown.modes.cursor
	cursor.visible = cursor.visible || !s.started
	switch {
	case d.sync:
		k.buf = append(k.buf, ansi.SetModeSynchronizedOutput...)
	case cursor.visible:
		k.buf = append(k.buf, ansi.ResetModeTextCursorEnable...)
	}
	k.buf = appendStyle(k.buf, style{}, k.base)
	prelude := len(k.buf)
	k.drawRows(s, f, cleared)
	drawn := len(k.buf) > prelude
	if drawn {
		k.buf = appendStyle(k.buf, k.base, style{})
		cursor.visible = cursor.visible && d.sync
	} else {
		k.buf = k.buf[:begin]
	}
	k.buf = s.setCursor(k.buf, cursor, f.modes.cursor, drawn)
	if drawn && d.sync {
		k.buf = append(k.buf, ansi.ResetModeSynchronizedOutput...)
	}
}

// baseOf returns the style of plain text in a frame.
func (k *painter) baseOf(f *frame) style { return style{fg: k.reduce(f.text), bg: k.reduce(f.paper)} }

// papered reports whether the window has a background of our own. Terminals differ in the colour
// that erased cells and new rows get, so there the blanks of a row are written.
func (k *painter) papered() bool { return k.base.bg != 0 }

// erase erases the rest of the row, and returns what is behind the cursor then.
func (k *painter) erase() tail {
	k.buf = append(k.buf, "\x1b[K"...)
	if k.papered() {
		return unpaintedTail
	}
	return blankTail
}

// unpainted stands for a row that the paper does not cover.
const unpainted = "\x00"

// unpaint notes that some rows are not covered by the paper, if there is one.
func (k *painter) unpaint(from, to int) {
	for y := from; y < to && k.papered(); y++ {
		k.was[y] = unpainted
	}
}

// drawRows writes the rows that differ.
func (k *painter) drawRows(s *screen, f *frame, cleared bool) {
	k.rows = splitRows(k.rows[:0], f.content, f.height)
	k.row = -1
	if cleared {
		k.was = splitRows(k.was[:0], "", f.height)
		k.buf = append(k.buf, "\x1b[H\x1b[J"...)
		k.row = 0
		k.unpaint(0, f.height)
	} else {
		k.was = splitRows(k.was[:0], s.shown.content, f.height)
		if move, ok := findShift(k.was, k.rows); ok && !s.plain {
			k.shift(move, f.height)
		}
	}
	for y, line := range k.rows {
		if line == k.was[y] {
			continue
		}
		k.marks = append(k.marks, len(k.buf))
		if k.was[y] != "" && line != "" {
			if ch := k.compare(k.was[y], line, f.width); ch.keep && ch.from.col == ch.to || ch.saves() > minSkip {
				k.drawPart(y, ch)
				continue
			}
		}
		k.move(y)
		after := blankTail
		if k.was[y] != "" {
			after = k.erase()
		}
		k.write(cells{line: line, style: k.base}, f.width, after)
	}
}

// drawPart writes a part of row y.
func (k *painter) drawPart(y int, ch change) {
	if ch.keep && ch.from.col == ch.to {
		return
	}
	if ch.from.col == 0 {
		k.move(y)
	} else {
		k.buf = appendMove(k.buf, ch.from.col, y)
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
func (k *painter) move(y int) {
	if down := y - k.row; k.row == y {
		return
	} else if k.row >= 0 && down > 0 && down <= 4 {
		k.buf = append(k.buf, '\r')
		for range down {
			k.buf = append(k.buf, '\n')
		}
	} else {
		k.buf = appendMove(k.buf, 0, y)
	}
	k.row = y
}

// shift moves rows on a screen of the given height.
func (k *painter) shift(s shift, height int) {
	region := s.top > 0 || s.bottom < height
	if region {
		k.buf = append(k.buf, "\x1b["...)
		if s.top > 0 {
			k.buf = strconv.AppendInt(k.buf, int64(s.top+1), 10)
		}
		k.buf = append(k.buf, ';')
		k.buf = strconv.AppendInt(k.buf, int64(s.bottom), 10)
		k.buf = append(k.buf, 'r')
	}
	k.buf = append(k.buf, "\x1b["...)
	if n := max(s.by, -s.by); n > 1 {
		k.buf = strconv.AppendInt(k.buf, int64(n), 10)
	}
	if s.by > 0 {
		k.buf = append(k.buf, 'S')
	} else {
		k.buf = append(k.buf, 'T')
	}
	if region {
		k.buf = append(k.buf, "\x1b[r"...) // moves the cursor home
		k.row = 0
	}
	s.apply(k.was)
	if s.by > 0 {
		k.unpaint(s.bottom-s.by, s.bottom)
	} else {
		k.unpaint(s.top, s.top-s.by)
	}
}

// query sends queries. If a terminal prints a query that it does not know, the text falls
// on the last cell of an empty row, if there is one, and is erased at once.
func (k *painter) query(s *screen, queries string) {
	k.rows = splitRows(k.rows[:0], s.shown.content, s.shown.height)
	room := slices.Index(k.rows, "")
	if room < 0 {
		k.buf = append(k.buf, queries...)
		return
	}
	k.buf = appendMove(k.buf, s.shown.width-1, room)
	k.buf = append(append(k.buf, queries...), "\x1b[K"...)
	if k.base = k.baseOf(&s.shown); k.papered() {
		k.buf = append(appendStyle(k.buf, style{}, k.base), ' ')
		k.buf = appendStyle(k.buf, k.base, style{})
	}
	if c := s.shown.modes.cursor; c.visible {
		k.buf = appendMove(k.buf, c.x, c.y)
	}
}
