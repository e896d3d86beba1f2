package command

import (
	"fmt"
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/postview"
)

// aboutPage is the slug of the page in which authors say what their blog is.
const aboutPage = "about"

// aboutCommand prints what the blog is, how much there is of it, how to read it, and the page about
// it if there is one.
type aboutCommand struct{ textOptions }

// Run prints the description.
func (a *aboutCommand) Run(c *Call) error {
	x := c.Index()
	page, ok := x.Lookup(aboutPage)
	if !ok || !page.Page {
		return c.print(c.facts(x)...)
	}
	page = page.In(postview.Languages(c.Environ)...)
	if a.Raw {
		return c.printRaw(page)
	}
	if err := c.print(append(c.facts(x), "")...); err != nil {
		return err
	}
	return c.printPost(page, a.textOptions)
}

// facts describes the blog in a few lines.
func (c *Call) facts(x *blog.Index) []string {
	site := x.Site()
	title := site.Title
	if title == "" {
		title = "A blog without a title"
	}
	lines := []string{title, strings.Repeat("=", min(c.method.Width(title), defaultWidth))}
	lines = append(lines, postview.IntroText(x)...)
	lines = append(lines, counted(x))
	if site.BaseURL != "" {
		lines = append(lines, "On the web: "+site.BaseURL)
	}
	return append(lines, "", c.howToRead())
}

// counted says how much there is.
func counted(x *blog.Index) string {
	parts := []string{plural(len(x.Posts()), "post")}
	if years := x.Groups(blog.ByYear); len(years) > 1 {
		parts[0] += " from " + years[len(years)-1].Name + " to " + years[0].Name
	} else if len(years) == 1 {
		parts[0] += " of " + years[0].Name
	}
	for _, c := range []struct {
		n    int
		name string
	}{
		{len(x.Pages()), "page"},
		{len(x.Groups(blog.ByTag)), "tag"},
		{len(x.Groups(blog.BySeries)), "series"},
		{len(x.Groups(blog.ByAuthor)), "author"},
	} {
		if c.n > 0 {
			parts = append(parts, plural(c.n, c.name))
		}
	}
	return strings.Join(parts, ", ")
}

// plural is a number of things.
func plural(n int, name string) string {
	if n != 1 && !strings.HasSuffix(name, "s") {
		name += "s"
	}
	return fmt.Sprintf("%d %s", n, name)
}

// howToRead says how to go on.
func (c *Call) howToRead() string {
	example := "SLUG"
	if posts := c.Index().Posts(); len(posts) > 0 {
		example = posts[0].Slug
	}
	return fmt.Sprintf("Read one: %s cat %s   All commands: %s help", c.Prefix, example, c.Prefix)
}
