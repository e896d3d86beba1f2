package server

import (
	"io"
	"sync/atomic"
	"time"
)

// meteredWriter counts what is written, and gives up on a client that takes nothing: an SSH channel has no write deadline, and its
// window can stay closed for ever, so a write that lasts too long ends the connection, which ends the write.
type meteredWriter struct {
	w        io.Writer
	patience time.Duration
	stalled  func()
	bytes    atomic.Int64
}

func (m *meteredWriter) Write(p []byte) (int, error) {
	timer := time.AfterFunc(m.patience, m.stalled)
	defer timer.Stop()
	n, err := m.w.Write(p)
	m.bytes.Add(int64(n))
	return n, err
}
