package picture

import (
	"image"
	"image/color"
)

// scaleYCbCr scales brightness and colours apart, as they lie in photos: that is a third of the work.
// Only the result is made of red, green and blue.
func scaleYCbCr(dst *image.RGBA, src *image.YCbCr) {
	size := Size{dst.Rect.Dx(), dst.Rect.Dy()}
	width, height := src.Rect.Dx(), src.Rect.Dy()
	start := src.Rect.Min
	end := image.Pt(src.Rect.Max.X-1, src.Rect.Max.Y-1)
	first, last := src.COffset(start.X, start.Y), src.COffset(end.X, end.Y)
	colors := Size{(last-first)%src.CStride + 1, (last-first)/src.CStride + 1}
	plane := func(pix []byte, stride int, from Size) []byte {
		out := make([]byte, size.W*size.H)
		scaleRows(out, 1, size, func(y int) []byte { return pix[y*stride:][:from.W] }, from)
		return out
	}
	ys := plane(src.Y[src.YOffset(start.X, start.Y):], src.YStride, Size{width, height})
	cb := plane(src.Cb[first:], src.CStride, colors)
	cr := plane(src.Cr[first:], src.CStride, colors)
	for i := range ys {
		p := dst.Pix[4*i : 4*i+4 : 4*i+4]
		p[0], p[1], p[2] = color.YCbCrToRGB(ys[i], cb[i], cr[i])
		p[3] = 0xff
	}
}

// rgbaRows returns the rows of a picture as red, green, blue and alpha, by which they are multiplied.
func rgbaRows(m image.Image) rows {
	r := m.Bounds()
	line := make([]byte, 4*r.Dx())
	convert := converter(m)
	return func(y int) []byte {
		convert(line, r.Min.Y+y)
		return line
	}
}

// converter returns what writes a row, fast for what the decoders return.
func converter(m image.Image) func(line []byte, y int) {
	r := m.Bounds()
	switch m := m.(type) {
	case *image.RGBA:
		return func(line []byte, y int) { copy(line, m.Pix[m.PixOffset(r.Min.X, y):]) }
	case *image.NRGBA:
		return func(line []byte, y int) {
			src := m.Pix[m.PixOffset(r.Min.X, y):]
			for i := 0; i < len(line); i += 4 {
				premultiply(line[i:i+4:i+4], src[i], src[i+1], src[i+2], src[i+3])
			}
		}
	case *image.Gray:
		return func(line []byte, y int) {
			src := m.Pix[m.PixOffset(r.Min.X, y):]
			for i := 0; i < len(line); i += 4 {
				v := src[i/4]
				line[i], line[i+1], line[i+2], line[i+3] = v, v, v, 0xff
			}
		}
	case *image.Paletted:
		return palettedRows(m)
	case *image.NYCbCrA:
		return func(line []byte, y int) {
			for i := 0; i < len(line); i += 4 {
				at := m.COffset(r.Min.X+i/4, y)
				red, green, blue := color.YCbCrToRGB(m.Y[m.YOffset(r.Min.X+i/4, y)], m.Cb[at], m.Cr[at])
				premultiply(line[i:i+4:i+4], red, green, blue, m.A[m.AOffset(r.Min.X+i/4, y)])
			}
		}
	}
	return func(line []byte, y int) {
		for i := 0; i < len(line); i += 4 {
			red, green, blue, alpha := m.At(r.Min.X+i/4, y).RGBA()
			line[i], line[i+1], line[i+2], line[i+3] = uint8(red>>8), uint8(green>>8), uint8(blue>>8), uint8(alpha>>8)
		}
	}
}

func premultiply(p []byte, r, g, b, a uint8) {
	if a == 0xff {
		p[0], p[1], p[2], p[3] = r, g, b, a
		return
	}
	by := uint32(a)
	p[0], p[1], p[2], p[3] = uint8(uint32(r)*by/0xff), uint8(uint32(g)*by/0xff), uint8(uint32(b)*by/0xff), a
}

// palettedRows looks a pixel up in a table. A colour that is not in the palette is nothing.
func palettedRows(m *image.Paletted) func(line []byte, y int) {
	var table [256][4]byte
	for i, c := range m.Palette {
		r, g, b, a := c.RGBA()
		table[i] = [4]byte{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), uint8(a >> 8)}
	}
	left := m.Rect.Min.X
	return func(line []byte, y int) {
		src := m.Pix[m.PixOffset(left, y):]
		for i := 0; i < len(line); i += 4 {
			copy(line[i:i+4], table[src[i/4]][:])
		}
	}
}

// turn returns a picture as its orientation in Exif wants it.
func turn(m *image.RGBA, orientation int) *image.RGBA {
	if orientation < 2 || orientation > 8 {
		return m
	}
	w, h := m.Rect.Dx(), m.Rect.Dy()
	size := image.Rect(0, 0, w, h)
	if orientation >= 5 {
		size = image.Rect(0, 0, h, w)
	}
	out := image.NewRGBA(size)
	for y := range h {
		for x := range w {
			toX, toY := x, y
			switch orientation {
			case 2: // mirrored
				toX = w - 1 - x
			case 3: // upside down
				toX, toY = w-1-x, h-1-y
			case 4: // upside down, mirrored
				toY = h - 1 - y
			case 5: // mirrored on its diagonal
				toX, toY = y, x
			case 6: // its right side is up
				toX, toY = h-1-y, x
			case 7:
				toX, toY = h-1-y, w-1-x
			case 8: // its left side is up
				toX, toY = y, w-1-x
			}
			copy(out.Pix[out.PixOffset(toX, toY):][:4], m.Pix[m.PixOffset(x, y):][:4])
		}
	}
	return out
}
