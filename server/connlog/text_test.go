package connlog

import (
	"net"
	"net/netip"
	"strings"
	"testing"
)

// TestNetworkOf: the log shows networks, unless the operator wants addresses; those of the machine
// itself are whole.
func TestNetworkOf(t *testing.T) {
	for _, c := range []struct {
		from        string
		short, full string
	}{
		{"198.51.100.7:1", "198.51.100.0/24", "198.51.100.7"},
		{"[::ffff:198.51.100.7]:1", "198.51.100.0/24", "198.51.100.7"},
		{"[2001:db8:1:2::3]:1", "2001:db8:1::/48", "2001:db8:1:2::3"},
		{"[fe80::1%eth0]:1", "fe80::/48", "fe80::1"},
		{"127.0.0.1:1", "127.0.0.1", "127.0.0.1"},
		{"[::1]:1", "::1", "::1"},
	} {
		from := net.TCPAddrFromAddrPort(netip.MustParseAddrPort(c.from))
		if got := NetworkName(NetworkOf(from, false)); got != c.short {
			t.Errorf("%s: %s, want %s", c.from, got, c.short)
		}
		if got := NetworkName(NetworkOf(from, true)); got != c.full {
			t.Errorf("%s in full: %s, want %s", c.from, got, c.full)
		}
	}
	if got := NetworkOf(&net.UnixAddr{Name: "/run/a"}, false); got.IsValid() {
		t.Errorf("a socket of the file system has the network %v", got)
	}
}

// TestShort: what a client says fits a line, and what the log's handler would leave is spelled out.
func TestShort(t *testing.T) {
	if got := Short("a\x7fb"); got != `a\x7fb` {
		t.Errorf("%q", got)
	}
	if got := Short(strings.Repeat("x", 1000)); got != strings.Repeat("x", maxLogged)+"..." {
		t.Errorf("%q", got)
	}
}
