// Package blocks draws pictures as text: each cell is the upper half of a block in one colour over
// another, so that it shows two pixels, one above the other.
package blocks

import (
	"fmt"
	"image"
	"strings"

	"github.com/sshblog/sshblog/internal/picture"
)

// Color is the colour of half a cell: none, one of the 256 colours of terminals, or any.
type Color struct {
	Kind    Kind
	R, G, B uint8
	Index   uint8 // of an Indexed colour
}

// Kind says what a [Color] is.
type Kind uint8

// The kinds of colours.
const (
	None    Kind = iota // the background is seen
	Indexed             // one of the 256 colours of terminals, from 16 on, which are the same on all
	True                // red, green and blue
)

// Cell is a cell of a picture.
type Cell struct{ Top, Bottom Color }

// Row is a row of cells, from left to right.
type Row []Cell

// Draw returns a picture as rows of cells. Its pixels are halves of cells: it is as wide as there are
// columns, and twice as high as there are rows; see [Pixels]. Without true colour they are the
// nearest of the 240 colours that all terminals with 256 have alike.
func Draw(p *picture.Picture, trueColor bool) []Row {
	size := p.Size()
	rows := make([]Row, (size.H+1)/2)
	cells := make([]Cell, len(rows)*size.W)
	for y := range rows {
		rows[y], cells = cells[:size.W:size.W], cells[size.W:]
		for x := range rows[y] {
			cell := &rows[y][x]
			cell.Top = colorOf(p.Image, x, 2*y, trueColor)
			if 2*y+1 < size.H {
				cell.Bottom = colorOf(p.Image, x, 2*y+1, trueColor)
			}
		}
	}
	return rows
}

// Pixels returns how many pixels a picture has that fills so many cells.
func Pixels(cells picture.Cells) picture.Size {
	return picture.Size{W: cells.Cols, H: 2 * cells.Rows}
}

func colorOf(m *image.RGBA, x, y int, trueColor bool) Color {
	c := m.RGBAAt(x, y)
	switch {
	case c.A < 0x80:
		return Color{}
	case c.A < 0xff:
		full := func(v uint8) uint8 { return uint8(min(uint32(v)*0xff/uint32(c.A), 0xff)) }
		c.R, c.G, c.B = full(c.R), full(c.G), full(c.B)
	}
	if trueColor {
		return Color{Kind: True, R: c.R, G: c.G, B: c.B}
	}
	return Color{Kind: Indexed, Index: index(c.R, c.G, c.B)}
}

// Part returns the cells of a row from one column up to and without another, as far as there are any.
func (r Row) Part(from, to int) Row {
	to = min(max(to, 0), len(r))
	return r[min(max(from, 0), to):to]
}

// String returns the row as text with its colours, a cell for each. It ends with the default colours,
// and says each colour once for all neighbours that have it.
func (r Row) String() string {
	var b strings.Builder
	b.Grow(len(r) * 24)
	var front, back Color // that are set
	for _, c := range r {
		sign := "▀"
		switch {
		case c == Cell{}:
			sign = " "
		case c.Top == c.Bottom:
			sign, c.Top = " ", front // only the background is seen
		case c.Top.Kind == None:
			sign, c.Top, c.Bottom = "▄", c.Bottom, Color{}
		}
		if sign == " " {
			c.Top = front
		}
		set(&b, front, c.Top, back, c.Bottom)
		front, back = c.Top, c.Bottom
		b.WriteString(sign)
	}
	if front != (Color{}) || back != (Color{}) {
		b.WriteString("\x1b[m")
	}
	return b.String()
}

// set writes the sequence that changes colours.
func set(b *strings.Builder, oldFront, front, oldBack, back Color) {
	var parts []string
	if front != oldFront {
		parts = append(parts, front.parameters("3"))
	}
	if back != oldBack {
		parts = append(parts, back.parameters("4"))
	}
	if len(parts) > 0 {
		b.WriteString("\x1b[" + strings.Join(parts, ";") + "m")
	}
}

// parameters returns those of a colour in front, if ground is "3", or behind, if it is "4".
func (c Color) parameters(ground string) string {
	switch c.Kind {
	case Indexed:
		return fmt.Sprintf("%s8;5;%d", ground, c.Index)
	case True:
		return fmt.Sprintf("%s8;2;%d;%d;%d", ground, c.R, c.G, c.B)
	}
	return ground + "9"
}

// levels are the values that each channel has in the cube of 216 colours, from 16 on.
var levels = [6]int{0, 95, 135, 175, 215, 255}

// index returns which of the colours from 16 on is nearest: one of the cube, or one of the 24 greys
// behind it.
func index(r, g, b uint8) uint8 {
	var at [3]int
	distance := 0
	for i, v := range [3]uint8{r, g, b} {
		at[i] = step(int(v))
		distance += square(levels[at[i]] - int(v))
	}
	mean := (int(r) + int(g) + int(b)) / 3
	grey := min(max((mean-8+5)/10, 0), 23)
	value := 8 + 10*grey
	if square(value-int(r))+square(value-int(g))+square(value-int(b)) < distance {
		return uint8(232 + grey)
	}
	return uint8(16 + 36*at[0] + 6*at[1] + at[2])
}

// step returns which of the levels is nearest to a value.
func step(v int) int {
	switch {
	case v < 48:
		return 0
	case v < 115:
		return 1
	}
	return (v - 35) / 40
}

func square(n int) int { return n * n }
