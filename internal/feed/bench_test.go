package feed_test

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/loader"
)

// manyPosts is a blog of n posts of about 8 KB.
func manyPosts(tb testing.TB, n int) *blog.Index {
	tb.Helper()
	text := strings.Repeat("The bees came back on Tuesday, [as they do](post-1.md), and nobody had asked *them* to. We `looked` on.\n\n", 80)
	fsys := fstest.MapFS{}
	first := time.Date(2005, 1, 1, 9, 30, 0, 0, time.UTC)
	for i := range n {
		header := fmt.Sprintf("---\ntitle: Number %d\ndate: %s\ntags: [bees]\n---\n", i, first.Add(time.Duration(i)*13*time.Hour).Format(time.RFC3339))
		fsys[fmt.Sprintf("post-%d.md", i)] = &fstest.MapFile{Data: []byte(header + text)}
	}
	return load(tb, fsys, loader.Options{Title: "Bees"})
}

// The cost of a feed depends on the posts in it, and not on how many others there are.
func BenchmarkFeed(b *testing.B) {
	for _, posts := range []int{20, 10_000} {
		x := manyPosts(b, posts)
		for _, f := range formats {
			b.Run(fmt.Sprintf("%s/%d", f.name, posts), func(b *testing.B) {
				o := options()
				o.Limit = 20
				b.ReportAllocs()
				for b.Loop() {
					if err := f.write(io.Discard, x, o); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// A feed of the newest posts does not look at the others, so it allocates no more for them.
func TestCostIsThatOfTheNewest(t *testing.T) {
	o := options()
	o.Limit = 5
	cost := func(x *blog.Index, f format) float64 {
		return testing.AllocsPerRun(5, func() {
			if err := f.write(io.Discard, x, o); err != nil {
				t.Fatal(err)
			}
		})
	}
	few, lots := manyPosts(t, 5), manyPosts(t, 500)
	for _, f := range formats {
		if a, b := cost(few, f), cost(lots, f); b > a*1.2 {
			t.Errorf("%s: %.0f allocations with 5 posts, %.0f with 500", f.name, a, b)
		}
	}
}
