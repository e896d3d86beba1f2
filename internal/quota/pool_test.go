package quota_test

import (
	"net/netip"
	"testing"

	"github.com/sshblog/sshblog/internal/quota"
)

// TestPool: no address has more than half, all together no more than there is, and what is released
// can be acquired again.
func TestPool(t *testing.T) {
	a, b, c := netip.MustParsePrefix("192.0.2.1/32"), netip.MustParsePrefix("192.0.2.2/32"), netip.MustParsePrefix("2001:db8::/64")
	nobody := netip.Prefix{}
	p := &quota.Pool{Max: 10}
	for i, s := range []struct {
		addr    netip.Prefix
		release int64 // before
		acquire int64
		want    quota.Result
	}{
		{a, 0, 5, quota.OK},
		{a, 0, 1, quota.AddrFull},
		{b, 0, 6, quota.Full},
		{b, 0, 4, quota.OK},
		{c, 0, 2, quota.Full},
		{c, 0, 1, quota.OK},
		{nobody, 0, 1, quota.Full},
		{a, 5, 0, quota.OK},
		{nobody, 0, 5, quota.OK},
		{b, 0, 1, quota.Full},
		{b, 4, 4, quota.OK},
	} {
		p.Release(s.addr, s.release)
		if got := p.Acquire(s.addr, s.acquire); got != s.want {
			t.Errorf("step %d: %v, want %v", i, got, s.want)
		}
	}
	if n := p.InUse(); n != 10 {
		t.Errorf("%d in use", n)
	}
	if unlimited := (&quota.Pool{Max: -1}); unlimited.Acquire(a, 1<<40) != quota.OK {
		t.Error("a pool without a limit has one")
	}
}
