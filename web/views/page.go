package views

import (
	"cmp"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/html"
)

// page is a page that is being written.
type page struct {
	html.Writer
	b *Blog
}

// head is what the head of a page says of it.
type head struct {
	title       string // without that of the blog; "" for that alone
	description string
	lang        string
	canonical   string // "" for none
	kind        string // of OpenGraph; "" for a web site
	picture     string // that stands for the page; "" for none
	markdown    string // address of the copy in Markdown; "" for none
	feed        string // path of a feed of the posts on the page, without its ending; "" for that of all
	feedTitle   string
	noIndex     bool
	post        *blog.Post
	here        string // the part of the navigation that the page is
	command     string // the slug that the command line at the foot opens
}

// mainID is the anchor of what a page is there for. No anchor of a post has a colon but those of notes.
const mainID = "sshblog:main"

// blogTitle returns the title of the blog, which every page needs.
func (b *Blog) blogTitle() string {
	return cmp.Or(html.Clean(b.site.Title), b.Host(), b.text.Blog)
}

// render writes a page around what main writes.
func (b *Blog) render(h head, main func(p *page)) []byte {
	p := &page{b: b}
	p.Raw("<!DOCTYPE html>\n")
	p.Open("html", "lang", cmp.Or(html.Clean(h.lang), b.lang))
	p.Raw("\n<head>\n<meta charset=\"utf-8\">\n")
	p.head(&h)
	p.Raw("</head>\n<body>\n")
	p.Element("a", b.text.Web.Skip, "class", "skip", "href", "#"+mainID)
	p.Raw("\n")
	p.navigation(h.here)
	p.Open("main", "id", mainID)
	p.Raw("\n")
	main(p)
	p.Raw("</main>\n")
	p.foot(h.command)
	p.Raw("</body>\n</html>\n")
	return []byte(p.String())
}

// head writes what stands in the head of a page.
func (p *page) head(h *head) {
	b := p.b
	title := b.blogTitle()
	if h.title != "" {
		title = html.Clean(h.title) + " · " + title
	}
	p.meta("viewport", "width=device-width, initial-scale=1")
	p.meta("color-scheme", "light dark")
	p.Element("title", title)
	p.Raw("\n")
	p.meta("description", html.Clean(h.description))
	p.meta("generator", "sshblog")
	if h.noIndex {
		p.meta("robots", "noindex")
	}
	p.linkTo("stylesheet", b.escape(b.style.path))
	if h.canonical != "" {
		p.linkTo("canonical", h.canonical)
	}
	p.feedLinks(h)
	if h.markdown != "" {
		p.linkTo("alternate", h.markdown, "type", "text/markdown")
	}
	p.card(h)
	if h.post != nil {
		p.translationLinks(h.post)
	}
}

// meta writes a fact about the page, unless it is empty.
func (p *page) meta(name, content string) {
	if content != "" {
		p.Open("meta", "name", name, "content", content)
		p.Raw("\n")
	}
}

// property writes a fact in the form of OpenGraph.
func (p *page) property(name, content string) {
	if content != "" {
		p.Open("meta", "property", name, "content", content)
		p.Raw("\n")
	}
}

// linkTo writes a link in the head.
func (p *page) linkTo(rel, href string, attributes ...string) {
	p.Open("link", append([]string{"rel", rel, "href", href}, attributes...)...)
	p.Raw("\n")
}

// feedLinks names the feeds: that of the page, and that of all posts.
func (p *page) feedLinks(h *head) {
	b := p.b
	feeds := []struct{ path, title string }{{"/feed", b.blogTitle()}}
	if h.feed != "" {
		feeds = append(feeds, struct{ path, title string }{h.feed, h.feedTitle})
	}
	for i := len(feeds) - 1; i >= 0; i-- {
		p.linkTo("alternate", b.escape(feeds[i].path+".xml"), "type", "application/atom+xml", "title", html.Clean(feeds[i].title))
		p.linkTo("alternate", b.escape(feeds[i].path+".json"), "type", "application/feed+json", "title", html.Clean(feeds[i].title))
	}
}

// card writes what a link to the page is shown as elsewhere.
func (p *page) card(h *head) {
	b := p.b
	kind, card := cmp.Or(h.kind, "website"), "summary"
	if h.picture != "" {
		card = "summary_large_image"
	}
	p.property("og:type", kind)
	p.property("og:site_name", b.blogTitle())
	p.property("og:title", cmp.Or(html.Clean(h.title), b.blogTitle()))
	p.property("og:description", html.Clean(h.description))
	p.property("og:url", h.canonical)
	p.property("og:image", h.picture)
	if post := h.post; post != nil {
		if !post.Date.IsZero() {
			p.property("article:published_time", timestamp(post.Date))
		}
		if post.Updated.After(post.Date) && !post.Updated.After(b.options.Now()) {
			p.property("article:modified_time", timestamp(post.Updated))
		}
		for _, tag := range post.Tags {
			p.property("article:tag", html.Clean(tag))
		}
	}
	p.meta("twitter:card", card)
}

// navigation writes what stands above every page.
func (p *page) navigation(here string) {
	b := p.b
	p.Raw("<header class=\"site\">\n<p class=\"name\">")
	p.Element("a", b.blogTitle(), "href", b.escape("/"), "rel", "home")
	p.Raw("</p>\n")
	p.Open("nav", "aria-label", b.text.Web.Navigation)
	p.Raw("<ul>\n")
	item := func(key, text, href string) {
		p.Raw("<li>")
		current := ""
		if key == here {
			current = "page"
		}
		p.Element("a", text, "href", href, "aria-current", current)
		p.Raw("</li>\n")
	}
	for _, g := range groupLists {
		if len(b.x.Groups(g.kind)) > 0 && g.inNavigation {
			item(g.word, g.title(b.text), b.escape("/"+b.lists[g.word]+"/"))
		}
	}
	const most = 5 // the others are at the foot of the first page
	for i, post := range b.pagesShown() {
		if i == most {
			break
		}
		item(post.Slug, html.Clean(post.Title), b.href(post))
	}
	if !b.options.Static {
		item("search", b.text.Search, b.escape("/"+b.lists["search"]))
	}
	p.Raw("</ul></nav>\n</header>\n")
}

// pagesShown returns the pages beside the posts.
func (b *Blog) pagesShown() []*blog.Post {
	var shown []*blog.Post
	for _, p := range b.x.Pages() {
		if b.paths[p] != "" {
			shown = append(shown, p)
		}
	}
	return shown
}

// foot writes what stands below every page: the same in a terminal, and the feeds.
func (p *page) foot(slug string) {
	b := p.b
	p.Raw("<footer class=\"site\">\n<p>")
	p.Text(b.text.Web.InTerminal)
	p.Raw(" ")
	p.Element("code", html.Clean(b.options.Command(slug)), "class", "command")
	p.Raw("</p>\n<p>")
	p.Element("a", b.text.Web.Feed, "href", b.escape("/feed.xml"))
	p.Raw("</p>\n</footer>\n")
}
