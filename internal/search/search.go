package search

import (
	"slices"
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
)

// Hit is a post that was found.
type Hit struct {
	Post    *blog.Post
	Score   float64  // the higher the better, among the hits of one query; 0 where only filters were asked for
	Line    string   // plain text on one line, at most 200 bytes: the part of the text that matched best, else the post's Blurb
	Matches [][2]int // ranges of bytes of Line that matched, from left to right; none where the title alone did
	Words   []string // folded words of the query that the post was seen to have, at most 32, for [Mark]
}

// What an answer may cost. Together with maxBeginnings it is what keeps a query within a frame.
const (
	maxHits      = 1000
	maxNear      = 24        // candidates that are read for nearness
	maxVerified  = 40        // the same where there are phrases that they must have
	maxLines     = 100       // hits that have a line of their own
	scanBytes    = 640 << 10 // of texts that are read for one answer
	scanPost     = 128 << 10 // of one text
	parseBytes   = 32 << 10  // of texts that are parsed since their author's spelling hides the words
	worthOneUnit = 0.25      // what all words in one paragraph add to a score, as a part of it
	worthPhrase  = 0.5       // what they add in a row, and a run of ideographs or "foo-bar"
)

// Search returns at most limit hits, at most 1000, best first. An empty query has none. It is safe for any query.
func (i *Index) Search(query string, limit int) []Hit {
	q := Parse(query)
	if limit = min(limit, maxHits); q.Empty() || limit <= 0 {
		return nil
	}
	r := reader{posts: i.posts, q: &q, scanner: newScanner(&q), scanLeft: scanBytes, parseLeft: parseBytes}
	verified, required := 0, q.hasRequired()
	switch {
	case required:
		verified = maxVerified
	case q.words > 1:
		verified = maxNear
	}
	found := i.candidates(&q, max(limit, verified))
	hits := make([]ranked, 0, len(found))
	for n, c := range found {
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
	out := make([]Hit, min(limit, len(hits)))
	for n := range out {
		h := &hits[n]
		if !h.read && n < maxLines {
			h.Hit = r.read(h.candidate)
		}
		if h.Line == "" {
			h.Line = shorten(i.posts[h.post].Blurb())
		}
		h.Post, h.Score = i.posts[h.post], float64(h.score)
		out[n] = h.Hit
	}
	return out
}

type ranked struct {
	candidate
	Hit
	read bool
}

// shorten cuts a text that did not match to a line.
func shorten(text string) string {
	line, _ := window(oneLine(text), nil)
	return line
}

func (q *Query) hasRequired() bool {
	return slices.ContainsFunc(q.phrases, func(p phrase) bool { return p.required })
}

// reader reads candidates again.
type reader struct {
	posts   []*blog.Post
	q       *Query
	scanner *scanner

	scanLeft, parseLeft int // bytes

	nearness float32 // of the post that was read last
}

// hasRequired tells whether the post that was read last has all phrases that it must have.
func (r *reader) hasRequired() bool {
	for k, p := range r.q.phrases {
		if p.required && r.scanner.phrases&(1<<k) == 0 {
			return false
		}
	}
	return true
}

// read finds the line of a post, and sets its nearness.
func (r *reader) read(c candidate) (h Hit) {
	p := r.posts[c.post]
	r.scanner.start()
	r.nearness = 0
	if r.q.words == 0 {
		return h
	}
	r.rate(r.scanner.scan(composed(p.Title), nil))
	for _, list := range [][]string{p.Tags, p.Categories, p.Authors, {p.Series}} {
		for _, name := range list {
			r.scanner.scan(composed(name), nil)
		}
	}
	if p.Summary != "" {
		r.show(&h, r.scanner.scan(composed(p.Summary), nil), func() string { return oneLine(p.Summary) })
	}
	if c.inBody {
		r.readBody(p, &h)
	}
	h.Words = r.scanner.matched()
	return h
}

// rate raises the nearness to what a unit is worth.
func (r *reader) rate(f finding) {
	near := float32(0)
	if r.q.words > 1 && f.terms == r.scanner.whole {
		near = worthOneUnit
	}
	if n := len(r.q.phrases); n > 0 && f.phrases != 0 {
		for k := range n {
			if f.phrases&(1<<k) != 0 {
				near += worthPhrase / float32(n)
			}
		}
	}
	r.nearness = max(r.nearness, near)
}

// readBody finds the best unit of a body.
func (r *reader) readBody(p *blog.Post, h *Hit) {
	body := cutText(p.Body(), min(scanPost, r.scanLeft))
	r.scanLeft -= len(body)
	var best, second unit
	var found finding
	for u := (units{rest: body}); ; {
		unit, ok := u.next()
		if !ok {
			break
		}
		if f := r.scanner.scan(composed(unit.visible()), nil); f.terms != 0 {
			r.rate(f)
			if f.worth() > found.worth() {
				best, second, found = unit, best, f
			}
		}
	}
	for _, u := range []unit{best, second} {
		if u.text != "" && r.show(h, found, u.plain) {
			break
		}
	}
	if (len(h.Matches) == 0 || !r.hasRequired()) && len(body) > 0 && len(p.Body()) <= r.parseLeft {
		r.readTree(p, h)
	}
}

// readTree does the same with the text of the post's tree, which is slow and exact.
func (r *reader) readTree(p *blog.Post, h *Hit) {
	r.parseLeft -= len(p.Body())
	text, _ := plainText(p)
	var best string
	var found finding
	for line := range strings.Lines(text) {
		if f := r.scanner.scan(composed(line), nil); f.terms != 0 {
			r.rate(f)
			if f.worth() > found.worth() {
				best, found = line, f
			}
		}
	}
	if best != "" {
		r.show(h, found, func() string { return oneLine(best) })
	}
}

// show makes a text the line of a hit if it has matches and the line has none yet. It tells whether it did.
func (r *reader) show(h *Hit, found finding, text func() string) bool {
	if found.terms == 0 || len(h.Matches) > 0 && found.worth() <= r.shown(h) {
		return false
	}
	plain := composed(text())
	var spans [][2]int
	if r.scanner.scan(plain, &spans); len(spans) == 0 {
		return false
	}
	h.Line, h.Matches = window(plain, spans)
	return true
}

// shown returns what the line of a hit is worth.
func (r *reader) shown(h *Hit) int { return r.scanner.scan(h.Line, nil).worth() }
