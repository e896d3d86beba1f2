package rsync

import (
	"bytes"
	"compress/flate"
	"io"
)

// deflated writes each file as one deflate stream, cut into pieces of at most 14 bits' length. It
// leaves out the empty block that marks a flush at the end of the stream; the client puts it back.
type deflated struct {
	w       *wire
	stream  *flate.Writer
	pending bytes.Buffer // compressed, not yet sent; the last bytes may be the mark of a flush
	began   bool
}

// Pieces of deflate.
const (
	deflatedData  = 0x40 // two bits, before the length
	maxDeflated   = 1<<14 - 1
	lengthOfMark  = 4
	deflatedLevel = 6
)

func newDeflated(w *wire) *deflated {
	d := &deflated{w: w}
	d.stream, _ = flate.NewWriter(&d.pending, deflatedLevel) // only an invalid level fails
	return d
}

func (d *deflated) Write(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	d.began = true
	if _, err := d.stream.Write(p); err != nil {
		return 0, err
	}
	return len(p), d.send(d.pending.Len() - lengthOfMark)
}

// send sends the first n compressed bytes.
func (d *deflated) send(n int) error {
	for n > 0 {
		piece := d.pending.Next(min(n, maxDeflated))
		n -= len(piece)
		if _, err := d.w.Write([]byte{deflatedData | byte(len(piece)>>8), byte(len(piece))}); err != nil {
			return err
		}
		if _, err := d.w.Write(piece); err != nil {
			return err
		}
	}
	return nil
}

func (d *deflated) close() error {
	if d.began {
		if err := d.stream.Flush(); err != nil {
			return err
		}
		if !bytes.HasSuffix(d.pending.Bytes(), []byte{0, 0, 0xff, 0xff}) {
			return io.ErrUnexpectedEOF // not what a flush ends with
		}
		if err := d.send(d.pending.Len() - lengthOfMark); err != nil {
			return err
		}
	}
	_, err := d.w.Write([]byte{0})
	return err
}
