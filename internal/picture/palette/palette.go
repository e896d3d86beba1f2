// Package palette finds few colours that stand for the many of a picture, and draws it with them.
//
// The colours come from cutting the space of colours at the mean, again and again where they vary
// most. Where they do not suffice, what a pixel gets wrong is spread over its neighbours (R. W.
// Floyd, L. Steinberg, "An adaptive algorithm for spatial grey scale", 1976).
package palette

import (
	"image"
	"image/color"
)

// Of returns a picture in at most so many colours, 2 to 256. Pixels that are more than half
// transparent are transparent, as the last colour; others are opaque. If the picture has no more
// colours than that, each pixel keeps its own.
func Of(src *image.RGBA, colors int) *image.Paletted {
	colors = min(max(colors, 2), 256)
	holes := hasHoles(src)
	if holes {
		colors--
	}
	exact := exactColors(src, colors)
	var dst *image.Paletted
	if exact != nil {
		dst = drawExact(src, exact)
	} else {
		dst = dither(src, cut(src, colors))
	}
	if holes {
		dst.Palette = append(dst.Palette, color.RGBA{})
		punch(dst, src)
	}
	return dst
}

// pixelAt returns the colour of a pixel as if it were opaque, and whether it is more transparent
// than not.
func pixelAt(p []byte) (r, g, b uint8, hole bool) {
	switch a := p[3]; {
	case a == 0xff:
		return p[0], p[1], p[2], false
	case a < 0x80:
		return 0, 0, 0, true
	default:
		full := func(v uint8) uint8 { return uint8(min(uint32(v)*0xff/uint32(a), 0xff)) }
		return full(p[0]), full(p[1]), full(p[2]), false
	}
}

// row returns the bytes of a row of pixels.
func row(src *image.RGBA, y int) []byte {
	return src.Pix[y*src.Stride:][:4*src.Rect.Dx()]
}

func hasHoles(src *image.RGBA) bool {
	for y := range src.Rect.Dy() {
		for line := row(src, y); len(line) > 0; line = line[4:] {
			if line[3] < 0x80 {
				return true
			}
		}
	}
	return false
}

// exactColors returns the colours of a picture with the place of each, nil if there are more than
// so many.
func exactColors(src *image.RGBA, most int) map[[3]uint8]int {
	found := make(map[[3]uint8]int, most)
	last := -1
	for y := range src.Rect.Dy() {
		for line := row(src, y); len(line) > 0; line = line[4:] {
			r, g, b, hole := pixelAt(line)
			key := int(r)<<16 | int(g)<<8 | int(b)
			if hole || key == last {
				continue
			}
			last = key
			if _, ok := found[[3]uint8{r, g, b}]; !ok {
				if len(found) == most {
					return nil
				}
				found[[3]uint8{r, g, b}] = len(found)
			}
		}
	}
	return found
}

func drawExact(src *image.RGBA, colors map[[3]uint8]int) *image.Paletted {
	dst := image.NewPaletted(image.Rect(0, 0, src.Rect.Dx(), src.Rect.Dy()), make(color.Palette, len(colors), 256))
	for c, i := range colors {
		dst.Palette[i] = color.RGBA{c[0], c[1], c[2], 0xff}
	}
	for y := range src.Rect.Dy() {
		line := row(src, y)
		for x := range src.Rect.Dx() {
			if r, g, b, hole := pixelAt(line[4*x:]); !hole {
				dst.Pix[y*dst.Stride+x] = uint8(colors[[3]uint8{r, g, b}])
			}
		}
	}
	return dst
}

// punch makes the pixels transparent that are so in src.
func punch(dst *image.Paletted, src *image.RGBA) {
	hole := uint8(len(dst.Palette) - 1)
	for y := range src.Rect.Dy() {
		line := row(src, y)
		for x := range src.Rect.Dx() {
			if line[4*x+3] < 0x80 {
				dst.Pix[y*dst.Stride+x] = hole
			}
		}
	}
}
