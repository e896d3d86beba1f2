package connlimit

import (
	"container/list"
	"net"
	"net/netip"
	"sync/atomic"
)

// Conn is an accepted connection. It is waiting until its owner activates it.
type Conn struct {
	net.Conn
	raw      net.Conn // below a proxy's header
	listener *Listener
	addr     net.Addr     // of the client, even behind a proxy
	said     atomic.Int32 // bytes that were received, counted up to minHelloBytes

	// Guarded by listener.mu.
	client  netip.Prefix
	waiting *list.Element // in listener.waiting; nil if it is not waiting
	removed bool
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

// Activate says that the peer has shown to be a client. The connection is no longer waiting.
func (c *Conn) Activate() {
	c.listener.mu.Lock()
	defer c.listener.mu.Unlock()
	c.activate()
}

// Deactivate says that the peer no longer uses the connection. The connection is waiting again, and
// may be evicted when there are too many.
func (c *Conn) Deactivate() {
	c.listener.mu.Lock()
	defer c.listener.mu.Unlock()
	if c.removed || c.waiting != nil {
		return
	}
	c.waiting = c.listener.waiting.PushBack(c)
	if n := c.listener.byNet[c.client]; n != nil {
		n.waiting++
	}
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
	c.listener.mu.Lock()
	c.remove()
	c.listener.mu.Unlock()
	return c.raw.Close()
}

// addTo counts the connection for a network. The listener's mutex is held, as in activate and
// remove.
func (c *Conn) addTo(client netip.Prefix) {
	c.client = client
	if !client.IsValid() {
		return
	}
	n := c.listener.byNet[client]
	if n == nil {
		n = new(netCount)
		c.listener.byNet[client] = n
	}
	n.open++
	if c.waiting != nil {
		n.waiting++
	}
}

// activate removes the connection from the waiting ones.
func (c *Conn) activate() {
	if c.waiting == nil {
		return
	}
	c.listener.waiting.Remove(c.waiting)
	c.waiting = nil
	if n := c.listener.byNet[c.client]; n != nil {
		n.waiting--
	}
}

// remove removes the connection from all counts, once.
func (c *Conn) remove() {
	if c.removed {
		return
	}
	c.removed = true
	c.activate()
	c.listener.open--
	if n := c.listener.byNet[c.client]; n != nil {
		if n.open--; n.open == 0 {
			delete(c.listener.byNet, c.client)
		}
	}
}
