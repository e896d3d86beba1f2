package scene

import (
	"bytes"
	"encoding/binary"
)

// HugeGIF returns a GIF of 34 bytes that claims to have 65535 by 65535 pixels.
func HugeGIF() []byte {
	out := []byte("GIF89a\xff\xff\xff\xff\x80\x00\x00")
	out = append(out, 0, 0, 0, 0xff, 0xff, 0xff)          // two colours
	out = append(out, ',', 0, 0, 0, 0, 0xff, 0xff, 0xff)  // a picture
	return append(out, 0xff, 0, 2, 2, 0x4c, 0x01, 0)[:34] // and hardly any pixels
}

// HugePNG returns a PNG of some bytes that claims to have so many pixels.
func HugePNG(width, height uint32) []byte {
	size := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, width), height)
	return bytes.Join([][]byte{
		[]byte("\x89PNG\r\n\x1a\n"),
		Chunk("IHDR", append(size, 8, 6, 0, 0, 0)),
		Chunk("IDAT", []byte("\x78\x9c\x63\x00\x00\x00\x01\x00\x01")),
		Chunk("IEND", nil),
	}, nil)
}

// FlatJPEG returns a grey JPEG without a detail: of so many components, 1 to 4, and drawn in so many
// scans, each of which goes over all of it. With more than one it is progressive.
func FlatJPEG(width, height, components, scans int) []byte {
	out := []byte{0xff, 0xd8}
	if components == 4 { // or nobody knows what the colours mean
		out = append(out, Segment(0xee, []byte("Adobe\x00\x64\x00\x00\x00\x00\x00"))...)
	}
	out = append(out, Segment(0xdb, append([]byte{0}, bytes.Repeat([]byte{1}, 64)...))...)
	frame := binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16([]byte{8}, uint16(height)), uint16(width))
	frame = append(frame, byte(components))
	scan := []byte{byte(components)}
	for i := range components {
		frame = append(frame, byte(i+1), 0x11, 0)
		scan = append(scan, byte(i+1), 0)
	}
	mark, last := byte(0xc0), byte(63)
	if scans > 1 {
		mark, last = 0xc2, 0
	}
	out = append(out, Segment(mark, frame)...)
	only := append([]byte{1}, make([]byte, 16)...) // one code of one bit, for the value 0
	out = append(out, Segment(0xc4, append([]byte{0}, only...))...)
	out = append(out, Segment(0xc4, append([]byte{0x10}, only...))...)
	blocks := ((width + 7) / 8) * ((height + 7) / 8) * components
	bits := blocks * 2
	if scans > 1 {
		bits = blocks
	}
	for range scans {
		out = append(out, Segment(0xda, append(scan, 0, last, 0))...)
		out = append(out, make([]byte, (bits+7)/8)...)
	}
	return append(out, 0xff, 0xd9)
}

// riff returns chunks as a WebP.
func riff(chunks ...[]byte) []byte {
	body := append([]byte("WEBP"), bytes.Join(chunks, nil)...)
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

// riffChunk returns a chunk of a WebP.
func riffChunk(name string, content []byte) []byte {
	out := append(binary.LittleEndian.AppendUint32([]byte(name), uint32(len(content))), content...)
	if len(content)%2 == 1 {
		out = append(out, 0)
	}
	return out
}

// FlatWebP returns a lossless WebP of one colour.
func FlatWebP(width, height int) []byte { return riff(riffChunk("VP8L", flatVP8L(width, height))) }

// flatVP8L returns the pixels of a picture of one colour: five codes of one value each, so that a
// pixel takes no bits.
func flatVP8L(width, height int) []byte {
	var out []byte
	var bits, n uint64
	put := func(v uint64, count uint64) {
		bits |= v << n
		for n += count; n >= 8; n -= 8 {
			out = append(out, byte(bits))
			bits >>= 8
		}
	}
	put(0x2f, 8)
	put(uint64(width-1), 14)
	put(uint64(height-1), 14)
	put(0, 4) // no alpha, version 0
	put(0, 3) // no transform, no cache of colours, one group of codes
	for _, v := range []uint64{0x40, 0x80, 0x20, 0xff, 0} {
		put(1, 1) // a simple code
		put(0, 1) // of one value
		put(1, 1) // of eight bits
		put(v, 8)
	}
	put(0, 16)
	return out
}

// extendedWebP returns a WebP with flags, a canvas and chunks.
func extendedWebP(flags byte, width, height int, chunks ...[]byte) []byte {
	head := []byte{flags, 0, 0, 0}
	for _, v := range []int{width - 1, height - 1} {
		head = append(head, byte(v), byte(v>>8), byte(v>>16))
	}
	return riff(append([][]byte{riffChunk("VP8X", head)}, chunks...)...)
}

// AnimatedWebP returns a WebP of two pictures.
func AnimatedWebP(width, height int) []byte {
	frame := append(make([]byte, 16), riffChunk("VP8L", flatVP8L(width, height))...)
	return extendedWebP(1<<1, width, height, riffChunk("ANIM", make([]byte, 6)), riffChunk("ANMF", frame),
		riffChunk("ANMF", frame))
}

// WebPWithExif returns a WebP with a block of Exif behind its pixels.
func WebPWithExif(width, height int, exif []byte) []byte {
	return extendedWebP(1<<3, width, height, riffChunk("VP8L", flatVP8L(width, height)), riffChunk("EXIF", exif))
}
