package connlimit

import (
	"container/list"
	"net"
	"net/netip"
	"sync/atomic"
	"time"

	"github.com/sshblog/sshblog/internal/safego"
)

// Conn is an accepted connection. It is waiting until its owner activates it.
type Conn struct {
	net.Conn
	raw      net.Conn // below a proxy's header
	listener *Listener
	addr     net.Addr // of the client, even behind a proxy
	came     time.Time
	said     atomic.Int32 // bytes that were received, counted up to minHelloBytes
	local    bool         // it comes from this machine, or from a proxy that brings nobody

	// Guarded by listener.mu.
	client  netip.Prefix
	slotted bool          // it has one of the listener's slots
	spare   *time.Timer   // until the end of the spare place that it has instead; nil if it has none
	waiting *list.Element // in listener.waiting; nil if it is not waiting
	owner   Owner         // nil until there is one
	removed bool
	leaving bool // it was evicted, and its owner says goodbye
}

// Owner is who serves a connection.
type Owner interface {
	// Quiet returns since when nothing has happened on the connection, and reports whether its
	// client takes nothing of what it is sent. It must neither block nor lock.
	Quiet() (since time.Time, mute bool)
	// Evict ends the connection, because others have no place. Unless it has to be at once, there
	// is time for a goodbye.
	Evict(atOnce bool)
}

// SetOwner says who serves the connection.
func (c *Conn) SetOwner(o Owner) {
	c.listener.mu.Lock()
	defer c.listener.mu.Unlock()
	c.owner = o
}

// RemoteAddr returns the address of the client, even behind a proxy.
func (c *Conn) RemoteAddr() net.Addr { return c.addr }

// Bound limits how many bytes the kernel buffers for the connection: of what the peer sends, and of
// what the peer has not taken yet. It does so as far as the system allows.
func (c *Conn) Bound(received, unsent int) {
	if tcp, ok := c.raw.(*net.TCPConn); ok {
		_ = tcp.SetReadBuffer(received) // if that fails, the kernel's default holds
		limitUnsent(tcp, unsent)
	}
}

// minHelloBytes is the least that an SSH client sends before it waits for an answer: more than its
// version, less than its key exchange.
const minHelloBytes = 256

// Read reads from the connection and counts what the peer sends.
func (c *Conn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if c.said.Load() < minHelloBytes {
		c.said.Add(int32(min(n, minHelloBytes)))
	}
	return n, err
}

// saidHello reports whether the peer has sent as much as an SSH client does.
func (c *Conn) saidHello() bool { return c.said.Load() >= minHelloBytes }

// Activate says that the peer has shown to be a client. The connection is no longer waiting. One
// that has a spare place now needs a slot, as every reader does, and is closed if there is none.
func (c *Conn) Activate() {
	l := c.listener
	l.mu.Lock()
	c.activate()
	var gone []*Conn
	reason := accepted
	if c.spare != nil {
		c.leaveSpare()
		gone, reason = l.acquireSlot(c, c.client)
	}
	l.mu.Unlock()
	l.admitted(c, reason, gone)
}

// Deactivate says that the peer no longer uses the connection. The connection is waiting again, and
// may be evicted when there are too many.
func (c *Conn) Deactivate() {
	c.listener.mu.Lock()
	defer c.listener.mu.Unlock()
	if c.removed || c.waiting != nil {
		return
	}
	c.wait()
}

// ClientNet returns the network that the connection counts for: one IPv4 address, or one IPv6 /64.
// It is not valid if the client is not known.
func (c *Conn) ClientNet() netip.Prefix {
	c.listener.mu.Lock()
	defer c.listener.mu.Unlock()
	return c.client
}

// Close closes the connection and removes it from the counts.
func (c *Conn) Close() error {
	l := c.listener
	l.mu.Lock()
	c.remove()
	if c.leaving {
		c.leaving = false
		l.leaving--
	}
	l.mu.Unlock()
	return c.raw.Close()
}

// wait adds the connection to the waiting ones. The listener's mutex is held, as in all that
// follows.
func (c *Conn) wait() {
	c.waiting = c.listener.waiting.PushBack(c)
	c.listener.countWaiting(c.client, 1)
}

// activate removes the connection from the waiting ones.
func (c *Conn) activate() {
	if c.waiting == nil {
		return
	}
	c.listener.waiting.Remove(c.waiting)
	c.waiting = nil
	c.listener.countWaiting(c.client, -1)
}

// remove removes the connection from all counts, once.
func (c *Conn) remove() {
	if c.removed {
		return
	}
	c.removed = true
	c.activate()
	c.leaveSpare()
	delete(c.listener.conns, c)
	if c.slotted {
		c.slotted = false
		c.listener.slots.Release(c.client, 1)
	}
}

// takeSpare gives the connection a spare place.
func (c *Conn) takeSpare() {
	c.listener.spares++
	c.spare = safego.After(c.listener.opts.Report, spareTime, "close a spare connection", c.endSpare)
}

// endSpare closes the connection if it still has a spare place: it waits for nothing that a health
// check waits for.
func (c *Conn) endSpare() {
	l := c.listener
	l.mu.Lock()
	var gone []*Conn
	if c.spare != nil {
		gone = l.unlink(c)
	}
	l.mu.Unlock()
	l.dismiss(gone...)
}

// leaveSpare gives a spare place back.
func (c *Conn) leaveSpare() {
	if c.spare != nil {
		c.spare.Stop()
		c.spare = nil
		c.listener.spares--
	}
}

// quiet is that of the owner. A connection without one has been quiet since it came.
func (c *Conn) quiet() (since time.Time, mute bool) {
	if c.owner == nil {
		return c.came, false
	}
	return c.owner.Quiet()
}
