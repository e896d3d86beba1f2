package search

import (
	"context"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/pacer"
	"github.com/sshblog/sshblog/internal/safego"
)

// Index is the searchable text of one [blog.Index]. It is immutable. All methods are safe for
// concurrent use.
type Index struct {
	posts   []*blog.Post // newest first, then the pages; a post's number is its index here
	keys    []key        // by post
	lengths []uint32     // by post: number of words in its text
	norms   []float32    // by post, see rank.go
	*segment

	scratches sync.Pool // of *scratch
}

// key identifies the words of a post: posts with equal keys have the same words.
type key struct {
	id     string
	fields uint64 // hash of fields that the site's settings may change without a change of the file, such as tags
}

func keyOf(p *blog.Post) key {
	var b []byte
	for _, list := range [][]string{p.Tags, p.Categories, p.Authors, {p.Title, p.Series, p.Summary, p.Lang}} {
		for _, s := range list {
			b = append(append(b, s...), 0)
		}
		b = append(b, 1)
	}
	year := 0
	if !p.Date.IsZero() {
		year = p.Date.Year()
	}
	h := fnv.New64a()
	_, _ = h.Write(binary.AppendVarint(b, int64(year))) // a hash never fails
	return key{p.ID, h.Sum64()}
}

// Build makes an Index of the posts and pages that lists of x show. It does not read posts again
// that are unchanged since previous, which may be nil. It uses all processors but one, and little
// more memory than the result needs. It fails only if ctx ends.
func Build(ctx context.Context, x *blog.Index, previous *Index) (*Index, error) {
	i := &Index{posts: make([]*blog.Post, 0, len(x.Posts())+len(x.Pages()))}
	i.posts = append(append(i.posts, x.Posts()...), x.Pages()...)
	i.keys = make([]key, len(i.posts))
	i.lengths = make([]uint32, len(i.posts))

	sources, fresh := i.reuse(previous)
	added, err := i.invertAll(ctx, fresh)
	if err != nil {
		return nil, err
	}
	if len(added) == 0 && len(sources) == 1 && isIdentity(sources[0].number, len(i.posts)) {
		i.segment = previous.segment
	} else {
		i.segment = merge(append(sources, added...))
	}
	i.setNorms()
	return i, ctx.Err()
}

// reuse returns previous as a source, and the numbers of the posts that it lacks.
func (i *Index) reuse(previous *Index) (sources []*source, fresh []int32) {
	known := map[key]int32{}
	if previous != nil {
		number := make([]int32, len(previous.posts))
		for n, k := range previous.keys {
			known[k] = int32(n)
			number[n] = -1
		}
		sources = []*source{{segment: previous.segment, number: number}}
	}
	for n, p := range i.posts {
		i.keys[n] = keyOf(p)
		if old, ok := known[i.keys[n]]; ok && sources[0].number[old] < 0 {
			sources[0].number[old] = int32(n)
			i.lengths[n] = previous.lengths[old]
		} else {
			fresh = append(fresh, int32(n))
		}
	}
	return sources, fresh
}

func isIdentity(number []int32, n int) bool {
	for i, m := range number {
		if m != int32(i) {
			return false
		}
	}
	return len(number) == n
}

// invertAll reads the posts with the given numbers, in chunks that several processors share.
func (i *Index) invertAll(ctx context.Context, fresh []int32) ([]*source, error) {
	chunks := (len(fresh) + chunkPosts - 1) / chunkPosts
	out := make([]*source, chunks)
	var next atomic.Int32
	var crash atomic.Pointer[panicError]
	var wg sync.WaitGroup
	note := func(_ string, value any, stack []byte) { crash.Store(&panicError{value, stack}) }
	work := func() {
		for {
			c := int(next.Add(1)) - 1
			if c >= chunks || ctx.Err() != nil {
				return
			}
			out[c] = i.invertChunk(ctx, fresh[c*chunkPosts:min(len(fresh), (c+1)*chunkPosts)])
		}
	}
	for range min(chunks, max(1, runtime.GOMAXPROCS(0)-1)) { // one processor is left to readers
		wg.Go(func() { safego.Run(note, "read texts", work) })
	}
	wg.Wait()
	if e := crash.Load(); e != nil {
		return nil, e
	}
	return out, ctx.Err()
}

func (i *Index) invertChunk(ctx context.Context, numbers []int32) *source {
	posts := make([]*blog.Post, len(numbers))
	for n, number := range numbers {
		posts[n] = i.posts[number]
	}
	var pause pacer.Pacer
	s, lengths := invert(posts, func() bool { pause.Yield(); return ctx.Err() != nil })
	for n, l := range lengths {
		i.lengths[numbers[n]] = l
	}
	return &source{segment: s, number: numbers}
}

// panicError is a panic while texts were read. It costs only the Index that is being built.
type panicError struct {
	value any
	stack []byte
}

func (e *panicError) Error() string { return fmt.Sprintf("panic: %v", e.value) }
