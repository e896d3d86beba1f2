package render

import "context"

// Shape is what the pages of one kind of window have in common.
type Shape struct {
	Width int
	Theme *Theme
	Links LinkMode
	Jumps bool
}

// mostShapes is how many kinds of windows are remembered: rendering ahead for more would be for hardly anybody.
const mostShapes = 3

// Shapes returns for what kinds of windows readers have asked for pages lately, the newest first.
func (r *Renderer) Shapes() []Shape {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]Shape(nil), r.shapes...)
}

// remember notes the shape of a page that a reader has asked for. r.mu is held.
func (r *Renderer) remember(q *Request) {
	shape := Shape{q.Width, q.Theme, q.Links, q.Jumps}
	if q.WrapCode || len(r.shapes) > 0 && r.shapes[0] == shape {
		return
	}
	kept := []Shape{shape}
	for _, s := range r.shapes {
		if s != shape && len(kept) < mostShapes {
			kept = append(kept, s)
		}
	}
	r.shapes = kept
}

// Ahead renders a page that somebody may ask for, when no reader waits for one. It reports whether it is worth going on with further
// pages: false when what is kept has taken up half of its room, which is for what readers do ask for, or when ctx ends.
func (r *Renderer) Ahead(ctx context.Context, q Request) bool {
	if ctx.Err() != nil {
		return false
	}
	if r.cache.Has(keyOf(&q)) {
		return true
	}
	if used, most := r.cache.Used(); used > most/2 {
		return false
	}
	q.Head = nil // nobody waits for it
	w := r.ask(q, nobody)
	defer w.Leave()
	_, err := w.Page(ctx)
	return err == nil || ctx.Err() == nil // one page that cannot be laid out is no reason to stop
}
