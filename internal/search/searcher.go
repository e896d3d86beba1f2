package search

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/safego"
)

// Searcher keeps the Index of the newest blog.Index for the whole process. All methods are safe for
// concurrent use.
type Searcher struct {
	// Report is told of a panic while an Index is built. The Searcher then answers as before. Set
	// it before the first Update.
	Report safego.PanicHandler

	places   chan struct{} // holds one for each search that is under way
	building sync.Mutex    // held while an Index is built
	of       *blog.Index
	current  atomic.Pointer[state]
}

// state is an Index, nil before the first one, and the channel that is closed when there is a newer
// one.
type state struct {
	index   *Index
	changed chan struct{}
}

// NewSearcher returns a Searcher that is not ready until its first Update ends.
func NewSearcher() *Searcher {
	s := &Searcher{
		Report: func(string, any, []byte) {},
		places: make(chan struct{}, max(1, runtime.GOMAXPROCS(0)/2)), // the other processors draw
	}
	s.current.Store(&state{changed: make(chan struct{})})
	return s
}

// Update makes the Searcher answer for x, and returns when it does. If ctx ends first, it returns
// its error, and the Searcher answers as before. Call it from a goroutine of its own. Updates wait
// for one another, and callers send the newest last.
func (s *Searcher) Update(ctx context.Context, x *blog.Index) error {
	s.building.Lock()
	defer s.building.Unlock()
	if s.of == x {
		return nil
	}
	i, err := s.build(ctx, x)
	if err != nil {
		return err
	}
	s.of = x
	old := s.current.Swap(&state{i, make(chan struct{})})
	close(old.changed)
	return nil
}

// build is Build on top of the current index. It turns panics into errors.
func (s *Searcher) build(ctx context.Context, x *blog.Index) (i *Index, err error) {
	safego.Run(func(what string, value any, stack []byte) {
		err = &panicError{value, stack}
	}, "build the search", func() { i, err = Build(ctx, x, s.current.Load().index) })
	var crash *panicError
	if errors.As(err, &crash) {
		s.Report("build the search", crash.value, crash.stack)
	}
	return i, err
}

// Changed returns a channel that is closed when the Searcher answers from a newer Index than now,
// including the first one. To miss none, take the channel before searching.
func (s *Searcher) Changed() <-chan struct{} { return s.current.Load().changed }

// Search is [Index.Search] in the newest Index. It waits for none: ready is false as long as there is
// no Index.
func (s *Searcher) Search(query string, limit int) (hits []Hit, ready bool) {
	hits, ready, _ = s.Find(context.Background(), query, limit) // it fails only if its context ends
	return hits, ready
}

// Find is Search for somebody who may leave: if ctx ends first, it returns its error. Few searches
// are under way at one time; others wait for these.
func (s *Searcher) Find(ctx context.Context, query string, limit int) (hits []Hit, ready bool, err error) {
	i := s.current.Load().index
	if i == nil {
		return nil, false, ctx.Err()
	}
	if query == "" || limit <= 0 {
		return nil, true, ctx.Err()
	}
	select {
	case s.places <- struct{}{}:
	case <-ctx.Done():
		return nil, true, ctx.Err()
	}
	defer func() { <-s.places }()
	hits, err = i.Find(ctx, query, limit)
	return hits, true, err
}
