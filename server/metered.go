package server

import (
	"io"
	"sync"
	"sync/atomic"
	"time"
)

// meteredWriter counts what is written, and calls stalled when the client takes nothing for too
// long: an SSH channel has no write deadline, and its window can stay closed for ever. It writes in
// pieces, each of which has its own time.
type meteredWriter struct {
	w        io.Writer
	server   *Server
	patience time.Duration
	stalled  func() // ends the session, and with it the write
	bytes    *atomic.Int64

	mu    sync.Mutex  // held while a piece is written
	timer *time.Timer // runs while a piece is written
}

// piece is how much is written at once, in bytes: a packet of SSH.
const piece = 32 << 10

func (m *meteredWriter) Write(p []byte) (n int, err error) {
	for n < len(p) && err == nil {
		var written int
		written, err = m.writePiece(p[n:min(len(p), n+piece)])
		n += written
	}
	return n, err
}

func (m *meteredWriter) writePiece(p []byte) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.timer == nil {
		m.timer = m.server.later(m.patience, "abandon a client that takes no output", m.stalled)
	} else {
		m.timer.Reset(m.patience)
	}
	defer m.timer.Stop()
	n, err := m.w.Write(p)
	m.bytes.Add(int64(n))
	return n, err
}
