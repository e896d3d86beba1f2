package palette

import (
	"image"
	"image/color"
)

// binBits is how many bits of each channel tell colours apart when the palette is made.
const binBits = 5

// bin is the pixels of nearly one colour.
type bin struct {
	sum   [3]uint64 // of the channels
	count uint64
	mean  [3]int32
}

// box is a part of the space of colours, which becomes one colour of the palette.
type box struct {
	bins []bin
	axis int     // along which the colours vary most
	mean int32   // of that axis
	vary float64 // how much, times the number of pixels; 0 if it cannot be cut
}

// cut returns a palette of at most so many colours.
func cut(src *image.RGBA, colors int) color.Palette {
	boxes := []box{measured(binsOf(src))}
	for len(boxes) < colors {
		widest := 0
		for i := range boxes {
			if boxes[i].vary > boxes[widest].vary {
				widest = i
			}
		}
		if boxes[widest].vary == 0 {
			break
		}
		low, high := split(boxes[widest])
		boxes[widest] = low
		boxes = append(boxes, high)
	}
	out := make(color.Palette, 0, 256)
	for _, b := range boxes {
		var all bin
		for _, one := range b.bins {
			all.add(one)
		}
		if all.count > 0 {
			out = append(out, color.RGBA{all.channel(0), all.channel(1), all.channel(2), 0xff})
		}
	}
	if len(out) == 0 {
		out = append(out, color.RGBA{A: 0xff})
	}
	return out
}

func (b *bin) add(other bin) {
	b.count += other.count
	for i := range b.sum {
		b.sum[i] += other.sum[i]
	}
}

func (b *bin) channel(i int) uint8 { return uint8((b.sum[i] + b.count/2) / b.count) }

// binsOf counts the colours of a picture.
func binsOf(src *image.RGBA) []bin {
	all := make([]bin, 1<<(3*binBits))
	const drop = 8 - binBits
	for y := range src.Rect.Dy() {
		for line := row(src, y); len(line) > 0; line = line[4:] {
			r, g, b, hole := pixelAt(line)
			if hole {
				continue
			}
			at := &all[int(r>>drop)<<(2*binBits)|int(g>>drop)<<binBits|int(b>>drop)]
			at.count++
			at.sum[0] += uint64(r)
			at.sum[1] += uint64(g)
			at.sum[2] += uint64(b)
		}
	}
	used := all[:0]
	for _, b := range all {
		if b.count > 0 {
			for i := range b.mean {
				b.mean[i] = int32(b.channel(i))
			}
			used = append(used, b)
		}
	}
	return used
}

// measured returns a box of bins that knows where it is to be cut.
func measured(bins []bin) box {
	b := box{bins: bins}
	if len(bins) < 2 {
		return b
	}
	for axis := range 3 {
		var count, sum, squares float64
		for i := range bins {
			n, v := float64(bins[i].count), float64(bins[i].mean[axis])
			count += n
			sum += n * v
			squares += n * v * v
		}
		if vary := squares - sum*sum/count; vary > b.vary {
			b.axis, b.vary, b.mean = axis, vary, int32(sum/count)
		}
	}
	return b
}

// split cuts a box at its mean. Both parts have colours: not all of them are on one side of a mean.
func split(b box) (low, high box) {
	at := 0
	for i := range b.bins {
		if b.bins[i].mean[b.axis] <= b.mean {
			b.bins[i], b.bins[at] = b.bins[at], b.bins[i]
			at++
		}
	}
	return measured(b.bins[:at]), measured(b.bins[at:])
}
