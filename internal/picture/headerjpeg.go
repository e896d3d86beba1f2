package picture

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/sshblog/sshblog/internal/picture/exif"
)

// Markers of JPEG (ITU T.81, table B.1).
const (
	markSOF0 = 0xc0 // baseline
	markSOF1 = 0xc1 // extended
	markSOF2 = 0xc2 // progressive
	markDHT  = 0xc4
	markJPG  = 0xc8
	markDAC  = 0xcc
	markRST0 = 0xd0
	markRST7 = 0xd7
	markSOI  = 0xd8
	markEOI  = 0xd9
	markSOS  = 0xda
	markAPP1 = 0xe1
	markAPPE = 0xee
)

// cmyk is the kind of a JPEG for printers.
const cmyk = "CMYK"

// isFrame reports whether a marker starts a frame, which says the size.
func isFrame(mark byte) bool {
	return mark >= 0xc0 && mark <= 0xcf && mark != markDHT && mark != markJPG && mark != markDAC
}

func jpegHeader(s *scanner) (Header, error) {
	h := Header{Format: JPEG, Photo: true}
	if err := s.skip(2); err != nil {
		return h, err
	}
	adobe := false
	for range maxParts {
		mark, size, err := s.segment()
		if err != nil {
			return h, err
		}
		switch {
		case isFrame(mark):
			if h.Size.W != 0 {
				return h, damaged(JPEG, "it has two frames")
			}
			part, err := s.read(size)
			if err == nil {
				err = h.frame(mark, bytes.Clone(part), adobe)
			}
			if err != nil {
				return h, err
			}
		case mark == markSOS:
			if h.Size.W == 0 {
				return h, damaged(JPEG, "its pixels come before its size")
			}
			if h.detail == cmyk && !adobe {
				return h, fail(Unsupported, "it is a CMYK JPEG that does not say how its colors are stored; expected RGB")
			}
			h.Scans = 1
			return h, nil
		case mark == markEOI:
			return h, damaged(JPEG, "it has no pixels")
		case mark == markAPP1:
			part, err := s.read(size)
			if err != nil {
				return h, err
			}
			h.Metadata.Merge(app1(part))
		case mark == markAPPE:
			adobe = true
			fallthrough
		default:
			if err := s.skip(int64(size)); err != nil {
				return h, err
			}
		}
	}
	return h, errHeader
}

// segment returns the next marker, and how many bytes belong to it.
func (s *scanner) segment() (mark byte, size int, err error) {
	b, err := s.read(1)
	if err != nil {
		return 0, 0, err
	}
	if b[0] != 0xff {
		return 0, 0, damaged(JPEG, "its header has bytes that belong to nothing")
	}
	for mark = 0xff; mark == 0xff; mark = b[0] { // any number of them may be before a marker
		if b, err = s.read(1); err != nil {
			return 0, 0, err
		}
		if b[0] != 0xff {
			mark = b[0]
			break
		}
	}
	if mark == markEOI || mark == markSOI || mark >= markRST0 && mark <= markRST7 || mark == 1 {
		return mark, 0, nil
	}
	if b, err = s.read(2); err != nil {
		return 0, 0, err
	}
	if size = int(binary.BigEndian.Uint16(b)) - 2; size < 0 {
		return 0, 0, damaged(JPEG, "a part of its header has no length")
	}
	return mark, size, nil
}

// app1 reads what a camera wrote down.
func app1(part []byte) exif.Metadata {
	if block, ok := bytes.CutPrefix(part, []byte("Exif\x00\x00")); ok {
		return exif.Read(block)
	}
	if packet, ok := bytes.CutPrefix(part, []byte("http://ns.adobe.com/xap/1.0/\x00")); ok {
		return exif.ReadXMP(packet)
	}
	return exif.Metadata{}
}

// frame reads the size of a picture, and how much memory its pixels take.
func (h *Header) frame(mark byte, part []byte, adobe bool) error {
	switch {
	case mark > markSOF2:
		return fail(Unsupported, "it is a JPEG with lossless or arithmetic coding; expected a baseline or progressive one")
	case len(part) < 6 || len(part) < 6+3*int(part[5]):
		return damaged(JPEG, "its size is cut off")
	case part[0] != 8:
		return fail(Unsupported, "it is a JPEG with %d bits for each color; expected 8", part[0])
	}
	h.Size = Size{int(binary.BigEndian.Uint16(part[3:])), int(binary.BigEndian.Uint16(part[1:]))}
	var samples, largest int64 // of all components, and of the one with most, for each block of pixels
	components := int(part[5])
	var across, down int64 = 1, 1
	for i := range components {
		x, y := int64(part[7+3*i]>>4), int64(part[7+3*i]&15)
		samples += x * y
		largest = max(largest, x*y)
		across, down = max(across, x), max(down, y)
	}
	if samples == 0 || components > 4 {
		return damaged(JPEG, "its colors make no sense")
	}
	whole := (int64(h.Size.W) + 8*across) * (int64(h.Size.H) + 8*down) // of whole blocks
	h.Memory = whole * samples / (across * down)
	if h.Progressive = mark == markSOF2; h.Progressive {
		h.Memory += 4 * whole * samples / (across * down)
		h.detail = "progressive"
	}
	if components == 4 {
		h.detail = cmyk
	}
	if components == 4 || adobe {
		h.Memory += 4 * whole // it is made RGB, or CMYK of four bytes
	}
	return nil
}

// CountScans reads a JPEG to its end, and returns how many scans it has, or one more than most if
// there are more. Each can make the decoder go over all of the pixels again, though it be of a few
// bytes. Where the file ends too early, so does the count.
func CountScans(r io.Reader, most int) (int, error) {
	in := bufio.NewReaderSize(r, 64<<10)
	scans := 0
	for scans <= most {
		mark, err := nextMarker(in)
		if err == nil && mark == markEOI {
			return scans, nil
		}
		if err == nil && mark == markSOS {
			scans++
		}
		if err == nil {
			err = skipSegment(in)
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return scans, nil
		}
		if err != nil {
			return scans, fmt.Errorf("read: %w", err)
		}
	}
	return scans, nil
}

// nextMarker looks for a marker that has a segment, or for the end. On the way it skips the pixels of
// a scan, in which a byte of 0xff is followed by a zero or by the mark of a restart.
func nextMarker(in *bufio.Reader) (byte, error) {
	for {
		if _, err := in.ReadSlice(0xff); errors.Is(err, bufio.ErrBufferFull) {
			continue
		} else if err != nil {
			return 0, err
		}
		mark := byte(0xff)
		for mark == 0xff {
			var err error
			if mark, err = in.ReadByte(); err != nil {
				return 0, err
			}
		}
		if mark > 1 && (mark < markRST0 || mark > markSOI) {
			return mark, nil
		}
	}
}

func skipSegment(in *bufio.Reader) error {
	size, err := in.Peek(2)
	if err != nil {
		return err
	}
	_, err = in.Discard(max(int(binary.BigEndian.Uint16(size)), 2))
	return err
}
