package command

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/render"
)

// filter is which posts ls lists. Empty fields let all pass.
type filter struct {
	tag, category, author string
	year                  int
}

// passes tells whether a post is to be listed.
func (f filter) passes(p *blog.Post) bool {
	return (f.tag == "" || containsFold(p.Tags, f.tag)) &&
		(f.category == "" || containsFold(p.Categories, f.category)) &&
		(f.author == "" || containsFold(p.Authors, f.author)) &&
		(f.year == 0 || !p.Date.IsZero() && p.Date.Year() == f.year)
}

// containsFold tells whether a list holds a word, in whatever case.
func containsFold(list []string, word string) bool {
	return slices.ContainsFunc(list, func(s string) bool { return strings.EqualFold(s, word) })
}

// ls lists posts, as columns or as JSON.
func (r *run) ls(args []string) int {
	var f filter
	var asJSON, pages bool
	var most int
	flags := new(flag.FlagSet)
	flags.BoolVar(&asJSON, "json", false, "")
	flags.StringVar(&f.tag, "tag", "", "")
	flags.StringVar(&f.category, "category", "", "")
	flags.StringVar(&f.author, "author", "", "")
	flags.IntVar(&f.year, "year", 0, "")
	flags.IntVar(&most, "n", 0, "")
	flags.BoolVar(&pages, "pages", false, "")
	rest, err := r.parse(flags, args)
	switch {
	case err != nil:
		return r.misused(err)
	case len(rest) > 0:
		return r.usage(fmt.Sprintf("expected no argument %s", quote(rest[0])))
	case most < 0:
		return r.usage(fmt.Sprintf("-n %d: expected a number of posts", most))
	}
	from := r.Index().Posts()
	if pages {
		from = r.Index().Pages()
	}
	var posts []*blog.Post
	for _, p := range from {
		if most > 0 && len(posts) == most {
			break
		}
		if f.passes(p) {
			posts = append(posts, p)
		}
	}
	if asJSON {
		return r.listJSON(posts)
	}
	return r.listColumns(posts)
}

// Widths of columns, in cells.
const (
	dateWidth    = len(time.DateOnly)
	mostSlug     = 40
	columnSpaces = "  "
)

// listColumns prints date, slug and title of each post, aligned, cut to the PTY's width if there is one.
func (r *run) listColumns(posts []*blog.Post) int {
	slugWidth := 0
	for _, p := range posts {
		slugWidth = max(slugWidth, min(render.Width(p.Slug), mostSlug))
	}
	for _, p := range posts {
		date := strings.Repeat(" ", dateWidth)
		if !p.Date.IsZero() {
			date = p.Date.Format(time.DateOnly)
		}
		slug := p.Slug + strings.Repeat(" ", max(0, slugWidth-render.Width(p.Slug)))
		line := date + columnSpaces + slug + columnSpaces + p.Title
		if r.Width > 0 {
			line = strings.TrimRight(render.Fit(line, r.Width), " ")
		}
		if status := r.print(line); status != Done {
			return status
		}
	}
	return Done
}

// entry is one post in ls --json.
type entry struct {
	Slug       string   `json:"slug"`
	Title      string   `json:"title"`
	Date       *string  `json:"date"`
	Updated    *string  `json:"updated"`
	Authors    []string `json:"authors"`
	Tags       []string `json:"tags"`
	Categories []string `json:"categories"`
	Series     string   `json:"series"`
	Lang       string   `json:"lang"`
	Summary    string   `json:"summary"`
	Words      int      `json:"words"`
	Minutes    int      `json:"minutes"`
	Draft      bool     `json:"draft"`
	Path       string   `json:"path"`
	Aliases    []string `json:"aliases"`
}

// listJSON prints one JSON object per line.
func (r *run) listJSON(posts []*blog.Post) int {
	lines := json.NewEncoder(r.Stdout)
	lines.SetEscapeHTML(false) // this is no web page: an ampersand is an ampersand
	for _, p := range posts {
		if r.ctx.Err() != nil || lines.Encode(describe(p)) != nil { // the reader has gone
			return Failed
		}
	}
	return Done
}

// WriteIndex writes a JSON array of what "ls --json" prints of all posts, one post a line.
func WriteIndex(w io.Writer, x *blog.Index) error {
	separator := "[\n"
	for _, p := range x.Posts() {
		var line bytes.Buffer
		encoder := json.NewEncoder(&line)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(describe(p)); err != nil {
			return err
		}
		if _, err := io.WriteString(w, separator+strings.TrimSuffix(line.String(), "\n")); err != nil {
			return err
		}
		separator = ",\n"
	}
	_, err := io.WriteString(w, strings.TrimSuffix(separator, ",\n")+"\n]\n")
	return err
}

// describe makes the entry of a post.
func describe(p *blog.Post) entry {
	summary := p.Summary
	if summary == "" {
		summary = p.Excerpt
	}
	return entry{
		Slug: p.Slug, Title: p.Title, Date: rfc3339(p.Date), Updated: rfc3339(p.Updated),
		Authors: list(p.Authors), Tags: list(p.Tags), Categories: list(p.Categories),
		Series: p.Series, Lang: p.Lang, Summary: summary, Words: p.Words, Minutes: p.Minutes,
		Draft: p.Draft, Path: p.Path, Aliases: list(p.Aliases),
	}
}

// rfc3339 formats a time in its own zone; nil stands for none.
func rfc3339(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := t.Format(time.RFC3339)
	return &s
}

// list makes an empty list of none, so that JSON shows [] and not null.
func list(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}
