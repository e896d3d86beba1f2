package views

import (
	"io/fs"
	"net/url"
	"path"
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/html"
)

// Query is what a request says beside its path.
type Query struct {
	Words    string // of a search
	Markdown bool   // a copy in Markdown is wanted rather than a page
}

// Find returns what a path leads to. It is decoded, without the prefix of the blog, and begins with a
// slash. Posts go first, then lists, then other spellings and former addresses.
func (b *Blog) Find(local string, q Query) Answer {
	if a, ok := b.findOwn(local, q); ok {
		return a
	}
	if p, markdown := b.postAt(local); p != nil {
		switch {
		case markdown:
			return b.markdown(p)
		case local != b.paths[p]:
			return redirect(308, b.href(p))
		case q.Markdown:
			a := b.markdown(p)
			a.Varies = true
			return a
		}
		return b.post(p)
	}
	if a, ok := b.findList(local); ok {
		return a
	}
	if p := b.aliases[b.x.AddressKey(local)]; p != nil {
		return redirect(301, b.href(p))
	}
	if a, ok := b.findFile(local); ok {
		return a
	}
	if p, ok := b.x.Lookup(local); ok && b.paths[p] != "" && !strings.HasSuffix(local, ".xml") {
		if strings.HasSuffix(strings.ToLower(local), ".md") {
			return redirect(302, b.escape(b.markdownPath(p)))
		}
		return redirect(302, b.href(p))
	}
	return b.missing(local)
}

// postAt returns the post whose address a path is, in any spelling, and reports whether it is that of
// its copy in Markdown.
func (b *Blog) postAt(local string) (p *blog.Post, markdown bool) {
	p = b.posts[b.x.AddressKey(local)]
	return p, p != nil && strings.HasSuffix(local, ".md") && !strings.HasSuffix(b.paths[p], ".md")
}

// findOwn finds what is no post: the first page, the style sheet, feeds of all posts, and what is made
// for machines.
func (b *Blog) findOwn(local string, q Query) (Answer, bool) {
	switch local {
	case "", "/":
		return b.home(1), true
	case "/index.html", "/index.htm", "/index.php", "/index":
		return redirect(308, b.escape("/")), true
	case b.style.path:
		return b.styleSheet(), true
	case "/sitemap.xml":
		return b.sitemap(), true
	case "/robots.txt":
		return b.robots(), true
	}
	key := b.x.AddressKey(local)
	if f := feedAt[key]; f.format != "" {
		return b.feedAnswer(f.format, nil), true
	}
	if key == b.lists["search"] && !b.options.Static {
		return b.search(q.Words), true
	}
	return Answer{}, false
}

// findFile finds a picture or a document: at the path of its file, in the folder of the post that it
// belongs to, or where links to it lead.
func (b *Blog) findFile(local string) (Answer, bool) {
	name := strings.Trim(local, "/")
	if b.options.Files == nil || name == "" {
		return Answer{}, false
	}
	if b.isFile(name) {
		return Answer{Status: 200, File: name}, true
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if p := b.posts[b.x.AddressKey(dir)]; p != nil {
			if at := path.Join(path.Dir(p.Path), strings.TrimPrefix(name, dir+"/")); blog.ParsePath(p.Path).Bundle && b.isFile(at) {
				return Answer{Status: 200, File: at}, true
			}
			break
		}
	}
	if t, ok := b.x.Resolve(nil, local); ok && t.File != "" && b.isFile(t.File) {
		return Answer{Status: 200, File: t.File}, true
	}
	return Answer{}, false
}

// isFile reports whether a path is that of a file that readers may have and that is no post.
func (b *Blog) isFile(name string) bool {
	if !fs.ValidPath(name) || blog.IsPostExt(path.Ext(name)) {
		return false
	}
	info, err := fs.Stat(b.options.Files(), name)
	return err == nil && info.Mode().IsRegular()
}

// fileHref returns the address of a file of the blog, "" if it is not served.
func (b *Blog) fileHref(name string) string {
	if b.options.Files == nil || !b.isFile(name) {
		return ""
	}
	if p, _ := b.postAt("/" + name); p != nil { // a post has its address
		return ""
	}
	return b.escape("/" + name)
}

// redirect returns an answer that leads to another address of this host.
func redirect(status int, location string) Answer { return Answer{Status: status, Location: location} }

// markdown returns the copy of a post in Markdown: the author's file, or what was made of it.
func (b *Blog) markdown(p *blog.Post) Answer {
	return Answer{
		Status: 200, Type: typeMarkdown, Key: "md " + b.paths[p], Canonical: b.canonical(p), Modified: b.changed(p),
		Body: func() []byte {
			if strings.EqualFold(path.Ext(p.Path), ".org") {
				return []byte("# " + p.Title + "\n\n" + html.Clean(p.Body()))
			}
			return []byte(html.Clean(p.Raw()))
		},
	}
}

func unescape(s string) string {
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}
