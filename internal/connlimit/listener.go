// Package connlimit accepts connections within limits, and keeps clients that never authenticate
// from shutting readers out.
//
// A [Listener] is a net.Listener around another. It counts the open connections, and among them
// the waiting ones, whose peers have not yet shown that somebody is there to read. Both counts have
// a limit, in total and for each address. A client that opens connections and does nothing with
// them uses up the waiting ones. The listener then evicts one, preferably one that has been silent,
// so that the next reader still gets in. It also limits how often one address may connect. It
// closes refused connections at once and leaves nothing of them in the kernel.
//
// The package knows no SSH: the server calls [Conn.Activate] once a peer has authenticated.
package connlimit

import (
	"container/list"
	"context"
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
	PerAddress        int // the same, from one address
	Waiting           int // waiting at one time
	WaitingPerAddress int // the same, from one address
	// peers that may name their clients by the PROXY protocol; headers of others are not believed
	Proxies       []netip.Prefix
	HeaderTimeout time.Duration       // for a proxy's header; zero means 5 s
	Report        safego.PanicHandler // is told of panics; may be nil
}

// Counts is how many connections a Listener has refused so far.
type Counts struct {
	Full    int64 // the total was reached
	Address int64 // too many from one address, or too often
	Evicted int64 // waiting when another one came
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

	mu       sync.Mutex
	open     int
	byNet    map[netip.Prefix]*netCount
	waiting  *list.List // of *Conn, the one that has waited longest in front
	rate     connRate
	refusals [5]atomic.Int64
}

// netCount counts the connections of one client network.
type netCount struct{ open, waiting int }

// New returns a Listener around another one. Close closes both.
func New(inner net.Listener, o Options) *Listener {
	if o.HeaderTimeout == 0 {
		o.HeaderTimeout = 5 * time.Second
	}
	if o.Report == nil {
		o.Report = func(string, any, []byte) {}
	}
	l := &Listener{
		Listener: inner, opts: o, ready: make(chan net.Conn),
		byNet: map[netip.Prefix]*netCount{}, waiting: list.New(),
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
	return l.open, l.waiting.Len()
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
		temporary, ok := err.(interface{ Temporary() bool })
		if !ok || !temporary.Temporary() {
			l.end(err)
			return
		}
		l.refusals[failed].Add(1)
		l.mu.Lock()
		gone := l.unlinkVictim(netip.Prefix{})
		l.mu.Unlock()
		drop(gone)
		if !quota.Wait(l.ctx, pause) {
			return
		}
		pause = min(2*pause, maxPause)
	}
}

// receive delivers a connection, or refuses it.
func (l *Listener) receive(conn net.Conn) {
	peer := addressOf(conn.RemoteAddr())
	if !l.isProxy(peer) {
		client := clientNet(peer)
		if !peer.IsLoopback() && !l.allowConn(client) { // connections from this machine are not limited
			reset(conn)
		} else if c := l.add(conn, client); c != nil {
			l.deliver(c)
		}
		return
	}
	c := l.add(conn, netip.Prefix{}) // the client is not known yet
	if c == nil {
		return
	}
	safego.Go(l.opts.Report, "read a proxy's header", func() {
		if !l.readProxyHeader(c) {
			drop(c)
			return
		}
		l.deliver(c)
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
	if !ok {
		l.refusals[addrFull].Add(1)
	}
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

// add adds a connection to the waiting ones. It returns nil if the connection was refused.
func (l *Listener) add(conn net.Conn, client netip.Prefix) *Conn {
	c := &Conn{Conn: conn, raw: conn, listener: l, addr: conn.RemoteAddr()}
	l.mu.Lock()
	gone, reason := l.makeRoom(client)
	if reason == accepted {
		l.open++
		c.waiting = l.waiting.PushBack(c)
		c.addTo(client)
	}
	l.mu.Unlock()
	drop(gone)
	if reason != accepted {
		l.refusals[reason].Add(1)
		reset(conn)
		return nil
	}
	return c
}

// makeRoom makes room for one more connection of a client. It returns the connection that it
// evicted, if any, or the reason why there is no room.
func (l *Listener) makeRoom(client netip.Prefix) (gone *Conn, reason int) {
	if gone, reason = l.makeRoomFor(client); gone != nil || reason != accepted {
		return gone, reason
	}
	switch {
	case reached(l.waiting.Len(), l.opts.Waiting):
		return l.unlinkVictim(netip.Prefix{}), accepted
	case reached(l.open, l.opts.Total):
		if gone = l.unlinkVictim(netip.Prefix{}); gone == nil {
			return nil, full
		}
	}
	return gone, accepted
}

// makeRoomFor is makeRoom for the limits of a single client.
func (l *Listener) makeRoomFor(client netip.Prefix) (gone *Conn, reason int) {
	n := l.byNet[client]
	switch {
	case n == nil || !client.IsValid():
	case reached(n.waiting, l.opts.WaitingPerAddress), reached(n.open, l.opts.PerAddress) && n.waiting > 0:
		return l.unlinkVictim(client), accepted
	case reached(n.open, l.opts.PerAddress):
		return nil, addrFull
	}
	return nil, accepted
}

// reached reports whether n has reached a limit. Zero means that there is no limit.
func reached(n, limit int) bool { return limit > 0 && n >= limit }

// unlinkVictim chooses the waiting connection that has to make room, of one client if that is given,
// and takes it out of the counts. The caller closes it. Connections that have hardly said anything
// go first, then those of the client that has most of them, then the oldest. It returns nil if
// nothing is waiting.
func (l *Listener) unlinkVictim(client netip.Prefix) *Conn {
	var victim *Conn
	for e := l.waiting.Front(); e != nil; e = e.Next() {
		c := e.Value.(*Conn)
		if client.IsValid() && c.client != client {
			continue
		}
		if victim == nil || l.betterVictim(c, victim) {
			victim = c
		}
	}
	if victim != nil {
		victim.remove()
		l.refusals[evicted].Add(1)
	}
	return victim
}

// betterVictim reports whether a is to be evicted rather than b, which has waited longer.
func (l *Listener) betterVictim(a, b *Conn) bool {
	if a.saidHello() != b.saidHello() {
		return b.saidHello()
	}
	return l.waitingFrom(a.client) > l.waitingFrom(b.client)
}

// waitingFrom returns how many connections of a client are waiting.
func (l *Listener) waitingFrom(client netip.Prefix) int {
	if n := l.byNet[client]; n != nil {
		return n.waiting
	}
	return 0
}
