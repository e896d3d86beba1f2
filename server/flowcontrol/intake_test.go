package flowcontrol

import (
	"testing"
	"testing/synctest"
	"time"
)

// TestIntake: a burst comes at once, more at the rate; what is credited comes on top, and what a
// transfer wants is no data that nobody reads.
func TestIntake(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const threshold = 48 << 10
		i := NewIntake()
		check := func(what string, n int, wantWait time.Duration, wantMuch bool) {
			t.Helper()
			wait, received := i.Receive(n, time.Now())
			much := received > threshold
			if wait.Round(time.Millisecond) != wantWait || much != wantMuch {
				t.Errorf("%s: wait %v, much %v; want %v, %v", what, wait, much, wantWait, wantMuch)
			}
		}
		check("a handshake", 4<<10, 0, false)
		check("a burst", intakeBurst-4<<10, 0, true)
		check("half a second too much", intakeRate/2, 500*time.Millisecond, true)
		time.Sleep(time.Second)
		check("after a second", intakeRate/2, 0, true)
		i.Charge(64)
		check("a charge counts as bytes do", 0, time.Millisecond, true)
		i.Credit(64)
		i.Credit(1000)
		check("a credit allows more", 1000, 0, true)
		i.Credit(300 << 10)
		i.Wanted(300 << 10)
		check("what was wanted does not count", intakeBurst, 0, true)
		i.Credit(intakeBurst)
		i.Wanted(1 << 30)
		time.Sleep(time.Hour)
		check("no more than a burst is saved up", intakeBurst, 0, true)
		check("and then nothing", 64, time.Millisecond, true)
	})
}
