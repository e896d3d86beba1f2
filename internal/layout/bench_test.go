package layout_test

import (
	"context"
	"os"
	"strconv"
	"testing"

	"charm.land/glamour/v2"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/markdown/parser"
	"github.com/sshblog/sshblog/internal/pages"
)

// Tour is the post that has one of everything.
func tour(tb testing.TB) string {
	tb.Helper()
	b, err := os.ReadFile("testdata/tour.md")
	if err != nil {
		tb.Fatal(err)
	}
	return string(b)
}

// perKB reports what a benchmark takes for each KiB of Markdown.
func perKB(b *testing.B, size int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(size)*1024/1e6, "ms/KB")
}

func BenchmarkRenderPerKB(b *testing.B) {
	src := tour(b)
	r := pages.New(pages.Options{})
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n++ // another ID each time: nothing is in the cache
		if _, err := r.Render(context.Background(), request(strconv.Itoa(n), src, 80, theme.Dark())); err != nil {
			b.Fatal(err)
		}
	}
	perKB(b, len(src))
}

func BenchmarkPlainGlamourPerKB(b *testing.B) {
	src := tour(b)
	b.ReportAllocs()
	for b.Loop() {
		r, err := glamour.NewTermRenderer(glamour.WithStandardStyle("dark"), glamour.WithWordWrap(80))
		if err != nil {
			b.Fatal(err)
		}
		if _, err := r.Render(src); err != nil {
			b.Fatal(err)
		}
	}
	perKB(b, len(src))
}

func BenchmarkParsePerKB(b *testing.B) {
	src := tour(b)
	b.ReportAllocs()
	for b.Loop() {
		parser.Parse(src, 1)
	}
	perKB(b, len(src))
}

func BenchmarkCached(b *testing.B) {
	src := tour(b)
	r := pages.New(pages.Options{})
	q := request("a", src, 80, theme.Dark())
	if _, err := r.Render(context.Background(), q); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := r.Cached(q); !ok {
			b.Fatal("not kept")
		}
	}
}

// Request is a request for a text.
func request(id, src string, width int, theme *theme.Theme) layout.Request {
	return layout.Request{
		ID: id, Doc: func() *markdown.Document { return parser.Parse(src, 1) }, Width: width, Theme: theme, WrapCode: true,
	}
}
