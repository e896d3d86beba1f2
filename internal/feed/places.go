package feed

import (
	"cmp"
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/html"
)

// places knows the addresses and the identities of a blog and its posts.
type places struct {
	index     *blog.Index
	host      string // as readers type it
	ssh       string // "ssh://HOST:PORT"
	home      string // the blog on the web, else over SSH
	authority string // of tag: URIs
	path      string // of the base URL, so that two blogs of one host differ; "" or "/blog"
	web       *Web   // nil in a feed over SSH
}

// defaultPort is the port of SSH, which addresses leave out.
const defaultPort = 22

func placesOf(x *blog.Index, o Options) places {
	const otherwise = "localhost"
	p := places{index: x, host: cmp.Or(strings.Trim(o.Host, "[]"), otherwise), web: o.Web}
	var ok bool
	if p.ssh, ok = sshAddress(p.host, o.Port); !ok {
		p.host = otherwise
		p.ssh, _ = sshAddress(p.host, o.Port)
	}
	p.home, p.authority = p.ssh, authority(p.host)
	if base, ok := html.ParseAddress(x.Site().BaseURL); ok && isWeb(base) {
		p.home, p.authority, p.path = base.String()+"/", authority(base.Hostname()), base.EscapedPath()
	}
	if p.web != nil {
		p.home = p.web.Home
	}
	return p
}

// sshAddress returns the address of a host and a port. It returns false if the host cannot be
// written in an address.
func sshAddress(host string, port int) (string, bool) {
	u := url.URL{Scheme: "ssh", Host: host}
	switch {
	case port > 0 && port != defaultPort:
		u.Host = net.JoinHostPort(host, strconv.Itoa(port))
	case strings.Contains(host, ":"):
		u.Host = "[" + host + "]"
	}
	read, ok := html.ParseAddress(u.String())
	return u.String(), ok && read.Hostname() == host
}

// authority makes a host's name fit for a tag: URI, which allows only letters, digits, hyphens and
// dots.
func authority(host string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.' || r == '-' {
			return r
		}
		return '-'
	}, strings.ToLower(host))
}

// beginning is the date in the tag: URIs of what has no date.
const beginning = "2000-01-01"

// id returns the identity of a post, a tag: URI (RFC 4151). Feed readers use it to remember what
// has been read. So it stays the same when the title or the text changes, when the file moves, and
// when the pattern of permalinks changes.
func (p *places) id(post *blog.Post) string {
	date := beginning
	if !post.Date.IsZero() {
		date = post.Date.Format(time.DateOnly)
	}
	return "tag:" + p.authority + "," + date + ":" + p.path + "/" + url.PathEscape(post.Slug)
}

// feedID returns the identity of the feed. It differs from those of all posts, as they contain
// slugs.
func (p *places) feedID() string {
	id := "tag:" + p.authority + "," + beginning + ":" + p.path + "/"
	if p.web != nil && p.web.Group != "" {
		u := url.URL{Path: p.web.Group}
		id += u.EscapedPath() + "/"
	}
	return id
}

// self returns the address of the feed in a format.
func (p *places) self(format string) string {
	if p.web != nil {
		return p.web.Self
	}
	return p.ssh + "/feed/" + format
}

// address returns the address of a post: on the web if it has one, else over SSH.
func (p *places) address(post *blog.Post) string {
	if p.web != nil {
		return p.web.Post(post)
	}
	if u, ok := html.ParseAddress(p.index.WebURL(post)); ok {
		return u.String()
	}
	return p.ssh + "/" + url.PathEscape(post.Slug)
}

// resolve returns the absolute address of the destination of a link in a post. It returns "" if the
// link leads nowhere or is not safe to follow.
func (p *places) resolve(from *blog.Post, dest string) string {
	t, ok := p.index.Resolve(from, dest)
	switch {
	case !ok:
		return ""
	case p.web != nil && t.Post != nil && t.Post.Hidden: // the web has no page of it
		return ""
	case t.Post != nil:
		return html.Anchored(p.address(t.Post), t.Anchor)
	case p.web != nil && t.File != "":
		return p.web.File(t.File)
	case t.URL != "":
		if u, ok := html.ParseAddress(t.URL); ok {
			return u.String()
		}
		return ""
	case t.File != "":
		u := url.URL{Path: "/" + t.File}
		return p.ssh + u.EscapedPath()
	}
	return ""
}

// isWeb reports whether a browser can fetch an address.
func isWeb(u *url.URL) bool { return u.Scheme == "http" || u.Scheme == "https" }
