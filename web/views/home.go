package views

import (
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/html"
	"github.com/sshblog/sshblog/internal/markdown/parser"
)

// home returns a page of the first list: who writes here, how to connect, and the posts.
func (b *Blog) home(number int) Answer {
	posts := b.x.Posts()
	if number > 1 && (number-1)*perPage >= len(posts) {
		return b.missing("/")
	}
	path := pagePath("/", number)
	return Answer{
		Status: 200, Type: typeHTML, Key: "list " + path, Modified: b.newest,
		Body: func() []byte {
			h := head{description: b.site.Description, canonical: b.absolute(b.escape(path)), lang: b.site.Lang}
			return b.render(h, func(p *page) {
				if number > 1 {
					p.Element("h1", b.blogTitle())
					p.Raw("\n")
					p.paged("/", posts, number, true)
					return
				}
				p.welcome()
				p.frontList()
			})
		},
	}
}

// welcome writes what stands above the list.
func (p *page) welcome() {
	b := p.b
	p.Raw("<header class=\"welcome\" dir=\"auto\">\n<h1>")
	p.Text(b.blogTitle())
	p.Raw("</h1>\n")
	if b.site.Description != "" {
		p.Element("p", html.Clean(b.site.Description), "class", "lead")
		p.Raw("\n")
	}
	p.Raw("<p>")
	p.Element("code", html.Clean(b.options.Command("")), "class", "command")
	p.Raw("</p>\n")
	if b.site.Intro != "" {
		p.Raw(html.Body(parser.Parse(b.site.Intro, 1), html.Options{
			Form:    html.ForPages,
			Link:    func(dest string) string { return b.link(nil, dest) },
			Picture: func(dest string) (html.Picture, bool) { return b.pictureOf(nil, dest) },
		}))
	}
	if len(b.site.Links) > 0 {
		p.Raw("<ul class=\"links\">\n")
		for _, l := range b.site.Links {
			u, ok := html.ParseAddress(l.URL())
			if !ok {
				continue
			}
			p.Raw("<li>")
			p.Element("a", html.Clean(l.Name), "href", u.String(), "rel", "me")
			p.Raw("</li>\n")
		}
		p.Raw("</ul>\n")
	}
	p.Raw("</header>\n")
}

// frontList writes the parts of the list: those that the author wants, else all posts by year and then
// the pages.
func (p *page) frontList() {
	b := p.b
	parts := b.site.Parts
	if len(parts) == 0 {
		parts = []blog.ListPart{{Rest: true}, {Pages: true}}
	}
	of, rest := b.divide(parts)
	for i := range parts {
		part := &parts[i]
		shown := of[i]
		switch {
		case part.Rest:
			shown = rest
		case part.Pages:
			shown = b.pagesShown()
		}
		if len(shown) == 0 && (!part.Rest || len(b.x.Posts()) > 0) {
			continue
		}
		title := html.Clean(part.Title)
		if part.Pages && title == "" {
			title = b.text.PagesRule
		}
		if title != "" {
			p.Element("h2", title)
			p.Raw("\n")
		}
		switch {
		case part.Rest && len(shown) == 0:
			p.Element("p", b.text.NoPosts)
		case part.Rest:
			p.byYear(shown[:min(len(shown), perPage)])
			p.pager("/", len(b.x.Posts()), 1)
		default:
			p.posts(shown)
		}
	}
}

// divide returns the posts of each part, and those that no part has.
func (b *Blog) divide(parts []blog.ListPart) (of [][]*blog.Post, rest []*blog.Post) {
	of = make([][]*blog.Post, len(parts))
	for _, post := range b.x.Posts() {
		at := -1
		for i := range parts {
			if part := &parts[i]; part.Includes(&b.site, post) && (part.Most == 0 || len(of[i]) < part.Most) {
				at = i
				break
			}
		}
		if at >= 0 {
			of[at] = append(of[at], post)
		} else {
			rest = append(rest, post)
		}
	}
	return of, rest
}

// missing returns the page for an address that leads nowhere, with the post that may have been meant.
func (b *Blog) missing(local string) Answer {
	return Answer{
		Status: 404, Type: typeHTML,
		Body: func() []byte {
			return b.render(head{title: b.text.Web.NotFound, noIndex: true}, func(p *page) {
				p.Element("h1", b.text.Web.NotFound)
				p.Raw("\n")
				if near := b.nearest(local); len(near) > 0 {
					p.Element("p", b.text.Web.Perhaps)
					p.Raw("\n")
					p.posts(near)
				}
				p.Raw("<p>")
				p.Element("a", b.blogTitle(), "href", b.escape("/"))
				p.Raw("</p>\n")
			})
		},
	}
}

// nearest returns the posts whose names are most like the parts of a path.
func (b *Blog) nearest(local string) (near []*blog.Post) {
	const most = 3
	parts := strings.Split(strings.Trim(local, "/"), "/")
	for i := len(parts) - 1; i >= 0 && i >= len(parts)-most; i-- {
		name := strings.TrimSuffix(strings.TrimSuffix(parts[i], ".html"), ".md")
		if post, ok := b.x.Nearest(name); ok && b.paths[post] != "" && (len(near) == 0 || near[0] != post) {
			near = append(near, post)
		}
	}
	return near
}
