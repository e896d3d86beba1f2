package pages

import (
	"container/list"
	"context"
	"sync"
)

// queue limits how many renderings run at a time, since they take processors that all readers need.
// Calls of readers come before background calls; among equals, the first comes first.
type queue struct {
	mu      sync.Mutex
	free    int
	waiting [2]list.List   // of chan struct{}, by priority
	ahead   map[*call]bool // background calls that have a turn or wait for one; they give it up as soon as a reader waits
}

// priority is the importance of a rendering.
type priority int

const (
	interactive priority = iota // a reader
	background                  // ahead of any reader
)

// acquire waits for a turn. It fails only if ctx ends first. Then there is no turn to give back.
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
	case <-turn: // the turn came at the same moment
		t.next()
	default:
		t.waiting[u].Remove(place)
	}
	return ctx.Err()
}

// track remembers a call that gives way to readers. The caller holds t.mu.
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

// next gives a turn to the next call. The caller holds t.mu.
func (t *queue) next() {
	for u := range t.waiting {
		if next := t.waiting[u].Front(); next != nil {
			close(t.waiting[u].Remove(next).(chan struct{}))
			return
		}
	}
	t.free++
}
