package command

import (
	"strings"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/layout"
)

// Widths of columns, in cells.
const (
	dateWidth    = len(time.DateOnly)
	mostName     = 40 // longer slugs and names put what follows out of line
	columnSpaces = "  "
)

// columns prints lines of posts: date, slug and title, aligned.
type columns struct {
	run  *run
	slug int // width of the column
}

// columnsFor aligns the lines of some posts.
func (r *run) columnsFor(posts []*blog.Post) columns {
	c := columns{run: r}
	for _, p := range posts {
		c.slug = max(c.slug, min(layout.Width(p.Slug), mostName))
	}
	return c
}

// line is the line of a post.
func (c columns) line(p *blog.Post) string {
	date := strings.Repeat(" ", dateWidth)
	if !p.Date.IsZero() {
		date = p.Date.Format(time.DateOnly)
	}
	return c.run.fit(date + columnSpaces + padded(p.Slug, c.slug) + columnSpaces + p.Title)
}

// padded is a text with blanks behind it, so many cells in all.
func padded(text string, cells int) string {
	return text + strings.Repeat(" ", max(0, cells-layout.Width(text)))
}

// fit cuts a line to the width of the PTY if there is one. A pipe gets all of it.
func (r *run) fit(line string) string {
	if r.Width > 0 {
		return strings.TrimRight(layout.Fit(line, r.Width), " ")
	}
	return line
}

// listColumns prints the line of each post.
func (r *run) listColumns(posts []*blog.Post) int {
	columns := r.columnsFor(posts)
	for _, p := range posts {
		if status := r.print(columns.line(p)); status != Done {
			return status
		}
	}
	return Done
}
