package views

import (
	"bytes"
	"io"
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/feed"
)

// feedAddress is an address of the feed of all posts.
type feedAddress struct{ format string }

// feedAt has the addresses at which other engines have their feeds, so that nobody who moves loses a
// subscriber: Jekyll's, Hugo's, prose's, WordPress's, and those of Ghost, Eleventy and Zola. Keys are
// those of [blog.Index.AddressKey].
var feedAt = map[string]feedAddress{
	"feed.xml": {"atom"}, "atom.xml": {"atom"}, "rss.xml": {"atom"}, "index.xml": {"atom"}, "feed": {"atom"}, "rss": {"atom"}, "atom": {"atom"},
	"feed.atom": {"atom"}, "feed.rss": {"atom"}, "index.rss": {"atom"}, "feed/atom": {"atom"}, "feed/rss": {"atom"}, "feed/rss2": {"atom"},
	"feed/feed.xml": {"atom"}, "feeds/all.atom.xml": {"atom"}, "blog/index.xml": {"atom"}, "blog/feed.xml": {"atom"}, "blog/atom.xml": {"atom"},
	"blog/rss.xml": {"atom"}, "post/index.xml": {"atom"}, "posts/index.xml": {"atom"},
	"feed.json": {"json"}, "feed/json": {"json"}, "feed/feed.json": {"json"}, "blog/feed.json": {"json"},
}

// feedEnds are the last parts of the addresses of a group's feed, the longest first.
var feedEnds = []struct{ end, format string }{
	{"feed/atom", "atom"},
	{"feed/rss", "atom"},
	{"feed/rss2", "atom"},
	{"feed/json", "json"},
	{"feed.xml", "atom"},
	{"index.xml", "atom"},
	{"rss.xml", "atom"},
	{"atom.xml", "atom"},
	{"feed.json", "json"},
	{"feed", "atom"},
	{"rss", "atom"},
}

// cutFeed cuts the end off an address that is that of a feed; format is "" where it is not.
func cutFeed(parts []string) (rest []string, format string) {
	const least = 3 // the list, the name and the end
	whole := strings.Join(parts, "/")
	for _, f := range feedEnds {
		if before, ok := strings.CutSuffix(whole, "/"+f.end); ok {
			rest = strings.Split(before, "/")
			if len(rest) >= least-1 || isYear(before) {
				return rest, f.format
			}
		}
	}
	return parts, ""
}

// isYear reports whether an address is that of a year.
func isYear(s string) bool { return len(s) == 4 && strings.Trim(s, "0123456789") == "" }

// feedGroup is the group of posts that a feed has.
type feedGroup struct {
	path  string // of the page of the group
	group blog.Group
}

// jekyllFeed finds the feed of a tag or a category where jekyll-feed has it: feed/by_tag/NAME.xml and
// feed/NAME.xml.
func (b *Blog) jekyllFeed(parts []string) (Answer, bool) {
	if len(parts) < 2 || len(parts) > 3 || parts[0] != "feed" {
		return Answer{}, false
	}
	name, ok := strings.CutSuffix(parts[len(parts)-1], ".xml")
	if !ok || len(parts) == 3 && parts[1] != "by_tag" {
		return Answer{}, false
	}
	kind := blog.ByCategory
	if len(parts) == 3 {
		kind = blog.ByTag
	}
	g, ok := b.x.Group(kind, name)
	if path := b.groupPath(kind, name); ok && path != "" {
		return b.feedAnswer("atom", &feedGroup{path, g}), true
	}
	return Answer{}, false
}

// feedAnswer returns a feed: of all posts, or of a group.
func (b *Blog) feedAnswer(format string, of *feedGroup) Answer {
	kind, ending, write := "application/atom+xml; charset=utf-8", ".xml", feed.Atom
	if format == "json" {
		kind, ending, write = "application/feed+json; charset=utf-8", ".json", feed.JSON
	}
	web := &feed.Web{
		Home: b.absolute(b.escape("/")), Self: b.absolute(b.escape("/feed" + ending)),
		Post: func(p *blog.Post) string { return b.absolute(b.href(p)) },
		File: func(file string) string {
			if href := b.fileHref(file); href != "" {
				return b.absolute(href)
			}
			return ""
		},
	}
	if of != nil {
		web.Home = b.absolute(b.escape(of.path))
		web.Self = b.absolute(b.escape(of.path + "feed" + ending))
		web.Group, web.Name, web.Posts = strings.Trim(of.path, "/"), of.group.Name, newestFirst(b.x, of.group)
	}
	return Answer{
		Status: 200, Type: kind, Key: "feed " + web.Self, Modified: b.newest,
		Body: func() []byte {
			o := b.options.Feed
			o.Web, o.Now, o.Version = web, b.options.Now, b.options.Version
			var text bytes.Buffer
			_ = write(io.Writer(&text), b.x, o) // a bytes.Buffer takes all
			return text.Bytes()
		},
	}
}

// newestFirst returns the posts of a group in the order of feeds.
func newestFirst(x *blog.Index, g blog.Group) []*blog.Post {
	in := make(map[*blog.Post]bool, len(g.Posts))
	for _, p := range g.Posts {
		in[p] = true
	}
	posts := make([]*blog.Post, 0, len(g.Posts))
	for _, p := range x.Posts() {
		if in[p] {
			posts = append(posts, p)
		}
	}
	return posts
}
