package command

import (
	"errors"
	"strings"
	"unicode"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/search"
)

// maxHits is how many hits a search has at most.
const maxHits = 1000

// searchCommand prints the posts that have all words, the best first: the columns of ls, and below
// each the line that matched.
type searchCommand struct {
	Words []string `arg:"" optional:"" usage:"WORDS..." help:"words, phrases in quotes, and tag:T category:C author:A year:Y lang:L"`
	JSON  toggle   `name:"json" help:"one JSON object per line: what ls has, and line, the text that matched, and score"`
	N     count    `default:"20" short:"n" placeholder:"N" help:"at most N posts (20); 0 means all, up to 1000"`
}

// hit is one post in search --json.
type hit struct {
	entry
	Line  string  `json:"line"`
	Score float64 `json:"score"`
}

// Run prints the posts that match, the best first.
func (s *searchCommand) Run(c *Call) error {
	query := queryOf(s.Words)
	if parsed := search.Parse(query); parsed.Empty() {
		return usageError{"expected WORDS with letters or digits"}
	}
	limit := int(s.N)
	if limit == 0 || limit > maxHits {
		limit = maxHits
	}
	hits, err := c.hits(query, limit)
	switch {
	case err != nil:
		return errors.New("search: the search ended before it had an answer")
	case len(hits) == 0:
		return notFoundError{"nothing has all of " + quote(query)}
	case bool(s.JSON):
		return printJSON(c, hits, func(h search.Hit) hit { return hit{newEntry(h.Post), h.Line, h.Score} })
	}
	return c.listHits(hits)
}

// queryOf joins words as the shell has split them. One with spaces in it was quoted for the shell,
// which took the quotes away: it is a phrase.
func queryOf(words []string) string {
	parts := make([]string, len(words))
	for i, word := range words {
		parts[i] = word
		if !strings.ContainsFunc(word, unicode.IsSpace) || strings.Contains(word, `"`) {
			continue
		}
		key, value, found := strings.Cut(word, ":")
		if found && value != "" && !strings.ContainsFunc(key+value[:1], unicode.IsSpace) { // tag:two words
			parts[i] = key + `:"` + value + `"`
		} else {
			parts[i] = `"` + word + `"`
		}
	}
	return strings.Join(parts, " ")
}

// hits searches. It waits until the search has read the blog.
func (c *Call) hits(query string, limit int) ([]search.Hit, error) {
	if c.Searcher == nil {
		index, err := search.Build(c.ctx, c.Index(), nil)
		if err != nil {
			return nil, err
		}
		return index.Find(c.ctx, query, limit)
	}
	for {
		changed := c.Searcher.Changed() // before Search, so that no change is missed
		if hits, ready, err := c.Searcher.Find(c.ctx, query, limit); ready || err != nil {
			return hits, err
		}
		c.await(func() {
			select {
			case <-changed:
			case <-c.ctx.Done():
			}
		})
		if err := c.ctx.Err(); err != nil {
			return nil, err
		}
	}
}

// listHits prints hits as columns, each with the line that matched below it.
func (c *Call) listHits(hits []search.Hit) error {
	const (
		indent = "    "
		most   = 20 // lines, of even a narrow window
	)
	width := c.Width
	if width == 0 {
		width = defaultWidth
	}
	posts := make([]*blog.Post, len(hits))
	for i, h := range hits {
		posts[i] = h.Post
	}
	columns := c.columnsFor(posts)
	for _, h := range hits {
		lines := []string{columns.line(h.Post)}
		for _, line := range layout.Wrap(c.method, h.Line, max(1, width-len(indent)), most) {
			lines = append(lines, indent+line)
		}
		if err := c.print(lines...); err != nil {
			return err
		}
	}
	return nil
}
