package pages

import (
	"context"
	"errors"
	"slices"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/textwidth"
)

// Viewport is a kind of window: what decides how a page of a post looks.
type Viewport struct {
	Width         int
	Method        textwidth.Method
	Theme         *theme.Theme
	Links         layout.LinkMode
	InternalLinks bool
}

// Bounds of the record of readers' windows.
const (
	maxViewports = 3    // for which pages are rendered ahead; hardly anybody has another
	maxCounted   = 12   // that are counted
	maxTimesKept = 1000 // requests of one of them; beyond that all counts are halved, so that old requests fade
)

// demand counts the pages that readers have asked for in one viewport.
type demand struct {
	Viewport
	times int
}

// Viewports returns the viewports for which readers ask for pages, the most wanted first.
func (r *Renderer) Viewports() (shapes []Viewport) {
	r.mu.Lock()
	defer r.mu.Unlock()
	wanted := slices.Clone(r.demands)
	slices.SortStableFunc(wanted, func(a, b demand) int { return b.times - a.times })
	for _, d := range wanted[:min(maxViewports, len(wanted))] {
		shapes = append(shapes, d.Viewport)
	}
	return shapes
}

// remember counts a page that a reader has asked for. The latest viewport comes first. A new one
// replaces the least wanted. The caller holds r.mu.
func (r *Renderer) remember(q *layout.Request) {
	if q.WrapCode {
		return
	}
	d := demand{Viewport{q.Width, q.Method, q.Theme, q.Links, q.InternalLinks}, 1}
	at := slices.IndexFunc(r.demands, func(o demand) bool { return o.Viewport == d.Viewport })
	switch {
	case at >= 0:
		d.times += r.demands[at].times
		r.demands = slices.Delete(r.demands, at, at+1)
	case len(r.demands) == maxCounted:
		least := slices.MinFunc(r.demands, func(a, b demand) int { return a.times - b.times })
		r.demands = slices.DeleteFunc(r.demands, func(o demand) bool { return o.Viewport == least.Viewport })
	}
	r.demands = slices.Insert(r.demands, 0, d)
	if d.times > maxTimesKept {
		for i := range r.demands {
			r.demands[i].times /= 2
		}
	}
}

// PrefetchBudget returns how many bytes the pages of one round of prefetching may take together:
// half of the cache. The other half is for pages that readers ask for.
func (r *Renderer) PrefetchBudget() int64 {
	_, most := r.cache.Used()
	return most / 2
}

// Prefetch renders a page that a reader may ask for, unless it is in the cache, at a time when no
// reader waits for a page. It returns how many bytes of [Renderer.Room] the page takes, 0 if it
// cannot be laid out. It fails only if ctx ends.
//
// It gives way: a reader who needs the turn gets it, and the page begins again.
func (r *Renderer) Prefetch(ctx context.Context, q layout.Request) (bytes int64, err error) {
	const tries = 5
	for range tries {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		page, err := r.prefetchOnce(ctx, q)
		if err == nil {
			return page.Bytes(), nil
		}
		if !errors.Is(err, context.Canceled) {
			break
		}
	}
	return 0, ctx.Err()
}

func (r *Renderer) prefetchOnce(ctx context.Context, q layout.Request) (*layout.Page, error) {
	w := r.ask(q, background)
	defer w.Release()
	return w.Page(ctx)
}
