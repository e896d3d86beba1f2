package views

import (
	"time"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/html"
)

// maxSitemap is how many addresses a sitemap may have, see https://www.sitemaps.org/protocol.html.
const maxSitemap = 50_000

// sitemap returns the list of all pages, for search engines.
func (b *Blog) sitemap() Answer {
	return Answer{
		Status: 200, Type: "application/xml; charset=utf-8", Key: "sitemap", Modified: b.newest,
		Body: func() []byte {
			var w html.Writer
			w.Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n")
			left := maxSitemap
			add := func(path string, changed time.Time) {
				if left--; left < 0 || path == "" {
					return
				}
				w.Raw("<url><loc>")
				w.Text(b.absolute(b.escape(path)))
				w.Raw("</loc>")
				if !changed.IsZero() {
					w.Raw("<lastmod>", changed.UTC().Format(time8601), "</lastmod>")
				}
				w.Raw("</url>\n")
			}
			add("/", b.newest)
			for _, p := range b.listed {
				add(b.paths[p], b.changed(p))
			}
			for _, g := range groupLists {
				for _, group := range b.x.Groups(g.kind) {
					add(b.groupPath(g.kind, group.Name), time.Time{})
				}
			}
			w.Raw("</urlset>\n")
			return []byte(w.String())
		},
	}
}

// robots returns what robots are asked: to leave out the search, whose pages have no end.
func (b *Blog) robots() Answer {
	return Answer{
		Status: 200, Type: typeText, Key: "robots",
		Body: func() []byte {
			return []byte("User-agent: *\nDisallow: " + b.escape("/"+b.lists["search"]) + "\nSitemap: " + b.absolute(b.escape("/sitemap.xml")) + "\n")
		},
	}
}

// Paths returns the paths of everything that links and machines may ask for, for a static export: they
// are answered by Find.
func (b *Blog) Paths() []string {
	paths := []string{"/", b.style.path, "/sitemap.xml", "/robots.txt", "/feed.xml", "/feed.json", "/index.xml", "/atom.xml", "/rss.xml"}
	list := func(path string, posts int) {
		for number := 2; (number-1)*perPage < posts; number++ {
			paths = append(paths, pagePath(path, number))
		}
	}
	list("/", len(b.x.Posts()))
	for _, p := range b.listed {
		paths = append(paths, b.paths[p], b.markdownPath(p))
	}
	for _, g := range groupLists {
		if len(b.x.Groups(g.kind)) > 0 {
			paths = append(paths, "/"+b.lists[g.word]+"/")
		}
		for _, group := range b.x.Groups(g.kind) {
			if path := b.groupPath(g.kind, group.Name); path != "" {
				paths = append(paths, path, path+"feed.xml", path+"feed.json", path+"index.xml")
				list(path, len(group.Posts))
			}
		}
	}
	return paths
}

// Aliases returns the former addresses of posts, with the addresses that they lead to.
func (b *Blog) Aliases() map[string]string {
	all := make(map[string]string, len(b.aliases))
	for _, p := range b.listed {
		for _, alias := range p.Aliases {
			if b.aliases[b.x.AddressKey(alias)] == p {
				all[b.Local("/"+trimAlias(alias))] = b.href(p)
			}
		}
		if slug := "/" + p.Slug; b.posts[b.x.AddressKey(slug)] == nil && b.x.Listed(p) == p {
			all[slug] = b.href(p)
		}
	}
	return all
}

// trimAlias returns an alias as a path without a slash before it.
func trimAlias(alias string) string {
	path := unescape(blog.AddressPath(alias))
	for len(path) > 0 && (path[0] == '/' || path[0] == '\\') {
		path = path[1:]
	}
	return path
}
