package related

import (
	"cmp"
	"slices"

	"github.com/sshblog/sshblog/internal/blog"
)

// maxRelated bounds what Related returns.
const maxRelated = 50

// Posts knows which posts of an Index are like which. It is safe for concurrent use.
type Posts struct {
	index    *blog.Index
	likeness *similarity
}

// New reads the titles, labels and teasers of all posts of x.
func New(x *blog.Index) *Posts {
	return &Posts{index: x, likeness: newSimilarity(x.Posts(), x.Site().Lang)}
}

// To returns at most n posts, and at most 50, that are most like p: by tags and categories, the rarer the more, and by the words of
// title and blurb. Newer posts come first where others are as like. P itself, its translations and the posts beside it in its
// series are not among them, nor what has too little in common with it: there may be none. P may be of an earlier Index.
func (r *Posts) To(p *blog.Post, n int) []*blog.Post {
	x := r.index
	if now := x.Listed(p); now != nil {
		p = now
	}
	if n = min(n, maxRelated); p == nil || n <= 0 {
		return nil
	}
	skip := append([]*blog.Post{p}, p.Translations...)
	if series, i := x.SeriesOf(p); i >= 0 {
		skip = append(skip, series.Posts[max(i-1, 0):min(i+2, len(series.Posts))]...)
	}
	return r.likeness.nearest(p, n, skip)
}

// score is what a post has in common with another one.
type score struct{ label, word float32 }

// accumulator adds up what posts have in common with one. It is all zero between queries.
type accumulator struct {
	likes   []score // by place
	touched []uint32
}

// wanted is a term of the post that others are compared with.
type wanted struct {
	term   int
	weight float32 // what a post is like by it, but for the post's own part
	label  bool
}

// ranked is a post and how like it is.
type ranked struct {
	place uint32
	like  float32
}

func (l *similarity) nearest(p *blog.Post, n int, skip []*blog.Post) []*blog.Post {
	terms := l.terms(p)
	b, _ := l.scratch.Get().(*accumulator)
	if b == nil {
		b = &accumulator{likes: make([]score, len(l.posts))}
	}
	defer l.scratch.Put(b)
	l.score(terms, b)
	best := make([]ranked, 0, n+1)
	for _, place := range b.touched {
		s, of := b.likes[place], l.scales[place]
		b.likes[place] = score{}
		r := ranked{place, s.label*of.label + s.word*of.word}
		if r.like < leastLike || len(best) == n && byLike(best[n-1], r) < 0 || slices.Contains(skip, l.posts[place]) {
			continue
		}
		i, _ := slices.BinarySearchFunc(best, r, byLike)
		best = slices.Insert(best, i, r)
		best = best[:min(n, len(best))]
	}
	b.touched = b.touched[:0]
	var posts []*blog.Post
	for _, r := range best {
		posts = append(posts, l.posts[r.place])
	}
	return posts
}

// byLike orders the most like first, then the newest.
func byLike(a, b ranked) int {
	return cmp.Or(cmp.Compare(b.like, a.like), cmp.Compare(a.place, b.place))
}

// terms returns the terms of p that other posts have too, the rarest first.
func (l *similarity) terms(p *blog.Post) []wanted {
	var terms []wanted
	seen := make(map[uint64]bool, maxPostWords+maxPostLabels)
	labels, square := 0, float32(0)
	add := func(t term) {
		if seen[t.hash] {
			return
		}
		seen[t.hash] = true
		i, found := slices.BinarySearch(l.hashes, t.hash)
		w := wanted{term: i, weight: 1, label: t.from == fromLabel}
		if found {
			w.weight = l.rarities[i]
		}
		switch t.from {
		case fromLabel:
			labels++
		case fromTitle:
			w.weight *= titleTimes
			square += w.weight * w.weight
		case fromBlurb:
			square += w.weight * w.weight
		}
		if found {
			terms = append(terms, w)
		}
	}
	reader := termReader{seed: l.seed, site: l.lang, add: add}
	reader.read(p)
	of := scaleOf(labels, square)
	for i := range terms {
		if w := &terms[i]; w.label {
			w.weight *= of.label
		} else {
			w.weight *= of.word * wordTimes * l.rarities[w.term]
		}
	}
	slices.SortStableFunc(terms, func(a, b wanted) int { return cmp.Compare(l.count(a.term), l.count(b.term)) })
	return terms
}

// count returns how many posts have a term.
func (l *similarity) count(term int) uint32 { return l.starts[term+1] - l.starts[term] }

// score adds what the posts of the terms have in common with the one of which they are.
func (l *similarity) score(terms []wanted, b *accumulator) {
	budget := uint32(maxScored)
	for _, w := range terms {
		n := l.count(w.term)
		if n > budget {
			return
		}
		budget -= n
		for _, posting := range l.postings[l.starts[w.term]:l.starts[w.term+1]] {
			place := posting >> 1
			s := &b.likes[place]
			if *s == (score{}) {
				b.touched = append(b.touched, place)
			}
			if w.label {
				s.label += w.weight
			} else {
				s.word += w.weight * titleWeight(posting)
			}
		}
	}
}
