package picture

import (
	"encoding/binary"
	"errors"
	"io"

	"github.com/sshblog/sshblog/internal/picture/exif"
)

// Flags of an extended WebP.
const (
	animated = 1 << 1
	xmp      = 1 << 2
	camera   = 1 << 3
)

// webpHeader reads the chunks of a WebP (RFC 9649). Of an extended one it reads all: what a camera
// wrote down comes last.
func webpHeader(s *scanner) (Header, error) {
	h := Header{Format: WebP}
	if err := s.skip(12); err != nil {
		return h, err
	}
	extended, wanted := false, false
	for range maxParts {
		head, err := s.read(8)
		if err != nil {
			if extended && h.Memory > 0 {
				return h, nil
			}
			return h, err
		}
		size, name := int64(binary.LittleEndian.Uint32(head[4:])), string(head[:4])
		var part []byte
		switch name {
		case "VP8X":
			if part, err = s.prefix(size, 10); err == nil && len(part) == 10 {
				extended = true
				h.Animated, wanted = part[0]&animated != 0, part[0]&(xmp|camera) != 0
				h.Size = Size{1 + int(uint24(part[4:])), 1 + int(uint24(part[7:]))}
			}
		case "ANIM", "ANMF":
			h.Animated = true
			err = s.skip(size)
		case "ALPH":
			h.Memory += 6 * h.pixels() // as colours, of which one becomes the alpha
			err = s.skip(size)
		case "VP8 ", "VP8L":
			part, err = s.prefix(size, 10)
			if err == nil {
				err = h.bitstream(name, part, extended)
			}
		case "EXIF":
			part, err = s.prefix(size, 64<<10)
			h.Metadata.Merge(exif.Read(part))
		case "XMP ":
			part, err = s.prefix(size, 64<<10)
			h.Metadata.Merge(exif.ReadXMP(part))
		default:
			err = s.skip(size)
		}
		if err == nil {
			err = s.skip(size & 1)
		}
		seen := h.Memory > 0 && name != "ALPH"
		if seen && errors.Is(err, io.EOF) {
			return h, nil
		}
		if h.Animated {
			h.Memory = 4 * h.pixels()
		}
		if err != nil || h.Animated || seen && !wanted {
			return h, err
		}
	}
	return h, errHeader
}

// lossless is what a decoder of VP8L needs beside the pixels, for its tables.
const lossless = 24 << 20

// bitstream reads the size of a picture from the start of its pixels, which must be that of the
// canvas if there was one.
func (h *Header) bitstream(name string, part []byte, extended bool) error {
	var size Size
	switch {
	case name == "VP8 " && len(part) >= 10 && part[0]&1 == 0 && uint24(part[3:]) == 0x2a019d:
		size = Size{int(binary.LittleEndian.Uint16(part[6:]) & 0x3fff), int(binary.LittleEndian.Uint16(part[8:]) & 0x3fff)}
		h.Photo = true
	case name == "VP8L" && len(part) >= 5 && part[0] == 0x2f:
		bits := binary.LittleEndian.Uint32(part[1:])
		size = Size{1 + int(bits&0x3fff), 1 + int(bits>>14&0x3fff)}
		h.detail = "lossless"
	default:
		return damaged(WebP, "its pixels start with something else")
	}
	if extended && size != h.Size {
		return damaged(WebP, "its pixels are not of the size that it says")
	}
	h.Size = size
	if name == "VP8 " {
		h.Memory += int64(size.W+16) * int64(size.H+16) * 3 / 2
	} else {
		h.Memory += 8*h.pixels() + lossless
	}
	return nil
}

func uint24(b []byte) uint32 { return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 }
