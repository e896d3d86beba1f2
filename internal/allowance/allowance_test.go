package allowance_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/sshblog/sshblog/internal/allowance"
)

// TestUse: a burst costs no waiting, more does, time pays for it, and what is owed has a bound.
func TestUse(t *testing.T) {
	now := time.Unix(1000, 0)
	a := allowance.Allowance{Burst: 2 * time.Second, Debt: 3 * time.Second}
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
		if got := a.Use(c.cost, now); got != c.want {
			t.Errorf("step %d: wait %v, want %v", i, got, c.want)
		}
	}
}

// TestTake: what goes beyond the burst is not granted, and costs nothing.
func TestTake(t *testing.T) {
	now := time.Unix(1000, 0)
	a := allowance.Allowance{Burst: 2 * time.Second}
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
		if got := a.Take(c.cost, now); got != c.want {
			t.Errorf("step %d: granted %v, want %v", i, got, c.want)
		}
	}
}

// TestBreath: work goes on for a while, then there is a pause, and so on.
func TestBreath(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var b allowance.Breath
		begun, work := time.Now(), 100*time.Microsecond
		const steps = 1000
		for range steps {
			b.Take()
			time.Sleep(work)
		}
		took := time.Since(begun)
		if least, most := steps*work*115/100, steps*work*130/100; took < least || took > most {
			t.Errorf("work of %v took %v", steps*work, took)
		}
	})
}
