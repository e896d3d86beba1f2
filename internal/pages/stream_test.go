package pages_test

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/pages"
)

// streamed collects the lines of Stream.
func streamed(t *testing.T, q layout.Request) (lines []string, pieces int) {
	t.Helper()
	err := pages.New(pages.Options{}).Stream(context.Background(), q, func(piece []string) error {
		lines = append(lines, piece...)
		pieces++
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines, pieces
}

// TestStreamIsThePage compares a stream with the page, for a post with everything in it that is
// long enough for many pieces.
func TestStreamIsThePage(t *testing.T) {
	tour, err := os.ReadFile("../layout/testdata/tour.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, source := range []string{"", "one", string(tour), strings.Repeat(string(tour), 40), "- a\n" + strings.Repeat("- b [c](d)\n", 20_000)} {
		for _, theme := range []*theme.Theme{theme.Plain(), theme.Dark()} {
			for _, mode := range []layout.LinkMode{layout.Numbered, layout.Hyperlinks} {
				q := request("a", source, 60, theme)
				q.Links, q.WrapCode = mode, true
				lines, pieces, page := bothWays(t, q)
				if !slices.Equal(lines, page) {
					t.Errorf("%d bytes, %s: %d lines, the page has %d", len(source), theme.Name, len(lines), len(page))
				}
				if len(source) > 100_000 && pieces < 3 {
					t.Errorf("%d bytes came in %d pieces", len(source), pieces)
				}
			}
		}
	}
}

// bothWays lays out a post as a stream and as a page. The highlighter gives up after a quarter of a
// second, which it may need on a busy machine; then it gets another chance.
func bothWays(t *testing.T, q layout.Request) (lines []string, pieces int, page []string) {
	t.Helper()
	const tries = 3
	for range tries {
		p, err := pages.New(pages.Options{}).Render(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		if lines, pieces = streamed(t, q); slices.Equal(lines, p.Lines) {
			return lines, pieces, p.Lines
		}
		page = p.Lines
	}
	return lines, pieces, page
}

// TestStreamEnds stops at the first line that is not taken, and when the reader has left. Others
// can continue then.
func TestStreamEnds(t *testing.T) {
	r := pages.New(pages.Options{Parallel: 1})
	q := request("a", strings.Repeat("- item\n", 100_000), 60, theme.Plain())
	gone, taken := errors.New("gone"), 0
	err := r.Stream(context.Background(), q, func([]string) error { taken++; return gone })
	if !errors.Is(err, gone) || taken != 1 {
		t.Errorf("after %d pieces: %v", taken, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	err = r.Stream(ctx, q, func([]string) error { cancel(); return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the reader has left: %v", err)
	}
	if err := r.Stream(ctx, q, func([]string) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("the reader was never there: %v", err)
	}
	q.Doc = func() *markdown.Document { panic("at the disco") }
	if err := r.Stream(context.Background(), q, func([]string) error { return nil }); err == nil {
		t.Error("a post that cannot be laid out is no error")
	}
	if _, err := r.Render(context.Background(), request("b", "text", 60, theme.Plain())); err != nil {
		t.Error(err)
	}
}

// TestStreamLetsOthersRender renders a page while the reader of a stream is slow, with one
// rendering at a time.
func TestStreamLetsOthersRender(t *testing.T) {
	r := pages.New(pages.Options{Parallel: 1})
	rendered := 0
	err := r.Stream(context.Background(), request("a", strings.Repeat("text\n\n", 20_000), 60, theme.Plain()), func([]string) error {
		rendered++
		_, err := r.Render(context.Background(), request("b", strings.Repeat("x ", rendered), 60+rendered, theme.Plain()))
		return err
	})
	if err != nil || rendered < 2 {
		t.Errorf("%d pages: %v", rendered, err)
	}
}
