package plain

import (
	"bytes"
	"context"
	"errors"
	"io"

	"github.com/sshblog/sshblog/internal/rescue"
)

// Bounds of what is read. What comes faster than it is answered waits where it comes from.
const (
	pieceSize = 512  // bytes that are read at once
	mostLines = 5000 // of a visit: nobody types more
)

// Why there is no further line.
var (
	errLeft   = errors.New("the reader left")
	errEnough = errors.New("too many lines")
)

// input is the lines that a person types.
type input struct {
	ctx     context.Context
	pieces  chan []byte // closed at the end of the input
	pending []byte      // of the last piece
	raw     bool
	quit    context.CancelFunc
	gone    context.Context // ends when Ctrl-C was typed
	lines   int
	fed     bool // something of a line has come
}

// newInput begins to read from r. The goroutine ends when ctx does and a read returns.
func newInput(ctx context.Context, r io.Reader, raw bool, report rescue.Report) *input {
	in := &input{ctx: ctx, pieces: make(chan []byte), raw: raw}
	in.gone, in.quit = context.WithCancel(ctx)
	rescue.Go(report, "read lines", func() { in.read(r) })
	return in
}

// read hands on what comes, until the end. On a terminal Ctrl-C counts at once, whatever else waits to be answered.
func (in *input) read(r io.Reader) {
	defer close(in.pieces)
	buf := make([]byte, pieceSize)
	for {
		n, err := r.Read(buf)
		if in.raw && bytes.IndexByte(buf[:n], ctrlC) >= 0 {
			in.quit()
			return
		}
		if n > 0 {
			select {
			case in.pieces <- bytes.Clone(buf[:n]):
			case <-in.gone.Done():
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// next returns the next line that e makes of the input: errLeft after Ctrl-C or Ctrl-D, io.EOF at the end, errEnough after too
// many lines, or the error of the context or of flush, which is called before it waits.
func (in *input) next(e *editor, flush func() error) (string, error) {
	if in.lines++; in.lines > mostLines {
		return "", errEnough
	}
	for {
		for len(in.pending) > 0 {
			b := in.pending[0]
			in.pending = in.pending[1:]
			switch e.feed(b) {
			case entered:
				in.fed = false
				return e.take(), nil
			case left:
				return "", errLeft
			case typed:
				in.fed = true
			}
		}
		if err := flush(); err != nil {
			return "", err
		}
		select {
		case <-in.gone.Done():
			if err := in.ctx.Err(); err != nil {
				return "", err
			}
			return "", errLeft
		case piece, ok := <-in.pieces:
			if in.gone.Err() != nil {
				continue
			}
			if !ok && in.fed { // a last line without an end
				in.fed = false
				return e.take(), nil
			}
			if !ok {
				return "", io.EOF
			}
			in.pending = piece
		}
	}
}
