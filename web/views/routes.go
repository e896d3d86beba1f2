package views

import (
	"strconv"
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
)

// routes are the addresses of the posts of a blog. Keys are those of [blog.Index.AddressKey].
type routes struct {
	listed  []*blog.Post          // all that have a page: posts and pages as lists show them, then translations
	posts   map[string]*blog.Post // by the key of their address
	paths   map[*blog.Post]string // their addresses, as paths that begin with a slash
	aliases map[string]*blog.Post
	lists   map[string]string // where the lists are, by their usual word: "tags" by "tags"
}

// listWords are the first parts of the addresses of lists.
var listWords = [...]string{"tags", "categories", "series", "authors", "years", "search", "page"}

// ownPaths are addresses that no post may have, as machines rely on them.
var ownPaths = map[string]bool{"": true, "index": true, "sitemap.xml": true, "robots.txt": true}

// newRoutes gives each post an address of its own. Permalinks go first, in the order of lists; a post
// whose permalink another one has gets the next that is free. No alias hides a post.
func newRoutes(b *Blog) routes {
	r := routes{
		posts: map[string]*blog.Post{}, paths: map[*blog.Post]string{}, aliases: map[string]*blog.Post{}, lists: map[string]string{},
	}
	seen := map[*blog.Post]bool{}
	for _, list := range [...][]*blog.Post{b.x.Posts(), b.x.Pages(), b.x.All()} {
		for _, p := range list {
			if !p.Hidden && !seen[p] {
				seen[p] = true
				r.listed = append(r.listed, p)
			}
		}
	}
	for _, p := range r.listed {
		if path, ok := permalink(b, p); ok {
			r.take(b.x, path, p)
		}
	}
	for _, p := range r.listed {
		if r.paths[p] == "" {
			r.assign(b.x, p)
		}
	}
	for _, p := range r.listed {
		for _, alias := range p.Aliases {
			if key := b.x.AddressKey(alias); key != "" && !strings.Contains(key, "://") && r.posts[key] == nil && r.aliases[key] == nil && !isOwn(key) {
				r.aliases[key] = p
			}
		}
	}
	for _, word := range listWords {
		at := word
		for n := 0; r.posts[at] != nil; n++ { // an author's page of all tags, say
			at = "all-" + word
			if n > 0 {
				at += "-" + strconv.Itoa(n)
			}
		}
		r.lists[word] = at
	}
	return r
}

// permalink returns the path of a post's permalink on this blog.
func permalink(b *Blog, p *blog.Post) (path string, ok bool) {
	if p.Permalink == "" || b.x.AddressKey(p.Permalink) == "" {
		return "", false
	}
	path = p.Permalink
	if strings.Contains(path, "://") {
		if key := b.x.AddressKey(path); strings.Contains(key, "://") {
			return "", false // it is elsewhere
		}
		path = b.Local(blog.AddressPath(path))
	}
	return "/" + strings.TrimLeft(unescape(blog.AddressPath(path)), `/\`), true
}

// assign gives a post without a permalink of its own the first address that is free.
func (r *routes) assign(x *blog.Index, p *blog.Post) {
	if r.take(x, "/"+p.Slug, p) {
		return
	}
	if p.Lang != "" && r.take(x, "/"+strings.ToLower(p.Lang)+"/"+p.Slug, p) {
		return
	}
	for n := 2; !r.take(x, "/"+p.Slug+"-"+strconv.Itoa(n), p); n++ {
		if n > 1000 { // there are not so many of one slug
			r.take(x, "/"+p.ID, p)
			return
		}
	}
}

// take gives a post an address, and reports whether it was free.
func (r *routes) take(x *blog.Index, path string, p *blog.Post) bool {
	key := x.AddressKey(path)
	if key == "" || isOwn(key) || !isSound(path) || r.posts[key] != nil {
		return false
	}
	r.posts[key], r.paths[p] = p, path
	return true
}

// isOwn reports whether an address is one of those that the blog itself needs.
func isOwn(key string) bool { return ownPaths[key] || feedAt[key].format != "" }

// isSound reports whether a browser asks for a path as it is: nothing in it is a way up, or cut off.
func isSound(path string) bool {
	for part := range strings.SplitSeq(path, "/") {
		if part == ".." || part == "." {
			return false
		}
	}
	return !strings.ContainsFunc(path, isControl) && !strings.Contains(path, `\`)
}

func isControl(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 }
