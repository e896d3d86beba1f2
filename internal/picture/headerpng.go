package picture

import (
	"bytes"
	"encoding/binary"

	"github.com/sshblog/sshblog/internal/picture/exif"
)

// pngHeader reads the chunks of a PNG (W3C, PNG third edition) to the end: Exif may come after the
// pixels, which are skipped.
func pngHeader(s *scanner) (Header, error) {
	h := Header{Format: PNG}
	if err := s.skip(8); err != nil {
		return h, err
	}
	for i := range maxParts {
		head, err := s.read(8)
		if err != nil {
			if h.Size.W != 0 {
				return h, nil // it is cut off behind its header, as the decoder will find
			}
			return h, err
		}
		size, name := int64(binary.BigEndian.Uint32(head)), string(head[4:8])
		if i == 0 && (name != "IHDR" || size != 13) {
			return h, damaged(PNG, "it does not start with its size")
		}
		var part []byte
		switch name {
		case "IHDR":
			if part, err = s.prefix(size, 13); err == nil && i == 0 {
				err = h.ihdr(part)
			}
		case "tRNS":
			h.Memory += h.pixels() * 4 // grey becomes colour
			err = s.skip(size)
		case "acTL": // the first picture of an animation is that of programs which know none
			err = s.skip(size)
		case "eXIf":
			part, err = s.prefix(size, 64<<10)
			h.Metadata.Merge(exif.Read(part))
		case "iTXt":
			if part, err = s.prefix(size, 64<<10); bytes.HasPrefix(part, []byte("XML:com.adobe.xmp\x00")) {
				h.Metadata.Merge(exif.ReadXMP(part))
			}
		case "IEND":
			return h, nil
		default:
			err = s.skip(size)
		}
		if err == nil {
			err = s.skip(4) // the sum
		}
		if err != nil {
			return h, err
		}
	}
	return h, nil // of a large picture in many small pieces
}

func (h *Header) pixels() int64 { return int64(h.Size.W) * int64(h.Size.H) }

// ihdr reads the size of a picture, and how much memory its pixels take.
func (h *Header) ihdr(part []byte) error {
	w, high := binary.BigEndian.Uint32(part), binary.BigEndian.Uint32(part[4:])
	depth, kind, interlaced := part[8], part[9], part[12] != 0
	if w == 0 || high == 0 || w >= 1<<31 || high >= 1<<31 {
		return damaged(PNG, "its size makes no sense")
	}
	h.Size = Size{int(w), int(high)}
	const grey, rgb, indexed, greyAlpha, rgba = 0, 2, 3, 4, 6
	perPixel, samples := int64(1), int64(1)
	switch kind {
	case grey, indexed:
	case rgb:
		perPixel, samples = 4, 3
	case greyAlpha:
		perPixel, samples = 4, 2
	case rgba:
		perPixel, samples = 4, 4
	default:
		return damaged(PNG, "its colors make no sense")
	}
	if depth == 16 {
		perPixel, samples = 2*perPixel, 2*samples
		h.detail = "16-bit"
	}
	pixels := h.pixels() // below 2^62
	if pixels > 1<<40 {
		pixels = 1 << 40 // so that the products are far from the end of int64
	}
	h.Memory = pixels*perPixel + 2*int64(w)*samples
	if interlaced {
		h.Memory *= 2
		h.detail = "interlaced"
	}
	return nil
}
