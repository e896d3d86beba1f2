package search

import (
	"context"
	"slices"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/pacer"
)

// Hit is a post that was found.
type Hit struct {
	Post  *blog.Post
	Score float64 // higher is better among the hits of one query; 0 if the query has only filters
	// Plain text on one line, at most 200 bytes: the part of the text that matched best, else the
	// post's teaser.
	Line    string
	Matches [][2]int // byte ranges of Line that matched, from left to right; none if only the title did
	Words   []string // folded words of the query that were found in the post, at most 32, for [Mark]
}

// Bounds of an answer. Together with maxBeginnings they keep the time of a query within a frame.
const (
	maxHits      = 1000
	maxNear      = 24        // candidates that are read for nearness
	maxVerified  = 40        // the same for queries with required phrases
	maxLines     = 100       // hits that have a line of their own
	scanBytes    = 640 << 10 // bytes of texts that are read for one answer
	scanPost     = 128 << 10 // bytes of one text, at least; more if there are few hits
	scanAround   = 8 << 10   // bytes of a long text around a place that looks like a match
	maxPlaces    = 4         // such places in one text, for each missing term or phrase
	placesBytes  = 256 << 10 // bytes around all such places
	lookBytes    = 16 << 20  // bytes of texts that are searched for such places, letter by letter
	parseBytes   = 32 << 10  // bytes of texts that are parsed because their author's spelling hides the words
	worthOneUnit = 0.25      // what all words in one paragraph add to a score, relative to it
	worthPhrase  = 0.5       // what words in a row, a run of ideographs, or "foo-bar" add
)

// Search returns at most limit hits, and never more than 1000, the best first. An empty query has
// no hits. Any query is safe.
func (i *Index) Search(query string, limit int) []Hit {
	hits, _ := i.Find(context.Background(), query, limit) // it fails only if its context ends
	return hits
}

// Find is Search for somebody who may leave: if ctx ends first, it returns its error.
func (i *Index) Find(ctx context.Context, query string, limit int) ([]Hit, error) {
	q := Parse(query)
	if limit = min(limit, maxHits); q.Empty() || limit <= 0 {
		return nil, ctx.Err()
	}
	var pause pacer.Pacer // whoever draws must not wait for those who search
	done := func() error { pause.Yield(); return ctx.Err() }
	r := reader{
		done: done, posts: i.posts, q: &q, scanner: newScanner(&q), scanLeft: scanBytes, scanPost: scanPost,
		placesLeft: placesBytes, lookLeft: lookBytes, parseLeft: parseBytes,
	}
	verified, required := 0, q.hasRequired()
	switch {
	case required:
		verified = maxVerified
	case q.words > 1:
		verified = maxNear
	}
	found := i.candidates(ctx, &q, max(limit, verified))
	r.scanPost = max(r.scanPost, scanBytes/max(1, len(found)))
	hits := make([]ranked, 0, len(found))
	for n, c := range found {
		if err := done(); err != nil {
			return nil, err
		}
		h := ranked{candidate: c}
		if n < verified {
			h.Hit = r.read(c)
			h.score *= 1 + r.nearness
			h.read = true
		}
		if !required || h.read && r.hasRequired() {
			hits = append(hits, h)
		}
	}
	slices.SortStableFunc(hits, func(a, b ranked) int { return better(a.candidate, b.candidate) })
	fall(hits)
	out := make([]Hit, min(limit, len(hits)))
	for n := range out {
		if err := done(); err != nil {
			return nil, err
		}
		h := &hits[n]
		if !h.read && n < maxLines {
			h.Hit = r.read(h.candidate)
		}
		if h.Line == "" {
			h.Line = shorten(i.posts[h.post].Teaser())
		}
		h.Post, h.Score = i.posts[h.post], float64(h.score)
		out[n] = h.Hit
	}
	return out, ctx.Err()
}

type ranked struct {
	candidate
	Hit
	read bool
}

// fall lowers scores so that they never rise in the order of the hits. They can rise where a hit
// comes later because it has only the beginning of a word.
func fall(hits []ranked) {
	factor := float32(1)
	for n := range hits {
		score := hits[n].score * factor
		if n > 0 && score > hits[n-1].score {
			factor *= hits[n-1].score / score
			score = hits[n-1].score
		}
		hits[n].score = score
	}
}

// shorten cuts a text without matches to one line.
func shorten(text string) string {
	line, _ := window(joinFields(text), nil)
	return line
}

func (q *Query) hasRequired() bool {
	return slices.ContainsFunc(q.phrases, func(p phrase) bool { return p.required })
}
