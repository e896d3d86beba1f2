package lineui

import (
	"bytes"
	"context"
	"errors"
	"io"
	"sync"

	"github.com/sshblog/sshblog/internal/safego"
)

// Bounds of what is read.
const (
	pieceSize = 512      // bytes that are read at once
	mostAhead = 32 << 10 // bytes that may wait to be answered; who sends more than that is not a person
	mostLines = 5000     // of a visit: nobody types more
)

// Why there is no further line.
var (
	errLeft   = errors.New("the reader left")
	errEnough = errors.New("too many lines")
)

// input is the lines that a person types.
type input struct {
	ctx     context.Context
	pending []byte // of the last piece
	raw     bool
	quit    context.CancelFunc
	gone    context.Context // ends when Ctrl-C was typed
	lines   int
	fed     bool // something of a line has come

	news  chan struct{} // something was read; holds one
	mu    sync.Mutex
	ahead []byte // read, and not taken yet
	end   error  // why nothing more is read
}

// newInput begins to read from r. The goroutine ends when ctx does and a read returns.
func newInput(ctx context.Context, r io.Reader, raw bool, report safego.PanicHandler) *input {
	in := &input{ctx: ctx, news: make(chan struct{}, 1), raw: raw}
	in.gone, in.quit = context.WithCancel(ctx)
	safego.Go(report, "read lines", func() { in.read(r) })
	return in
}

// read keeps what comes, until the end. On a terminal Ctrl-C counts at once, whatever else waits to
// be answered.
func (in *input) read(r io.Reader) {
	defer in.put(nil, io.EOF) // if nothing else was the reason
	buf := make([]byte, pieceSize)
	for in.gone.Err() == nil {
		n, err := r.Read(buf)
		if in.raw && bytes.IndexByte(buf[:n], ctrlC) >= 0 {
			in.quit()
			return
		}
		if !in.put(buf[:n], err) {
			_, _ = io.Copy(io.Discard, r) // so that what is too much does not pile up where it comes from
			return
		}
	}
}

// put keeps a piece, and the reason if it is the last one; false if nothing more is to be read.
func (in *input) put(piece []byte, end error) bool {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.end != nil {
		return false
	}
	in.ahead = append(in.ahead, piece...)
	in.end = end
	if len(in.ahead) > mostAhead {
		in.end = errEnough
	}
	in.tell()
	return in.end == nil
}

// tell says that there is something to take. in.mu is held.
func (in *input) tell() {
	select {
	case in.news <- struct{}{}:
	default:
	}
}

// take returns what was read since the last time, or why there is nothing more.
func (in *input) take() ([]byte, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	piece := in.ahead
	in.ahead = nil
	if in.end != nil {
		in.tell() // that it is the end
	}
	switch {
	case errors.Is(in.end, errEnough):
		return nil, errEnough
	case len(piece) == 0:
		return nil, in.end
	}
	return piece, nil
}

// next returns the next line that e makes of the input: errLeft after Ctrl-C or Ctrl-D, io.EOF at
// the end, errEnough after too many lines, or the error of the context or of flush, which is called
// before it waits.
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
		case <-in.news:
		}
		if in.gone.Err() != nil {
			continue
		}
		piece, err := in.take()
		switch {
		case errors.Is(err, errEnough):
			return "", errEnough
		case err != nil && in.fed: // a last line without an end
			in.fed = false
			return e.take(), nil
		case err != nil:
			return "", io.EOF
		}
		in.pending = piece
	}
}
