// Package testssh is somebody who reads a blog over SSH, seen from the outside: it connects, opens
// a terminal, waits for what is shown, presses keys, and leaves in good or in bad manners. What
// goes over the line is counted, and the line may be slow.
//
// It is made to be many: a visitor costs little, and where a search in the bytes that came is
// enough, no terminal is emulated.
package testssh

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// Options say how a visitor comes. The zero value is a plain line and much patience.
type Options struct {
	User     string                           // whom the visitor claims to be; "reader" if empty
	Wrap     func(net.Conn) (net.Conn, error) // what the line is like, as [Slow.Wrap]; nil for plain
	Narrow   bool                             // buffers as small as on a long line, not as large as on loopback
	Patience time.Duration                    // for the handshake and for each wait; 30 s if zero
}

// Reader is one connection.
type Reader struct {
	conn     gossh.Conn
	line     *line
	tcp      *net.TCPConn
	patience time.Duration
	stages   Stages
	ended    sync.WaitGroup // what works for the connection
}

// Stages are the moments of a connection, in the order in which they come. Those that have not come
// yet are zero.
type Stages struct {
	Start     time.Time // before anything
	TCP       time.Time // connected
	Version   time.Time // the server has named itself
	Exchange  time.Time // keys are exchanged: the host key's signature holds
	Auth      time.Time // let in
	Channel   time.Time // a session is open
	Shell     time.Time // the terminal, and a shell or command, are granted
	FirstByte time.Time // of output
}

// Dial connects to a server, without a key and without asking who the server is. An error leaves
// nothing behind.
func Dial(ctx context.Context, addr string, o Options) (*Reader, error) {
	if o.User == "" {
		o.User = "reader"
	}
	if o.Patience == 0 {
		o.Patience = 30 * time.Second
	}
	v := &Reader{patience: o.Patience}
	v.stages.Start = time.Now()
	if err := v.connect(ctx, addr, o); err != nil {
		return nil, fmt.Errorf("connect to %s: %w", addr, err)
	}
	late := time.AfterFunc(o.Patience, func() { _ = v.line.Close() })
	defer late.Stop()
	conn, channels, requests, err := gossh.NewClientConn(v.line, addr, &gossh.ClientConfig{
		User: o.User,
		HostKeyCallback: func(string, net.Addr, gossh.PublicKey) error {
			v.stages.Exchange = time.Now()
			return nil
		},
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("handshake with %s: %w", addr, err), v.line.Close())
	}
	v.stages.Version, v.stages.Auth = v.line.began(), time.Now()
	v.conn = conn
	v.ended.Go(func() { gossh.DiscardRequests(requests) })
	v.ended.Go(func() {
		for offer := range channels {
			_ = offer.Reject(gossh.Prohibited, "visitors offer nothing")
		}
	})
	return v, nil
}

// connect makes the line.
func (v *Reader) connect(ctx context.Context, addr string, o Options) error {
	dialer := net.Dialer{Timeout: o.Patience}
	if o.Narrow {
		dialer.Control = narrow
	}
	conn, err := dialer.DialContext(ctx, "tcp", addr)
	if err != nil {
		return err
	}
	v.tcp, _ = conn.(*net.TCPConn)
	if o.Wrap != nil {
		wrapped, err := o.Wrap(conn)
		if err != nil {
			return errors.Join(err, conn.Close())
		}
		conn = wrapped
	}
	v.stages.TCP = time.Now()
	v.line = &line{Conn: conn}
	return nil
}

// Stages are the moments of the connection so far. Call it when no Open is under way.
func (v *Reader) Stages() Stages { return v.stages }

// Counts are what has gone over the line so far.
func (v *Reader) Counts() Counts { return v.line.counts() }

// Close closes the connection and waits until nothing of it is left here.
func (v *Reader) Close() error {
	err := v.conn.Close()
	v.ended.Wait()
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

// Reset breaks the connection as a host does that has lost its power and come back: with a TCP
// reset, without a word of SSH.
func (v *Reader) Reset() error {
	err := v.tcp.SetLinger(0)
	err = errors.Join(err, v.tcp.Close())
	v.ended.Wait()
	return err
}
