//go:build unix

package main

import (
	"image"
	"image/color"
	"math"
)

// least is the contrast that text needs: that of WCAG's level AA.
const least = 4.5

// grid says where the cells of a picture are.
type grid struct {
	columns, rows, width, height int
	at                           image.Point // the first cell
}

// newGrid divides a window into cells. What is left over is the border, half of it on each side.
func newGrid(width, height, columns, rows int) grid {
	g := grid{columns: columns, rows: rows, width: width / columns, height: height / rows}
	g.at = image.Pt((width-g.width*columns)/2, (height-g.height*rows)/2)
	return g
}

// reading is the contrast of a cell.
type reading struct {
	ratio        float64
	row, column  int
	ground, text color.RGBA
}

// written returns how many cells have more than one color, at most 10.
func (g grid) written(m *image.RGBA) int {
	count := 0
	for row := range g.rows {
		for column := range g.columns {
			if _, ok := g.read(m, row, column); ok {
				if count++; count == 10 {
					return count
				}
			}
		}
	}
	return count
}

// contrast returns the lowest contrast of text in a picture, and how many cells have too little. Where
// edges are blurred, thin letters do not reach their color: a word has that of its best letter, and short
// ones are left out.
func (g grid) contrast(m *image.RGBA, smooth bool) (lowest reading, under int) {
	lowest.ratio = math.Inf(1)
	count := func(r reading, cells int) {
		if r.ratio < lowest.ratio {
			lowest = r
		}
		if r.ratio < least {
			under += cells
		}
	}
	for row := range g.rows {
		var word reading
		length := 0
		for column := range g.columns {
			r, ok := g.read(m, row, column)
			switch {
			case ok && !smooth:
				count(r, 1)
			case ok && (length == 0 || r.ground == word.ground):
				length++
				if r.ratio > word.ratio {
					word = r
				}
			default:
				if length >= 4 {
					count(word, length)
				}
				word, length = reading{}, 0
			}
		}
	}
	return lowest, under
}

// read returns the contrast of a cell: of its commonest color against the one that is furthest from it.
// It reports false for an empty cell and for one with a line, which is no text.
func (g grid) read(m *image.RGBA, row, column int) (reading, bool) {
	corner := g.at.Add(image.Pt(column*g.width, row*g.height))
	area := image.Rectangle{Min: corner, Max: corner.Add(image.Pt(g.width, g.height))}
	var counts [64]struct {
		color color.RGBA
		n     int
	}
	used := 0
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			c := m.RGBAAt(x, y)
			i := 0
			for i < used && counts[i].color != c {
				i++
			}
			if i == len(counts) {
				continue
			}
			if i == used {
				counts[i].color = c
				used++
			}
			counts[i].n++
		}
	}
	if used < 2 {
		return reading{}, false
	}
	most := 0
	for i := range used {
		if counts[i].n > counts[most].n {
			most = i
		}
	}
	r := reading{row: row, column: column, ground: counts[most].color}
	for _, c := range counts[:used] {
		if k := ratio(r.ground, c.color); k > r.ratio {
			r.ratio, r.text = k, c.color
		}
	}
	return r, !line(m, area, r.ground)
}

// line reports whether what is drawn in a cell is a rule or a bar: it goes from edge to edge, or
// along an edge, and is thin.
func line(m *image.RGBA, area image.Rectangle, ground color.RGBA) bool {
	drawn := image.Rectangle{}
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			if m.RGBAAt(x, y) != ground {
				drawn = drawn.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return drawn.Dx() == area.Dx() && drawn.Dy() <= area.Dy()/4 || drawn.Dy() == area.Dy()
}

// ratio is the contrast of two colors as WCAG has it.
func ratio(a, b color.RGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(c color.RGBA) float64 {
	part := func(v uint8) float64 {
		f := float64(v) / 255
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
}
