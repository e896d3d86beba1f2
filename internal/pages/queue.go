package pages

import (
	"container/list"
	"context"
	"sync"
)

// queue lets few renderings go on at one time, since they take processors that all readers need. A
// reader's call comes before one that is only made ahead; among equals it is first come, first
// served.
type queue struct {
	mu      sync.Mutex
	free    int
	waiting [2]list.List   // of chan struct{}, by urgency
	ahead   map[*call]bool // those that have a turn, or wait for one, and give it up as soon as a reader waits
}

// priority is the importance of a rendering.
type priority int

const (
	interactive priority = iota // a reader
	background                  // it is done ahead
)

// acquire waits for a turn. The error is that of ctx, and then there is none to give back.
func (t *queue) acquire(ctx context.Context, c *call) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	u := c.priority
	t.mu.Lock()
	if t.free > 0 && t.waiting[interactive].Len() == 0 {
		t.free--
		t.track(c)
		t.mu.Unlock()
		return nil
	}
	if u == interactive {
		for ahead := range t.ahead {
			ahead.cancel()
		}
	}
	t.track(c)
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
		t.next()
	default:
		t.waiting[u].Remove(place)
	}
	return ctx.Err()
}

// track remembers what gives way to readers. t.mu is held.
func (t *queue) track(c *call) {
	if c.priority != background {
		return
	}
	if t.ahead == nil {
		t.ahead = map[*call]bool{}
	}
	t.ahead[c] = true
}

// release gives a turn back.
func (t *queue) release(c *call) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.ahead, c)
	t.next()
}

// next gives a turn to the next call. t.mu is held.
func (t *queue) next() {
	for u := range t.waiting {
		if next := t.waiting[u].Front(); next != nil {
			close(t.waiting[u].Remove(next).(chan struct{}))
			return
		}
	}
	t.free++
}
