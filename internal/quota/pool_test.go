package quota_test

import (
	"fmt"
	"net/netip"
	"testing"

	"github.com/sshblog/sshblog/internal/quota"
)

// TestPool: an address has at most half of what others have left, all together have no more than
// there is, and what is released can be acquired again.
func TestPool(t *testing.T) {
	a, b, c := netip.MustParsePrefix("192.0.2.1/32"), netip.MustParsePrefix("192.0.2.2/32"), netip.MustParsePrefix("2001:db8::/64")
	nobody := netip.Prefix{}
	p := &quota.Pool{Max: 20}
	for i, s := range []struct {
		addr    netip.Prefix
		release int64 // before
		acquire int64
		want    quota.Result
	}{
		{a, 0, 10, quota.OK},
		{a, 0, 1, quota.AddrFull},
		{b, 0, 5, quota.OK},
		{b, 0, 1, quota.AddrFull},
		{c, 0, 2, quota.OK},
		{c, 0, 1, quota.OK},
		{nobody, 0, 3, quota.Full},
		{nobody, 0, 2, quota.OK},
		{c, 0, 1, quota.Full}, // c has less than half of what a has
		{b, 0, 1, quota.AddrFull},
		{a, 0, 1, quota.AddrFull},
		{a, 10, 0, quota.OK},
		{nobody, 2, 12, quota.OK},
	} {
		p.Release(s.addr, s.release)
		if got := p.Acquire(s.addr, s.acquire); got != s.want {
			t.Errorf("step %d: %v, want %v", i, got, s.want)
		}
	}
	if n := p.InUse(); n != 20 {
		t.Errorf("%d in use", n)
	}
	if unlimited := (&quota.Pool{Max: -1}); unlimited.Acquire(a, 1<<40) != quota.OK {
		t.Error("a pool without a limit has one")
	}
}

// TestShares: addresses that take all they can get, one after the other, leave something to each
// that comes after them, as far as there are whole things; those of one IPv6 /48 leave a quarter.
func TestShares(t *testing.T) {
	four := func(i int) string { return fmt.Sprintf("192.0.2.%d/32", i+1) }
	site := func(i int) string { return fmt.Sprintf("2001:db8:1:%x::/64", i) }
	for _, c := range []struct {
		name string
		pool *quota.Pool
		addr func(int) string
		want []int64
	}{
		{"IPv4", &quota.Pool{Max: 1000}, four, []int64{500, 250, 125, 63, 31, 16, 8, 4, 3, 0}},
		{"a /48", &quota.Pool{Max: 1000}, site, []int64{500, 250, 0, 0}},
		{"a fixed number", &quota.Pool{Max: 1000, PerAddr: 100}, four, []int64{100, 100, 100, 100, 100, 100, 100, 100, 100, 50}},
		{"a /48 and a fixed number", &quota.Pool{Max: 1000, PerAddr: 50}, site, []int64{50, 50, 50, 50, 50, 50, 50, 50, 0}},
		{"a fixed number above half", &quota.Pool{Max: 100, PerAddr: 80}, four, []int64{80, 20, 0}},
		{"no limit of an address", &quota.Pool{Max: 100, PerAddr: -1}, four, []int64{100, 0}},
		{"no limit at all", &quota.Pool{Max: -1, PerAddr: 7}, four, []int64{7, 7}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for i, want := range c.want {
				addr, got := netip.MustParsePrefix(c.addr(i)), int64(0)
				for ; got < 2000 && c.pool.Acquire(addr, 1) == quota.OK; got++ {
				}
				if got != want {
					t.Errorf("address %d has %d, want %d", i, got, want)
				}
			}
		})
	}
}

// TestRoomForNewcomers: eight addresses have taken all they could. A ninth gets its first thing,
// and in the end as many as half of what the fullest has.
func TestRoomForNewcomers(t *testing.T) {
	for _, size := range []int64{1, 2, 9, 16, 60, 1500} {
		p := quota.Pool{Max: size}
		has := map[netip.Prefix]int64{}
		take := func(i int) (n int64) {
			addr := netip.MustParsePrefix(fmt.Sprintf("192.0.2.%d/32", i))
			for p.Acquire(addr, 1) != quota.OK {
				from, ok := p.Yields(addr, 1)
				if !ok {
					return has[addr]
				}
				p.Release(from, 1)
				has[from]--
			}
			has[addr]++
			return -1
		}
		for busy := true; busy; {
			busy = false
			for i := range 8 {
				busy = take(i) < 0 || busy
			}
		}
		late := int64(-1)
		for late < 0 {
			late = take(8)
		}
		most := int64(0)
		for _, n := range has {
			most = max(most, n)
		}
		if late < most/2 || late == 0 && size > 8 {
			t.Errorf("of %d the ninth has %d, the fullest %d", size, late, most)
		}
	}
}

// TestYields: whoever has twice as much as a newcomer would have makes room, the fullest network
// first; nobody does while there is enough, or for one that has its share.
func TestYields(t *testing.T) {
	type has struct {
		addr string
		n    int64
	}
	crowd := []has{{"2001:db8:1:1::/64", 2}, {"2001:db8:1:2::/64", 1}, {"2001:db8:1:3::/64", 3}, {"192.0.2.1/32", 4}}
	for _, c := range []struct {
		name string
		max  int64
		has  []has
		to   string
		n    int64
		want string // empty: nobody
	}{
		{"enough is left", 20, crowd, "198.51.100.1/32", 1, ""},
		{"the fullest address of the fullest network", 10, crowd, "198.51.100.1/32", 1, "2001:db8:1:3::/64"},
		{"one is left", 11, crowd, "198.51.100.1/32", 1, "2001:db8:1:3::/64"},
		{"another one of the same network", 10, crowd, "2001:db8:1:4::/64", 1, "2001:db8:1:3::/64"},
		{"as many as nearly half of the fullest", 10, crowd, "192.0.2.1/32", 1, ""},
		{"half of the fullest", 11, append(crowd, has{"192.0.2.9/32", 1}), "192.0.2.9/32", 1, "2001:db8:1:3::/64"},
		{"all have one", 2, []has{{"192.0.2.1/32", 1}, {"192.0.2.2/32", 1}}, "192.0.2.3/32", 1, ""},
		{"all have two", 4, []has{{"192.0.2.1/32", 2}, {"192.0.2.2/32", 2}}, "192.0.2.3/32", 1, "192.0.2."},
		{"more than the fullest gives", 4, []has{{"192.0.2.1/32", 4}}, "192.0.2.3/32", 3, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := quota.Pool{Max: c.max, PerAddr: -1}
			for _, h := range c.has {
				p.Acquire(netip.MustParsePrefix(h.addr), h.n)
			}
			from, ok := p.Yields(netip.MustParsePrefix(c.to), c.n)
			if got := from.String(); ok != (c.want != "") || ok && got[:len(c.want)] != c.want {
				t.Errorf("%v (%v), want %q", from, ok, c.want)
			}
		})
	}
	if _, ok := new(quota.Pool).Yields(netip.Prefix{}, 1); ok {
		t.Error("somebody yields to nobody")
	}
}

// TestAcquireUpTo: an address gets as much as it may have of what it wants, or nothing if that is
// too little.
func TestAcquireUpTo(t *testing.T) {
	p := quota.Pool{Max: 100}
	for i, c := range []struct {
		addr        string
		least, most int64
		want        int64
		result      quota.Result
	}{
		{"192.0.2.1/32", 10, 80, 50, quota.OK},
		{"192.0.2.2/32", 10, 20, 20, quota.OK},
		{"192.0.2.2/32", 10, 20, 0, quota.AddrFull},
		{"192.0.2.2/32", 1, 20, 5, quota.OK},
		{"192.0.2.3/32", 10, 20, 13, quota.OK},
		{"192.0.2.4/32", 10, 20, 10, quota.OK}, // more than half of what is left, but little is
		{"192.0.2.5/32", 10, 20, 0, quota.Full},
		{"192.0.2.1/32", 10, 20, 0, quota.AddrFull},
	} {
		if n, r := p.AcquireUpTo(netip.MustParsePrefix(c.addr), c.least, c.most); n != c.want || r != c.result {
			t.Errorf("step %d: %d, %v; want %d, %v", i, n, r, c.want, c.result)
		}
	}
}
