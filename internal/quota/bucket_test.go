package quota_test

import (
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/quota"
)

// TestCharge: a burst costs no waiting, more does, time pays for it, and what is owed has a bound.
func TestCharge(t *testing.T) {
	now := time.Unix(1000, 0)
	a := quota.Bucket{Burst: 2 * time.Second, MaxDebt: 3 * time.Second}
	for i, c := range []struct{ pass, cost, want time.Duration }{
		{0, 2 * time.Second, 0},
		{0, time.Second, time.Second},
		{time.Second, 0, 0},
		{time.Hour, time.Second, 0},
		{0, time.Hour, 3 * time.Second},
		{5 * time.Second, 2 * time.Second, 0},
		{0, time.Millisecond, time.Millisecond},
	} {
		now = now.Add(c.pass)
		if got := a.Charge(c.cost, now); got != c.want {
			t.Errorf("step %d: wait %v, want %v", i, got, c.want)
		}
	}
}

// TestAllow: what goes beyond the burst is not granted, and costs nothing.
func TestAllow(t *testing.T) {
	now := time.Unix(1000, 0)
	a := quota.Bucket{Burst: 2 * time.Second}
	for i, c := range []struct {
		pass, cost time.Duration
		want       bool
	}{
		{0, time.Second, true},
		{0, time.Second, true},
		{0, time.Second, false},
		{0, time.Nanosecond, false},
		{time.Second, time.Second, true},
		{0, time.Second, false},
		{time.Hour, 3 * time.Second, false},
		{0, 2 * time.Second, true},
	} {
		now = now.Add(c.pass)
		if got := a.Allow(c.cost, now); got != c.want {
			t.Errorf("step %d: granted %v, want %v", i, got, c.want)
		}
	}
}

// TestCredit: what is given back need not be waited for, and no more than the burst is saved up.
func TestCredit(t *testing.T) {
	now := time.Unix(1000, 0)
	b := quota.Bucket{Burst: 2 * time.Second}
	for i, c := range []struct{ credit, cost, want time.Duration }{
		{time.Hour, 3 * time.Second, time.Second},
		{time.Second, 0, 0},
		{time.Second, 2 * time.Second, time.Second},
		{time.Hour, 2 * time.Second, 0},
		{0, time.Millisecond, time.Millisecond},
	} {
		b.Credit(c.credit, now)
		if got := b.Charge(c.cost, now); got != c.want {
			t.Errorf("step %d: wait %v, want %v", i, got, c.want)
		}
	}
}
