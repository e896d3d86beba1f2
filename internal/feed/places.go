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
}

// defaultPort is the port of SSH, which addresses leave out.
const defaultPort = 22

func placesOf(x *blog.Index, o Options) places {
	const otherwise = "localhost"
	p := places{index: x, host: cmp.Or(strings.Trim(o.Host, "[]"), otherwise)}
	var ok bool
	if p.ssh, ok = sshAddress(p.host, o.Port); !ok {
		p.host = otherwise
		p.ssh, _ = sshAddress(p.host, o.Port)
	}
	p.home, p.authority = p.ssh, authority(p.host)
	if base, ok := parseAddress(x.Site().BaseURL); ok && isWeb(base) {
		p.home, p.authority, p.path = base.String()+"/", authority(base.Hostname()), base.EscapedPath()
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
	read, ok := parseAddress(u.String())
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
func (p *places) feedID() string { return "tag:" + p.authority + "," + beginning + ":" + p.path + "/" }

// self returns the address of the feed in a format.
func (p *places) self(format string) string { return p.ssh + "/feed/" + format }

// address returns the address of a post: on the web if it has one, else over SSH.
func (p *places) address(post *blog.Post) string {
	if u, ok := parseAddress(p.index.WebURL(post)); ok {
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
	case t.Post != nil:
		return html.Anchored(p.address(t.Post), t.Anchor)
	case t.URL != "":
		if u, ok := parseAddress(t.URL); ok {
			return u.String()
		}
		return ""
	case t.File != "":
		u := url.URL{Path: "/" + t.File}
		return p.ssh + u.EscapedPath()
	}
	return ""
}

// maxAddress is the length of the longest address that is written, in bytes.
const maxAddress = 4096

// parseAddress parses an address that a post contains. It returns false for relative addresses, and
// for schemes that may run something.
func parseAddress(s string) (*url.URL, bool) {
	if strings.HasPrefix(s, "//") {
		s = "https:" + s
	}
	if len(s) > maxAddress {
		return nil, false
	}
	u, err := url.Parse(html.Clean(s))
	if err != nil {
		return nil, false
	}
	switch u.Scheme {
	case "http", "https", "ssh", "gemini":
		if u.Hostname() == "" {
			return nil, false
		}
	case "mailto":
		if u.Opaque == "" {
			return nil, false
		}
		u.Opaque = spaceless.Replace(u.Opaque)
	default:
		return nil, false
	}
	u.RawQuery = spaceless.Replace(u.RawQuery)
	return u, !strings.ContainsAny(u.Host, "\"<>")
}

// spaceless escapes the characters that would end an address in a text and that package url leaves
// in queries and mail addresses.
var spaceless = strings.NewReplacer(" ", "%20", "\t", "%09", "\n", "%0A", `"`, "%22", "<", "%3C", ">", "%3E")

// isWeb reports whether a browser can fetch an address.
func isWeb(u *url.URL) bool { return u.Scheme == "http" || u.Scheme == "https" }
