package search

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/sshblog/sshblog/internal/blog"
)

// Searcher keeps the newest Index of a blog for the whole process. All methods are safe for concurrent use.
type Searcher struct {
	building sync.Mutex // held while an Index is built
	of       *blog.Index
	index    atomic.Pointer[Index]
}

// NewSearcher returns a Searcher that is not ready before its first Update ends.
func NewSearcher() *Searcher { return &Searcher{} }

// Update makes the Searcher answer for x. It returns when it does, or with the error of ctx, and then the Searcher answers as
// before. It is meant for a goroutine of its own; updates wait for each other, and whoever sends them sends the newest last.
func (s *Searcher) Update(ctx context.Context, x *blog.Index) error {
	s.building.Lock()
	defer s.building.Unlock()
	if s.of == x {
		return nil
	}
	i, err := Build(ctx, x, s.index.Load())
	if err != nil {
		return err
	}
	s.of = x
	s.index.Store(i)
	return nil
}

// Search is [Index.Search] in the newest Index. It never waits: ready is false while there is none yet.
func (s *Searcher) Search(query string, limit int) (hits []Hit, ready bool) {
	i := s.index.Load()
	if i == nil {
		return nil, false
	}
	return i.Search(query, limit), true
}
