package command

import (
	"strconv"

	"github.com/sshblog/sshblog/internal/blog"
)

// lsCommand lists posts, as columns or as JSON.
type lsCommand struct {
	JSON     toggle `name:"json" help:"one JSON object per line: slug, title, date, tags and more"`
	Tag      word   `placeholder:"T" help:"only posts with this tag, in whatever spelling"`
	Category word   `placeholder:"C" help:"only posts of this category"`
	Author   word   `placeholder:"A" help:"only posts of this author"`
	Year     count  `placeholder:"Y" help:"only posts of this year"`
	N        count  `short:"n" placeholder:"N" help:"at most N posts; 0 means all"`
	Pages    toggle `help:"the pages beside the posts, such as about"`
}

// Run prints the list.
func (l *lsCommand) Run(c *Call) error {
	from := c.Index().Posts()
	if l.Pages {
		from = c.Index().Pages()
	}
	f := l.filter()
	var posts []*blog.Post
	for _, p := range from {
		if l.N > 0 && len(posts) == int(l.N) {
			break
		}
		if f.passes(p) {
			posts = append(posts, p)
		}
	}
	return c.list(posts, bool(l.JSON))
}

// filter is which posts to list: for each kind of group, the name of the one that they must be in;
// "" lets all pass.
type filter map[blog.Kind]string

func (l *lsCommand) filter() filter {
	f := filter{blog.ByTag: string(l.Tag), blog.ByCategory: string(l.Category), blog.ByAuthor: string(l.Author)}
	if l.Year > 0 {
		f[blog.ByYear] = strconv.Itoa(int(l.Year))
	}
	return f
}

// passes reports whether a post is to be listed. Names are compared as the reader compares them:
// case, accents, spaces and hyphens do not matter.
func (f filter) passes(p *blog.Post) bool {
	for kind, name := range f {
		if name != "" && !kind.Includes(p, name) {
			return false
		}
	}
	return true
}

// list prints posts, as columns or as JSON.
func (c *Call) list(posts []*blog.Post, asJSON bool) error {
	if asJSON {
		return printJSON(c, posts, newEntry)
	}
	return c.listColumns(posts)
}
