package command

import (
	"flag"
	"fmt"
)

// help prints all commands, or how to use one.
func (r *run) help(args []string) int {
	rest, err := r.parse(new(flag.FlagSet), args)
	switch {
	case err != nil:
		return r.misused(err)
	case len(rest) > 1:
		return r.usage("expected one COMMAND")
	case len(rest) == 1:
		c := find(rest[0])
		if c == nil {
			return r.usage(fmt.Sprintf("no command is called %s", quote(rest[0])))
		}
		return r.describe(c)
	}
	lines := []string{"Commands:", ""}
	for _, c := range table() {
		lines = append(lines, "  "+c.usage(), "      "+c.summary)
	}
	lines = append(lines,
		"",
		fmt.Sprintf("%s SLUG is short for %s cat SLUG where there is no terminal.", r.Prefix, r.Prefix),
		"Exit status: 0 done, 1 not found or failed, 2 wrong usage.")
	return r.print(lines...)
}

// describe prints how to use a command.
func (r *run) describe(c *command) int {
	lines := []string{r.Prefix + " " + c.usage(), "", "  " + c.summary}
	for _, flags := range [][]Flag{c.options, r.Flags} {
		if len(flags) > 0 {
			lines = append(lines, "")
		}
		for _, f := range flags {
			lines = append(lines, fmt.Sprintf("  %-15s %s", f.Name, f.Meaning))
		}
	}
	return r.print(lines...)
}

// greet prints the list and how to go on, for a connection that asked for nothing and cannot show a screen.
func (r *run) greet() int {
	r.cmd = find("ls")
	if status := r.ls(nil); status != Done {
		return status
	}
	x := r.Index()
	lines := []string{""}
	for _, page := range x.Pages() {
		lines = append(lines, "Page: "+page.Slug+"  "+page.Title)
	}
	lines = append(lines, r.howToRead())
	return r.print(lines...)
}
