package command

import "fmt"

// help prints all commands, or how to use one.
func (r *run) help(args []string) int {
	if len(args) > 0 {
		c := find(args[0])
		if c == nil {
			return r.usage(fmt.Sprintf("no command is called %s", quote(args[0])))
		}
		lines := []string{r.Prefix + " " + c.usage(), "", "  " + c.summary}
		if len(c.options) > 0 {
			lines = append(lines, "")
		}
		for _, o := range c.options {
			lines = append(lines, fmt.Sprintf("  %-14s %s", o.name, o.meaning))
		}
		return r.print(lines...)
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

// version prints the version.
func (r *run) version(args []string) int {
	if len(args) > 0 {
		return r.usage("expected no arguments")
	}
	return r.print("sshblog " + r.Version)
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
	example := "SLUG"
	if posts := x.Posts(); len(posts) > 0 {
		example = posts[0].Slug
	}
	lines = append(lines, fmt.Sprintf("Read one: %s cat %s   All commands: %s help", r.Prefix, example, r.Prefix))
	return r.print(lines...)
}
