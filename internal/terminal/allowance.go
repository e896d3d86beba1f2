package terminal

import "time"

// Bounds of the work of one session.
const (
	inputRate  = 8 << 10  // bytes per second
	inputBurst = 64 << 10 // bytes

	workShare = 10                     // one second of work in ten
	workBurst = 250 * time.Millisecond // of work
	maxWork   = 50 * time.Millisecond  // that one update or frame counts for
	// that a command counts for: one that takes longer waits for something, which costs nothing.
	maxCmd = 5 * time.Millisecond
	// of waiting, for commands that all end at once: a client that stops flooding is served soon.
	maxDebt = 3 * time.Second
)

// typed is what n bytes of input cost.
func typed(n int) time.Duration { return time.Duration(n) * time.Second / inputRate }

// worked charges the session for the work of its model or its painter since then.
func (t *Terminal) worked(since time.Time) { t.charge(since, maxWork) }

// commandWorked charges the session for a command.
func (t *Terminal) commandWorked(since time.Time) { t.charge(since, maxCmd) }

// charge charges the session for the time since then, as far as it counts.
func (t *Terminal) charge(since time.Time, most time.Duration) {
	now := time.Now() // not Options.Now: processors keep to no other clock
	t.work.Charge(workShare*min(most, now.Sub(since)), now)
}

// rest returns how long the session has to wait before it may have more to do.
func (t *Terminal) rest() time.Duration { return t.work.Charge(0, time.Now()) }

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
