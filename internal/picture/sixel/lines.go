package sixel

import "bytes"

// lines is what a band needs to be written: for each colour the sixels of its columns. It is used
// for one band after another.
type lines struct {
	width int
	bits  [MaxColors][]byte // by colour, the sixels of the columns; nil of one that was never drawn
	first [MaxColors]int    // the first and the last column that a colour is drawn in
	last  [MaxColors]int
	drawn []int // the colours of this band
}

func newLines(width int) *lines { return &lines{width: width} }

// write writes the rows of pixels from y up to and without end, at most six. Each colour is a line
// of sixels over the same place; "$" goes back to its beginning.
func (l *lines) write(out *bytes.Buffer, d *Drawing, y, end int) {
	l.collect(d, y, end)
	for i, at := range l.drawn {
		if i > 0 {
			out.WriteByte('$')
		}
		out.WriteByte('#')
		number(out, at)
		bits := l.bits[at][:l.last[at]+1]
		repeat(out, 0, l.first[at])
		for x := l.first[at]; x < len(bits); {
			n := 1
			for x+n < len(bits) && bits[x+n] == bits[x] {
				n++
			}
			repeat(out, bits[x], n)
			x += n
		}
		clear(bits)
	}
}

// collect finds which pixels each colour draws.
func (l *lines) collect(d *Drawing, y, end int) {
	l.drawn = l.drawn[:0]
	var seen [MaxColors]bool
	for bit := 0; y+bit < end; bit++ {
		for x, at := range d.pixels.Pix[(y+bit)*d.pixels.Stride:][:l.width] {
			if int(at) == d.hole {
				continue
			}
			if !seen[at] {
				seen[at] = true
				l.drawn = append(l.drawn, int(at))
				l.first[at], l.last[at] = x, x
				if l.bits[at] == nil {
					l.bits[at] = make([]byte, l.width)
				}
			}
			l.bits[at][x] |= 1 << bit
			l.first[at] = min(l.first[at], x)
			l.last[at] = max(l.last[at], x)
		}
	}
}

// repeat writes the same sixel n times.
func repeat(out *bytes.Buffer, bits byte, n int) {
	const lowest = '?'
	if n > 3 {
		out.WriteByte('!')
		number(out, n)
		out.WriteByte(lowest + bits)
		return
	}
	for range n {
		out.WriteByte(lowest + bits)
	}
}
