package connlimit

import (
	"errors"
	"net"
	"net/netip"
	"os"

	"github.com/pires/go-proxyproto"
)

// isProxy reports whether a peer may say whose connection it forwards.
func (l *Listener) isProxy(peer netip.Addr) bool {
	for _, p := range l.opts.Proxies {
		if p.Contains(peer) {
			return true
		}
	}
	return false
}

// readProxyHeader reads a proxy's header and counts the connection for its client. It reports false
// if the connection is closed.
func (l *Listener) readProxyHeader(c *Conn) bool {
	heard := &heard{Conn: c.raw}
	proxied := proxyproto.NewConn(heard,
		proxyproto.WithPolicy(proxyproto.REQUIRE), proxyproto.SetReadHeaderTimeout(l.opts.HeaderTimeout))
	header := proxied.ProxyHeader()
	switch {
	case header == nil && !heard.some && !heard.late: // the proxy has only looked whether the port is open
		drop(c)
		return false
	case header == nil || !header.Command.IsLocal() && header.SourceAddr == nil: // a header, but without an address
		l.refuse(c, badProxy)
		return false
	}
	c.Conn = proxied
	if header.Command.IsLocal() { // a health check of the proxy itself
		peer := addressOf(c.addr)
		c.local = true
		return l.identify(c, netip.Prefix{}, peer.IsLoopback() || l.allowConn(clientNet(peer)))
	}
	c.addr = header.SourceAddr
	client := clientNet(addressOf(header.SourceAddr))
	return l.identify(c, client, l.allowConn(client))
}

// identify counts a connection for its client, now that it is known, if that may connect once more.
// It reports false if the connection is refused, or gone.
func (l *Listener) identify(c *Conn, client netip.Prefix, mayConnect bool) bool {
	if !mayConnect {
		l.refuse(c, addrFull)
		return false
	}
	l.mu.Lock()
	removed := c.removed
	l.mu.Unlock()
	return !removed && l.add(c, client)
}

// heard is a connection of a proxy of which something may be heard.
type heard struct {
	net.Conn
	some bool
	late bool // nothing more was heard in time
}

// Read reads from the connection.
func (h *heard) Read(p []byte) (int, error) {
	n, err := h.Conn.Read(p)
	h.some = h.some || n > 0
	h.late = errors.Is(err, os.ErrDeadlineExceeded)
	return n, err
}
