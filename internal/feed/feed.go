package feed

import (
	"cmp"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
)

// DefaultLimit is how many posts a feed has for readers who do not say: enough for whoever looks
// once a month, small enough to be fetched every hour.
const DefaultLimit = 20

// Options say what the Index does not know.
type Options struct {
	Host    string           // name by which readers reach the blog over SSH; "" is localhost
	Port    int              // of SSH; 0 is the usual one
	Limit   int              // the newest so many posts; 0 is all
	Version string           // of the program, for the feed's generator; "" is not said
	Now     func() time.Time // nil: time.Now
}

// feed is one feed while it is written.
type feed struct {
	site    blog.Site
	posts   []*blog.Post
	version string
	now     time.Time
	places
}

func newFeed(x *blog.Index, o Options) *feed {
	f := &feed{site: x.Site(), posts: x.Posts(), version: clean(o.Version), places: placesOf(x, o)}
	if o.Limit > 0 && o.Limit < len(f.posts) {
		f.posts = f.posts[:o.Limit]
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	f.now = o.Now()
	return f
}

// title is that of the blog; a feed must have one.
func (f *feed) title() string { return cmp.Or(clean(f.site.Title), f.host) }

// author is whom entries are by that name nobody; an Atom feed must have one.
func (f *feed) author() string { return cmp.Or(clean(f.site.Author), f.title()) }

// long is the time of posts without a date, which formats insist on: longer ago than all news, and
// always the same, so that nothing is taken for new.
var long = time.Unix(0, 0).UTC()

// changed is when a post was last changed, as its author says; one that is to change only in the
// future has not yet.
func (f *feed) changed(p *blog.Post) time.Time {
	switch {
	case p.Updated.After(p.Date) && !p.Updated.After(f.now):
		return p.Updated
	case p.Date.IsZero():
		return long
	}
	return p.Date
}

// lastChange is when the feed was changed: with the latest change of its posts, which costs a look
// at their dates only.
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

// timestamp writes a time as RFC 3339 wants it, in its own zone if that has a form there.
func timestamp(t time.Time) string {
	if _, offset := t.Zone(); offset <= -24*60*60 || offset >= 24*60*60 {
		t = t.UTC()
	}
	return t.Format(time.RFC3339)
}

// subjects are the tags and categories of a post, each once.
func subjects(p *blog.Post) []string {
	var all []string
	seen := map[string]bool{}
	for _, list := range [...][]string{p.Categories, p.Tags} {
		for _, name := range list {
			if name = clean(name); name != "" && !seen[name] {
				seen[name] = true
				all = append(all, name)
			}
		}
	}
	return all
}

// authors are the names of the authors of a post.
func authors(p *blog.Post) []string {
	var all []string
	for _, name := range p.Authors {
		if name = clean(name); name != "" {
			all = append(all, name)
		}
	}
	return all
}
