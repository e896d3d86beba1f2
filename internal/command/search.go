package command

import (
	"flag"
	"fmt"
	"strings"
	"unicode"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/search"
)

// Numbers of hits.
const (
	usualHits = 20   // without -n
	mostHits  = 1000 // what a search has at most
)

// hit is one post in search --json.
type hit struct {
	entry
	Line  string  `json:"line"`
	Score float64 `json:"score"`
}

// search prints the posts that have all words, the best first: the columns of ls, and below each the line that matched.
func (r *run) search(args []string) int {
	flags := new(flag.FlagSet)
	asJSON := flags.Bool("json", false, "")
	most := countFlag(flags, "n", usualHits)
	words, err := r.parse(flags, args)
	if err != nil {
		return r.misused(err)
	}
	query := queryOf(words)
	if parsed := search.Parse(query); parsed.Empty() {
		return r.usage("expected WORDS with letters or digits")
	}
	if *most == 0 || *most > mostHits {
		*most = mostHits
	}
	hits, err := r.hits(query, *most)
	switch {
	case err != nil:
		return r.fail("search: the search ended before it had an answer")
	case len(hits) == 0:
		return r.fail(fmt.Sprintf("nothing has all of %s", quote(query)))
	case *asJSON:
		return printJSON(r, hits, func(h search.Hit) hit { return hit{describe(h.Post), h.Line, h.Score} })
	}
	return r.listHits(hits)
}

// queryOf joins words as the shell has parted them. One with blanks in it was quoted for the shell, which took the quotes away: it is a
// phrase.
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

// hits searches. While the blog is not read for it yet, it waits.
func (r *run) hits(query string, most int) ([]search.Hit, error) {
	if r.Searcher == nil {
		index, err := search.Build(r.ctx, r.Index(), nil)
		if err != nil {
			return nil, err
		}
		return index.Search(query, most), nil
	}
	for {
		changed := r.Searcher.Changed() // before Search, so that no change is missed
		if hits, ready := r.Searcher.Search(query, most); ready {
			return hits, nil
		}
		select {
		case <-changed:
		case <-r.ctx.Done():
			return nil, r.ctx.Err()
		}
	}
}

// listHits prints hits for eyes.
func (r *run) listHits(hits []search.Hit) int {
	const indent = "    "
	posts := make([]*blog.Post, len(hits))
	for i, h := range hits {
		posts[i] = h.Post
	}
	columns := r.columnsFor(posts)
	for _, h := range hits {
		lines := []string{columns.line(h.Post)}
		if h.Line != "" {
			lines = append(lines, r.fit(indent+h.Line))
		}
		if status := r.print(lines...); status != Done {
			return status
		}
	}
	return Done
}
