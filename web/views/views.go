package views

import (
	"io/fs"
	"net/url"
	"strings"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/internal/feed"
	"github.com/sshblog/sshblog/internal/related"
	"github.com/sshblog/sshblog/internal/search"
)

// Options are what pages need besides the Index.
type Options struct {
	// Origin is the address of the blog where its author gives none, as "http://localhost:8080".
	Origin string
	// Command returns the command line that opens a post, or the blog if slug is "".
	Command func(slug string) string
	// Feed are the options of feeds; Web is set for each of them.
	Feed feed.Options
	// Files are what readers may take away, see package export. Nil leaves out all files.
	Files func() fs.FS
	// Related finds similar posts, and Find searches; each may be nil.
	Related *blog.Derived[*related.Posts]
	Find    func(query string, limit int) (hits []search.Hit, ready bool)
	// Language is that of the words around posts, where the author gives none; BCP 47.
	Language string
	// Accent is the color of headings and marks, AccentLight the same on light screens; "" for those of
	// the style sheet.
	Accent, AccentLight string
	Style               string           // of the author, behind the style sheet
	Version             string           // of the program
	Now                 func() time.Time // nil: time.Now
	Static              bool             // for files on any host: no search, and links to copies in Markdown have their own files
}

// Views makes the pages of a blog. It is safe for concurrent use.
type Views struct {
	options Options
	style   style
	blogs   *blog.Derived[*Blog]
}

// New returns the Views of a blog.
func New(o Options) *Views {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Command == nil {
		o.Command = func(slug string) string { return strings.TrimSpace("ssh -t HOST " + slug) }
	}
	v := &Views{options: o, style: newStyle(o)}
	v.blogs = blog.NewDerived(func(x *blog.Index) *Blog { return newBlog(v, x) })
	return v
}

// Of returns the pages of an Index, which are made when they are asked for.
func (v *Views) Of(x *blog.Index) *Blog { return v.blogs.Of(x) }

// Blog is the pages of one Index. It is safe for concurrent use.
type Blog struct {
	*Views
	routes
	x      *blog.Index
	site   blog.Site
	text   *catalog.Texts
	lang   string // of pages that are not of a post
	origin string // scheme and host, without a slash at its end
	prefix string // path that all addresses begin with, without a slash at its end
	newest time.Time
	sizes  sizes
	places func() map[*blog.Post]int // where each post is in the list of posts
}

func newBlog(v *Views, x *blog.Index) *Blog {
	b := &Blog{Views: v, x: x, site: x.Site()}
	b.text = catalog.For(b.site.Lang, v.options.Language)
	b.lang = b.text.Lang
	if b.site.Lang != "" {
		b.lang = b.site.Lang
	}
	b.origin = strings.TrimRight(v.options.Origin, "/")
	if u, err := url.Parse(b.site.BaseURL); err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https") {
		b.origin = u.Scheme + "://" + u.Host
		b.prefix = strings.TrimRight(u.Path, "/")
	}
	b.places = placesOnce(b)
	b.routes = newRoutes(b)
	for _, p := range b.listed {
		if t := b.changed(p); t.After(b.newest) {
			b.newest = t
		}
	}
	return b
}

// Host returns the host of the blog's own address, with its port, in lower case; "" if the author
// gives no address.
func (b *Blog) Host() string {
	if b.site.BaseURL == "" {
		return ""
	}
	_, host, _ := strings.Cut(b.origin, "://")
	return strings.ToLower(host)
}

// changed returns when a post last changed, as far as that is known, and not in the future.
func (b *Blog) changed(p *blog.Post) (last time.Time) {
	now := b.options.Now()
	for _, t := range [...]time.Time{p.Modified, p.Updated, p.Date} {
		if t.After(last) && !t.After(now) {
			last = t
		}
	}
	return last
}

// Answer is what an address leads to.
type Answer struct {
	Status   int    // 200; 301, 302 or 308 with a Location; or 404
	Location string // path on this host, which begins with one slash
	Type     string // media type of the body
	// Key names the body among those of its Index; "" for one that is not worth keeping.
	Key  string
	Body func() []byte // nil for a redirect, and for a file
	File string        // path of a file in Options.Files
	// Canonical is the address of the page of which this is another form; "" for none.
	Canonical string
	Modified  time.Time // zero: not known
	Immutable bool      // what is at this address never changes
	Varies    bool      // there is also a copy in Markdown, at this address
	Private   bool      // for no index: the answer to a search
}

const (
	typeHTML     = "text/html; charset=utf-8"
	typeMarkdown = "text/markdown; charset=utf-8"
	typeText     = "text/plain; charset=utf-8"
)
