package pages_test

import (
	"context"
	"os"
	"testing"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/markdown/parser"
	"github.com/sshblog/sshblog/internal/pages"
)

// tour returns a post that has everything in it.
func tour(tb testing.TB) string {
	tb.Helper()
	b, err := os.ReadFile("../layout/testdata/tour.md")
	if err != nil {
		tb.Fatal(err)
	}
	return string(b)
}

// request asks for a page of a text.
func request(id, src string, width int, theme *theme.Theme) layout.Request {
	return layout.Request{
		ID: id, Doc: func() *markdown.Document { return parser.Parse(src, 1) }, Width: width, Theme: theme, WrapCode: true,
	}
}

// page renders a text with a Renderer of its own.
func page(tb testing.TB, src string, width int, theme *theme.Theme, links layout.LinkMode) *layout.Page {
	tb.Helper()
	q := request("test", src, width, theme)
	q.Links = links
	p, err := pages.New(pages.Options{}).Render(context.Background(), q)
	if err != nil {
		tb.Fatal(err)
	}
	return p
}
