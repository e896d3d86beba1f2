package testssh

import (
	"net"
	"sync/atomic"
	"syscall"
	"time"
)

// Counts are what has gone over a line, in bytes as TCP carries them, and how often the line has turned: the visitor said
// something and then heard something.
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

// narrow makes a socket's buffers as small as those of a long line. Over loopback a segment has 64 KB, and the sender's kernel keeps
// buffers of megabytes for it, behind which no server would notice that its client reads slowly.
func narrow(_, _ string, raw syscall.RawConn) error {
	const segment, buffer = 1400, 16 << 10
	var failed error
	err := raw.Control(func(fd uintptr) {
		failed = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_TCP, syscall.TCP_MAXSEG, segment)
		if failed == nil {
			failed = syscall.SetsockoptInt(int(fd), syscall.SOL_SOCKET, syscall.SO_RCVBUF, buffer)
		}
	})
	if err != nil {
		return err
	}
	return failed
}
