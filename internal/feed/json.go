package feed

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/html"
)

// jsonHead is the part of a JSON Feed above its items.
type jsonHead struct {
	Version     string       `json:"version"`
	Title       string       `json:"title"`
	HomePageURL string       `json:"home_page_url"`
	FeedURL     string       `json:"feed_url"`
	Description string       `json:"description,omitempty"`
	Authors     []jsonAuthor `json:"authors"`
	Language    string       `json:"language,omitempty"`
}

// jsonAuthor is a person in a JSON Feed.
type jsonAuthor struct {
	Name string `json:"name"`
}

// jsonItem is a post in a JSON Feed.
type jsonItem struct {
	ID          string       `json:"id"`
	URL         string       `json:"url"`
	ExternalURL string       `json:"external_url,omitempty"`
	Title       string       `json:"title"`
	Content     string       `json:"content_html"`
	Summary     string       `json:"summary,omitempty"`
	Image       string       `json:"image,omitempty"`
	Published   string       `json:"date_published,omitempty"`
	Modified    string       `json:"date_modified,omitempty"`
	Authors     []jsonAuthor `json:"authors,omitempty"`
	Tags        []string     `json:"tags,omitempty"`
	Language    string       `json:"language,omitempty"`
}

// JSON writes x as a JSON Feed 1.1 in UTF-8, with each post on one line. It fails only if w fails.
func JSON(w io.Writer, x *blog.Index, o Options) error {
	f := newFeed(x, o)
	out := bufio.NewWriter(w)
	head, err := marshal(jsonHead{
		Version: "https://jsonfeed.org/version/1.1", Title: f.title(), HomePageURL: f.home, FeedURL: f.self("json"),
		Description: html.Clean(f.site.Description), Authors: people([]string{f.author()}), Language: html.Clean(f.site.Lang),
	})
	if err != nil {
		return err
	}
	_, _ = out.Write(bytes.TrimSuffix(head, []byte("}"))) // Flush reports what cannot be written
	_, _ = out.WriteString(",\"items\":[")
	for i, p := range f.posts {
		item, err := f.entryOf(p, "json", func() ([]byte, error) { return marshal(f.item(p)) })
		if err != nil {
			return err
		}
		if i > 0 {
			_ = out.WriteByte(',')
		}
		_ = out.WriteByte('\n')
		_, _ = out.Write(item)
		if err := out.Flush(); err != nil {
			return err
		}
	}
	_, _ = out.WriteString("\n]}\n")
	return out.Flush()
}

// item returns the item for a post.
func (f *feed) item(p *blog.Post) jsonItem {
	item := jsonItem{
		ID: f.id(p), URL: f.address(p), ExternalURL: f.elsewhere(p), Title: html.Clean(p.Title), Content: f.content(p),
		Summary: html.Clean(p.Teaser()), Image: f.picture(p), Authors: people(authors(p)), Tags: subjects(p),
		Language: html.Clean(p.Lang),
	}
	if !p.Date.IsZero() {
		item.Published = timestamp(p.Date)
	}
	if changed := f.changed(p); changed.Equal(p.Updated) && !p.Updated.IsZero() {
		item.Modified = timestamp(changed)
	}
	return item
}

// picture returns the address of the image that represents a post, "" if none is on the web.
func (f *feed) picture(p *blog.Post) string {
	if p.Image.Src == "" {
		return ""
	}
	u, ok := html.ParseAddress(f.resolve(p, p.Image.Src))
	if !ok || !isWeb(u) {
		return ""
	}
	return u.String()
}

// people returns the authors with the given names.
func people(names []string) []jsonAuthor {
	var all []jsonAuthor
	for _, name := range names {
		all = append(all, jsonAuthor{name})
	}
	return all
}

// marshal returns v as JSON on one line. It does not escape characters for HTML.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	lines := json.NewEncoder(&b)
	lines.SetEscapeHTML(false)
	err := lines.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}
