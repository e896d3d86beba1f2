package palette

import (
	"image"
	"image/color"
)

// nearest finds colours of a palette, and remembers them by the upper bits of what was looked for.
type nearest struct {
	colors [][3]int32
	found  []uint16 // by 5, 6 and 5 bits: the place plus one
}

func newNearest(p color.Palette) *nearest {
	n := &nearest{colors: make([][3]int32, len(p)), found: make([]uint16, 1<<16)}
	for i, c := range p {
		c := c.(color.RGBA)
		n.colors[i] = [3]int32{int32(c.R), int32(c.G), int32(c.B)}
	}
	return n
}

// of returns the place of the colour that is nearest to one, whose channels are 0 to 255.
func (n *nearest) of(r, g, b int32) int {
	key := r>>3<<11 | g>>2<<5 | b>>3
	if at := n.found[key]; at > 0 {
		return int(at - 1)
	}
	r, g, b = r&^7|4, g&^3|2, b&^7|4 // the middle of all that have this key
	best, least := 0, int32(1<<30)
	for i, c := range n.colors {
		dr, dg, db := c[0]-r, c[1]-g, c[2]-b
		if d := 3*dr*dr + 6*dg*dg + db*db; d < least { // about as much as the eye tells them apart
			best, least = i, d
		}
	}
	n.found[key] = uint16(best + 1)
	return best
}

// dither draws a picture with the colours of a palette.
func dither(src *image.RGBA, p color.Palette) *image.Paletted {
	width := src.Rect.Dx()
	dst := image.NewPaletted(image.Rect(0, 0, width, src.Rect.Dy()), p)
	find := newNearest(p)
	// what is to be made up for in this row and in the next, in sixteenths, one pixel further on
	now, next := make([][3]int32, width+2), make([][3]int32, width+2)
	for y := range src.Rect.Dy() {
		line := row(src, y)
		clear(next)
		for x := range width {
			r, g, b, hole := pixelAt(line[4*x:])
			if hole {
				continue
			}
			wrong := &now[x+1]
			want := [3]int32{
				level(int32(r) + wrong[0]/16), level(int32(g) + wrong[1]/16), level(int32(b) + wrong[2]/16),
			}
			at := find.of(want[0], want[1], want[2])
			dst.Pix[y*dst.Stride+x] = uint8(at)
			for i, c := range find.colors[at] {
				e := want[i] - c
				now[x+2][i] += e * 7
				next[x][i] += e * 3
				next[x+1][i] += e * 5
				next[x+2][i] += e
			}
		}
		now, next = next, now
	}
	return dst
}

// level bounds a channel.
func level(v int32) int32 { return min(max(v, 0), 255) }
