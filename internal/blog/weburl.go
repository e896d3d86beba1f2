package blog

import (
	"cmp"
	"net/url"
	"strings"
)

// WebURL returns the http or https address at which a post is on the web: the canonical one if its
// author gives one, else its permalink on the site's BaseURL; "" if neither is known.
func (x *Index) WebURL(p *Post) string {
	address := p.Permalink
	switch {
	case isWeb(p.Canonical):
		return p.Canonical
	case address == "":
		return ""
	case !strings.Contains(address, "://"):
		address = x.site.BaseURL + "/" + escapePath(strings.TrimPrefix(address, "/"))
	}
	if !isWeb(address) {
		return ""
	}
	return address
}

// isWeb reports whether s is a whole address on the web, in one piece.
func isWeb(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" &&
		!strings.ContainsAny(s, " \"<>")
}

// ours returns the part of an address behind the BaseURL.
func (x *Index) ours(dest string) (local string, ok bool) {
	if x.site.BaseURL == "" {
		return "", false
	}
	if strings.HasPrefix(dest, "//") {
		dest = "https:" + dest
	}
	end := len(dest)
	if i := strings.IndexAny(dest, "?#"); i >= 0 {
		end = i
	}
	rest := cutBase(dest[:end], x.site.BaseURL)
	if len(rest) == end {
		return "", false
	}
	return cmp.Or(rest, "/") + dest[end:], true
}

// basePath returns the path of a base URL: "/blog" of "https://example.org/blog".
func basePath(base string) string {
	_, rest, _ := strings.Cut(base, "://")
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		return strings.ToLower(rest[i:])
	}
	return ""
}

// hasScheme reports whether s starts with a scheme, such as "https:" or "mailto:".
func hasScheme(s string) bool {
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
		case i > 0 && (c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.'):
		default:
			return c == ':' && i > 1
		}
	}
	return false
}

// escapePath writes a path for an address, in ASCII.
func escapePath(s string) string {
	for i := range len(s) {
		c := s[i]
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && strings.IndexByte("/-_.~", c) < 0 {
			u := url.URL{Path: unescape(s)}
			return u.EscapedPath()
		}
	}
	return s
}
