package connlimit_test

import (
	"fmt"
	"io"
	"net/netip"
	"testing"
	"testing/synctest"
	"time"

	"github.com/sshblog/sshblog/internal/connlimit"
)

// TestConnRate: one address, or one household, may connect so often at once and so often per
// second. This machine is not limited, but clients that a proxy brings by such an address are.
func TestConnRate(t *testing.T) {
	const burst, rate = 600, 30
	direct := func(s *street, from string) { _, _ = s.arrive(from + ":1") }
	brought := func(s *street, from string) {
		_, there := s.arrive("10.1.2.3:5000")
		go func() { _, _ = io.WriteString(there, "PROXY TCP4 "+from+" 192.0.2.2 4711 22\r\n") }()
	}
	local := func(s *street, _ string) {
		_, there := s.arrive("10.1.2.3:5000")
		go func() { _, _ = io.WriteString(there, "PROXY UNKNOWN\r\n") }()
	}
	for name, c := range map[string]struct {
		come    func(*street, string)
		from    func(i int) string
		bounded bool
	}{
		"one address":             {direct, func(int) string { return "192.0.2.1" }, true},
		"one household":           {direct, func(i int) string { return fmt.Sprintf("[2001:db8::%x]", i+1) }, true},
		"many addresses":          {direct, func(i int) string { return fmt.Sprintf("192.0.2.%d", i%200) }, false},
		"the machine itself":      {direct, func(int) string { return "127.0.0.9" }, false},
		"the machine itself, v6":  {direct, func(int) string { return "[::1]" }, false},
		"behind a proxy":          {brought, func(int) string { return "203.0.113.9" }, true},
		"many behind a proxy":     {brought, func(i int) string { return fmt.Sprintf("203.0.113.%d", i%200) }, false},
		"loopback behind a proxy": {brought, func(int) string { return "127.0.0.1" }, true},
		"a proxy itself":          {local, func(int) string { return "" }, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s, d, guests := open(t, connlimit.Options{Proxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}})
				in := 0
				come := func(n int) {
					for i := range n {
						c.come(s, c.from(i))
						synctest.Wait()
						select {
						case g := <-guests:
							in++
							_ = g.Close()
						default:
						}
					}
				}
				check := func(when string, come, allowed int) {
					t.Helper()
					if !c.bounded {
						allowed = come
					}
					if refused := int(d.Counts().Address); in != allowed || refused != come-allowed {
						t.Errorf("%s: of %d that came %d are in and %d refused, want %d in", when, come, in, refused, allowed)
					}
				}
				come(burst + 50)
				check("at once", burst+50, burst)
				time.Sleep(time.Second)
				come(rate + 50)
				check("after a second", burst+rate+100, burst+rate)
				time.Sleep(2 * time.Minute)
				come(burst + 20)
				check("after two minutes", 2*burst+rate+120, 2*burst+rate)
				_ = d.Close()
			})
		})
	}
}
