package terminal

import "time"

// Bounds of the work of one session.
const (
	inputRate  = 8 << 10  // bytes per second
	inputBurst = 64 << 10 // bytes

	workShare = 10                     // one second of work in ten
	workBurst = 250 * time.Millisecond // of work
	maxWork   = 50 * time.Millisecond  // the most that one update or frame counts for
	// The most that a command counts for. One that takes longer waits for something, which costs
	// nothing.
	maxCmd = 5 * time.Millisecond
	// The longest wait, even if many commands end at once: a client that stops flooding is soon
	// served again.
	maxDebt = 3 * time.Second
)

// typed returns the cost of n bytes of input.
func typed(n int) time.Duration { return time.Duration(n) * time.Second / inputRate }

// worked charges the session for the work of its model or painter since a time.
func (t *Terminal) worked(since time.Time) { t.charge(since, maxWork) }

// commandWorked charges the session for a command.
func (t *Terminal) commandWorked(since time.Time) { t.charge(since, maxCmd) }

// charge charges the session for the time since a moment, at most for the given duration.
func (t *Terminal) charge(since time.Time, most time.Duration) {
	now := time.Now() // not Options.Now: this measures real work
	t.work.Charge(workShare*min(most, now.Sub(since)), now)
}

// rest returns how long the session has to wait before it may do more.
func (t *Terminal) rest() time.Duration { return t.work.Charge(0, time.Now()) }

// pause waits, or returns early when the session ends.
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
