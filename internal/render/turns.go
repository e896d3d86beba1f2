package render

import (
	"container/list"
	"context"
	"sync"
)

// turns lets few renderings go on at one time, since they take processors that all readers need. Who waits for a page comes before what is
// rendered only in case somebody will; among equals it is first come, first served.
type turns struct {
	mu      sync.Mutex
	free    int
	waiting [2]list.List   // of chan struct{}, by urgency
	ahead   map[*call]bool // those that have a turn, or wait for one, and give it up as soon as a reader waits
}

// urgency says who waits for a rendering.
type urgency int

const (
	somebody urgency = iota // a reader
	nobody                  // it is done ahead
)

// take waits for a turn. The error is that of ctx, and then there is none to give back.
func (t *turns) take(ctx context.Context, c *call) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	u := c.urgency
	t.mu.Lock()
	if t.free > 0 && t.waiting[somebody].Len() == 0 {
		t.free--
		t.note(c)
		t.mu.Unlock()
		return nil
	}
	if u == somebody {
		for ahead := range t.ahead {
			ahead.cancel()
		}
	}
	t.note(c)
	turn := make(chan struct{})
	place := t.waiting[u].PushBack(turn)
	t.mu.Unlock()
	select {
	case <-turn:
		return nil
	case <-ctx.Done():
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.ahead, c)
	select {
	case <-turn: // it came at the same moment
		t.passOn()
	default:
		t.waiting[u].Remove(place)
	}
	return ctx.Err()
}

// note remembers what gives way to readers. t.mu is held.
func (t *turns) note(c *call) {
	if c.urgency != nobody {
		return
	}
	if t.ahead == nil {
		t.ahead = map[*call]bool{}
	}
	t.ahead[c] = true
}

// give gives a turn back.
func (t *turns) give(c *call) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.ahead, c)
	t.passOn()
}

// passOn gives a turn to who is next. t.mu is held.
func (t *turns) passOn() {
	for u := range t.waiting {
		if next := t.waiting[u].Front(); next != nil {
			close(t.waiting[u].Remove(next).(chan struct{}))
			return
		}
	}
	t.free++
}
