package server

import (
	"net/netip"
	"testing"
)

// TestPool: nobody has more than half, all together no more than there is, and what is given back can be taken again.
func TestPool(t *testing.T) {
	a, b, c := netip.MustParsePrefix("192.0.2.1/32"), netip.MustParsePrefix("192.0.2.2/32"), netip.MustParsePrefix("2001:db8::/64")
	p := &pool{most: 10}
	for i, s := range []struct {
		from netip.Prefix
		n    int64
		want answer
	}{
		{a, 5, granted},
		{a, 1, crowded},
		{b, 6, full},
		{b, 4, granted},
		{c, 2, full},
		{c, 1, granted},
		{netip.Prefix{}, 1, full},
		{a, -5, granted},
		{netip.Prefix{}, 5, granted}, // who has no address
		{b, 1, full},
	} {
		if got := p.take(s.from, s.n); got != s.want {
			t.Errorf("step %d: %v, want %v", i, got, s.want)
		}
	}
	if n := p.inUse(); n != 10 {
		t.Errorf("%d in use", n)
	}
	if unlimited := (&pool{most: -1}); unlimited.take(a, 1<<40) != granted {
		t.Error("a pool without a limit has one")
	}
}
