package views

import (
	"net/url"
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/html"
)

// escape writes a path of the blog, which begins with a slash, as an address of this host. It has one
// slash at its beginning, whatever the path has, or it would name another host.
func (b *Blog) escape(local string) string {
	u := url.URL{Path: b.prefix + "/" + strings.TrimLeft(local, `/\`)}
	return "/" + strings.TrimLeft(u.EscapedPath(), "/")
}

// href returns the address of a post on this host.
func (b *Blog) href(p *blog.Post) string { return b.escape(b.paths[p]) }

// absolute returns the whole address of what escape returns.
func (b *Blog) absolute(href string) string { return b.origin + href }

// canonical returns the address by which a post is known: that which its author gives, else its own.
func (b *Blog) canonical(p *blog.Post) string {
	if u, ok := html.ParseAddress(p.Canonical); ok && (u.Scheme == "http" || u.Scheme == "https") {
		return u.String()
	}
	return b.absolute(b.href(p))
}

// markdownPath returns the path of the copy of a post in Markdown.
func (b *Blog) markdownPath(p *blog.Post) string {
	return strings.TrimSuffix(strings.TrimSuffix(strings.TrimRight(b.paths[p], "/"), ".html"), ".htm") + ".md"
}

// link returns the address of the destination of a link in a post, which may be nil; "" where it
// leads nowhere on the web.
func (b *Blog) link(from *blog.Post, dest string) string {
	t, ok := b.x.Resolve(from, dest)
	switch {
	case !ok:
		return ""
	case t.Post != nil:
		if _, served := b.paths[t.Post]; !served {
			return ""
		}
		if t.Post == from {
			return html.Anchored("", t.Anchor)
		}
		return html.Anchored(b.href(t.Post), t.Anchor)
	case t.File != "":
		return b.fileHref(t.File)
	}
	u, ok := html.ParseAddress(t.URL)
	if !ok {
		return ""
	}
	if base := b.Host(); base != "" && strings.EqualFold(u.Host, base) { // it is of this blog, so it is here or nowhere
		local := b.Local(u.Path)
		if b.Find(local, Query{}).Status == 404 {
			return ""
		}
	}
	return u.String()
}

// Local returns a path of this host without the prefix of the blog.
func (b *Blog) Local(path string) string {
	if rest, ok := strings.CutPrefix(path, b.prefix); ok && (rest == "" || rest[0] == '/') {
		return rest
	}
	return path
}
