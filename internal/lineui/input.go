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
	maxAhead  = 32 << 10 // bytes that may wait to be answered; no person types more
	maxLines  = 5000     // of a session: nobody types more
)

// Why there is no further line.
var (
	errQuit    = errors.New("the reader left")
	errTooMuch = errors.New("too many lines")
)

// input reads the lines that a person types.
type input struct {
	ctx         context.Context
	pending     []byte // of the last piece, not fed to the editor yet
	raw         bool
	interrupt   context.CancelFunc
	interrupted context.Context // ends with ctx, or when Ctrl-C is typed
	lines       int
	partial     bool // a line has begun
	restarting  <-chan struct{}
	onRestart   func() // is called once when that is closed

	ready chan struct{} // something was read; holds one
	mu    sync.Mutex
	ahead []byte // read, and not taken yet
	end   error  // why nothing more is read
}

// newInput starts to read from r. The goroutine ends when ctx does and a read returns.
func newInput(ctx context.Context, r io.Reader, raw bool, report safego.PanicHandler) *input {
	in := &input{ctx: ctx, ready: make(chan struct{}, 1), raw: raw}
	in.interrupted, in.interrupt = context.WithCancel(ctx)
	safego.Go(report, "read lines", func() { in.read(r) })
	return in
}

// read stores what comes, until the end. On a terminal Ctrl-C counts at once, whatever else waits
// to be answered.
func (in *input) read(r io.Reader) {
	defer in.store(nil, io.EOF) // if nothing else was the reason
	buf := make([]byte, pieceSize)
	for in.interrupted.Err() == nil {
		n, err := r.Read(buf)
		if in.raw && bytes.IndexByte(buf[:n], ctrlC) >= 0 {
			in.interrupt()
			return
		}
		if !in.store(buf[:n], err) {
			_, _ = io.Copy(io.Discard, r) // or the rest would pile up in the connection
			return
		}
	}
}

// store appends a piece, and the reason if it is the last one. It reports whether to read on.
func (in *input) store(piece []byte, end error) bool {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.end != nil {
		return false
	}
	in.ahead = append(in.ahead, piece...)
	in.end = end
	if len(in.ahead) > maxAhead {
		in.end = errTooMuch
	}
	in.signal()
	return in.end == nil
}

// signal wakes next. in.mu is held.
func (in *input) signal() {
	select {
	case in.ready <- struct{}{}:
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
		in.signal() // that it is the end
	}
	switch {
	case errors.Is(in.end, errTooMuch):
		return nil, errTooMuch
	case len(piece) == 0:
		return nil, in.end
	}
	return piece, nil
}

// next returns the next line that e makes of the input: errLeft after Ctrl-C or Ctrl-D, io.EOF at
// the end, errEnough after too many lines, or the error of the context or of flush, which is called
// before it waits, by await.
func (in *input) next(e *editor, flush func() error, await func(wait func())) (string, error) {
	if in.lines++; in.lines > maxLines {
		return "", errTooMuch
	}
	for {
		for len(in.pending) > 0 {
			b := in.pending[0]
			in.pending = in.pending[1:]
			switch e.feed(b) {
			case entered:
				in.partial = false
				return e.take(), nil
			case left:
				return "", errQuit
			case typed:
				in.partial = true
			}
		}
		if err := flush(); err != nil {
			return "", err
		}
		restarts := false
		await(func() {
			select {
			case <-in.interrupted.Done():
			case <-in.ready:
			case <-in.restarting:
				restarts = true
			}
		})
		if restarts {
			in.restarting = nil
			in.onRestart()
			continue
		}
		if in.interrupted.Err() != nil {
			if err := in.ctx.Err(); err != nil {
				return "", err
			}
			return "", errQuit
		}
		piece, err := in.take()
		switch {
		case errors.Is(err, errTooMuch):
			return "", errTooMuch
		case err != nil && in.partial: // a last line without an end
			in.partial = false
			return e.take(), nil
		case err != nil:
			return "", io.EOF
		}
		in.pending = piece
	}
}
