package command

import (
	"bytes"
	"encoding/json"
	"time"
	"weak"

	"github.com/sshblog/sshblog/internal/blog"
)

// entry is one post as JSON: what ls --json prints, and what search --json and series NAME --json
// begin with.
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
	Featured   bool     `json:"featured"`
}

// newEntry makes the entry of a post.
func newEntry(p *blog.Post) entry {
	return entry{
		Slug: p.Slug, Title: p.Title, Date: rfc3339(p.Date), Updated: rfc3339(p.Updated),
		Authors: list(p.Authors), Tags: list(p.Tags), Categories: list(p.Categories),
		Series: p.Series, Lang: p.Lang, Summary: p.Teaser(), Words: p.Words, Minutes: p.Minutes,
		Draft: p.Draft, Path: p.Path, Aliases: list(p.Aliases), Featured: p.Featured,
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

// lineKey is the key of the line of a post in ls --json. It does not keep the Index.
type lineKey struct {
	index weak.Pointer[blog.Index]
	path  string
}

// printEntries prints the entry of each post on a line of its own.
func (c *Call) printEntries(posts []*blog.Post) error {
	kept, index := c.Cache.Run(), weak.Make(c.Index())
	for _, p := range posts {
		line, err := kept.Bytes(lineKey{index, p.Path}, func() ([]byte, error) { return jsonLine(newEntry(p)) })
		if err != nil {
			return err
		}
		if _, err := c.Stdout.Write(line); err != nil || c.ctx.Err() != nil {
			return errGone
		}
	}
	return nil
}

// jsonLine returns a value as JSON on a line.
func jsonLine(v any) ([]byte, error) {
	var line bytes.Buffer
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false) // this is no web page: an ampersand is an ampersand
	err := encoder.Encode(v)
	return line.Bytes(), err
}

// printJSON prints one JSON object per line, made of each of the items.
func printJSON[T, O any](c *Call, items []T, object func(T) O) error {
	lines := json.NewEncoder(c.Stdout)
	lines.SetEscapeHTML(false) // this is no web page: an ampersand is an ampersand
	for _, item := range items {
		if c.ctx.Err() != nil || lines.Encode(object(item)) != nil {
			return errGone
		}
	}
	return nil
}
