package connlimit

import (
	"errors"
	"net"
	"net/netip"
)

// addressOf returns the IP address of a network address; the zero Addr if it has none.
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

// clientNet returns what counts as one client: an IPv4 address, or the IPv6 network that one
// household gets.
func clientNet(a netip.Addr) netip.Prefix {
	const household = 64
	switch {
	case !a.IsValid():
		return netip.Prefix{}
	case a.Is4():
		return netip.PrefixFrom(a, a.BitLen())
	}
	return netip.PrefixFrom(a, household).Masked()
}

// drop closes a connection at once.
func drop(c *Conn) {
	reset(c.raw)
	_ = c.Close()
}

// reset closes a connection in such a way that the kernel forgets it at once.
func reset(conn net.Conn) {
	if tcp, ok := conn.(*net.TCPConn); ok {
		err := tcp.SetLinger(0)
		_ = errors.Join(err, tcp.Close())
		return
	}
	_ = conn.Close()
}
