package render

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/sshblog/sshblog/internal/cache"
	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/safego"
)

// Widths of a page, in cells. Others are taken as the nearest of these.
const (
	leastWidth = 10
	mostWidth  = 300
)

// Options bound what a Renderer takes.
type Options struct {
	Cache    *cache.Cache // keeps pages; one of its own if nil
	Parallel int          // renderings at one time; 2 if 0

	Report safego.Report // is told of panics, which cost the page that was rendered; nil means nobody is
}

// Request says what to render, and how. Two requests that are equal but for Doc, Resolve and Hint are taken to be for the same
// page: an ID must change when the text does, and a ResolveID when Resolve or Hint would answer otherwise.
type Request struct {
	ID        string
	Doc       func() *markdown.Document // asked only if the page is not there yet
	Head      func() *markdown.Document // of a long post its beginning, or nil if it has none; nil for all others
	Width     int                       // in cells, 10 to 300
	Theme     *Theme
	Links     LinkMode
	Resolve   func(dest string) Target // where an address in the text leads; nil leaves all of them
	Hint      func(post string) string // how to get to a post ("slug#anchor"), for who cannot click; the post itself if nil
	ResolveID string                   // says what Resolve and Hint are made of
	WrapCode  bool                     // break lines of code that are too wide, with a mark; otherwise they are cut, see Page.Wide
	Jumps     bool                     // the reader can follow a link to a place on the page: footnotes lead back
}

// Renderer renders posts and keeps the pages, for all of a process. It may be used by any number of goroutines.
type Renderer struct {
	turns  turns
	long   turns // of these, those for long posts: one at a time, so that a short one does not wait for them
	report safego.Report

	mu      sync.Mutex
	cache   *cache.Cache
	calls   map[key]*call
	demands []demand // of readers, the latest first
}

// key is what makes two requests the same.
type key struct {
	id, theme, resolve string
	width              int
	links              LinkMode
	wrapCode, jumps    bool
}

// call is a rendering that is under way.
type call struct {
	key     key
	urgency urgency
	cancel  context.CancelFunc
	headed  chan struct{} // closed when head is there, or known not to come; nil for a short post
	head    *Page         // of the beginning
	done    chan struct{} // closed at its end
	page    *Page
	err     error

	waiting int // for it; guarded by Renderer.mu
}

// crashed tells of a panic, and notes it in err.
func (r *Renderer) crashed(err *error) safego.Report {
	return func(what string, value any, stack []byte) {
		r.report(what, value, stack)
		*err = fmt.Errorf("%w: %v", errPanic, value)
	}
}

// errPanic is what those get who wait for a rendering that went wrong.
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
		turns:  turns{free: o.Parallel},
		long:   turns{free: 1},
		report: o.Report,
		cache:  o.Cache,
		calls:  map[key]*call{},
	}
}

// keyOf makes the key of a request, and its width one that can be had.
func keyOf(q *Request) key {
	q.Width = max(leastWidth, min(q.Width, mostWidth))
	return key{q.ID, q.Theme.Name, q.ResolveID, q.Width, q.Links, q.WrapCode, q.Jumps}
}

// Cached returns the page of a request if it is there already.
func (r *Renderer) Cached(q Request) (*Page, bool) {
	k := keyOf(&q)
	return r.kept(k)
}

// kept returns a page that is in the cache.
func (r *Renderer) kept(k key) (*Page, bool) {
	page, ok := r.cache.Get(k)
	if !ok {
		return nil, false
	}
	return page.(*Page), true
}

// Render returns the page of a request. Whoever asks for a page that is being rendered waits for that rendering, which is given up when
// nobody waits for it any more. The error is that of ctx, or says that the post cannot be laid out.
func (r *Renderer) Render(ctx context.Context, q Request) (*Page, error) {
	w := r.Ask(q)
	defer w.Leave()
	return w.Page(ctx)
}

// Wait is one who waits for a page. It ends with Leave.
type Wait struct {
	page *Page // if it was there already
	r    *Renderer
	c    *call
	left bool // guarded by Renderer.mu
}

// Ask begins to wait for the page of a request, which is rendered if it is not there yet. The page is to be had by Page; the
// rendering is given up when all who wait for it have left.
func (r *Renderer) Ask(q Request) *Wait { return r.ask(q, somebody) }

func (r *Renderer) ask(q Request, u urgency) *Wait {
	k := keyOf(&q)
	r.mu.Lock()
	defer r.mu.Unlock()
	if u == somebody {
		r.remember(&q)
	}
	if page, ok := r.kept(k); ok {
		return &Wait{page: page}
	}
	c, ok := r.calls[k]
	if ok && c.urgency > u { // a reader does not wait in the queue of what is done ahead
		c.cancel()
		ok = false
	}
	if !ok {
		ctx, cancel := context.WithCancel(context.Background())
		c = &call{key: k, urgency: u, done: make(chan struct{}), cancel: cancel}
		if q.Head != nil && u == somebody {
			c.headed = make(chan struct{})
		}
		r.calls[k] = c
		safego.Go(r.report, "render a post", func() { r.run(ctx, q, c) })
	}
	c.waiting++
	return &Wait{r: r, c: c}
}

// Page returns the page when it is there. The error is that of ctx, after which one may ask again, or says that the post cannot be laid
// out.
func (w *Wait) Page(ctx context.Context) (*Page, error) {
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

// Head returns the page of the beginning of a long post, which is there before the whole page; nil if there is none, or if the whole page
// is there already. The error is that of ctx.
func (w *Wait) Head(ctx context.Context) (*Page, error) {
	if w.page != nil || w.c.headed == nil {
		return nil, nil //nolint:nilnil // no page is no error here
	}
	select {
	case <-w.c.headed:
		return w.c.head, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Leave ends the waiting. It may be called again, and from any goroutine.
func (w *Wait) Leave() {
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
func (r *Renderer) inTurn(ctx context.Context, c *call, q Request) (page *Page, err error) {
	if q.Head != nil {
		if err := r.long.take(ctx, c); err != nil {
			return nil, err
		}
		defer r.long.give(c)
	}
	if err := r.turns.take(ctx, c); err != nil {
		return nil, err
	}
	defer r.turns.give(c)
	safego.Run(r.crashed(&err), "draw a page", func() { page, err = draw(ctx, q) })
	return page, err
}

// run renders a page, keeps it, and tells those who wait.
func (r *Renderer) run(ctx context.Context, q Request, c *call) {
	if c.headed != nil {
		safego.Run(r.report, "draw the head of a page", func() { c.head = drawHead(ctx, q) })
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
