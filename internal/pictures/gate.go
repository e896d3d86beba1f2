package pictures

import (
	"container/list"
	"context"
	"runtime"
	"sync"
)

// gate lets decoders in as long as they take no more memory together than a budget, in the order in
// which they came. What they leave behind counts until it is collected.
type gate struct {
	budget int64
	least  int64 // that each counts as, so that they leave processors to the text

	mu      sync.Mutex
	inside  int64
	garbage int64
	queue   list.List // of *ticket
}

// ticket is a decoder that waits.
type ticket struct {
	weight int64
	turn   chan struct{} // closed when it is let in
}

// newGate returns a gate for as many decoders as half of the processors, or one.
func newGate(budget int64) *gate {
	return &gate{budget: budget, least: budget / int64(max(runtime.GOMAXPROCS(0)/2, 1))}
}

// counted returns what a weight counts as.
func (g *gate) counted(weight int64) int64 { return min(max(weight, g.least), g.budget) }

// enter waits until there is room for so many bytes, or until ctx ends.
func (g *gate) enter(ctx context.Context, weight int64) error {
	t := &ticket{g.counted(weight), make(chan struct{})}
	g.mu.Lock()
	place := g.queue.PushBack(t)
	g.admit()
	g.mu.Unlock()
	select {
	case <-t.turn:
		g.collect(weight)
		return nil
	case <-ctx.Done():
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	select {
	case <-t.turn: // at the same moment
		g.inside -= t.weight
	default:
		g.queue.Remove(place)
	}
	g.admit()
	return ctx.Err()
}

// admit lets in who is first, as long as there is room. The caller holds mu.
func (g *gate) admit() {
	for first := g.queue.Front(); first != nil; first = g.queue.Front() {
		t := first.Value.(*ticket)
		if g.inside+t.weight > g.budget {
			return
		}
		g.inside += t.weight
		g.queue.Remove(first)
		close(t.turn)
	}
}

// collect frees what decoders have left behind, when that and the next one would take more than the
// budget: the collector by itself would let the heap double first.
func (g *gate) collect(weight int64) {
	g.mu.Lock()
	full := g.garbage > 0 && g.garbage+weight > g.budget
	if full {
		g.garbage = 0
	}
	g.mu.Unlock()
	if full {
		runtime.GC()
	}
}

// leave is called when a decoder is done.
func (g *gate) leave(weight int64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.inside -= g.counted(weight)
	g.garbage += weight
	g.admit()
}
