package search_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/search"
)

// writer makes posts whose words are as frequent as in human language: the n-th word is an n-th as
// frequent as the first.
type writer struct {
	random *rand.Rand
	words  []string
}

func newWriter() *writer {
	w := &writer{random: rand.New(rand.NewPCG(1, 2))}
	syllables := strings.Fields("ba ke li mo nu ra se ti vo za chi pre sto gan del fer mi quo ash el un th or")
	for len(w.words) < 60_000 {
		var b strings.Builder
		for range 1 + w.random.IntN(4) {
			b.WriteString(syllables[w.random.IntN(len(syllables))])
		}
		w.words = append(w.words, b.String())
	}
	return w
}

func (w *writer) word() string {
	return w.words[int(math.Pow(float64(len(w.words)), w.random.Float64()))-1]
}

// post writes the n-th post of a blog, of about 8 KB; one of eight is Chinese.
func (w *writer) post(n int) string {
	var b strings.Builder
	date := time.Date(2005, 1, 1, 9, 30, 0, 0, time.UTC).Add(time.Duration(n) * 13 * time.Hour)
	fmt.Fprintf(&b, "---\ntitle: %s %s %s\ndate: %s\ntags: [%s, %s]\n---\n", w.word(), w.word(), w.word(), date.Format(time.DateOnly), w.word(), w.word())
	for b.Len() < 8<<10 {
		switch k := w.random.IntN(12); {
		case n%8 == 0:
			for range 80 {
				b.WriteRune(rune(0x4E00 + int(math.Pow(3000, w.random.Float64()))))
			}
			b.WriteString("。\n\n")
		case k == 0:
			fmt.Fprintf(&b, "## %s %s\n\n", w.word(), w.word())
		case k == 1:
			fmt.Fprintf(&b, "```go\n%s := %s(%d)\n```\n\n", w.word(), w.word(), w.random.IntN(1000))
		case k == 2:
			fmt.Fprintf(&b, "- %s %s\n- **%s** %s\n\n", w.word(), w.word(), w.word(), w.word())
		default:
			for j := range 70 {
				b.WriteString(w.word())
				if j%20 == 10 {
					fmt.Fprintf(&b, " [%s](https://example.org/%s)", w.word(), w.word())
				}
				b.WriteByte(' ')
			}
			b.WriteString(".\n\n")
		}
	}
	return b.String()
}

func bigBlog(tb testing.TB, n int) (*blog.Index, *writer) {
	tb.Helper()
	w := newWriter()
	fsys := fstest.MapFS{}
	for i := range n {
		fsys[fmt.Sprintf("%d/post-%d.md", i/100, i)] = &fstest.MapFile{Data: []byte(w.post(i))}
	}
	x := load(tb, fsys)
	if len(x.Posts()) != n {
		tb.Fatalf("%d posts", len(x.Posts()))
	}
	return x, w
}

func heap() float64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / (1 << 20)
}

// BenchmarkBuild10000 builds an index of 10,000 posts of 8 KB, and reports what it keeps of the
// heap.
func BenchmarkBuild10000(b *testing.B) {
	x, _ := bigBlog(b, 10_000)
	before := heap()
	b.ReportAllocs()
	var index *search.Index
	for b.Loop() {
		index = build(b, x, nil)
	}
	b.ReportMetric(heap()-before, "heap-MB")
	b.ReportMetric(float64(search.IndexSize(index))/(1<<20), "index-MB")
	runtime.KeepAlive(index)
}

// BenchmarkRebuildOne measures the change of one post among 10,000, BenchmarkRebuildNone a new
// Index of the same posts.
func BenchmarkRebuildOne(b *testing.B)  { benchmarkRebuild(b, 1) }
func BenchmarkRebuildNone(b *testing.B) { benchmarkRebuild(b, 0) }

func benchmarkRebuild(b *testing.B, changed int) {
	w := newWriter()
	fsys := fstest.MapFS{}
	for i := range 10_000 {
		fsys[fmt.Sprintf("%d/post-%d.md", i/100, i)] = &fstest.MapFile{Data: []byte(w.post(i))}
	}
	previous := build(b, load(b, fsys), nil)
	for i := range changed {
		fsys[fmt.Sprintf("0/post-%d.md", i)] = &fstest.MapFile{Data: []byte(w.post(i))}
	}
	x := load(b, fsys)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := search.Build(context.Background(), x, previous); err != nil {
			b.Fatal(err)
		}
	}
}

// queries are what readers type, letter by letter, and some that are designed to be slow.
func (w *writer) queries() (out []string) {
	for range 40 {
		word := w.word()
		for n := range len(word) {
			out = append(out, word[:n+1])
		}
		out = append(out, word+" "+w.word(), `"`+word+" "+w.word()+`"`, word+" year:2010", "tag:"+word, w.words[0]+" "+w.words[1]+" "+w.words[2])
	}
	return append(out, `"`+w.words[0]+" "+w.words[1]+`"`, "一", "一丁", "一丁七", strings.Join(w.words[:16], " "))
}

func BenchmarkQuery(b *testing.B) {
	x, w := bigBlog(b, 10_000)
	index := build(b, x, nil)
	queries := w.queries()
	var took []time.Duration
	slowest := map[string]time.Duration{}
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		q := queries[n%len(queries)]
		start := time.Now()
		index.Search(q, 20)
		d := time.Since(start)
		took = append(took, d)
		if old, ok := slowest[q]; !ok || d < old {
			slowest[q] = d
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	worst := slices.SortedFunc(func(yield func(string) bool) {
		for q := range slowest {
			if !yield(q) {
				return
			}
		}
	}, func(p, q string) int { return int(slowest[q] - slowest[p]) })
	for _, q := range worst[:min(3, len(worst))] {
		b.Logf("%v %q", slowest[q], q)
	}
}

// BenchmarkPlainScan measures a scan of all texts for one word, for comparison with the index.
func BenchmarkPlainScan(b *testing.B) {
	x, w := bigBlog(b, 10_000)
	word := w.words[3000]
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		for _, p := range x.Posts() {
			if strings.Contains(strings.ToLower(p.Body()), word) {
				n++
			}
		}
		if n == 0 {
			b.Fatal("no hit")
		}
	}
}
