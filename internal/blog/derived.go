package blog

import "sync"

// Derived is a value that is made of an Index when it is first asked for, once for each Index, and
// kept for the one that was asked for last. It is safe for concurrent use. A caller waits only for
// the value that it asked for.
type Derived[T any] struct {
	derive func(*Index) T

	mu   sync.Mutex
	last *derivation[T] // nil: none was asked for
}

// derivation is the value of one Index.
type derivation[T any] struct {
	index *Index
	value func() T
}

// NewDerived returns what derive makes of each Index. Derive runs in the goroutine that asks first;
// a panic in it is repeated to every caller.
func NewDerived[T any](derive func(*Index) T) *Derived[T] { return &Derived[T]{derive: derive} }

// Of returns the value of an Index.
func (d *Derived[T]) Of(x *Index) T {
	d.mu.Lock()
	if d.last == nil || d.last.index != x {
		d.last = &derivation[T]{x, sync.OnceValue(func() T { return d.derive(x) })}
	}
	value := d.last.value
	d.mu.Unlock()
	return value()
}
