// Package postview is what the screen and the commands have in common when they show a post: how
// wide it is set, what stands above it, and the theme and the kind of links that suit a reader's
// terminal.
package postview

import (
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/markdown/parser"
	"github.com/sshblog/sshblog/internal/textwidth"
)

// Measure is the widest a text is set, in cells; longer lines are tiring to read.
const Measure = 72

// Look is how posts look to one reader.
type Look struct {
	Theme  *theme.Theme
	Links  layout.LinkMode
	Method textwidth.Method // how the terminal counts cells
	Spoken bool             // it is heard, so that all is said in words
}

// Languages returns the languages that a reader's variables ("NAME=value") ask for, as BCP 47 has
// them, the best first; nil if they ask for none. See
// https://www.gnu.org/software/gettext/manual/html_node/Locale-Environment-Variables.html.
func Languages(environ []string) []string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		for _, pair := range environ {
			value, ok := strings.CutPrefix(pair, name+"=")
			if !ok || value == "" {
				continue
			}
			locale, _, _ := strings.Cut(value, ".")
			locale, _, _ = strings.Cut(locale, "@")
			if locale == "C" || locale == "POSIX" {
				return nil
			}
			return []string{strings.ReplaceAll(locale, "_", "-")}
		}
	}
	return nil
}

// Request asks for the lines of a post, with its links leading to the posts of x. For readers who
// cannot click, hint says how to get to a post ("slug" or "slug#heading"); nil leaves that as it
// is, and there must be one hint for all of a program.
func (l Look) Request(x *blog.Index, p *blog.Post, width int, hint func(string) string) layout.Request {
	q := layout.Request{
		ID: p.ID,
		Doc: func() *markdown.Document {
			return parser.Parse(p.Body(), p.BodyLine(), parser.SyntaxOf(p.Path)).WithoutTitle(p.Title)
		},
		Width: width, Method: l.Method, Theme: l.Theme, Links: l.Links,
		Resolve: resolver(x, p), ResolveID: resolveID(x, hint), Hint: hint, Hero: p.Image.Src,
	}
	if len(p.Body()) > longText {
		q.Head = func() *markdown.Document {
			return parser.ParseHead(p.Body(), p.BodyLine(), headText, parser.SyntaxOf(p.Path)).WithoutTitle(p.Title)
		}
	}
	return q
}

// A text of more than longText bytes takes long enough to lay out that a reader sees its beginning
// first, which is about headText bytes, some screens of it.
const (
	longText = 64 << 10
	headText = 12 << 10
)

// resolver finds out where the addresses in a post lead.
func resolver(x *blog.Index, p *blog.Post) func(string) layout.Target {
	return func(dest string) layout.Target {
		target, ok := x.Resolve(p, dest)
		switch {
		case !ok:
			return layout.Target{}
		case target.Post == nil:
			return layout.Target{URL: target.URL, File: target.File}
		case target.Anchor != "":
			return layout.Target{URL: target.URL, Post: target.Post.Slug + "#" + target.Anchor}
		}
		return layout.Target{URL: target.URL, Post: target.Post.Slug}
	}
}

// resolveID names what the answers of a resolver and a hint depend on.
func resolveID(x *blog.Index, hint func(string) string) string {
	if hint == nil {
		return x.ID()
	}
	return x.ID() + " " + hint("x")
}
