package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// maxTail is how far from the end of a file its picture's end is looked for: some cameras write more
// behind it.
const maxTail = 64 << 10

// HasEnd reports whether a file is likely to have the end of its picture, without reading the pixels:
// whether the mark of the end is near the end of the file, or the file is as long as it says. It may
// say so of a file without, and is false only where the end is missing or far away.
func HasEnd(r io.ReadSeeker, format Format) (bool, error) {
	size, err := r.Seek(0, io.SeekEnd)
	if err != nil {
		return false, fmt.Errorf("seek: %w", err)
	}
	if format == WebP {
		var head [12]byte
		if err := readAt(r, head[:], 0); err != nil {
			return false, err
		}
		return int64(binary.LittleEndian.Uint32(head[4:]))+8 <= size, nil
	}
	tail := make([]byte, min(size, maxTail))
	if err := readAt(r, tail, size-int64(len(tail))); err != nil {
		return false, err
	}
	switch format {
	case PNG:
		return bytes.Contains(tail, []byte("IEND")), nil
	case GIF:
		return bytes.IndexByte(tail, ';') >= 0, nil
	}
	return bytes.Contains(tail, []byte{0xff, markEOI}), nil
}

// readAt reads a part of a file; one that has become shorter is as if it were zeros.
func readAt(r io.ReadSeeker, buf []byte, at int64) error {
	if _, err := r.Seek(at, io.SeekStart); err != nil {
		return fmt.Errorf("seek: %w", err)
	}
	if _, err := io.ReadFull(r, buf); err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("read: %w", err)
	}
	return nil
}
