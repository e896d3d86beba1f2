// Package quota bounds how much of something may be used: a share of the time that passes, and a burst beyond it. Everything is counted
// in time: what is used up is paid for by waiting. It is the generic cell rate algorithm (ITU-T I.371).
package quota

import (
	"sync"
	"time"
)

// Bucket is what one user may use. The zero Bucket grants no burst.
type Bucket struct {
	Burst time.Duration // of waiting that may be owed
	Debt  time.Duration // beyond that, which is as much as adds up; zero means any

	mu   sync.Mutex
	paid time.Time // when all that was used so far will be paid for
}

// Charge takes what costs so much waiting, and returns how long to wait until the debt is no larger than the burst.
func (a *Bucket) Charge(cost time.Duration, now time.Time) (wait time.Duration) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.paid.Before(now) {
		a.paid = now
	}
	a.paid = a.paid.Add(cost)
	if most := now.Add(a.Burst + a.Debt); a.Debt > 0 && a.paid.After(most) {
		a.paid = most
	}
	return max(0, a.paid.Sub(now)-a.Burst)
}

// Allow is Use for what need not be granted: it takes what costs so much if nobody has to wait for it, else nothing.
func (a *Bucket) Allow(cost time.Duration, now time.Time) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.paid.Before(now) {
		a.paid = now
	}
	if a.paid.Add(cost).Sub(now) > a.Burst {
		return false
	}
	a.paid = a.paid.Add(cost)
	return true
}
