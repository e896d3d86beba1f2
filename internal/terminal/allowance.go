package terminal

import (
	"sync"
	"time"
)

// allowance is how much of something a session may use: a share of the time that passes, and a burst beyond it. It counts in time: what
// is used up is paid for by waiting. (It is the generic cell rate algorithm, ITU-T I.371.)
type allowance struct {
	burst time.Duration // of waiting that may be owed
	debt  time.Duration // beyond that, which is as much as adds up; zero means any

	mu   sync.Mutex
	paid time.Time // when all that was used so far will be paid for
}

// use takes what costs so much waiting, and returns how long to wait until the debt is no larger than the burst.
func (a *allowance) use(cost time.Duration, now time.Time) (wait time.Duration) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.paid.Before(now) {
		a.paid = now
	}
	a.paid = a.paid.Add(cost)
	if most := now.Add(a.burst + a.debt); a.debt > 0 && a.paid.After(most) {
		a.paid = most
	}
	return max(0, a.paid.Sub(now)-a.burst)
}

// What one session may use.
const (
	inputRate  = 8 << 10  // bytes per second
	inputBurst = 64 << 10 // bytes

	workShare = 10                     // one second of work in so many
	workBurst = 250 * time.Millisecond // of work
	mostWork  = 50 * time.Millisecond  // that one update or command counts for
	mostDebt  = 3 * time.Second        // of waiting, for commands that all end at once: who stops pouring is heeded soon
)

// typed is what n bytes of input cost.
func typed(n int) time.Duration { return time.Duration(n) * time.Second / inputRate }

// worked charges the session for what its model, one of its commands or its painter has done since then. What takes longer than most waits for
// something, and counts as that much.
func (t *Terminal) worked(since time.Time) {
	now := time.Now() // not Options.Now: processors keep to no other clock
	t.work.use(workShare*min(mostWork, now.Sub(since)), now)
}

// rest returns how long the session has to wait before it may have more to do.
func (t *Terminal) rest() time.Duration { return t.work.use(0, time.Now()) }

// pause waits, unless the session ends meanwhile.
func (t *Terminal) pause(wait time.Duration) {
	if wait <= 0 {
		return
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-t.ctx.Done():
	}
}
