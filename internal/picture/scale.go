package picture

import "image"

// Scale returns a decoded picture upright and in a size of pixels, each of which is the mean of what
// it covers. That is about as good to the eye as better filters where a photo becomes much smaller,
// which is what happens here, and takes a twentieth of their time. The size is that of the upright
// picture.
func Scale(m image.Image, h Header, size Size) *Picture {
	lying := size
	if h.Metadata.Orientation >= 5 {
		lying = Size{size.H, size.W}
	}
	out := image.NewRGBA(image.Rect(0, 0, lying.W, lying.H))
	if src, ok := m.(*image.YCbCr); ok {
		scaleYCbCr(out, src)
	} else {
		scaleRows(out.Pix, 4, lying, rgbaRows(m), Size{m.Bounds().Dx(), m.Bounds().Dy()})
	}
	out = turn(out, h.Metadata.Orientation)
	return &Picture{Image: out, Opaque: out.Opaque(), Photo: h.Photo}
}

// rows returns a row of a picture: so many bytes for each pixel. They are valid until the next call.
type rows func(y int) []byte

// scaleRows writes the mean of each part of src to dst. Both are of n bytes for each pixel, and are
// laid onto one another: in units of 1/dw of a pixel, a pixel of src is dw wide and one of dst is sw.
func scaleRows(dst []byte, n int, to Size, src rows, from Size) {
	sums := make([]uint64, to.W*n)
	line := make([]uint64, to.W*n)
	all := uint64(from.W) * uint64(from.H) // the area of a pixel of dst
	y, have := -1, 0                       // the row in line, and how much of its height is not used up
	for row := range to.H {
		clear(sums)
		for need := from.H; need > 0; {
			if have == 0 {
				y++
				have = to.H
				scaleLine(line, n, to.W, src(y), from.W)
			}
			part := min(need, have)
			for i, v := range line {
				sums[i] += v * uint64(part)
			}
			need -= part
			have -= part
		}
		for i, v := range sums {
			dst[row*to.W*n+i] = uint8((v + all/2) / all)
		}
	}
}

// scaleLine writes the sums of a row: each value times how much of its width is covered.
func scaleLine(dst []uint64, n, to int, src []byte, from int) {
	clear(dst)
	have := to // how much of the width of the pixel at the start of src is not used up
	for x := range to {
		out := dst[x*n : x*n+n]
		for need := from; need > 0; {
			if have == to && need >= to { // pixels that are covered as a whole
				count := need / to
				for c := range out {
					var sum uint64
					for i := c; i < count*n; i += n {
						sum += uint64(src[i])
					}
					out[c] += sum * uint64(to)
				}
				src = src[count*n:]
				need -= count * to
				continue
			}
			part := min(need, have)
			for c := range out {
				out[c] += uint64(src[c]) * uint64(part)
			}
			need -= part
			if have -= part; have == 0 {
				have = to
				src = src[n:]
			}
		}
	}
}
