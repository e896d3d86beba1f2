package views

import (
	"cmp"
	"fmt"
	"path"
	"strings"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/html"
	"github.com/sshblog/sshblog/internal/markdown/parser"
)

// post returns the page of a post.
func (b *Blog) post(p *blog.Post) Answer {
	return Answer{
		Status: 200, Type: typeHTML, Key: "post " + b.paths[p], Modified: b.newest, Varies: true,
		Body: func() []byte { return b.postPage(p) },
	}
}

func (b *Blog) postPage(post *blog.Post) []byte {
	h := head{
		title: post.Title, description: post.Teaser(), lang: cmp.Or(post.Lang, b.site.Lang), canonical: b.canonical(post), kind: "article",
		markdown: b.escape(b.markdownPath(post)), post: post, command: post.Slug, here: post.Slug,
	}
	if post.Image.Src != "" {
		if src, ok := b.pictureOf(post, post.Image.Src); ok {
			h.picture = b.absolute(src.Src)
		}
	}
	return b.render(h, func(p *page) {
		p.Open("article", "dir", "auto")
		p.Raw("\n<header>\n<h1>")
		p.Text(html.Clean(post.Title))
		p.Raw("</h1>\n")
		p.facts(post)
		p.Raw("</header>\n")
		p.elsewhere(post)
		p.Raw(b.body(post))
		if post.Words == 0 && post.RedirectTo == "" {
			p.Element("p", b.text.EmptyPost)
		}
		p.Raw("</article>\n")
		p.after(post)
	})
}

// body returns the text of a post.
func (b *Blog) body(post *blog.Post) string {
	doc := parser.Parse(post.Body(), post.BodyLine(), parser.SyntaxOf(post.Path)).WithoutTitle(post.Title)
	return html.Body(doc, html.Options{
		Form:    html.ForPages,
		Link:    func(dest string) string { return b.link(post, dest) },
		Picture: func(dest string) (html.Picture, bool) { return b.pictureOf(post, dest) },
	})
}

// pictureOf finds a picture of a post, if it is a file of the blog that browsers show.
func (b *Blog) pictureOf(post *blog.Post, dest string) (html.Picture, bool) {
	t, ok := b.x.Resolve(post, dest)
	if !ok || t.File == "" || !blog.IsPicture(path.Ext(t.File)) {
		return html.Picture{}, false
	}
	src := b.fileHref(t.File)
	width, height := b.sizeOf(t.File)
	return html.Picture{Src: src, Width: width, Height: height}, src != ""
}

// facts writes what is said of a post below its title, as the terminal does.
func (p *page) facts(post *blog.Post) {
	b, t := p.b, p.b.text
	p.Raw("<p class=\"facts\">")
	first := true
	next := func() {
		if !first {
			p.Raw(" · ")
		}
		first = false
	}
	if !post.Date.IsZero() {
		next()
		p.time(post.Date)
	}
	if !post.Updated.IsZero() && post.Updated.Format(time.DateOnly) > post.Date.Format(time.DateOnly) {
		next()
		p.Text(fmt.Sprintf(t.Updated, t.Date(post.Updated)))
	}
	if len(post.Authors) > 0 {
		next()
		p.Text(html.Clean(strings.Join(post.Authors, ", ")))
	}
	if post.Minutes > 0 {
		next()
		p.Text(t.Minutes.Of(post.Minutes))
	}
	if series, at := b.x.SeriesOf(post); at >= 0 {
		next()
		p.linkOrText(b.groupHref(blog.BySeries, series.Name), fmt.Sprintf(t.Part, series.Name, at+1, len(series.Posts)))
	}
	for _, tag := range post.Tags {
		next()
		p.linkOrText(b.groupHref(blog.ByTag, tag), "#"+tag)
	}
	p.Raw("</p>\n")
}

// time writes a day.
func (p *page) time(day time.Time) {
	p.Element("time", p.b.text.Date(day), "datetime", day.Format(time.DateOnly))
}

// linkOrText writes a link, or its text alone if it leads nowhere.
func (p *page) linkOrText(href, text string) {
	if href == "" {
		p.Text(html.Clean(text))
		return
	}
	p.Element("a", html.Clean(text), "href", href)
}

// elsewhere writes where a link post points to.
func (p *page) elsewhere(post *blog.Post) {
	if post.RedirectTo == "" {
		return
	}
	if to := p.b.link(post, post.RedirectTo); to != "" {
		p.Raw("<p>→ ")
		p.Element("a", to, "href", to)
		p.Raw("</p>\n")
	}
}

// after writes what stands below a post: translations, its series, related posts, and the posts before
// and after it.
func (p *page) after(post *blog.Post) {
	b, t := p.b, p.b.text
	p.Open("nav", "class", "after", "aria-label", t.Web.More)
	p.Raw("\n")
	if others := b.translations(post); len(others) > 0 {
		p.Raw("<p>", t.Web.Languages, " ")
		for i, q := range others {
			if i > 0 {
				p.Raw(" · ")
			}
			p.Element("a", html.Clean(cmp.Or(q.Lang, q.Title)), "href", b.href(q), "hreflang", html.Clean(q.Lang), "lang", html.Clean(q.Lang))
		}
		p.Raw("</p>\n")
	}
	if series, at := b.x.SeriesOf(post); at >= 0 {
		p.neighbours(series.Posts, at, t.PreviousPart, t.NextPart)
	}
	if b.options.Related != nil {
		if like := b.options.Related.Of(b.x).To(post, 3); len(like) > 0 {
			p.Element("h2", t.Related)
			p.Raw("\n")
			p.posts(like)
		}
	}
	if at := b.placeOf(post); at >= 0 {
		p.neighbours(b.x.Posts(), at, t.Web.Newer, t.Web.Older)
	}
	p.Raw("</nav>\n")
}

// neighbours writes links to the posts before and after one in a list.
func (p *page) neighbours(list []*blog.Post, at int, before, after string) {
	p.Raw("<ul class=\"neighbours\">\n")
	one := func(i int, label, rel string) {
		if i < 0 || i >= len(list) || p.b.paths[list[i]] == "" {
			return
		}
		p.Raw("<li><span class=\"quiet\">")
		p.Text(label)
		p.Raw("</span> ")
		p.Element("a", html.Clean(list[i].Title), "href", p.b.href(list[i]), "rel", rel)
		p.Raw("</li>\n")
	}
	one(at-1, before, "prev")
	one(at+1, after, "next")
	p.Raw("</ul>\n")
}

// placeOf returns the place of a post in the list of posts, -1 if it is not there.
func (b *Blog) placeOf(post *blog.Post) int {
	if at, ok := b.places()[post]; ok {
		return at
	}
	return -1
}

// translations returns a post in the other languages that have a page.
func (b *Blog) translations(post *blog.Post) (others []*blog.Post) {
	for _, q := range post.Translations {
		if q != post && b.paths[q] != "" {
			others = append(others, q)
		}
	}
	return others
}

// translationLinks names the other languages in the head.
func (p *page) translationLinks(post *blog.Post) {
	for _, q := range p.b.translations(post) {
		if q.Lang != "" {
			p.linkTo("alternate", p.b.absolute(p.b.href(q)), "hreflang", html.Clean(q.Lang))
		}
	}
}

// timestamp writes a time as RFC 3339 requires.
func timestamp(t time.Time) string {
	if _, offset := t.Zone(); offset <= -24*60*60 || offset >= 24*60*60 {
		t = t.UTC()
	}
	return t.Format(time.RFC3339)
}
