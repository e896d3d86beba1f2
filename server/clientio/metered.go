package clientio

import (
	"io"
	"sync"
	"time"
)

// Metered counts what is written, and bounds how long the client may take nothing: an SSH channel has no
// write deadline, and its window can stay closed for ever. It writes in pieces, each of which has its
// own time.
type Metered struct {
	W        io.Writer
	Patience time.Duration                     // for a piece
	Start    func(d time.Duration) *time.Timer // starts the timer that abandons the client
	Waits    func(n int32)                     // adds n to what waits for the client
	Sent     func(n int, err error)            // is told what was written

	mu    sync.Mutex  // held while a piece is written
	timer *time.Timer // runs while a piece is written
}

// Piece is how much is written at once, in bytes: a packet of SSH.
const Piece = 32 << 10

// Write writes in pieces.
func (m *Metered) Write(p []byte) (n int, err error) {
	for n < len(p) && err == nil {
		var written int
		written, err = m.writePiece(p[n:min(len(p), n+Piece)])
		n += written
	}
	return n, err
}

func (m *Metered) writePiece(p []byte) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.timer == nil {
		m.timer = m.Start(m.Patience)
	} else {
		m.timer.Reset(m.Patience)
	}
	defer m.timer.Stop()
	m.Waits(1)
	n, err := m.W.Write(p)
	m.Waits(-1)
	m.Sent(n, err)
	return n, err
}
