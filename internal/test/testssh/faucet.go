package testssh

import (
	"net"
	"sync"
)

// Faucet is a line that can be turned off: nothing is read from it any more, as if the visitor had been suspended. Make one with
// [NewFaucet], and give its Wrap to [Options].
type Faucet struct {
	off    chan struct{}
	closed chan struct{}
	once   sync.Once
	ended  sync.Once
}

// NewFaucet returns a faucet that is open.
func NewFaucet() *Faucet {
	return &Faucet{off: make(chan struct{}), closed: make(chan struct{})}
}

// Wrap puts the faucet on a connection. A faucet is for one connection.
func (f *Faucet) Wrap(conn net.Conn) (net.Conn, error) { return &faucetLine{conn, f}, nil }

// TurnOff turns the faucet off for good. A read that is under way still brings what it finds.
func (f *Faucet) TurnOff() { f.once.Do(func() { close(f.off) }) }

type faucetLine struct {
	net.Conn
	faucet *Faucet
}

// Read reads while the faucet is open.
func (l *faucetLine) Read(p []byte) (int, error) {
	select {
	case <-l.faucet.off:
		<-l.faucet.closed
		return 0, net.ErrClosed
	default:
		return l.Conn.Read(p)
	}
}

// Close closes the connection.
func (l *faucetLine) Close() error {
	l.faucet.ended.Do(func() { close(l.faucet.closed) })
	return l.Conn.Close()
}
