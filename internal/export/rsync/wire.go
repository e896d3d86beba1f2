package rsync

import (
	"bufio"
	"encoding/binary"
	"io"
	"math"
)

// Tags of what the sender sends: protocol 23 and later wraps it in frames of a header and at most
// maxFrame bytes.
const (
	tagBase   = 7
	tagBytes  = 0 // of the protocol itself
	tagFailed = 1 // a message about a file that could not be sent
)

const maxFrame = 16 << 10

// wire is the connection. Nothing is written after an error.
type wire struct {
	in      *bufio.Reader
	out     *bufio.Writer
	frame   []byte // not yet sent
	framed  bool   // once the handshake is over
	failed  error  // the first error of a write
	read    int64  // bytes, for the client's statistics
	written int64
}

func newWire(ends io.ReadWriter) *wire {
	return &wire{in: bufio.NewReaderSize(ends, maxFrame), out: bufio.NewWriterSize(ends, 2*maxFrame)}
}

// Write adds bytes of the protocol to the current frame.
func (w *wire) Write(p []byte) (int, error) {
	if w.failed != nil {
		return 0, w.failed
	}
	w.written += int64(len(p))
	if !w.framed {
		return w.out.Write(p)
	}
	for rest := p; len(rest) > 0; {
		n := min(len(rest), maxFrame-len(w.frame))
		w.frame, rest = append(w.frame, rest[:n]...), rest[n:]
		if len(w.frame) == maxFrame {
			if err := w.endFrame(); err != nil {
				return 0, err
			}
		}
	}
	return len(p), nil
}

// endFrame sends the current frame.
func (w *wire) endFrame() error {
	if len(w.frame) == 0 {
		return nil
	}
	err := w.send(tagBytes, w.frame)
	w.frame = w.frame[:0]
	return err
}

// send sends a frame.
func (w *wire) send(tag byte, p []byte) error {
	var header [4]byte
	binary.LittleEndian.PutUint32(header[:], uint32(tagBase+tag)<<24|uint32(len(p)))
	if w.failed != nil {
		return w.failed
	}
	_, err := w.out.Write(header[:])
	if err == nil {
		_, err = w.out.Write(p)
	}
	w.failed = err
	return err
}

// complain makes the client show a message, cut to one frame.
func (w *wire) complain(message string) error {
	if err := w.endFrame(); err != nil {
		return err
	}
	return w.send(tagFailed, []byte("rsync: "+message[:min(len(message), maxFrame/2)]+"\n"))
}

// flush sends everything that is buffered.
func (w *wire) flush() error {
	if err := w.endFrame(); err != nil {
		return err
	}
	return w.out.Flush()
}

// int writes a 32-bit number.
func (w *wire) int(n int32) error {
	var b [4]byte
	binary.LittleEndian.PutUint32(b[:], uint32(n))
	_, err := w.Write(b[:])
	return err
}

// long writes a 64-bit number.
func (w *wire) long(n int64) error {
	if n >= 0 && n <= math.MaxInt32 {
		return w.int(int32(n))
	}
	if err := w.int(-1); err != nil {
		return err
	}
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], uint64(n))
	_, err := w.Write(b[:])
	return err
}

// readInt reads a 32-bit number. It flushes first if it has to wait for the client.
func (w *wire) readInt() (int32, error) {
	if w.in.Buffered() < 4 {
		if err := w.flush(); err != nil {
			return 0, err
		}
	}
	var b [4]byte
	if _, err := io.ReadFull(w.in, b[:]); err != nil {
		return 0, err
	}
	w.read += 4
	return int32(binary.LittleEndian.Uint32(b[:])), nil
}

// skip discards bytes that the client sends.
func (w *wire) skip(n int64) error {
	w.read += n
	_, err := io.CopyN(io.Discard, w.in, n)
	return err
}
