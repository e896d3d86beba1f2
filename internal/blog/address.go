package blog

import (
	"net/url"
	"path"
	"strings"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// refKey makes the spellings of one address on a blog equal, so that links and commands find their
// post: without the site's own host, query, fragment, slashes around it, "index.html", ".html" and
// ".md"; folded; percent escapes decoded.
func refKey(ref, base string) string {
	ref = strings.TrimSpace(ref)
	if len(ref) > MaxAddress {
		return ""
	}
	if base != "" {
		ref = cutBase(ref, base)
	}
	ref = strings.TrimPrefix(ref, "@/") // Zola
	for _, prefix := range []string{"{filename}", "|filename|"} {
		ref = strings.TrimPrefix(ref, prefix) // Pelican
	}
	if i := strings.IndexAny(ref, "?#"); i >= 0 {
		ref = ref[:i]
	}
	ref = plaintext.Fold(unescape(ref))
	for strings.HasPrefix(ref, "./") {
		ref = ref[2:]
	}
	ref = strings.Trim(ref, "/")
	ref = withoutExt(strings.TrimSuffix(strings.TrimSuffix(ref, ".html"), ".htm"))
	if ref == "index" {
		return ref
	}
	return strings.TrimRight(strings.TrimSuffix(ref, "/index"), "/")
}

// cutBase takes the site's own address off the front of ref, whether it is written with http or
// https.
func cutBase(ref, base string) string {
	if scheme, rest, ok := strings.Cut(ref, "://"); ok && (scheme == "http" || scheme == "https") {
		_, host, _ := strings.Cut(base, "://")
		if host = strings.TrimRight(host, "/"); host != "" && len(rest) >= len(host) &&
			strings.EqualFold(rest[:len(host)], host) &&
			(len(rest) == len(host) || rest[len(host)] == '/') {
			return rest[len(host):]
		}
	}
	return ref
}

func unescape(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}

// withoutExt returns a slash path without the extension of a post file.
func withoutExt(file string) string {
	if ext := path.Ext(file); IsPostExt(ext) {
		return file[:len(file)-len(ext)]
	}
	return file
}

// AddressKey returns what all spellings of an address on the blog have in common: it is folded, and
// without the site's own host, query, fragment, slashes around it, "index.html" and the extension of
// a page or a post. It is "" for the blog itself, and for what is too long.
func (x *Index) AddressKey(address string) string { return refKey(address, x.site.BaseURL) }
