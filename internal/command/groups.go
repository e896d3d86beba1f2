package command

import (
	"fmt"
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
)

// group is a tag, a category, a series, an author or a year as JSON.
type group struct {
	Name  string `json:"name"`
	Posts int    `json:"posts"`
}

// groupsCommand prints the groups of a kind with the numbers of their posts.
type groupsCommand struct {
	JSON toggle `name:"json" help:"one JSON object per line: name and posts, the number of its posts"`
	kind blog.Kind
}

// Run prints the groups.
func (g *groupsCommand) Run(c *Call) error { return c.groups(g.kind, bool(g.JSON)) }

// seriesCommand prints all series, or the parts of one in the order of reading.
type seriesCommand struct {
	Name []string `arg:"" optional:"" usage:"[NAME]" help:"a series, in whatever spelling"`
	JSON toggle   `name:"json" help:"one JSON object per line: name and posts; of the parts what ls has"`
}

// Run prints the series, or the parts of one.
func (s *seriesCommand) Run(c *Call) error {
	if len(s.Name) == 0 {
		return c.groups(blog.BySeries, bool(s.JSON))
	}
	name := strings.Join(s.Name, " ")
	found, ok := c.Index().Group(blog.BySeries, name)
	if !ok {
		return notFoundError{fmt.Sprintf("no series is called %s; all series: %s series", quote(name), c.Prefix)}
	}
	return c.list(found.Posts, bool(s.JSON))
}

// groups prints the names of all groups of a kind, and how many posts each has.
func (c *Call) groups(kind blog.Kind, asJSON bool) error {
	all := c.Index().Groups(kind)
	if asJSON {
		return printJSON(c, all, func(g blog.Group) group { return group{g.Name, len(g.Posts)} })
	}
	name, digits := 0, 0
	for _, g := range all {
		name = max(name, min(c.method.Width(g.Name), maxName))
		digits = max(digits, len(fmt.Sprint(len(g.Posts))))
	}
	for _, g := range all {
		line := fmt.Sprintf("%s%s%*d", c.pad(g.Name, name), columnSpaces, digits, len(g.Posts))
		if err := c.print(line); err != nil {
			return err
		}
	}
	return nil
}
