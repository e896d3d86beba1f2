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
		return peer.IsLoopback() || l.allowConn(clientNet(peer))
	}
	c.addr = header.SourceAddr
	client := clientNet(addressOf(header.SourceAddr))
	if !l.allowConn(client) {
		return false
	}
	l.mu.Lock()
	if c.removed {
		l.mu.Unlock()
		return false
	}
	gone, reason := l.makeRoomFor(client)
	if reason == accepted {
		c.addTo(client)
	}
	l.mu.Unlock()
	drop(gone)
	if reason != accepted {
		l.refusals[reason].Add(1)
	}
	return reason == accepted
}
