package connlimit

import (
	"container/list"
	"errors"
	"net"
	"net/netip"
	"sync/atomic"

	"github.com/pires/go-proxyproto"
)

// Conn is a connection that was let in.
type Conn struct {
	net.Conn
	raw  net.Conn // below a proxy's header
	door *Listener
	addr net.Addr     // whom it is from, behind a proxy too
	said atomic.Int32 // bytes, until they are enough

	// Guarded by door.mu.
	from    netip.Prefix
	element *list.Element // among those that wait; nil for the others
	gone    bool
}

// RemoteAddr is the address of the peer, or of whom a proxy has brought.
func (g *Conn) RemoteAddr() net.Addr { return g.addr }

// Bound bounds what the kernel keeps of a connection, in bytes, as far as it can: of what the peer sends, and of what could not be sent
// to the peer yet.
func (g *Conn) Bound(received, unsent int) {
	if tcp, ok := g.raw.(*net.TCPConn); ok {
		_ = tcp.SetReadBuffer(received) // or it keeps what it keeps
		keepUnsent(tcp, unsent)
	}
}

// manners is how much a client says at least before it waits for an answer, in bytes: more than its name, less than what it offers.
const manners = 256

// Read reads, and takes note of whether the peer says anything.
func (g *Conn) Read(p []byte) (int, error) {
	n, err := g.Conn.Read(p)
	if g.said.Load() < manners {
		g.said.Add(int32(min(n, manners)))
	}
	return n, err
}

// spoken tells whether the peer has said something.
func (g *Conn) spoken() bool { return g.said.Load() >= manners }

// Settled says that the peer has shown to be a client: it waits no longer.
func (g *Conn) Settled() {
	g.door.mu.Lock()
	defer g.door.mu.Unlock()
	g.settle()
}

// Waits says that the peer does nothing any more for which it is let in: it waits again, and goes when its place is wanted.
func (g *Conn) Waits() {
	g.door.mu.Lock()
	defer g.door.mu.Unlock()
	if g.gone || g.element != nil {
		return
	}
	g.element = g.door.waiting.PushBack(g)
	if p := g.door.byPlace[g.from]; p != nil {
		p.waiting++
	}
}

// Place is what counts as one address: of IPv6 a /64. It is invalid where that is not known.
func (g *Conn) Place() netip.Prefix {
	g.door.mu.Lock()
	defer g.door.mu.Unlock()
	return g.from
}

// Close closes the connection and gives its place away.
func (g *Conn) Close() error {
	g.door.mu.Lock()
	g.leave()
	g.door.mu.Unlock()
	return g.raw.Close()
}

// enter counts the guest among those of an address.
func (g *Conn) enter(from netip.Prefix) {
	g.from = from
	if !from.IsValid() {
		return
	}
	p := g.door.byPlace[from]
	if p == nil {
		p = new(place)
		g.door.byPlace[from] = p
	}
	p.open++
	if g.element != nil {
		p.waiting++
	}
}

// settle counts the guest out of those that wait.
func (g *Conn) settle() {
	if g.element == nil {
		return
	}
	g.door.waiting.Remove(g.element)
	g.element = nil
	if p := g.door.byPlace[g.from]; p != nil {
		p.waiting--
	}
}

// leave counts the guest out, once.
func (g *Conn) leave() {
	if g.gone {
		return
	}
	g.gone = true
	g.settle()
	g.door.open--
	if p := g.door.byPlace[g.from]; p != nil {
		if p.open--; p.open == 0 {
			delete(g.door.byPlace, g.from)
		}
	}
}

// introduce reads a proxy's header and counts the guest where it comes from; false if it cannot stay.
func (d *Listener) introduce(g *Conn) bool {
	c := proxyproto.NewConn(g.raw, proxyproto.WithPolicy(proxyproto.REQUIRE), proxyproto.SetReadHeaderTimeout(d.opts.HeaderTimeout))
	header := c.ProxyHeader()
	if header == nil || !header.Command.IsLocal() && header.SourceAddr == nil { // a header, but of no address that there is
		d.refusals[unproxied].Add(1)
		return false
	}
	g.Conn = c
	if header.Command.IsLocal() { // the proxy itself, which looks whether the blog is there
		at := addressOf(g.addr)
		return at.IsLoopback() || d.mayCome(placeOf(at))
	}
	g.addr = header.SourceAddr
	from := placeOf(addressOf(header.SourceAddr))
	if !d.mayCome(from) {
		return false
	}
	d.mu.Lock()
	if g.gone {
		d.mu.Unlock()
		return false
	}
	gone, reason := d.roomAt(from)
	if reason < 0 {
		g.enter(from)
	}
	d.mu.Unlock()
	hangUp(gone)
	if reason >= 0 {
		d.refusals[reason].Add(1)
	}
	return reason < 0
}

// proxied tells whether a peer is believed when it says whom it brings.
func (d *Listener) proxied(at netip.Addr) bool {
	for _, p := range d.opts.Proxies {
		if p.Contains(at) {
			return true
		}
	}
	return false
}

// addressOf is the IP address of a network address; the zero Addr if it has none.
func addressOf(a net.Addr) netip.Addr {
	if a == nil {
		return netip.Addr{}
	}
	at, err := netip.ParseAddrPort(a.String())
	if err != nil {
		return netip.Addr{}
	}
	return at.Addr().Unmap().WithZone("")
}

// placeOf is what counts as one address: of IPv6 the network that one household gets.
func placeOf(a netip.Addr) netip.Prefix {
	const household = 64
	switch {
	case !a.IsValid():
		return netip.Prefix{}
	case a.Is4():
		return netip.PrefixFrom(a, a.BitLen())
	}
	return netip.PrefixFrom(a, household).Masked()
}

// hangUp closes the connection of a guest that was counted out; nil is nobody.
func hangUp(g *Conn) {
	if g != nil {
		reset(g.raw)
		_ = g.Close()
	}
}

// reset closes a connection so that the kernel forgets it at once.
func reset(conn net.Conn) {
	if tcp, ok := conn.(*net.TCPConn); ok {
		err := tcp.SetLinger(0)
		_ = errors.Join(err, tcp.Close())
		return
	}
	_ = conn.Close()
}
