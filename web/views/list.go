package views

import (
	"strconv"
	"sync"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/html"
)

// perPage is how many posts a page of a list has: enough to look around, and few kilobytes.
const perPage = 60

// pagePath returns the path of a page of a list.
func pagePath(path string, number int) string {
	if number <= 1 {
		return path
	}
	return path + "page/" + strconv.Itoa(number) + "/"
}

// paged writes the posts of one page of a list, and links to the pages before and after it.
func (p *page) paged(path string, posts []*blog.Post, number int, byYear bool) {
	from := (number - 1) * perPage
	shown := posts[from:min(from+perPage, len(posts))]
	if byYear {
		p.byYear(shown)
	} else {
		p.posts(shown)
	}
	p.pager(path, len(posts), number)
}

// pager writes links to the pages of a list before and after one.
func (p *page) pager(path string, posts, number int) {
	last := (posts + perPage - 1) / perPage
	if last <= 1 {
		return
	}
	t := p.b.text.Web
	p.Open("nav", "class", "pager", "aria-label", t.PagesOfList)
	if number > 1 {
		p.Element("a", "← "+t.Newer, "href", p.b.escape(pagePath(path, number-1)), "rel", "prev")
	}
	p.Raw(" ")
	p.Element("span", strconv.Itoa(number)+" / "+strconv.Itoa(last), "class", "quiet")
	p.Raw(" ")
	if number < last {
		p.Element("a", t.Older+" →", "href", p.b.escape(pagePath(path, number+1)), "rel", "next")
	}
	p.Raw("</nav>\n")
}

// byYear writes a list of posts below the years of their dates.
func (p *page) byYear(posts []*blog.Post) {
	for len(posts) > 0 {
		n := 1
		for n < len(posts) && posts[n].Date.Year() == posts[0].Date.Year() {
			n++
		}
		if !posts[0].Date.IsZero() {
			year := strconv.Itoa(posts[0].Date.Year())
			p.Raw("<h2 class=\"year\">")
			p.linkOrText(p.b.groupHref(blog.ByYear, year), year)
			p.Raw("</h2>\n")
		}
		p.posts(posts[:n])
		posts = posts[n:]
	}
}

// posts writes a list of posts.
func (p *page) posts(posts []*blog.Post) {
	p.Raw("<ul class=\"posts\">\n")
	for _, post := range posts {
		if p.b.paths[post] == "" {
			continue
		}
		p.Raw("<li>")
		if !post.Date.IsZero() {
			p.Element("time", post.Date.Format(time8601), "datetime", post.Date.Format(time8601))
			p.Raw(" ")
		}
		p.Element("a", html.Clean(post.Title), "href", p.b.href(post), "lang", html.Clean(post.Lang))
		if post.Draft {
			p.Raw(" ")
			p.Element("span", p.b.text.Web.Draft, "class", "quiet")
		}
		p.Raw("</li>\n")
	}
	p.Raw("</ul>\n")
}

const time8601 = "2006-01-02"

// placesOnce returns where each post is in the list of posts.
func placesOnce(b *Blog) func() map[*blog.Post]int {
	return sync.OnceValue(func() map[*blog.Post]int {
		at := make(map[*blog.Post]int, len(b.x.Posts()))
		for i, p := range b.x.Posts() {
			at[p] = i
		}
		return at
	})
}
