// Package clientio writes to the client of a session, which may take what it is sent slowly, or not at
// all. A [Metered] writer bounds how long a client may take nothing. A [Writer] writes in turn, so that
// others work while one client is waited for; [Goodbye] and [CRLF] are for those who type, whose
// terminal is raw.
package clientio

import (
	"bytes"
	"context"
	"io"

	"github.com/sshblog/sshblog/internal/quota"
)

// Await returns a function that waits for something else than the client, while others work.
func Await(ctx context.Context, turn *quota.Turn) func(wait func()) {
	return func(wait func()) {
		turn.Rest()
		defer func() { _ = turn.Work(ctx) }() // who waited sees the end of ctx by itself
		wait()
	}
}

// Writer writes to the client of a session that works. While that takes nothing, others work.
type Writer struct {
	Ctx  context.Context // of the session
	Turn *quota.Turn
	W    io.Writer
}

// Write writes, and goes on when it is the session's turn.
func (w Writer) Write(p []byte) (int, error) {
	n, err := w.Send(p)
	if working := w.Turn.Work(w.Ctx); err == nil {
		err = working
	}
	return n, err
}

// Send writes in pieces, after each of which it may be another client's turn. What follows needs
// Turn.Work.
func (w Writer) Send(p []byte) (n int, err error) {
	for n < len(p) {
		if err := w.Turn.Work(w.Ctx); err != nil {
			return n, err
		}
		w.Turn.Lend()
		written, err := w.W.Write(p[n:min(len(p), n+Piece)])
		if n += written; err != nil {
			return n, err
		}
	}
	return n, nil
}

// Goodbye writes in turn while the session lasts. What is said when it ends, such as that the
// server stops, waits for no turn.
type Goodbye struct{ Writer }

// Write writes, after the end of the session, too.
func (g Goodbye) Write(p []byte) (int, error) {
	n, err := g.Writer.Write(p)
	if err == nil || g.Ctx.Err() == nil {
		return n, err
	}
	rest, err := g.W.Write(p[n:])
	return n + rest, err
}

// Interrupted reads what the client types until its end, and reports whether it ended with Ctrl-C.
func Interrupted(r io.Reader) bool {
	const ctrlC = 0x03
	buf := make([]byte, 64)
	for {
		n, err := r.Read(buf)
		if bytes.IndexByte(buf[:n], ctrlC) >= 0 {
			return true
		}
		if err != nil {
			return false
		}
	}
}

// CRLF ends lines with CR LF, as a terminal in raw mode needs.
type CRLF struct{ W io.Writer }

// Write writes p with its lines ended.
func (c CRLF) Write(p []byte) (int, error) {
	if _, err := c.W.Write(bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n"))); err != nil {
		return 0, err
	}
	return len(p), nil
}
