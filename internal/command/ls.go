package command

import (
	"flag"
	"fmt"
	"strconv"

	"github.com/sshblog/sshblog/internal/blog"
)

// filter is which posts ls lists: for each kind of group, the name of the one that they must be in; "" lets all pass.
type filter map[blog.Kind]*string

// passes tells whether a post is to be listed. Names are compared as the reader compares them: case, accents, blanks and
// hyphens do not matter.
func (f filter) passes(p *blog.Post) bool {
	for kind, name := range f {
		if *name != "" && !kind.Includes(p, *name) {
			return false
		}
	}
	return true
}

// ls lists posts, as columns or as JSON.
func (r *run) ls(args []string) int {
	flags := new(flag.FlagSet)
	asJSON := flags.Bool("json", false, "")
	f := filter{
		blog.ByTag: flags.String("tag", "", ""), blog.ByCategory: flags.String("category", "", ""),
		blog.ByAuthor: flags.String("author", "", ""),
	}
	year := countFlag(flags, "year", 0)
	most := countFlag(flags, "n", 0)
	pages := flags.Bool("pages", false, "")
	rest, err := r.parse(flags, args)
	switch {
	case err != nil:
		return r.misused(err)
	case len(rest) > 0:
		return r.usage(fmt.Sprintf("expected no argument %s", quote(rest[0])))
	}
	if *year > 0 {
		name := strconv.Itoa(*year)
		f[blog.ByYear] = &name
	}
	from := r.Index().Posts()
	if *pages {
		from = r.Index().Pages()
	}
	var posts []*blog.Post
	for _, p := range from {
		if *most > 0 && len(posts) == *most {
			break
		}
		if f.passes(p) {
			posts = append(posts, p)
		}
	}
	return r.list(posts, *asJSON)
}

// list prints posts, as columns or as JSON.
func (r *run) list(posts []*blog.Post, asJSON bool) int {
	if asJSON {
		return printJSON(r, posts, describe)
	}
	return r.listColumns(posts)
}
