package render

import (
	"context"
	"errors"
)

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

// Room is how many bytes the pages may take together that are rendered ahead in one go: half of what is kept. The other half is for what
// readers do ask for.
func (r *Renderer) Room() int64 {
	_, most := r.cache.Used()
	return most / 2
}

// Ahead renders a page that somebody may ask for, unless it is there, when no reader waits for one. It returns how many bytes it takes of the
// [Renderer.Room]: none for a page that cannot be laid out. The error is that of ctx.
//
// It gives way: a reader who needs the turn gets it, and the page is begun anew.
func (r *Renderer) Ahead(ctx context.Context, q Request) (bytes int64, err error) {
	const tries = 5
	for range tries {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		page, err := r.aheadOnce(ctx, q)
		if err == nil {
			return page.Bytes(), nil
		}
		if !errors.Is(err, context.Canceled) {
			break
		}
	}
	return 0, ctx.Err()
}

func (r *Renderer) aheadOnce(ctx context.Context, q Request) (*Page, error) {
	w := r.ask(q, nobody)
	defer w.Leave()
	return w.Page(ctx)
}
