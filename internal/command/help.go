package command

import (
	"fmt"

	"github.com/sshblog/sshblog/internal/postview"
)

// helpCommand prints all commands, or how to use one.
type helpCommand struct {
	Commands []string `arg:"" optional:"" usage:"[COMMAND]"`
}

// Run prints the help.
func (h *helpCommand) Run(c *Call) error {
	switch {
	case len(h.Commands) > 1:
		return usageError{"expected one COMMAND"}
	case len(h.Commands) == 1:
		s := Find(h.Commands[0])
		if s == nil {
			return notFoundError{"no command is called " + quote(h.Commands[0])}
		}
		return c.print(s.Help(c.Prefix)...)
	}
	lines := []string{"Commands:", ""}
	for _, s := range List() {
		lines = append(lines, "  "+s.Usage(), "      "+s.Summary)
	}
	lines = append(lines,
		"",
		fmt.Sprintf("%s SLUG is short for %s cat SLUG where there is no terminal.", c.Prefix, c.Prefix),
		"Exit status: 0 done, 1 not found or failed, 2 wrong usage.")
	return c.print(lines...)
}

// greet prints the list and how to go on, for a connection that asked for nothing and cannot show a
// screen.
func (c *Call) greet() error {
	if x := c.Index(); x.Site().Intro != "" || len(x.Site().Links) > 0 {
		if err := c.print(append(postview.IntroText(x), "")...); err != nil {
			return err
		}
	}
	if err := c.listColumns(c.Index().Posts()); err != nil {
		return err
	}
	lines := []string{""}
	for _, page := range c.Index().Pages() {
		lines = append(lines, "Page: "+page.Slug+"  "+page.Title)
	}
	return c.print(append(lines, c.howToRead())...)
}
