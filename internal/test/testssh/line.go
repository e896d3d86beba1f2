package testssh

import (
	"net"
	"sync/atomic"
	"time"
)

// Counts are what has gone over a line, in bytes as TCP carries them, and how often the line has
// turned: the visitor said something and then heard something.
type Counts struct {
	Sent, Received int64
	Turns          int64
}

// line counts what goes over a connection.
type line struct {
	net.Conn
	sent, received, turns atomic.Int64
	said                  atomic.Bool  // since something was last heard
	first                 atomic.Int64 // when the first byte came, in nanoseconds
}

// Read reads and counts.
func (l *line) Read(p []byte) (int, error) {
	n, err := l.Conn.Read(p)
	if n > 0 {
		if l.received.Add(int64(n)) == int64(n) {
			l.first.Store(time.Now().UnixNano())
		}
		if l.said.Swap(false) {
			l.turns.Add(1)
		}
	}
	return n, err
}

// Write writes and counts.
func (l *line) Write(p []byte) (int, error) {
	l.said.Store(true)
	n, err := l.Conn.Write(p)
	l.sent.Add(int64(n))
	return n, err
}

func (l *line) counts() Counts {
	return Counts{Sent: l.sent.Load(), Received: l.received.Load(), Turns: l.turns.Load()}
}

// began is when the first byte came.
func (l *line) began() time.Time { return time.Unix(0, l.first.Load()) }
