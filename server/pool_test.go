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
		want bool
	}{
		{a, 5, true},
		{a, 1, false},
		{b, 6, false},
		{b, 4, true},
		{c, 2, false},
		{c, 1, true},
		{netip.Prefix{}, 1, false},
		{a, -5, true},
		{netip.Prefix{}, 5, true}, // who has no address
		{b, 1, false},
	} {
		if got := p.take(s.from, s.n); got != s.want {
			t.Errorf("step %d: %v, want %v", i, got, s.want)
		}
	}
	if n := p.inUse(); n != 10 {
		t.Errorf("%d in use", n)
	}
	if unlimited := (&pool{most: -1}); !unlimited.take(a, 1<<40) {
		t.Error("a pool without a limit has one")
	}
}
