package related_test

import (
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/related"
	"github.com/sshblog/sshblog/internal/test/blogtest"
)

// BenchmarkRelatedBuild is what New costs, and the memory that stays.
func BenchmarkRelatedBuild(b *testing.B) {
	for name, x := range map[string]*blog.Index{
		"10000": blogtest.VariedBlog(b, 10_000), "50000": blogtest.VariedBlog(b, 50_000), "uniform10000": blogtest.UniformBlog(b, 10_000),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				related.New(x)
			}
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			l := related.New(x)
			runtime.GC()
			runtime.ReadMemStats(&after)
			runtime.KeepAlive(l)
			b.ReportMetric((float64(after.HeapAlloc)-float64(before.HeapAlloc))/float64(len(x.Posts())), "B/post")
		})
	}
}

func BenchmarkRelated(b *testing.B) {
	for name, x := range map[string]*blog.Index{
		"10000": blogtest.VariedBlog(b, 10_000), "50000": blogtest.VariedBlog(b, 50_000), "uniform10000": blogtest.UniformBlog(b, 10_000),
	} {
		b.Run(name, func(b *testing.B) {
			r, posts := related.New(x), x.Posts()
			took := make([]time.Duration, 0, 1<<16)
			i := 0
			b.ReportAllocs()
			for b.Loop() {
				i += 7919
				start := time.Now()
				r.To(posts[i%len(posts)], 5)
				took = append(took, time.Since(start))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
		})
	}
}
