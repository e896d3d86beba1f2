package pages_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/cache"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/markdown/parser"
	"github.com/sshblog/sshblog/internal/pages"
)

// TestAhead: a page that was rendered ahead is there when a reader asks, and half of the room is
// left for pages that readers ask for.
func TestAhead(t *testing.T) {
	kept := cache.New(200_000)
	r := pages.New(pages.Options{Cache: kept})
	text := strings.Repeat("Some words of a post. ", 100)
	pass := func(name string) (n int) {
		for room := r.PrefetchBudget(); n < 1000 && room > 0; n++ {
			bytes, err := r.Prefetch(context.Background(), request(fmt.Sprint(name, n), text, 80, theme.Dark()))
			if room -= bytes; err != nil || bytes <= 0 {
				t.Fatalf("%d bytes, %v", bytes, err)
			}
		}
		return n
	}
	n := pass("")
	if _, ok := r.Cached(request("0", "", 80, theme.Dark())); !ok || n < 5 {
		t.Errorf("%d pages ahead, the first one there: %v", n, ok)
	}
	if used, most := kept.Used(); used > most*2/3 || used < most/3 {
		t.Errorf("%d bytes of %d are used", used, most)
	}
	if again := pass(""); again != n {
		t.Errorf("%d pages of those that are there, want %d", again, n)
	}
	if later := pass("after a reload "); later < n-1 {
		t.Errorf("%d pages when all have changed, want %d", later, n)
	}
	if _, ok := r.Cached(request("after a reload 0", "", 80, theme.Dark())); !ok {
		t.Error("the newest is not there")
	}
	over, stop := context.WithCancel(context.Background())
	stop()
	if _, err := r.Prefetch(over, request("late", text, 80, theme.Dark())); err == nil {
		t.Error("it goes on behind its end")
	}
}

// TestAheadGivesWay: a reader does not wait behind background calls, not even for the page that one
// of them waits for.
func TestAheadGivesWay(t *testing.T) {
	r := pages.New(pages.Options{Parallel: 1})
	started, goOn := make(chan struct{}), make(chan struct{})
	busy := request("busy", "", 40, theme.Dark())
	busy.Doc = func() *markdown.Document {
		close(started)
		<-goOn
		return parser.Parse("text", 1)
	}
	reader := r.Request(busy)
	<-started
	ahead := make(chan error)
	go func() {
		bytes, err := r.Prefetch(context.Background(), request("a", "text", 40, theme.Dark()))
		if err == nil && bytes == 0 {
			err = errors.New("nothing was rendered")
		}
		ahead <- err
	}()
	other := r.Request(request("a", "text", 40, theme.Dark()))
	close(goOn)
	for _, w := range []*pages.Pending{reader, other} {
		if _, err := w.Page(context.Background()); err != nil {
			t.Error(err)
		}
		w.Release()
	}
	if err := <-ahead; err != nil {
		t.Error(err)
	}
}

// TestShapes: viewports of recent readers are remembered, but not those of prefetching.
func TestShapes(t *testing.T) {
	r := pages.New(pages.Options{})
	for i, width := range []int{40, 60, 80, 100, 60} {
		q := request(fmt.Sprint(i), "text", width, theme.Dark())
		q.WrapCode = false
		r.Request(q).Release()
	}
	_, _ = r.Prefetch(context.Background(), request("b", "text", 30, theme.Dark()))
	var widths []int
	for _, s := range r.Viewports() {
		widths = append(widths, s.Width)
	}
	if fmt.Sprint(widths) != "[60 100 80]" {
		t.Errorf("widths %v", widths)
	}
	for width := 100; width < 150; width++ { // somebody drags a window
		for range 2 {
			r.Request(request(fmt.Sprint("w", width), "text", width, theme.Dark())).Release()
		}
	}
	for i := range 3 {
		r.Request(request(fmt.Sprint("c", i), "text", 60, theme.Dark())).Release()
	}
	if s := r.Viewports(); len(s) != 3 || s[0].Width != 60 {
		t.Errorf("what most readers want is %v", s)
	}
}

// TestHead: the beginning of a long post is there first, and its lines are those of the whole page.
func TestHead(t *testing.T) {
	var text strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&text, "Paragraph %d of a long text, with [a link][x] in it.\n\n", i)
	}
	text.WriteString("[x]: https://example.com/\n")
	q := request("a", text.String(), 60, theme.Dark())
	q.Head = func() *markdown.Document { return parser.ParseHead(text.String(), 1, 8000) }
	r := pages.New(pages.Options{})
	w := r.Request(q)
	defer w.Release()
	head, err := w.Head(context.Background())
	if err != nil || head == nil {
		t.Fatalf("head %v, %v", head, err)
	}
	page, err := w.Page(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if len(head.Lines) < 50 || len(head.Lines) > len(page.Lines)/2 {
		t.Errorf("%d lines of %d", len(head.Lines), len(page.Lines))
	}
	for i, line := range head.Lines {
		if line != page.Lines[i] {
			t.Fatalf("line %d is %q, of the whole page %q", i, line, page.Lines[i])
		}
	}
	again := r.Request(q)
	defer again.Release()
	if head, err := again.Head(context.Background()); head != nil || err != nil {
		t.Errorf("of a page that is there: %v, %v", head, err)
	}
}
