// Package connlimit accepts connections within limits, and keeps clients that never authenticate
// from shutting readers out.
//
// A [Listener] is a net.Listener around another. It counts the open connections, and among them
// the waiting ones, whose peers have not yet shown that somebody is there to read. Both counts have
// a limit, in total and for each address. A client that opens connections and does nothing with
// them uses up the waiting ones. The listener then evicts one, preferably one that has been silent,
// so that the next reader still gets in. When all places are taken it evicts a connection whose
// client takes no output, or the quietest one of the address that has most. It also limits how
// often one address may connect. It closes refused connections at once and leaves nothing of them
// in the kernel.
//
// The package knows no SSH: the server calls [Conn.Activate] once a peer has authenticated.
package connlimit

import (
	"container/list"
	"context"
	"errors"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"github.com/sshblog/sshblog/internal/quota"
	"github.com/sshblog/sshblog/internal/safego"
)

// Options bound what clients can take. All numbers are of connections; zero means no limit.
type Options struct {
	Total             int // open at one time
	PerAddress        int // the same, from one address; up to half of Total, also at most half of what others leave
	Waiting           int // waiting at one time
	WaitingPerAddress int // the same, from one address
	// peers that may name their clients by the PROXY protocol; headers of others are not believed
	Proxies       []netip.Prefix
	HeaderTimeout time.Duration       // for a proxy's header; zero means 5 s
	Report        safego.PanicHandler // is told of panics; may be nil
	Refused       func(net.Addr)      // is told whose connection was refused, or evicted before it had an owner; may be nil
}

// Counts is how many connections a Listener has refused so far.
type Counts struct {
	Full    int64 // the total was reached
	Address int64 // too many from one address, or too often
	Evicted int64 // they made room for another one
	Proxy   int64 // from a proxy, without a valid header
	Errors  int64 // accepting failed, for example for lack of descriptors
}

// Listener is a listener that refuses connections beyond its limits. Make one with New.
type Listener struct {
	net.Listener
	opts  Options
	ready chan net.Conn
	ctx   context.Context         // done when the listener has stopped accepting; its cause says why
	end   context.CancelCauseFunc // the first cause counts

	stopped  atomic.Bool // by StopAccepting
	slots    quota.Pool  // of connections whose client is known, or that have none
	refusals [5]atomic.Int64

	mu      sync.Mutex
	conns   map[*Conn]struct{}   // that are open
	byNet   map[netip.Prefix]int // how many wait, by client, and by network where that is another one
	waiting *list.List           // of *Conn, the one that has waited longest in front
	leaving int                  // evicted, and not closed yet
	spares  int                  // connections that have a spare place
	noMute  time.Time            // no mute connection is looked for until then
	rate    connRate
}

// New returns a Listener around another one. Close closes both.
func New(inner net.Listener, o Options) *Listener {
	if o.HeaderTimeout == 0 {
		o.HeaderTimeout = 5 * time.Second
	}
	if o.Report == nil {
		o.Report = func(string, any, []byte) {}
	}
	if o.Refused == nil {
		o.Refused = func(net.Addr) {}
	}
	l := &Listener{
		Listener: inner, opts: o, ready: make(chan net.Conn),
		conns: map[*Conn]struct{}{}, byNet: map[netip.Prefix]int{}, waiting: list.New(),
		slots: quota.Pool{Max: int64(o.Total), PerAddr: int64(o.PerAddress)},
	}
	if o.PerAddress == 0 {
		l.slots.PerAddr = -1
	}
	l.ctx, l.end = context.WithCancelCause(context.Background())
	safego.Go(o.Report, "accept connections", l.run)
	return l
}

// Accept returns the next connection within the limits, as a *Conn. Its error is final.
func (l *Listener) Accept() (net.Conn, error) {
	select {
	case conn := <-l.ready:
		return conn, nil
	case <-l.ctx.Done():
		return nil, context.Cause(l.ctx)
	}
}

// StopAccepting closes the listener below. Connections that have come by then are still delivered,
// until Close. It does so once.
func (l *Listener) StopAccepting() error {
	if l.stopped.Swap(true) {
		return nil
	}
	return l.Listener.Close()
}

// Close closes the listener. Accepted connections stay open.
func (l *Listener) Close() error {
	l.end(net.ErrClosed)
	return l.Listener.Close()
}

// Counts returns how many connections were refused since the Listener was made.
func (l *Listener) Counts() Counts {
	return Counts{
		Full: l.refusals[full].Load(), Address: l.refusals[addrFull].Load(), Evicted: l.refusals[evicted].Load(),
		Proxy: l.refusals[badProxy].Load(), Errors: l.refusals[failed].Load(),
	}
}

// Open returns how many connections are open, and how many of them are waiting.
func (l *Listener) Open() (open, waiting int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.conns), l.waiting.Len() + l.spares
}

// Owners returns who serves the open connections.
func (l *Listener) Owners() []Owner {
	l.mu.Lock()
	defer l.mu.Unlock()
	var all []Owner
	for c := range l.conns {
		if c.owner != nil {
			all = append(all, c.owner)
		}
	}
	return all
}

// Reasons for a refusal.
const (
	accepted = iota - 1 // not refused
	full
	addrFull
	evicted
	badProxy
	failed
)

// How long to wait after a failure to accept. Each failure in a row doubles it.
const (
	minPause = 5 * time.Millisecond
	maxPause = time.Second
)

// run accepts connections until the listener is closed. After a failure that will pass, such as a
// lack of descriptors, it evicts a waiting connection and tries again, at growing intervals.
func (l *Listener) run() {
	pause := minPause
	for {
		conn, err := l.Listener.Accept()
		if err == nil {
			pause = minPause
			l.receive(conn)
			continue
		}
		if l.stopped.Load() && errors.Is(err, net.ErrClosed) {
			return
		}
		temporary, ok := err.(interface{ Temporary() bool })
		if !ok || !temporary.Temporary() {
			l.end(err)
			return
		}
		l.refusals[failed].Add(1)
		l.mu.Lock()
		gone := l.unlinkWaiting(netip.Prefix{})
		l.mu.Unlock()
		l.dismiss(gone...)
		if !quota.Wait(l.ctx, pause) {
			return
		}
		pause = min(2*pause, maxPause)
	}
}

// receive delivers a connection, or refuses it.
func (l *Listener) receive(conn net.Conn) {
	c := &Conn{Conn: conn, raw: conn, listener: l, addr: conn.RemoteAddr(), came: time.Now()}
	peer := addressOf(conn.RemoteAddr())
	if !l.isProxy(peer) {
		c.local = peer.IsLoopback() || peer.IsValid() && peer == addressOf(conn.LocalAddr())
		client := clientNet(peer)
		if !peer.IsLoopback() && !l.allowConn(client) { // connections from this machine are not limited
			l.refuse(c, addrFull)
		} else if l.add(c, client) {
			l.deliver(c)
		}
		return
	}
	if !l.addUnknown(c) {
		return
	}
	safego.Go(l.opts.Report, "read a proxy's header", func() {
		if l.readProxyHeader(c) {
			l.deliver(c)
		}
	})
}

// allowConn charges a client's network for a connection, and reports whether it still may connect.
func (l *Listener) allowConn(client netip.Prefix) bool {
	if !client.IsValid() {
		return true
	}
	l.mu.Lock()
	ok := l.rate.allow(client, time.Now())
	l.mu.Unlock()
	return ok
}

// deliver hands a connection to Accept.
func (l *Listener) deliver(c *Conn) {
	select {
	case l.ready <- c:
	case <-l.ctx.Done():
		_ = c.Close()
	}
}

// add counts a connection for a client, to whose waiting ones it belongs. It reports false if the
// connection was refused.
func (l *Listener) add(c *Conn, client netip.Prefix) bool {
	l.mu.Lock()
	c.activate() // it must not make room for itself
	var gone []*Conn
	reason := accepted
	spare := c.local && l.spares < maxSpares && !l.hasRoom(c, client)
	if !spare {
		gone, reason = l.acquireSlot(c, client)
	}
	if reason == accepted {
		c.client = client
		l.conns[c] = struct{}{}
		if spare {
			c.takeSpare() // it makes no room for others, and others make none for it
		} else {
			c.wait()
		}
	}
	l.mu.Unlock()
	return l.admitted(c, reason, gone)
}

// maxSpares is how many connections from this machine may be open beyond the limits until they are
// activated, so that a health check of a full blog is answered, and no reader has to go for it. They
// are closed after spareTime: a health check has ended by then.
const (
	maxSpares = 4
	spareTime = 3 * time.Second
)

// maxUnknown is how many connections of proxies may be open beyond the limit, while it is not known
// whom they bring: who makes room depends on that.
const maxUnknown = 32

// addUnknown is add for a connection whose client will be known later.
func (l *Listener) addUnknown(c *Conn) bool {
	l.mu.Lock()
	var gone []*Conn
	reason := accepted
	switch {
	case reached(l.waiting.Len(), l.opts.Waiting):
		gone = l.unlinkWaiting(netip.Prefix{})
	case l.opts.Total > 0 && len(l.conns) >= l.opts.Total+maxUnknown:
		reason = full
	}
	if reason == accepted {
		l.conns[c] = struct{}{}
		c.wait()
	}
	l.mu.Unlock()
	return l.admitted(c, reason, gone)
}

// admitted closes the connections that have made room for another one, and that one if it was
// refused all the same. It reports whether it was not.
func (l *Listener) admitted(c *Conn, reason int, gone []*Conn) bool {
	l.dismiss(gone...)
	if reason != accepted {
		l.refuse(c, reason)
	}
	return reason == accepted
}

// refuse counts a refused connection and closes it.
func (l *Listener) refuse(c *Conn, reason int) {
	l.refusals[reason].Add(1)
	l.opts.Refused(c.addr)
	drop(c)
}
