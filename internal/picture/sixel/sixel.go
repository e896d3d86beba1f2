// Package sixel writes pictures for terminals with DEC's sixel graphics, such as foot, mlterm, xterm
// as a VT340, and Windows Terminal (VT330/VT340 Programmer Reference Manual, chapter 14).
//
// A [Drawing] is a picture in the colours of a palette. [Drawing.Rows] writes any of its rows of
// cells, so that what is cut by the edge of a screen is cut exactly.
//
// Whoever writes it must leave the last row of the screen free, or the terminal scrolls.
package sixel

import (
	"bytes"
	"image"
	"image/color"
	"strconv"

	"github.com/sshblog/sshblog/internal/picture"
	"github.com/sshblog/sshblog/internal/picture/palette"
)

// MaxColors is how many colours a drawing has at most: as many as a VT340 and all of its followers
// but the first have. One of them is for pixels that let the background through.
const MaxColors = 256

// band is how many rows of pixels one line of sixels draws.
const band = 6

// Drawing is a picture in at most 256 colours. It may be shared: nobody writes to it.
type Drawing struct {
	pixels *image.Paletted
	hole   int // the colour that is not drawn, -1 if there is none
}

// Draw draws a picture with at most so many colours.
func Draw(p *picture.Picture, colors int) *Drawing {
	d := &Drawing{pixels: palette.Of(p.Image, min(colors, MaxColors)), hole: -1}
	last := len(d.pixels.Palette) - 1
	if c, ok := d.pixels.Palette[last].(color.RGBA); ok && c.A == 0 {
		d.hole = last
	}
	return d
}

// Size returns the size of d in pixels.
func (d *Drawing) Size() picture.Size {
	return picture.Size{W: d.pixels.Rect.Dx(), H: d.pixels.Rect.Dy()}
}

// Bytes returns how many bytes of memory d takes.
func (d *Drawing) Bytes() int64 { return int64(len(d.pixels.Pix)) + 16<<8 }

// Rows returns the rows of cells of a drawing from one up to and without another, in a terminal whose
// cells have that size in pixels. It is one sequence.
func (d *Drawing) Rows(from, to int, cell picture.Size) picture.Encoded {
	height := d.pixels.Rect.Dy()
	top := min(max(from*cell.H, 0), height)
	bottom := min(max(to*cell.H, top), height)
	if top == bottom {
		return picture.Encoded{Protocol: picture.Sixel}
	}
	return picture.Encoded{
		Protocol: picture.Sixel,
		Cells:    picture.Cells{Cols: (d.Size().W + cell.W - 1) / cell.W, Rows: (bottom - top + cell.H - 1) / cell.H},
		Chunks:   [][]byte{d.encode(top, bottom)},
	}
}

// encode returns rows of pixels as one sequence. Its raster attributes say that pixels are square:
// without them they are twice as high as wide.
func (d *Drawing) encode(top, bottom int) []byte {
	var out bytes.Buffer
	out.Grow((bottom - top) * d.pixels.Rect.Dx() / 2)
	out.WriteString("\x1bP0;1q\"1;1;")
	number(&out, d.pixels.Rect.Dx())
	out.WriteByte(';')
	number(&out, bottom-top)
	used := d.used(top, bottom)
	for i, c := range d.pixels.Palette {
		if used[i] {
			define(&out, i, c.(color.RGBA))
		}
	}
	lines := newLines(d.pixels.Rect.Dx())
	for y := top; y < bottom; y += band {
		if y > top {
			out.WriteByte('-')
		}
		lines.write(&out, d, y, min(y+band, bottom))
	}
	out.WriteString("\x1b\\")
	return out.Bytes()
}

// used returns which colours are drawn in rows of pixels.
func (d *Drawing) used(top, bottom int) (used [MaxColors]bool) {
	for _, at := range d.pixels.Pix[top*d.pixels.Stride : bottom*d.pixels.Stride] {
		used[at] = true
	}
	if d.hole >= 0 {
		used[d.hole] = false
	}
	return used
}

// define writes a colour. Sixels count channels to 100.
func define(out *bytes.Buffer, at int, c color.RGBA) {
	out.WriteByte('#')
	number(out, at)
	out.WriteString(";2")
	for _, v := range [3]uint8{c.R, c.G, c.B} {
		out.WriteByte(';')
		number(out, (int(v)*100+127)/255)
	}
}

func number(out *bytes.Buffer, n int) {
	var digits [20]byte
	out.Write(strconv.AppendInt(digits[:0], int64(n), 10))
}
