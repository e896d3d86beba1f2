package pages

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/sshblog/sshblog/internal/cache"
	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/safego"
	"github.com/sshblog/sshblog/internal/textwidth"
)

// Options limit what a Renderer takes.
type Options struct {
	Cache    *cache.Cache // keeps pages; if nil, the Renderer makes its own
	Parallel int          // renderings at one time; 2 if 0

	Report safego.PanicHandler // is told of panics, each of which fails one page; may be nil
}

// Renderer renders posts and keeps their pages, for the whole process. It is safe for concurrent
// use.
type Renderer struct {
	turns  queue
	long   queue // of these, those for long posts, one at a time, so that short posts do not wait for them
	report safego.PanicHandler

	mu      sync.Mutex
	cache   *cache.Cache
	calls   map[key]*call
	demands []demand // of readers, the latest first
}

// key identifies a page: requests with the same key get the same page.
type key struct {
	id, theme, resolve string
	width              int
	method             textwidth.Method
	links              layout.LinkMode
	wrapCode, jumps    bool
	room               string
}

// call is a rendering that is queued or running.
type call struct {
	key      key
	priority priority
	cancel   context.CancelFunc
	headed   chan struct{} // closed when head is there, or is known not to come; nil for a short post
	head     *layout.Page  // of the beginning
	done     chan struct{} // closed at its end
	page     *layout.Page
	err      error

	waiting int // requests that wait for it; guarded by Renderer.mu
}

// crashed reports a panic, and records it in err.
func (r *Renderer) crashed(err *error) safego.PanicHandler {
	return func(what string, value any, stack []byte) {
		r.report(what, value, stack)
		*err = fmt.Errorf("%w: %v", errPanic, value)
	}
}

// errPanic is the error of a rendering that panicked.
var errPanic = errors.New("post cannot be laid out")

// New returns a Renderer with an empty cache.
func New(o Options) *Renderer {
	if o.Cache == nil {
		o.Cache = cache.New(0)
	}
	if o.Parallel <= 0 {
		o.Parallel = 2
	}
	if o.Report == nil {
		o.Report = func(string, any, []byte) {}
	}
	return &Renderer{
		turns:  queue{free: o.Parallel},
		long:   queue{free: 1},
		report: o.Report,
		cache:  o.Cache,
		calls:  map[key]*call{},
	}
}

// keyOf returns the key of a request, after bringing its width into the allowed range.
func keyOf(q *layout.Request) key {
	q.Width = max(layout.MinWidth, min(q.Width, layout.MaxWidth))
	return key{q.ID, q.Theme.Name, q.ResolveID, q.Width, q.Method, q.Links, q.WrapCode, q.InternalLinks, q.RoomID}
}

// Cached returns the page of a request if it is in the cache.
func (r *Renderer) Cached(q layout.Request) (*layout.Page, bool) {
	k := keyOf(&q)
	return r.kept(k)
}

// kept returns a page that is in the cache.
func (r *Renderer) kept(k key) (*layout.Page, bool) {
	page, ok := r.cache.Get(k)
	if !ok {
		return nil, false
	}
	return page.(*layout.Page), true
}

// Render returns the page of a request. If the page is being rendered already, it waits for that
// rendering. A rendering is cancelled when nobody waits for it any more. Render fails if ctx ends
// or if the post cannot be laid out.
func (r *Renderer) Render(ctx context.Context, q layout.Request) (*layout.Page, error) {
	w := r.Request(q)
	defer w.Release()
	return w.Page(ctx)
}

// Pending is a request that waits for a page. End it with Release.
type Pending struct {
	page *layout.Page // if it was in the cache
	r    *Renderer
	c    *call
	left bool // guarded by Renderer.mu
}

// Request starts to wait for the page of a request, and starts to render it unless it is there.
// Page returns the page. The rendering is cancelled when all its waiters have released it.
func (r *Renderer) Request(q layout.Request) *Pending { return r.ask(q, interactive) }

func (r *Renderer) ask(q layout.Request, u priority) *Pending {
	k := keyOf(&q)
	r.mu.Lock()
	defer r.mu.Unlock()
	if u == interactive {
		r.remember(&q)
	}
	if page, ok := r.kept(k); ok {
		return &Pending{page: page}
	}
	c, ok := r.calls[k]
	if ok && c.priority > u { // a reader's call does not wait in the background queue
		c.cancel()
		ok = false
	}
	if !ok {
		ctx, cancel := context.WithCancel(context.Background())
		c = &call{key: k, priority: u, done: make(chan struct{}), cancel: cancel}
		if q.Head != nil && u == interactive {
			c.headed = make(chan struct{})
		}
		r.calls[k] = c
		safego.Go(r.report, "render a post", func() { r.run(ctx, q, c) })
	}
	c.waiting++
	return &Pending{r: r, c: c}
}

// Page waits for the page and returns it. If it fails because ctx ended, the caller may try again;
// otherwise the post cannot be laid out.
func (w *Pending) Page(ctx context.Context) (*layout.Page, error) {
	if w.page != nil {
		return w.page, nil
	}
	select {
	case <-w.c.done:
		return w.c.page, w.c.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Head waits for the beginning of a long post, which is there before the whole page. It returns nil
// if there is none, or if the whole page is there already. It fails only if ctx ends.
func (w *Pending) Head(ctx context.Context) (*layout.Page, error) {
	if w.page != nil || w.c.headed == nil {
		return nil, nil //nolint:nilnil // having no head is not an error
	}
	select {
	case <-w.c.headed:
		return w.c.head, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Release stops waiting for the page. It may be called more than once, and from any goroutine.
func (w *Pending) Release() {
	if w.c == nil {
		return
	}
	w.r.mu.Lock()
	defer w.r.mu.Unlock()
	if w.left {
		return
	}
	w.left = true
	if w.c.waiting--; w.c.waiting > 0 {
		return
	}
	w.c.cancel()
	if w.r.calls[w.c.key] == w.c {
		delete(w.r.calls, w.c.key)
	}
}

// inTurn draws a page when it is its turn.
func (r *Renderer) inTurn(ctx context.Context, c *call, q layout.Request) (page *layout.Page, err error) {
	if q.Head != nil {
		if err := r.long.acquire(ctx, c); err != nil {
			return nil, err
		}
		defer r.long.release(c)
	}
	if err := r.turns.acquire(ctx, c); err != nil {
		return nil, err
	}
	defer r.turns.release(c)
	safego.Run(r.crashed(&err), "draw a page", func() { page, err = layout.Draw(ctx, q) })
	return page, err
}

// run renders a page, keeps it, and wakes its waiters.
func (r *Renderer) run(ctx context.Context, q layout.Request, c *call) {
	if c.headed != nil {
		safego.Run(r.report, "draw the head of a page", func() { c.head = layout.DrawHead(ctx, q) })
		close(c.headed)
	}
	c.page, c.err = r.inTurn(ctx, c, q)
	r.mu.Lock()
	if r.calls[c.key] == c {
		delete(r.calls, c.key)
	}
	if c.err == nil {
		r.cache.Put(c.key, c.page, c.page.Bytes()+int64(len(c.key.id)+len(c.key.resolve)))
	}
	r.mu.Unlock()
	c.cancel()
	close(c.done)
}
