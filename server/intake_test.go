package server

import (
	"testing"
	"time"
)

// TestIntake: a burst comes at once, more at the rate; what a transfer reads, and a share of what is sent, comes on top.
func TestIntake(t *testing.T) {
	now := time.Now()
	var i intake
	check := func(what string, n int, wantWait time.Duration, wantMuch bool) {
		t.Helper()
		wait, total := i.take(n, now)
		much := total > heavy
		if wait.Round(time.Millisecond) != wantWait || much != wantMuch {
			t.Errorf("%s: wait %v, much %v; want %v, %v", what, wait, much, wantWait, wantMuch)
		}
	}
	check("a handshake", 4<<10, 0, false)
	check("a burst", intakeBurst-4<<10, 0, true)
	check("half a second too much", intakeRate/2, 500*time.Millisecond, true)
	now = now.Add(time.Second)
	check("after a second", intakeRate/2, 0, true)
	i.charge(64)
	check("what costs more counts more", 0, time.Millisecond, true)
	i.allow(64)
	i.allow(1000)
	check("what is sent allows more", 1000, 0, true)
	i.wanted(300 << 10)
	check("what was wanted does not count", intakeBurst, 0, true)
	i.wanted(1 << 30)
	now = now.Add(time.Hour)
	check("no more than a burst is saved up", intakeBurst, 0, true)
	check("and then nothing", 64, time.Millisecond, true)
}
