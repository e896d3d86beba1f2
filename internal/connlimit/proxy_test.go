package connlimit_test

import (
	"io"
	"net"
	"net/netip"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/connlimit"
)

// TestProxyLooks: a proxy that only connects and closes checks whether the port is open, which is
// not refused. One that stays without a header is, and somebody is told.
func TestProxyLooks(t *testing.T) {
	var told atomic.Int64
	s, d, _ := open(t, connlimit.Options{
		Proxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}, HeaderTimeout: 2 * time.Second,
		Refused: func(net.Addr) { told.Add(1) },
	})
	looks, there := s.arrive("10.1.2.3:1")
	_ = there.Close()
	isClosed(t, looks, "a check")
	if got := d.Counts(); got != (connlimit.Counts{}) || told.Load() != 0 {
		t.Errorf("%+v, %d told", got, told.Load())
	}
	silent, _ := s.arrive("10.1.2.3:2")
	isClosed(t, silent, "a silent proxy")
	half, there := s.arrive("10.1.2.3:3")
	_, _ = io.WriteString(there, "PROX")
	_ = there.Close()
	isClosed(t, half, "a proxy that stops within its header")
	if got := d.Counts().Proxy; got != 2 || told.Load() != 2 {
		t.Errorf("%d refused, %d told; want 2", got, told.Load())
	}
}
