package postview

import (
	"context"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/markdown"
)

// Intro returns the lines of the text that the first screen of a blog shows above the list; nil if
// there is none. The text is short.
func (l Look) Intro(x *blog.Index, width int) []string {
	site := x.Site()
	if site.Intro == "" || width < layout.MinWidth {
		return nil
	}
	p := blog.NewPost(site.Intro, 0)
	p.Path = "intro.md"
	page, err := layout.Draw(context.Background(), layout.Request{
		ID: "intro", Doc: func() *markdown.Document { return markdown.Parse(site.Intro, 1) },
		Width: width, Method: l.Method, Theme: l.Theme, Links: l.Links,
		Resolve: resolver(x, p), ResolveID: resolveID(x, nil),
	})
	if err != nil {
		return nil
	}
	return page.Lines
}
