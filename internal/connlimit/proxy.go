package connlimit

import (
	"net/netip"

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
// if the connection is refused.
func (l *Listener) readProxyHeader(c *Conn) bool {
	proxied := proxyproto.NewConn(c.raw,
		proxyproto.WithPolicy(proxyproto.REQUIRE), proxyproto.SetReadHeaderTimeout(l.opts.HeaderTimeout))
	header := proxied.ProxyHeader()
	if header == nil || !header.Command.IsLocal() && header.SourceAddr == nil { // a header, but without an address
		l.refusals[badProxy].Add(1)
		return false
	}
	c.Conn = proxied
	if header.Command.IsLocal() { // a health check of the proxy itself
		peer := addressOf(c.addr)
		return (peer.IsLoopback() || l.allowConn(clientNet(peer))) && l.identify(c, netip.Prefix{})
	}
	c.addr = header.SourceAddr
	client := clientNet(addressOf(header.SourceAddr))
	return l.allowConn(client) && l.identify(c, client)
}

// identify counts a connection for its client, now that it is known. It reports false if the
// connection is refused, or gone.
func (l *Listener) identify(c *Conn, client netip.Prefix) bool {
	l.mu.Lock()
	removed := c.removed
	l.mu.Unlock()
	return !removed && l.add(c, client)
}
