package feed

import (
	"cmp"
	"time"
	"weak"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/cache"
	"github.com/sshblog/sshblog/internal/html"
)

// DefaultLimit is how many posts a feed has unless the reader asks for another number. It is enough
// for readers who look once a month, and small enough to fetch every hour.
const DefaultLimit = 20

// Options are what a feed needs besides the Index.
type Options struct {
	Host    string           // name by which readers reach the blog over SSH; "" is localhost
	Port    int              // of SSH; 0 means the default port
	Limit   int              // at most so many posts, the newest; 0 means all
	Version string           // of the program, for the feed's generator; "" leaves it out
	Now     func() time.Time // nil: time.Now
	Cache   *cache.Cache     // keeps the entries of the newest posts; nil keeps none
	Web     *Web             // of a feed that is fetched over HTTP; nil for one that is fetched over SSH
}

// Web says where the pages of a blog are that also serves them. All addresses are absolute.
type Web struct {
	Home string // the blog, or the list of the posts in the feed
	Self string // of the feed
	Post func(*blog.Post) string
	File func(path string) string // "" for a file that is not served
	// Group is the group of posts that the feed has, as its address names it, such as "tags/bees"; Name
	// and Posts are its name and its posts. All are empty in a feed of all posts.
	Group, Name string
	Posts       []*blog.Post
}

// feed is a feed that is being written.
type feed struct {
	site    blog.Site
	posts   []*blog.Post
	version string
	now     time.Time
	kept    *cache.Run
	places
}

// entryKey is the key of an entry: of a post in an Index, in a format, with the addresses of a host.
// It does not keep the Index.
type entryKey struct {
	index  weak.Pointer[blog.Index]
	path   string
	format string
	ssh    string
	web    string // the address of the post on the web, where the blog serves that
}

// entryOf returns the entry of a post in a format, which is kept unless it changes with time.
func (f *feed) entryOf(p *blog.Post, format string, write func() ([]byte, error)) ([]byte, error) {
	if p.Updated.After(f.now) {
		return write()
	}
	web := ""
	if f.web != nil {
		web = f.web.Post(p)
	}
	return f.kept.Bytes(entryKey{weak.Make(f.index), p.Path, format, f.ssh, web}, write)
}

func newFeed(x *blog.Index, o Options) *feed {
	f := &feed{site: x.Site(), posts: x.Posts(), version: html.Clean(o.Version), kept: o.Cache.Run(), places: placesOf(x, o)}
	if o.Web != nil && o.Web.Group != "" {
		f.posts = o.Web.Posts
	}
	if o.Limit > 0 && o.Limit < len(f.posts) {
		f.posts = f.posts[:o.Limit]
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	f.now = o.Now()
	return f
}

// title returns the title of the blog. A feed must have one.
func (f *feed) title() string {
	title := cmp.Or(html.Clean(f.site.Title), f.host)
	if f.web != nil && f.web.Name != "" {
		title = html.Clean(f.web.Name) + " · " + title
	}
	return title
}

// author returns the author of entries that name none. An Atom feed must have one.
func (f *feed) author() string {
	return cmp.Or(html.Clean(f.site.Author), html.Clean(f.site.Title), f.host)
}

// long is the time of posts without a date, since the formats require one. It is older than any
// news and always the same, so that feed readers take nothing for new.
var long = time.Unix(0, 0).UTC()

// changed returns when a post was last changed, according to its author. A change in the future
// does not count yet.
func (f *feed) changed(p *blog.Post) time.Time {
	switch {
	case p.Updated.After(p.Date) && !p.Updated.After(f.now):
		return p.Updated
	case p.Date.IsZero():
		return long
	}
	return p.Date
}

// lastChange returns when the feed last changed, which is the latest change of its posts. It only
// looks at their dates.
func (f *feed) lastChange() time.Time {
	if len(f.posts) == 0 {
		return f.now
	}
	last := long
	for _, p := range f.posts {
		if t := f.changed(p); t.After(last) {
			last = t
		}
	}
	return last
}

// timestamp writes a time as RFC 3339 requires, in its own zone if RFC 3339 can express that.
func timestamp(t time.Time) string {
	if _, offset := t.Zone(); offset <= -24*60*60 || offset >= 24*60*60 {
		t = t.UTC()
	}
	return t.Format(time.RFC3339)
}

// subjects returns the tags and categories of a post, each once.
func subjects(p *blog.Post) []string {
	var all []string
	seen := map[string]bool{}
	for _, list := range [...][]string{p.Categories, p.Tags} {
		for _, name := range list {
			if name = html.Clean(name); name != "" && !seen[name] {
				seen[name] = true
				all = append(all, name)
			}
		}
	}
	return all
}

// authors returns the names of the authors of a post.
func authors(p *blog.Post) []string {
	var all []string
	for _, name := range p.Authors {
		if name = html.Clean(name); name != "" {
			all = append(all, name)
		}
	}
	return all
}
