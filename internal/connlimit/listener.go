// Package connlimit lets connections in, and keeps a crowd of strangers from shutting readers out.
//
// A Door is a net.Listener around another. It counts the connections that are open, and among them those that wait: they have not
// proved yet that somebody is there to read. Both have a limit, in total and for each address. A stranger who opens
// connections and does nothing with them fills the places for those that wait; then the one that has waited longest in silence goes, so
// that a reader who comes now still gets in. How often one address may come is bounded too. What is refused is closed at once and without a
// trace in the kernel.
//
// It knows no SSH: whoever serves a connection calls Settled on it when its peer has shown to be a client.
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

// Options bound what strangers can take. All numbers are of connections; zero means no limit.
type Options struct {
	Total             int            // open at one time
	PerAddress        int            // the same, from one address
	Waiting           int            // that wait at one time
	WaitingPerAddress int            // the same, from one address
	Proxies           []netip.Prefix // peers that say by the PROXY protocol whom they bring; nobody else is believed
	HeaderTimeout     time.Duration  // for a proxy's header; zero means 5 s
	Report            safego.Report  // is told of panics; nil means nobody is
}

// Counts is what a Door has refused so far.
type Counts struct {
	Full    int64 // there was no place left at all
	Address int64 // too many from one address, or too often
	Evicted int64 // waited when somebody else came
	Proxy   int64 // a proxy without a valid header
	Errors  int64 // accepting failed, as it does without descriptors
}

// Listener is a listener that refuses what is too much. Make one with New.
type Listener struct {
	net.Listener
	opts  Options
	ready chan net.Conn
	ctx   context.Context         // done when nothing is accepted any more; its cause says why
	end   context.CancelCauseFunc // the first cause counts

	mu       sync.Mutex
	open     int
	byPlace  map[netip.Prefix]*place
	waiting  *list.List // of *Guest, the one that has waited longest in front
	arrivals arrivals
	refusals [5]atomic.Int64
}

// place is an address, or what counts as one.
type place struct{ open, waiting int }

// New puts a door before a listener. Close closes both.
func New(l net.Listener, o Options) *Listener {
	if o.HeaderTimeout == 0 {
		o.HeaderTimeout = 5 * time.Second
	}
	if o.Report == nil {
		o.Report = func(string, any, []byte) {}
	}
	d := &Listener{
		Listener: l, opts: o, ready: make(chan net.Conn),
		byPlace: map[netip.Prefix]*place{}, waiting: list.New(),
	}
	d.ctx, d.end = context.WithCancelCause(context.Background())
	safego.Go(o.Report, "accept connections", d.run)
	return d
}

// Accept returns the next connection that was let in; it is a *Guest. The error is final.
func (d *Listener) Accept() (net.Conn, error) {
	select {
	case conn := <-d.ready:
		return conn, nil
	case <-d.ctx.Done():
		return nil, context.Cause(d.ctx)
	}
}

// Close closes the listener. Connections that were let in stay open.
func (d *Listener) Close() error {
	d.end(net.ErrClosed)
	return d.Listener.Close()
}

// Counts returns what was refused since the Door was made.
func (d *Listener) Counts() Counts {
	return Counts{
		Full: d.refusals[full].Load(), Address: d.refusals[crowded].Load(), Evicted: d.refusals[evicted].Load(),
		Proxy: d.refusals[unproxied].Load(), Errors: d.refusals[failed].Load(),
	}
}

// Open returns how many connections are open, and how many of them wait.
func (d *Listener) Open() (open, waiting int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.open, d.waiting.Len()
}

// Reasons for a refusal.
const (
	full = iota
	crowded
	evicted
	unproxied
	failed
)

// How long to wait after a failure to accept, doubled with each one in a row.
const (
	firstPause = 5 * time.Millisecond
	lastPause  = time.Second
)

// run accepts until the listener is closed. A failure that will pass, such as a lack of descriptors, makes room and tries again, less and
// less often.
func (d *Listener) run() {
	pause := firstPause
	for {
		conn, err := d.Listener.Accept()
		if err == nil {
			pause = firstPause
			d.receive(conn)
			continue
		}
		temporary, ok := err.(interface{ Temporary() bool })
		if !ok || !temporary.Temporary() {
			d.end(err)
			return
		}
		d.refusals[failed].Add(1)
		d.mu.Lock()
		gone := d.evict(netip.Prefix{})
		d.mu.Unlock()
		hangUp(gone)
		if !quota.Wait(d.ctx, pause) {
			return
		}
		pause = min(2*pause, lastPause)
	}
}

// receive lets a connection in, or not.
func (d *Listener) receive(conn net.Conn) {
	at := addressOf(conn.RemoteAddr())
	if !d.proxied(at) {
		if !at.IsLoopback() && !d.mayCome(placeOf(at)) { // the machine itself comes as often as it likes
			reset(conn)
		} else if g := d.admit(conn, placeOf(at)); g != nil {
			d.hand(g)
		}
		return
	}
	g := d.admit(conn, netip.Prefix{}) // whom it brings is not known yet
	if g == nil {
		return
	}
	safego.Go(d.opts.Report, "read a proxy's header", func() {
		if !d.introduce(g) {
			hangUp(g)
			return
		}
		d.hand(g)
	})
}

// mayCome counts one who comes from an address; false if that has come too often.
func (d *Listener) mayCome(from netip.Prefix) bool {
	if !from.IsValid() {
		return true
	}
	d.mu.Lock()
	ok := d.arrivals.allow(from, time.Now())
	d.mu.Unlock()
	if !ok {
		d.refusals[crowded].Add(1)
	}
	return ok
}

// hand gives a guest to whoever accepts.
func (d *Listener) hand(g *Conn) {
	select {
	case d.ready <- g:
	case <-d.ctx.Done():
		_ = g.Close()
	}
}

// admit counts a connection in; nil if it was refused.
func (d *Listener) admit(conn net.Conn, from netip.Prefix) *Conn {
	g := &Conn{Conn: conn, raw: conn, door: d, addr: conn.RemoteAddr()}
	d.mu.Lock()
	gone, reason := d.makeRoom(from)
	if reason < 0 {
		d.open++
		g.element = d.waiting.PushBack(g)
		g.enter(from)
	}
	d.mu.Unlock()
	hangUp(gone)
	if reason >= 0 {
		d.refusals[reason].Add(1)
		reset(conn)
		return nil
	}
	return g
}

// makeRoom sees to it that there is a place for one more from an address. It returns who has to go for that, or why there is none, which
// is negative if there is one.
func (d *Listener) makeRoom(from netip.Prefix) (gone *Conn, reason int) {
	if gone, reason = d.roomAt(from); gone != nil || reason >= 0 {
		return gone, reason
	}
	switch {
	case over(d.waiting.Len(), d.opts.Waiting):
		return d.evict(netip.Prefix{}), -1
	case over(d.open, d.opts.Total):
		if gone = d.evict(netip.Prefix{}); gone == nil {
			return nil, full
		}
	}
	return gone, -1
}

// roomAt is makeRoom for the limits of the address alone.
func (d *Listener) roomAt(from netip.Prefix) (gone *Conn, reason int) {
	p := d.byPlace[from]
	switch {
	case p == nil || !from.IsValid():
	case over(p.waiting, d.opts.WaitingPerAddress), over(p.open, d.opts.PerAddress) && p.waiting > 0:
		return d.evict(from), -1
	case over(p.open, d.opts.PerAddress):
		return nil, crowded
	}
	return nil, -1
}

// over tells whether a limit leaves no room for one more.
func over(n, limit int) bool { return limit > 0 && n >= limit }

// evict counts one out, from an address if one is given: of those who have hardly said anything, else of all that wait, the one that has
// waited longest; and among addresses the one with the most who wait, so that who makes the crowd pays for it. The caller hangs up.
func (d *Listener) evict(from netip.Prefix) *Conn {
	var victim *Conn
	for e := d.waiting.Front(); e != nil; e = e.Next() {
		g := e.Value.(*Conn)
		if from.IsValid() && g.from != from {
			continue
		}
		if victim == nil || d.worse(g, victim) {
			victim = g
		}
	}
	if victim != nil {
		victim.leave()
		d.refusals[evicted].Add(1)
	}
	return victim
}

// worse tells whether a has to go before b, who has waited longer.
func (d *Listener) worse(a, b *Conn) bool {
	if a.spoken() != b.spoken() {
		return b.spoken()
	}
	return d.crowd(a) > d.crowd(b)
}

// crowd is how many wait at the address of a guest.
func (d *Listener) crowd(g *Conn) int {
	if p := d.byPlace[g.from]; p != nil {
		return p.waiting
	}
	return 0
}
