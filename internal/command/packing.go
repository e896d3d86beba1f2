package command

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/binary"
	"hash/crc32"
	"io"
	"path"
	"strings"

	"github.com/sshblog/sshblog/internal/cache"
)

// packer is a gzip stream (RFC 1952) of pieces that are compressed one by one, so that those of a
// blog that has not changed are compressed once. What is compressed already is stored.
type packer struct {
	w       io.Writer
	kept    *cache.Run
	pending []byte // of the current piece
	stored  bool   // what comes is stored
	deflate *flate.Writer

	began bool
	crc   uint32
	size  uint32
}

// pieceKey is the key of a compressed piece: the hash of what it was.
type pieceKey [sha256.Size]byte

// pieceBytes is the size of a piece: large enough to be compressed as well as the whole, and small
// enough for one turn.
const pieceBytes = 128 << 10

func newPacker(w io.Writer, c *cache.Cache) *packer { return &packer{w: w, kept: c.Run()} }

// store says whether what follows is stored as it is.
func (p *packer) store(stored bool) error {
	if stored == p.stored {
		return nil
	}
	err := p.flush()
	p.stored = stored
	return err
}

// Write packs bytes.
func (p *packer) Write(text []byte) (n int, err error) {
	for n < len(text) && err == nil {
		part := text[n:min(len(text), n+pieceBytes-len(p.pending))]
		n += len(part)
		if p.stored {
			err = p.writeStored(part)
			continue
		}
		if p.pending = append(p.pending, part...); len(p.pending) == pieceBytes {
			err = p.flush()
		}
	}
	return n, err
}

// flush writes the current piece.
func (p *packer) flush() error {
	if len(p.pending) == 0 {
		return nil
	}
	piece, err := p.kept.Bytes(pieceKey(sha256.Sum256(p.pending)), p.compress)
	if err != nil {
		return err
	}
	if err := p.emit(p.pending, piece); err != nil {
		return err
	}
	p.pending = p.pending[:0]
	return nil
}

// compress returns the current piece as blocks of deflate (RFC 1951) that refer to nothing before
// them, and end at a byte.
func (p *packer) compress() ([]byte, error) {
	var out bytes.Buffer
	if p.deflate == nil {
		p.deflate, _ = flate.NewWriter(&out, flate.DefaultCompression) // only an invalid level fails
	} else {
		p.deflate.Reset(&out)
	}
	if _, err := p.deflate.Write(p.pending); err != nil {
		return nil, err
	}
	if err := p.deflate.Flush(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// writeStored writes bytes as blocks of deflate that are not compressed.
func (p *packer) writeStored(text []byte) error {
	const maxBlock = 32 << 10
	for len(text) > 0 {
		part := text[:min(len(text), maxBlock)]
		text = text[len(part):]
		head := []byte{0} // not the last block; its length follows, twice
		head = binary.LittleEndian.AppendUint16(head, uint16(len(part)))
		head = binary.LittleEndian.AppendUint16(head, ^uint16(len(part)))
		if err := p.emit(part, head); err != nil {
			return err
		}
		if _, err := p.w.Write(part); err != nil {
			return err
		}
	}
	return nil
}

// emit writes blocks of deflate, or the head of one, that stand for a text.
func (p *packer) emit(text, blocks []byte) error {
	if !p.began {
		p.began = true
		if _, err := p.w.Write([]byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255}); err != nil {
			return err
		}
	}
	p.crc = crc32.Update(p.crc, crc32.IEEETable, text)
	p.size += uint32(len(text))
	_, err := p.w.Write(blocks)
	return err
}

// Close writes the end: an empty last block, the checksum and the size.
func (p *packer) Close() error {
	if err := p.flush(); err != nil {
		return err
	}
	end := []byte{1, 0, 0, 0xff, 0xff}
	end = binary.LittleEndian.AppendUint32(end, p.crc)
	return p.emit(nil, binary.LittleEndian.AppendUint32(end, p.size))
}

// compressed reports whether the files of a name are compressed already, as pictures and recordings
// are.
func compressed(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".heic", ".jxl",
		".mp4", ".m4v", ".webm", ".mov", ".ogv", ".mp3", ".m4a", ".ogg", ".oga", ".opus", ".flac",
		".pdf", ".epub", ".djvu":
		return true
	}
	return false
}
