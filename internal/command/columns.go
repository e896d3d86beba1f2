package command

import (
	"strings"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
)

// Widths of columns, in cells.
const (
	dateWidth    = len(time.DateOnly)
	maxName      = 40 // longer slugs and names put what follows out of line
	columnSpaces = "  "
)

// columns prints lines of posts: date, slug and title, aligned.
type columns struct {
	call *Call
	slug int // width of the column
}

// columnsFor aligns the lines of some posts.
func (c *Call) columnsFor(posts []*blog.Post) columns {
	cols := columns{call: c}
	for _, p := range posts {
		cols.slug = max(cols.slug, min(c.method.Width(p.Slug), maxName))
	}
	return cols
}

// line is the line of a post.
func (c columns) line(p *blog.Post) string {
	date := strings.Repeat(" ", dateWidth)
	if !p.Date.IsZero() {
		date = p.Date.Format(time.DateOnly)
	}
	return c.call.fit(date + columnSpaces + c.call.pad(p.Slug, c.slug) + columnSpaces + p.Title)
}

// pad is a text with blanks behind it, so many cells in all.
func (c *Call) pad(text string, cells int) string {
	return text + strings.Repeat(" ", max(0, cells-c.method.Width(text)))
}

// fit cuts a line to the width of the PTY if there is one. A pipe gets all of it.
func (c *Call) fit(line string) string {
	if c.Width > 0 {
		return strings.TrimRight(c.method.Fit(line, c.Width), " ")
	}
	return line
}

// listColumns prints the line of each post.
func (c *Call) listColumns(posts []*blog.Post) error {
	columns := c.columnsFor(posts)
	for _, p := range posts {
		if err := c.print(columns.line(p)); err != nil {
			return err
		}
	}
	return nil
}
