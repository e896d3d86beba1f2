// Package scene makes pictures by code for tests: a landscape with the noise of a camera, and files
// as cameras, programs and malicious people write them.
package scene

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
)

// Photo returns a landscape: a sky that darkens, hills, a sun and the noise of a sensor. It is the
// same for the same size.
func Photo(width, height int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	noise := uint32(1)
	for y := range height {
		for x := range width {
			u, v := float64(x)/float64(width), float64(y)/float64(height)
			r, g, b := 90+90*v, 140+70*v, 235-30*v // the sky
			if d := math.Hypot((u-0.75)*float64(width)/float64(height), v-0.2); d < 0.09 {
				r, g, b = 255, 240, 180
			}
			for i := range 3 {
				k := float64(i)
				if v > 0.5+0.14*k+0.08*math.Sin(u*(5+3*k)+k*2)+0.02*math.Sin(u*(29+7*k)) {
					grain := 18 * math.Sin(u*140+31*math.Sin(v*90+k)) * math.Sin(v*170+23*math.Sin(u*110))
					r, g, b = 60+25*k+grain, 120-28*k+grain, 50+8*k+grain/2
				}
			}
			noise = noise*1664525 + 1013904223
			n := float64(noise>>24)/16 - 8
			m.SetRGBA(x, y, color.RGBA{clamp(r + n), clamp(g + n), clamp(b + n), 0xff})
		}
	}
	return m
}

func clamp(v float64) uint8 { return uint8(min(max(v, 0), 255)) }

// Diagram returns a picture in four colours, one of which lets the background through.
func Diagram(width, height int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			switch {
			case x < 2 || y < 2 || x >= width-2 || y >= height-2:
				m.SetRGBA(x, y, color.RGBA{0x20, 0x20, 0x20, 0xff})
			case (x/20+y/20)%5 == 0:
				m.SetRGBA(x, y, color.RGBA{0xd0, 0x30, 0x30, 0xff})
			case (x/20+y/20)%5 == 1:
				m.SetRGBA(x, y, color.RGBA{0x30, 0x60, 0xd0, 0xff})
			}
		}
	}
	return m
}

// JPEG returns a picture as a JPEG of the quality of a camera.
func JPEG(m image.Image) []byte {
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, &jpeg.Options{Quality: 92}); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// PNG returns a picture as a PNG.
func PNG(m image.Image) []byte {
	var out bytes.Buffer
	if err := png.Encode(&out, m); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// Exif returns a block of Exif with an orientation, if it is not 0, and with a place and a camera.
func Exif(order binary.AppendByteOrder, orientation int, place, camera bool) []byte {
	var mark string
	if mark = "MM\x00*"; order == binary.AppendByteOrder(binary.LittleEndian) {
		mark = "II*\x00"
	}
	out := order.AppendUint32([]byte(mark), 8)
	type tag struct {
		name, kind uint16
		count      uint32
		value      []byte
	}
	short := func(v int) []byte { return append(order.AppendUint16(nil, uint16(v)), 0, 0) }
	var tags []tag
	if camera {
		tags = append(tags, tag{0x010f, 2, 4, []byte("Bee\x00")})
	}
	if orientation != 0 {
		tags = append(tags, tag{0x0112, 3, 1, short(orientation)})
	}
	behind := uint32(8 + 2 + 12*(len(tags)+1) + 4)
	if place {
		tags = append(tags, tag{0x8825, 4, 1, order.AppendUint32(nil, behind)})
	} else {
		tags = append(tags, tag{0x9000, 7, 4, []byte("0232")})
	}
	write := func(tags []tag) {
		out = order.AppendUint16(out, uint16(len(tags)))
		for _, t := range tags {
			out = order.AppendUint16(order.AppendUint16(out, t.name), t.kind)
			out = append(order.AppendUint32(out, t.count), t.value...)
		}
		out = order.AppendUint32(out, 0)
	}
	write(tags)
	if place {
		write([]tag{{0, 1, 4, []byte{2, 3, 0, 0}}, {1, 2, 2, []byte("N\x00\x00\x00")}})
	}
	return out
}

// Segment returns a segment of a JPEG.
func Segment(mark byte, content []byte) []byte {
	out := binary.BigEndian.AppendUint16([]byte{0xff, mark}, uint16(len(content)+2))
	return append(out, content...)
}

// WithSegment returns a JPEG with a segment behind its first two bytes, such as APP1.
func WithSegment(file []byte, mark byte, content []byte) []byte {
	return bytes.Join([][]byte{file[:2], Segment(mark, content), file[2:]}, nil)
}

// Chunk returns a chunk of a PNG.
func Chunk(name string, content []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(content)))
	out = append(append(out, name...), content...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

// WithChunk returns a PNG with a chunk behind its size.
func WithChunk(file []byte, name string, content []byte) []byte {
	const head = 8 + 25
	return bytes.Join([][]byte{file[:head], Chunk(name, content), file[head:]}, nil)
}
