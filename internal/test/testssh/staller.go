package testssh

import (
	"net"
	"sync"
)

// Staller is a line that can be turned off: nothing is read from it any more, as if the reader had
// been suspended. Make one with [NewStaller], and give its Wrap to [Options].
type Staller struct {
	off    chan struct{}
	closed chan struct{}
	once   sync.Once
	ended  sync.Once
}

// NewStaller returns a staller that is open.
func NewStaller() *Staller {
	return &Staller{off: make(chan struct{}), closed: make(chan struct{})}
}

// Wrap puts the staller on a connection. A staller is for one connection.
func (f *Staller) Wrap(conn net.Conn) (net.Conn, error) { return &stallerLine{conn, f}, nil }

// TurnOff turns the staller off for good. A read that is under way still brings what it finds.
func (f *Staller) TurnOff() { f.once.Do(func() { close(f.off) }) }

type stallerLine struct {
	net.Conn
	staller *Staller
}

// Read reads while the staller is open.
func (l *stallerLine) Read(p []byte) (int, error) {
	select {
	case <-l.staller.off:
		<-l.staller.closed
		return 0, net.ErrClosed
	default:
		return l.Conn.Read(p)
	}
}

// Close closes the connection.
func (l *stallerLine) Close() error {
	l.staller.ended.Do(func() { close(l.staller.closed) })
	return l.Conn.Close()
}
