package views

import (
	"encoding/binary"
	"io"
	"io/fs"
	"sync"
)

// headBytes is how much of a picture is read for its size. Cameras write a small picture before it.
const headBytes = 128 << 10

// maxSide bounds the sides of a picture that are believed.
const maxSide = 1 << 16

// sizes keeps the sizes of pictures.
type sizes struct {
	mu   sync.Mutex
	size map[string][2]int
}

// sizeOf returns the size of a picture in pixels, 0 and 0 where it is not known.
func (b *Blog) sizeOf(file string) (width, height int) {
	if b.options.Files == nil {
		return 0, 0
	}
	b.sizes.mu.Lock()
	known, ok := b.sizes.size[file]
	b.sizes.mu.Unlock()
	if ok {
		return known[0], known[1]
	}
	width, height = readSize(b.options.Files(), file)
	b.sizes.mu.Lock()
	defer b.sizes.mu.Unlock()
	if b.sizes.size == nil {
		b.sizes.size = map[string][2]int{}
	}
	b.sizes.size[file] = [2]int{width, height}
	return width, height
}

// readSize reads the size of a picture from its beginning.
func readSize(fsys fs.FS, file string) (width, height int) {
	f, err := fsys.Open(file)
	if err != nil {
		return 0, 0
	}
	defer func() { _ = f.Close() }() // it was only read
	head, err := io.ReadAll(io.LimitReader(f, headBytes))
	if err != nil {
		return 0, 0
	}
	width, height = pictureSize(head)
	if width <= 0 || height <= 0 || width > maxSide || height > maxSide {
		return 0, 0
	}
	return width, height
}

// pictureSize finds the size in the beginning of a PNG (RFC 2083), a GIF, a WebP (RFC 9649) or a JPEG
// (ITU T.81).
func pictureSize(head []byte) (width, height int) {
	is := func(at int, text string) bool {
		return len(head) >= at+len(text) && string(head[at:at+len(text)]) == text
	}
	big, little := binary.BigEndian, binary.LittleEndian
	switch {
	case is(0, "\x89PNG\r\n\x1a\n") && is(12, "IHDR") && len(head) >= 24:
		return int(big.Uint32(head[16:])), int(big.Uint32(head[20:]))
	case (is(0, "GIF87a") || is(0, "GIF89a")) && len(head) >= 10:
		return int(little.Uint16(head[6:])), int(little.Uint16(head[8:]))
	case is(0, "RIFF") && is(8, "WEBPVP8X") && len(head) >= 30:
		return 1 + int(little.Uint32(head[24:])&0xffffff), 1 + int(little.Uint32(head[26:])>>8)
	case is(0, "RIFF") && is(8, "WEBPVP8L") && len(head) >= 25:
		bits := little.Uint32(head[21:])
		return 1 + int(bits&0x3fff), 1 + int(bits>>14&0x3fff)
	case is(0, "RIFF") && is(8, "WEBPVP8 ") && len(head) >= 30:
		return int(little.Uint16(head[26:]) & 0x3fff), int(little.Uint16(head[28:]) & 0x3fff)
	case is(0, "\xff\xd8"):
		return jpegSize(head[2:])
	}
	return 0, 0
}

// jpegSize goes from segment to segment up to the one with the size. A camera that was held upright
// says so in the segment Exif; the browser turns the picture.
func jpegSize(rest []byte) (width, height int) {
	turned := false
	for len(rest) >= 4 && rest[0] == 0xff {
		marker := rest[1]
		if marker == 0xff { // padding
			rest = rest[1:]
			continue
		}
		length := int(binary.BigEndian.Uint16(rest[2:]))
		if length < 2 {
			return 0, 0
		}
		body := rest[4:min(len(rest), 2+length)]
		switch {
		case marker == 0xe1:
			turned = turned || isTurned(body)
		case marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc && len(body) >= 5:
			height, width = int(binary.BigEndian.Uint16(body[1:])), int(binary.BigEndian.Uint16(body[3:]))
			if turned {
				width, height = height, width
			}
			return width, height
		}
		if 2+length > len(rest) {
			return 0, 0
		}
		rest = rest[2+length:]
	}
	return 0, 0
}

// isTurned reports whether a segment Exif says that the sides of the picture change places.
func isTurned(body []byte) bool {
	const orientation, entryBytes = 0x112, 12
	tiff := body[min(6, len(body)):]
	if len(tiff) < 8 || string(body[:4]) != "Exif" {
		return false
	}
	var order binary.ByteOrder = binary.BigEndian
	if tiff[0] == 'I' {
		order = binary.LittleEndian
	}
	at := order.Uint32(tiff[4:])
	if uint64(at)+2 > uint64(len(tiff)) {
		return false
	}
	list := tiff[at:]
	count := int(order.Uint16(list))
	list = list[2:]
	for range count {
		if len(list) < entryBytes {
			return false
		}
		if order.Uint16(list) == orientation {
			return order.Uint16(list[8:]) >= 5
		}
		list = list[entryBytes:]
	}
	return false
}
