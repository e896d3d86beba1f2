package connlog

import (
	"net"
	"net/netip"
	"strings"
)

// NetworkOf returns the network of an address, as far as the log shows it: that does not identify a
// reader, unless the operator wants full
// addresses. It is not valid if the address has no IP address.
func NetworkOf(a net.Addr, full bool) netip.Prefix {
	const network4, network6 = 24, 48
	at, err := netip.ParseAddrPort(a.String())
	if err != nil {
		return netip.Prefix{}
	}
	ip := at.Addr().Unmap().WithZone("")
	bits := network6
	switch {
	case full || ip.IsLoopback():
		bits = ip.BitLen()
	case ip.Is4():
		bits = network4
	}
	return netip.PrefixFrom(ip, bits).Masked()
}

// NetworkName returns a network as the log shows it.
func NetworkName(network netip.Prefix) string {
	if network.IsSingleIP() {
		return network.Addr().String()
	}
	return network.String()
}

// maxLogged is how much of a client's text gets into the log, in bytes. The log's handler quotes it.
const maxLogged = 120

// Short cuts a client's text to a length that fits a log line, and spells out DEL, the one control
// character that the log's handler does not quote.
func Short(s string) string {
	return strings.ReplaceAll(Cut(s, maxLogged), "\x7f", `\x7f`)
}

// Cut cuts a text to limit bytes, and marks it as cut.
func Cut(s string, limit int) string {
	if len(s) > limit {
		return s[:limit] + "..."
	}
	return s
}
