package quota

import (
	"context"
	"net/netip"
	"runtime"
	"slices"
	"sync"
	"time"
)

// Turns lets few clients work at a time, each for a short while, and then the next one whose address
// has used the least. What a client does while nobody waits for its turn is not slowed.
type Turns struct {
	Max int // clients that work at one time; no limit if not positive

	mu       sync.Mutex
	working  []*Turn
	waiting  []*Turn // in the order in which they came
	watcher  *Turn   // of the waiting ones, the one that looks for turns that nobody uses
	accounts map[netip.Prefix]*account
	settled  time.Time // when accounts without a debt were last removed
}

// account is what one address has used.
type account struct {
	paid time.Time // when all that was used will be paid for, at one part in turnShare
}

const (
	turnStretch = 4 * time.Millisecond // of work, while others wait
	turnPause   = time.Millisecond     // after a stretch, where nothing else would let readers pass
	turnLent    = time.Millisecond     // of waiting for a client, until another one gets the turn
	turnShare   = 32                   // one part of a processor in so many puts an address behind no other
	maxTurnDebt = 30 * time.Second     // of an address, whatever it has used
	settleEvery = 10 * time.Second
)

// Turn is one client's part in Turns. Its methods are for one goroutine at a time.
type Turn struct {
	turns *Turns
	addr  netip.Prefix

	granted chan struct{} // holds one when the turn has come; nil before it has ever waited
	watch   chan struct{} // the same, when the turn has become the watcher

	// Guarded by turns.mu.
	state   turnState
	since   time.Time // of a turn that works or is lent: when that began
	stretch time.Time // when the client began to work without a break
	used    time.Duration
}

// turnState is what a client does.
type turnState int

const (
	turnResting turnState = iota
	turnWaiting
	turnWorking
	turnLentOut // it works, but waits for its client: others who wait may take the turn
)

// Turn returns a turn of a client at an address, which has not begun.
func (t *Turns) Turn(addr netip.Prefix) *Turn {
	return &Turn{turns: t, addr: addr}
}

// Work waits until the client may work, unless it works already. It fails only if ctx ends first.
func (u *Turn) Work(ctx context.Context) error {
	t := u.turns
	if t.Max <= 0 {
		return ctx.Err()
	}
	t.mu.Lock()
	switch now := time.Now(); u.state {
	case turnLentOut:
		u.charge(now)
		u.state, u.since = turnWorking, now
		if now.Sub(u.stretch) < turnStretch || len(t.waiting) == 0 && t.Max < runtime.GOMAXPROCS(0) {
			t.mu.Unlock()
			return ctx.Err()
		}
		alone := len(t.waiting) == 0
		u.stop(now)
		if alone {
			t.mu.Unlock()
			if !Wait(ctx, turnPause) { // no other processor takes readers' keys
				return ctx.Err()
			}
			t.mu.Lock()
		}
	case turnWorking:
		t.mu.Unlock()
		return ctx.Err()
	case turnResting, turnWaiting: // nobody waits twice
	}
	if len(t.working) < t.Max && len(t.waiting) == 0 {
		u.start(time.Now())
		t.mu.Unlock()
		return ctx.Err()
	}
	if u.granted == nil {
		u.granted, u.watch = make(chan struct{}, 1), make(chan struct{}, 1)
	}
	u.state = turnWaiting
	t.waiting = append(t.waiting, u)
	t.nominate()
	t.mu.Unlock()
	return u.await(ctx)
}

// WorkNow lets the client work if it need not wait for that, and reports whether it works.
func (u *Turn) WorkNow() bool {
	t := u.turns
	if t.Max <= 0 {
		return true
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if u.state == turnResting && len(t.working) < t.Max && len(t.waiting) == 0 {
		u.start(time.Now())
	}
	return u.state == turnWorking
}

// await waits for the turn.
func (u *Turn) await(ctx context.Context) error {
	t := u.turns
	var tick <-chan time.Time
	for {
		select {
		case <-u.granted:
			return ctx.Err()
		case <-u.watch:
			ticker := time.NewTicker(turnLent)
			defer ticker.Stop() // once: who watches does so until its turn comes
			tick = ticker.C
		case <-tick:
			t.mu.Lock()
			t.reclaim(time.Now())
			t.mu.Unlock()
		case <-ctx.Done():
			u.Rest()
			return ctx.Err()
		}
	}
}

// Lend says that the client is waited for, as when something is sent to it. If that takes long,
// others get the turn. Work ends it.
func (u *Turn) Lend() {
	t := u.turns
	t.mu.Lock()
	defer t.mu.Unlock()
	if u.state == turnWorking {
		now := time.Now()
		u.used += now.Sub(u.since)
		u.charge(now)
		u.state, u.since = turnLentOut, now
	}
}

// Rest gives the turn back.
func (u *Turn) Rest() {
	t := u.turns
	t.mu.Lock()
	defer t.mu.Unlock()
	switch now := time.Now(); u.state {
	case turnWaiting:
		t.waiting = slices.DeleteFunc(t.waiting, func(w *Turn) bool { return w == u })
		t.leave(u)
	case turnWorking:
		u.used += now.Sub(u.since)
		u.charge(now)
		u.stop(now)
	case turnLentOut:
		u.charge(now)
		u.stop(now)
	case turnResting:
	}
	u.state = turnResting
	select { // it came at the same moment as the end
	case <-u.granted:
	default:
	}
}

// Used returns how long the client has worked since the last call, without the time in which it
// lent its turn.
func (u *Turn) Used() time.Duration {
	t := u.turns
	t.mu.Lock()
	defer t.mu.Unlock()
	used := u.used
	if u.state == turnWorking {
		now := time.Now()
		u.charge(now)
		used += now.Sub(u.since)
		u.since = now
	}
	u.used = 0
	return used
}

// The rest is called with turns.mu held.

// start begins the work of a client.
func (u *Turn) start(now time.Time) {
	u.state, u.since, u.stretch = turnWorking, now, now
	u.turns.working = append(u.turns.working, u)
}

// stop ends the work of a client, and begins that of the next.
func (u *Turn) stop(now time.Time) {
	t := u.turns
	u.state = turnResting
	t.working = slices.DeleteFunc(t.working, func(w *Turn) bool { return w == u })
	t.next(now)
}

// charge charges the address for the time since u.since.
func (u *Turn) charge(now time.Time) {
	t := u.turns
	cost := now.Sub(u.since)
	if u.state == turnLentOut {
		cost = min(cost, turnLent)
	}
	a := t.accounts[u.addr]
	if a == nil {
		t.settle(now)
		a = &account{paid: now}
		t.accounts[u.addr] = a
	}
	if a.paid.Before(now) {
		a.paid = now
	}
	if a.paid = a.paid.Add(turnShare * cost); a.paid.Sub(now) > maxTurnDebt {
		a.paid = now.Add(maxTurnDebt)
	}
}

// settle forgets accounts without a debt, now and then.
func (t *Turns) settle(now time.Time) {
	if t.accounts == nil {
		t.accounts = map[netip.Prefix]*account{}
	}
	if now.Sub(t.settled) < settleEvery {
		return
	}
	t.settled = now
	for addr, a := range t.accounts {
		if !a.paid.After(now) {
			delete(t.accounts, addr)
		}
	}
}

// next lets those work whose turn it is.
func (t *Turns) next(now time.Time) {
	for len(t.working) < t.Max && len(t.waiting) > 0 {
		first, least := 0, t.debt(t.waiting[0], now)
		for i, u := range t.waiting {
			if debt := t.debt(u, now); debt < least {
				first, least = i, debt
			}
		}
		u := t.waiting[first]
		t.waiting = slices.Delete(t.waiting, first, first+1)
		t.leave(u)
		u.start(now)
		u.granted <- struct{}{}
	}
}

// debt returns what the address of a turn has not paid for yet.
func (t *Turns) debt(u *Turn, now time.Time) time.Duration {
	if a := t.accounts[u.addr]; a != nil {
		return max(0, a.paid.Sub(now))
	}
	return 0
}

// reclaim takes the turns of those who have waited for their clients for long.
func (t *Turns) reclaim(now time.Time) {
	for _, u := range slices.Clone(t.working) {
		if u.state == turnLentOut && now.Sub(u.since) >= turnLent {
			u.charge(now)
			u.stop(now)
		}
	}
}

// leave says that a turn is not among the waiting ones any more.
func (t *Turns) leave(u *Turn) {
	if t.watcher == u {
		t.watcher = nil
		select {
		case <-u.watch:
		default:
		}
		t.nominate()
	}
}

// nominate makes one of the waiting turns the watcher, if there is none.
func (t *Turns) nominate() {
	if t.watcher == nil && len(t.waiting) > 0 {
		t.watcher = t.waiting[len(t.waiting)-1] // it waits longest
		t.watcher.watch <- struct{}{}
	}
}
