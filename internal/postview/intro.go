package postview

import (
	"context"
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/markdown/parser"
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
		ID: "intro", Doc: func() *markdown.Document { return parser.Parse(site.Intro, 1) },
		Width: width, Method: l.Method, Theme: l.Theme, Links: l.Links,
		Resolve: resolver(x, p), ResolveID: resolveID(x, nil),
	})
	if err != nil {
		return nil
	}
	return page.Lines
}

// maxIntroText bounds a paragraph of the intro as plain text, in bytes.
const maxIntroText = 2000

// IntroText returns the intro of a blog in plain sentences, or its description if it has none, and
// its links, each on a line.
func IntroText(x *blog.Index) []string {
	site := x.Site()
	var lines []string
	for paragraph := range strings.SplitSeq(site.Intro, "\n\n") {
		if text := parser.PlainLine(paragraph, maxIntroText); text != "" {
			lines = append(lines, text)
		}
	}
	if len(lines) == 0 && site.Description != "" {
		lines = append(lines, site.Description)
	}
	for _, link := range site.Links {
		lines = append(lines, link.Name+": "+link.Short())
	}
	return lines
}
