// Package quota bounds how much one client may use of something that all share.
//
//   - A [Bucket] is a share of the time that passes, and a burst beyond it. Everything is counted
//     in time: what is used up is paid for by waiting, for which there is [Wait]. It is the generic
//     cell rate algorithm (ITU-T I.371).
//   - [Turns] let few work at one time, each for a short while, the address that has used the least
//     first.
//   - A [Pool] is a number of things that are acquired and released, of which one address gets at
//     most half of what others have left.
package quota

import (
	"sync"
	"time"
)

// Bucket is what one user may use of something that time brings. The zero Bucket grants no burst.
type Bucket struct {
	Burst   time.Duration // of waiting that may be owed
	MaxDebt time.Duration // beyond that, which is as much as adds up; zero means any

	mu   sync.Mutex
	paid time.Time // when all that was used so far will be paid for
}

// Charge takes what costs so much waiting, and returns how long to wait until the debt is no larger
// than the burst.
func (b *Bucket) Charge(cost time.Duration, now time.Time) (wait time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.settle(now)
	b.paid = b.paid.Add(cost)
	if latest := now.Add(b.Burst + b.MaxDebt); b.MaxDebt > 0 && b.paid.After(latest) {
		b.paid = latest
	}
	return max(0, b.paid.Sub(now)-b.Burst)
}

// Allow charges what costs so much and reports true, if nobody has to wait for it; else it takes
// nothing.
func (b *Bucket) Allow(cost time.Duration, now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.settle(now)
	if b.paid.Add(cost).Sub(now) > b.Burst {
		return false
	}
	b.paid = b.paid.Add(cost)
	return true
}

// Credit gives back what costs so much. Nobody can save up more than the burst.
func (b *Bucket) Credit(cost time.Duration, now time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.paid = b.paid.Add(-cost)
	b.settle(now)
}

// settle forgets the past: a debt that is paid is not a credit. b.mu is held.
func (b *Bucket) settle(now time.Time) {
	if b.paid.Before(now) {
		b.paid = now
	}
}

// Cost returns what n bytes, or n of anything, cost of a bucket that allows so many a second.
func Cost(n, perSecond int) time.Duration {
	return time.Duration(n) * time.Second / time.Duration(perSecond)
}
