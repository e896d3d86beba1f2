package command

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

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
		if c.ctx.Err() != nil {
			return errGone
		}
		if f.passes(p) {
			posts = append(posts, p)
		}
	}
	if asked := l.asked(); len(posts) == 0 && len(asked) > 0 {
		return c.nothingHas(asked)
	}
	return c.list(posts, bool(l.JSON))
}

// wanted is a group that the posts of a list must be in: what one of its kind is called, the
// command that lists them all, and the name.
type wanted struct{ kind, command, name string }

// asked returns the groups that the flags name, in the order of the flags.
func (l *lsCommand) asked() []wanted {
	asked := []wanted{
		{"tag", "tags", string(l.Tag)}, {"category", "categories", string(l.Category)}, {"author", "authors", string(l.Author)},
	}
	if l.Year > 0 {
		asked = append(asked, wanted{"year", "years", strconv.Itoa(int(l.Year))})
	}
	return slices.DeleteFunc(asked, func(w wanted) bool { return w.name == "" })
}

// nothingHas is the error of a list that nothing passes the filters of.
func (c *Call) nothingHas(asked []wanted) error {
	if len(asked) == 1 {
		w := asked[0]
		return notFoundError{fmt.Sprintf("nothing has the %s %s; what there is: %s %s", w.kind, quote(w.name), c.Prefix, w.command)}
	}
	var all []string
	for _, w := range asked {
		all = append(all, w.kind+" "+quote(w.name))
	}
	return notFoundError{"nothing has all of: " + strings.Join(all, ", ")}
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
		return c.printEntries(posts)
	}
	return c.listColumns(posts)
}
