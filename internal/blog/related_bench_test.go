package blog_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
)

// variedBlog is a blog of n posts that have titles, paragraphs and tags of many words, few of them common, as those of people have.
func variedBlog(tb testing.TB, n int) *blog.Index {
	tb.Helper()
	r := rand.New(rand.NewPCG(7, 7))
	words, tags := rand.NewZipf(r, 1.1, 8, 40_000), rand.NewZipf(r, 1.2, 4, 600)
	text := func(n int) string {
		var b strings.Builder
		for range n {
			fmt.Fprintf(&b, "w%cx%d ", 'a'+rune(r.IntN(2)), words.Uint64())
		}
		return b.String()
	}
	m := fstest.MapFS{}
	for i := range n {
		date := time.Date(1995, 1, 1, 9, 30, 0, 0, time.UTC).Add(time.Duration(i) * 5 * time.Hour)
		m[fmt.Sprintf("posts/p%d.md", i)] = &fstest.MapFile{Data: fmt.Appendf(nil,
			"---\ntitle: %s\ndate: %s\ntags: [Tag %d, tag-%d, tag %d]\ncategories: [c%d]\nseries: s%d\nauthor: a%d\n---\n%s\n",
			text(6), date.Format(time.RFC3339), tags.Uint64(), tags.Uint64(), tags.Uint64(), tags.Uint64()%9, i%500, i%7, text(60))}
	}
	return load(tb, m, blog.Options{Now: time.Now})
}

// uniformBlog is a blog of n posts that want to be like all others: a quarter of them, just few enough for a
// tag to say something, have the same hundred tags and words.
func uniformBlog(tb testing.TB, n int) *blog.Index {
	tb.Helper()
	var tags, words strings.Builder
	for i := range 100 {
		fmt.Fprintf(&tags, "tag%d, ", i)
		fmt.Fprintf(&words, "word%c%c ", 'a'+i/10, 'a'+i%10)
	}
	m := fstest.MapFS{}
	for i := range n {
		text := "---\ntitle: Alone\n---\nNothing else.\n"
		if i%4 == 0 {
			text = fmt.Sprintf("---\ntitle: %s\ntags: [%s]\n---\n%s\n", words.String(), tags.String(), words.String())
		}
		m[fmt.Sprintf("posts/p%d.md", i)] = &fstest.MapFile{Data: []byte(text)}
	}
	return load(tb, m, blog.Options{Now: time.Now})
}

// BenchmarkRelatedBuild is what the first Related of an Index costs, and the memory that stays.
func BenchmarkRelatedBuild(b *testing.B) {
	for name, x := range map[string]*blog.Index{
		"10000": variedBlog(b, 10_000), "50000": variedBlog(b, 50_000), "uniform10000": uniformBlog(b, 10_000),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				blog.NewLikeness(x)
			}
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			l := blog.NewLikeness(x)
			runtime.GC()
			runtime.ReadMemStats(&after)
			runtime.KeepAlive(l)
			b.ReportMetric((float64(after.HeapAlloc)-float64(before.HeapAlloc))/float64(len(x.Posts())), "B/post")
		})
	}
}

func BenchmarkRelated(b *testing.B) {
	for name, x := range map[string]*blog.Index{
		"10000": variedBlog(b, 10_000), "50000": variedBlog(b, 50_000), "uniform10000": uniformBlog(b, 10_000),
	} {
		b.Run(name, func(b *testing.B) {
			x.Prepare()
			posts := x.Posts()
			took := make([]time.Duration, 0, 1<<16)
			i := 0
			b.ReportAllocs()
			for b.Loop() {
				i += 7919
				start := time.Now()
				blog.NewRelated(x).To(posts[i%len(posts)], 5)
				took = append(took, time.Since(start))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
		})
	}
}

func BenchmarkGroups10000(b *testing.B) {
	x := variedBlog(b, 10_000)
	for kind := blog.ByTag; kind <= blog.ByYear; kind++ {
		b.Run(fmt.Sprint(kind), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				blog.NewGroups(x, kind)
			}
		})
	}
}

func BenchmarkSeriesOf(b *testing.B) {
	x := variedBlog(b, 10_000)
	p := x.Posts()[4321]
	b.ReportAllocs()
	for b.Loop() {
		x.SeriesOf(p)
	}
}
