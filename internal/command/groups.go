package command

import (
	"flag"
	"fmt"
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/layout"
)

// group is a tag, a category, a series, an author or a year as JSON.
type group struct {
	Name  string `json:"name"`
	Posts int    `json:"posts"`
}

// groupsOf is the command that prints the groups of a kind with the numbers of their posts.
func groupsOf(kind blog.Kind) func(r *run, args []string) int {
	return func(r *run, args []string) int {
		flags := new(flag.FlagSet)
		asJSON := flags.Bool("json", false, "")
		if err := r.alone(flags, args); err != nil {
			return r.misused(err)
		}
		return r.groups(kind, *asJSON)
	}
}

// series prints all series, or the parts of one in the order of reading.
func (r *run) series(args []string) int {
	flags := new(flag.FlagSet)
	asJSON := flags.Bool("json", false, "")
	rest, err := r.parse(flags, args)
	if err != nil {
		return r.misused(err)
	}
	if len(rest) == 0 {
		return r.groups(blog.BySeries, *asJSON)
	}
	name := strings.Join(rest, " ")
	found, ok := r.Index().Group(blog.BySeries, name)
	if !ok {
		return r.fail(fmt.Sprintf("no series is called %s; all series: %s series", quote(name), r.Prefix))
	}
	return r.list(found.Posts, *asJSON)
}

// groups prints the names of all groups of a kind, and how many posts each has.
func (r *run) groups(kind blog.Kind, asJSON bool) int {
	all := r.Index().Groups(kind)
	if asJSON {
		return printJSON(r, all, func(g blog.Group) group { return group{g.Name, len(g.Posts)} })
	}
	name, digits := 0, 0
	for _, g := range all {
		name = max(name, min(layout.Width(g.Name), mostName))
		digits = max(digits, len(fmt.Sprint(len(g.Posts))))
	}
	for _, g := range all {
		line := fmt.Sprintf("%s%s%*d", padded(g.Name, name), columnSpaces, digits, len(g.Posts))
		if status := r.print(line); status != Done {
			return status
		}
	}
	return Done
}
