//go:build linux

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"regexp"
	"sync"
	"sync/atomic"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/internal/quota"
)

// How readers behave.
const (
	keyEvery    = 3 * time.Second // on average
	backAfter   = 2 * time.Second // at most, until they come back
	newcomerGap = 200 * time.Millisecond
)

// crowd is all readers.
type crowd struct {
	addr    string
	readers []*reader
	all     sync.WaitGroup

	mu     sync.Mutex
	counts counts
}

// reader reads one post, and comes back whenever the connection ends.
type reader struct {
	crowd   *crowd
	from    net.Addr
	address string // where they read: post-1#section-2
	words   string // which they see there
	reading atomic.Bool
}

// startCrowd has people read until ctx ends, each from an address of their own.
func startCrowd(ctx context.Context, addr string, n int) *crowd {
	c := &crowd{addr: addr}
	for i := range n {
		post, section := i%numPosts, i%numSections
		r := &reader{
			crowd: c, from: &net.TCPAddr{IP: net.IPv4(127, 1, byte(i/250), byte(i%250+1))},
			address: fmt.Sprintf("post-%d#section-%d", post, section),
			words:   fmt.Sprintf("words of section %d in", section), // the line breaks behind them, perhaps
		}
		c.readers = append(c.readers, r)
		c.all.Go(func() {
			quota.Wait(ctx, time.Duration(i)*10*time.Millisecond)
			r.run(ctx)
		})
	}
	c.all.Go(func() { c.newcomers(ctx) })
	return c
}

// wait waits until all have gone.
func (c *crowd) wait() { c.all.Wait() }

// awaitReaders waits until so many read.
func (c *crowd) awaitReaders(ctx context.Context, n int) error {
	for begun := time.Now(); ; {
		reading := 0
		for _, r := range c.readers {
			if r.reading.Load() {
				reading++
			}
		}
		if reading >= n {
			return nil
		}
		if time.Since(begun) > patience || ctx.Err() != nil {
			return errors.Join(fmt.Errorf("%d of %d read", reading, n), ctx.Err())
		}
		quota.Wait(ctx, 50*time.Millisecond)
	}
}

// newcomers come one after another, ask for the list and leave.
func (c *crowd) newcomers(ctx context.Context) {
	for quota.Wait(ctx, newcomerGap) {
		c.all.Go(func() {
			err := c.list(ctx)
			if ctx.Err() != nil {
				return
			}
			c.count(func(n *counts) {
				if n.newcomers++; err != nil {
					n.refused = append(n.refused, err.Error())
				}
			})
		})
	}
}

// list asks for the list.
func (c *crowd) list(ctx context.Context) error {
	client, err := c.dial(ctx, &net.TCPAddr{IP: net.IPv4(127, 2, 0, byte(1+rand.N(250)))})
	if err != nil {
		return err
	}
	defer func() { _ = client.Close() }()
	session, err := client.NewSession()
	if err != nil {
		return err
	}
	text, err := session.Output("ls")
	if err == nil && !bytes.Contains(text, []byte("post-1")) {
		err = fmt.Errorf("read %q", text)
	}
	return err
}

// dial connects by way of the balancer, from an address.
func (c *crowd) dial(ctx context.Context, from net.Addr) (*gossh.Client, error) {
	dialer := net.Dialer{LocalAddr: from}
	conn, err := dialer.DialContext(ctx, "tcp", c.addr)
	if err != nil {
		return nil, err
	}
	_ = conn.SetDeadline(time.Now().Add(patience))
	transport, channels, requests, err := gossh.NewClientConn(conn, c.addr, &gossh.ClientConfig{
		User: "reader", HostKeyCallback: gossh.InsecureIgnoreHostKey(),
	})
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	_ = conn.SetDeadline(time.Time{})
	return gossh.NewClient(transport, channels, requests), nil
}

// run reads, again and again.
func (r *reader) run(ctx context.Context) {
	address := r.address
	for back := false; ctx.Err() == nil; back = true {
		said, err := r.visit(ctx, address, back)
		if ctx.Err() != nil {
			return
		}
		r.crowd.count(func(n *counts) { address = n.left(r, said, err) })
		quota.Wait(ctx, rand.N(backAfter))
	}
}

// visit reads a post until the connection ends, and returns what came last. An error means that the
// post was not there to read.
func (r *reader) visit(ctx context.Context, address string, back bool) (said string, err error) {
	client, err := r.crowd.dial(ctx, r.from)
	if err != nil {
		return "", err
	}
	stop := context.AfterFunc(ctx, func() { _ = client.Close() })
	defer stop()
	defer func() { _ = client.Close() }()
	session, err := client.NewSession()
	if err != nil {
		return "", err
	}
	keys, err := session.StdinPipe()
	if err != nil {
		return "", err
	}
	out, err := session.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := session.RequestPty("xterm-256color", 24, 80, gossh.TerminalModes{}); err != nil {
		return "", err
	}
	if err := session.Start(address); err != nil {
		return "", err
	}
	return r.read(keys, out, back)
}

// maxKept is how much is kept of what came last.
const maxKept = 8 << 10

// read presses keys and reads until there is nothing more.
func (r *reader) read(keys io.Writer, out io.Reader, back bool) (said string, err error) {
	var pressed atomic.Int64 // when, 0 if that is answered
	ended := make(chan struct{})
	defer r.reading.Store(false)
	defer close(ended)
	var kept []byte
	for buf := make([]byte, 32<<10); ; {
		n, err := out.Read(buf)
		if at := pressed.Swap(0); at != 0 && n > 0 {
			r.crowd.count(func(c *counts) { c.slowestKey = max(c.slowestKey, time.Since(time.Unix(0, at))) })
		}
		kept = append(kept, buf[:n]...)
		if !r.reading.Load() && bytes.Contains(kept, []byte(r.words)) {
			r.reading.Store(true)
			if back {
				r.crowd.count(func(c *counts) { c.back++ })
			}
			go r.pressKeys(keys, &pressed, ended)
		}
		kept = kept[max(0, len(kept)-maxKept):]
		if err != nil {
			if !r.reading.Load() {
				return string(kept), fmt.Errorf("%s is not there to read: %w", r.address, err)
			}
			return string(kept), nil
		}
	}
}

// pressKeys goes a line down and up again until ended.
func (r *reader) pressKeys(keys io.Writer, pressed *atomic.Int64, ended <-chan struct{}) {
	for i := 0; ; i++ {
		select {
		case <-ended:
			return
		case <-time.After(keyEvery/2 + rand.N(keyEvery)):
		}
		pressed.Store(time.Now().UnixNano())
		if _, err := io.WriteString(keys, string("jk"[i%2])); err != nil {
			return
		}
	}
}

// wayBack finds the command line that a reader was told.
var wayBack = regexp.MustCompile(`Back: ssh -t ` + regexp.QuoteMeta(publicHost) + ` '?([^'\s]+)'?`)
