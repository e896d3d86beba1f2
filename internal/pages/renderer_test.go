package pages_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/sshblog/sshblog/internal/cache"
	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/markdown/parser"
	"github.com/sshblog/sshblog/internal/pages"
)

func TestRenderIsKept(t *testing.T) {
	r := pages.New(pages.Options{})
	q := request("a", "# Hello", 40, theme.Dark())
	if _, ok := r.Cached(q); ok {
		t.Fatal("there before it was asked for")
	}
	first, err := r.Render(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	if again, ok := r.Cached(q); !ok || again != first {
		t.Error("not kept")
	}
	for name, other := range map[string]layout.Request{
		"id":    request("b", "", 40, theme.Dark()),
		"width": request("a", "", 41, theme.Dark()),
		"theme": request("a", "", 40, theme.Light()),
		"links": {ID: "a", Width: 40, Theme: theme.Dark(), WrapCode: true, Links: layout.Numbered},
		"code":  {ID: "a", Width: 40, Theme: theme.Dark()},
		"index": {ID: "a", Width: 40, Theme: theme.Dark(), WrapCode: true, ResolveID: "2"},
		"jumps": {ID: "a", Width: 40, Theme: theme.Dark(), WrapCode: true, InternalLinks: true},
	} {
		if _, ok := r.Cached(other); ok {
			t.Errorf("another %s is the same page", name)
		}
	}
}

func TestOldestGoesFirst(t *testing.T) {
	r := pages.New(pages.Options{Cache: cache.New(20_000)})
	src := strings.Repeat("word ", 400)
	for i := range 50 {
		if _, err := r.Render(context.Background(), request(fmt.Sprint(i), src, 80, theme.Dark())); err != nil {
			t.Fatal(err)
		}
		if _, ok := r.Cached(request("0", "", 80, theme.Dark())); !ok {
			t.Fatalf("the page that is asked for all the time went with page %d", i)
		}
	}
	kept := 0
	for i := range 50 {
		if _, ok := r.Cached(request(fmt.Sprint(i), "", 80, theme.Dark())); ok {
			kept++
		}
	}
	if kept < 2 || kept > 8 {
		t.Errorf("%d pages of about 3 KB are kept in 20 KB", kept)
	}
	huge := request("huge", strings.Repeat(src, 50), 80, theme.Dark())
	if _, err := r.Render(context.Background(), huge); err != nil {
		t.Fatal(err)
	}
	if _, ok := r.Cached(huge); ok {
		t.Error("a page that fills the cache was kept")
	}
}

// TestOneRendering requests a page many times at once. It is rendered once.
func TestOneRendering(t *testing.T) {
	r := pages.New(pages.Options{})
	var parsed atomic.Int32
	start := make(chan struct{})
	q := request("a", "", 40, theme.Dark())
	q.Doc = func() *markdown.Document {
		parsed.Add(1)
		<-start
		return parser.Parse("text", 1)
	}
	var wg sync.WaitGroup
	pages := make([]*layout.Page, 20)
	for i := range pages {
		wg.Go(func() {
			p, err := r.Render(context.Background(), q)
			if err != nil {
				t.Error(err)
			}
			pages[i] = p
		})
	}
	close(start)
	wg.Wait()
	if n := parsed.Load(); n != 1 {
		t.Errorf("rendered %d times", n)
	}
	for _, p := range pages {
		if p != pages[0] {
			t.Error("two pages of one request")
		}
	}
}

// TestFewAtOnce counts the renderings that run at the same time.
func TestFewAtOnce(t *testing.T) {
	const parallel = 3
	r := pages.New(pages.Options{Parallel: parallel})
	var now, most atomic.Int32
	var wg sync.WaitGroup
	for i := range 30 {
		q := request(fmt.Sprint(i), "", 40, theme.Dark())
		q.Doc = func() *markdown.Document {
			n := now.Add(1)
			for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
			}
			defer now.Add(-1)
			return parser.Parse(strings.Repeat("text *and* more\n\n", 50), 1)
		}
		wg.Go(func() {
			if _, err := r.Render(context.Background(), q); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := most.Load(); n > parallel {
		t.Errorf("%d at once, more than %d", n, parallel)
	}
}

// TestLeaving: the first of two readers leaves while a page is being rendered, and the second gets
// it.
func TestLeaving(t *testing.T) {
	r := pages.New(pages.Options{})
	started, goOn := make(chan struct{}), make(chan struct{})
	q := request("a", "", 40, theme.Dark())
	q.Doc = func() *markdown.Document {
		close(started)
		<-goOn
		return parser.Parse("text", 1)
	}
	first := r.Request(q)
	<-started
	second := r.Request(q)
	first.Release()
	first.Release() // once is enough, twice does no harm
	close(goOn)
	if _, err := second.Page(context.Background()); err != nil {
		t.Errorf("the reader who stayed got %v", err)
	}
	second.Release()
	if _, ok := r.Cached(q); !ok {
		t.Error("the page is not kept")
	}
}

// TestNobodyWaits: a page that no caller waits for is not rendered, and a later caller gets it.
func TestNobodyWaits(t *testing.T) {
	r := pages.New(pages.Options{Parallel: 1})
	started, goOn := make(chan struct{}), make(chan struct{})
	busy := request("busy", "", 40, theme.Dark())
	busy.Doc = func() *markdown.Document {
		close(started)
		<-goOn
		return parser.Parse("text", 1)
	}
	other := r.Request(busy)
	<-started
	var parsed atomic.Int32
	q := request("a", "", 40, theme.Dark())
	q.Doc = func() *markdown.Document {
		parsed.Add(1)
		return parser.Parse("text", 1)
	}
	for range 100 {
		r.Request(q).Release()
	}
	ctx, leave := context.WithCancel(context.Background())
	leave()
	if _, err := r.Render(ctx, q); !errors.Is(err, context.Canceled) {
		t.Errorf("who left got %v", err)
	}
	close(goOn)
	if _, err := other.Page(context.Background()); err != nil {
		t.Error(err)
	}
	if _, err := r.Render(context.Background(), request("b", "text", 40, theme.Dark())); err != nil {
		t.Error(err)
	}
	if n := parsed.Load(); n != 0 {
		t.Errorf("rendered %d times for nobody", n)
	}
	if _, err := r.Render(context.Background(), q); err != nil {
		t.Errorf("who asked again got %v", err)
	}
}

func TestPanicIsAnError(t *testing.T) {
	r := pages.New(pages.Options{Parallel: 1})
	q := request("a", "", 40, theme.Dark())
	q.Doc = func() *markdown.Document { panic("broken") }
	if _, err := r.Render(context.Background(), q); err == nil {
		t.Fatal("no error")
	}
	if _, err := r.Render(context.Background(), request("b", "text", 40, theme.Dark())); err != nil {
		t.Errorf("nothing can be rendered any more: %v", err)
	}
}

// TestShared renders and reads the same and other pages from many goroutines, for the race
// detector.
func TestShared(t *testing.T) {
	r := pages.New(pages.Options{Cache: cache.New(200_000)})
	src := tour(t)
	want := page(t, src, 40, theme.Dark(), layout.Hyperlinks)
	themes := []*theme.Theme{theme.Dark(), theme.Light(), theme.Plain()}
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Go(func() {
			p, err := r.Render(context.Background(), request("a", src, 40+i%5*20, themes[i%3]))
			if err != nil {
				t.Error(err)
				return
			}
			if p.Width == 40 && i%3 == 0 && strings.Join(p.Lines, "\n") != strings.Join(want.Lines, "\n") {
				t.Error("a page differs from what one alone makes")
			}
			p.LineAt(p.PlaceAt(i))
		})
	}
	wg.Wait()
}
