package server

import (
	"io"
	"sync"
	"time"
)

// meteredWriter counts what is written, and calls stalled when the client takes nothing for too
// long: an SSH channel has no write deadline, and its window can stay closed for ever. It writes in
// pieces, each of which has its own time.
type meteredWriter struct {
	w        io.Writer
	sess     *session
	patience time.Duration
	counts   bool // the client does something by taking output: it is not drawn anyway

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
		m.timer = m.sess.conn.server.later(m.patience, "abandon a client that takes no output", m.sess.abandon)
	} else {
		m.timer.Reset(m.patience)
	}
	defer m.timer.Stop()
	m.sess.shift(1)
	n, err := m.w.Write(p)
	m.sess.shift(-1)
	if m.counts && err == nil {
		m.sess.touched()
	}
	m.sess.conn.bytes.Add(int64(n))
	return n, err
}
