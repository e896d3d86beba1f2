package related

import (
	"cmp"
	"hash/maphash"
	"math"
	"slices"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/pacer"
)

// How much posts must have in common, and what counts for how much. The rarity of what k of n posts
// have is 1 - log k / log n: 1 for what one post has, 0 for what all have. So the same limits do
// for small blogs and large ones. They were chosen by looking at real blogs.
const (
	minLabelRarity = 0.12 // a tag that is less rare says nothing
	minWordRarity  = 0.3  // a word that is less rare says nothing
	minScore       = 0.45 // what is less like is not shown
	titleFactor    = 2    // a word of the title counts as much as that many of the teaser
	wordFactor     = 2.5  // sharing all words counts as much as that many tags
	fewLabels      = 4    // of more labels, each counts less
	minLength      = 3.5  // of the words of a post as a vector: one word in common does not make short posts alike
	minWords       = 3    // make a post one of a language, rather than one that mentions something

	maxRelated  = 50
	maxPostings = 40_000 // that are looked at for one post, those of its rarest terms
)

// Posts knows which posts of an Index are like which. It is safe for concurrent use.
type Posts struct {
	index   *blog.Index
	seed    maphash.Seed
	vectors []vector // of each post
	terms   map[uint64]*termStat
}

// termStat is what is known of a term that several posts have.
type termStat struct {
	rarity float32 // 0 if it is too common to say anything
	posts  []posting
}

// posting is a post that has a term, and in the lowest bit whether the term is in its title.
type posting uint32

// vector is what makes posts comparable that say much and that say little.
type vector struct{ label, word float32 }

// score is what a post has in common with another one.
type score struct{ label, word float32 }

// New reads the titles, labels and teasers of all posts of x.
func New(x *blog.Index) *Posts {
	r := &Posts{index: x, seed: maphash.MakeSeed(), vectors: make([]vector, len(x.Posts()))}
	counts := newCounts()
	reader := newReader(r.seed, x.Site().Lang)
	var pause pacer.Pacer
	for _, p := range x.Posts() {
		pause.Yield()
		counts.add(reader.read(p))
	}
	r.terms = counts.stats(len(x.Posts()))
	for i, p := range x.Posts() { // to read them again takes less than to keep what was read
		pause.Yield()
		terms, _ := reader.read(p)
		r.vectors[i] = r.vectorOf(terms)
		for _, t := range terms {
			if stat := r.terms[t.hash]; stat != nil && stat.rarity > 0 {
				stat.posts = append(stat.posts, postingOf(i, t.kind))
			}
		}
	}
	return r
}

func postingOf(post int, k kind) posting {
	if k == inTitle {
		return posting(post<<1 | 1)
	}
	return posting(post << 1)
}

// counts is how many posts have which term.
type counts struct {
	terms     map[uint64]termCount
	languages []int // posts that are written in each language
	numbers   map[string]uint16
}

// termCount is how many posts have a term, and the number of its language; 0 for a label.
type termCount struct {
	posts    uint32
	language uint16
}

func newCounts() *counts {
	return &counts{terms: map[uint64]termCount{}, languages: []int{0}, numbers: map[string]uint16{}}
}

// add counts the terms of a post.
func (c *counts) add(terms []term, language string) {
	number, known := c.numbers[language]
	if !known {
		number = uint16(len(c.languages))
		c.numbers[language] = number
		c.languages = append(c.languages, 0)
	}
	words := 0
	for _, t := range terms {
		n := c.terms[t.hash]
		if n.posts++; t.kind != isLabel {
			n.language = number
			words++
		}
		c.terms[t.hash] = n
	}
	if words >= minWords {
		c.languages[number]++
	}
}

// stats returns what is known of the terms that several of the given number of posts have: how rare
// they are, labels among all posts, words among those of their language.
func (c *counts) stats(posts int) map[uint64]*termStat {
	several := map[uint64]*termStat{}
	for hash, n := range c.terms {
		if n.posts < 2 {
			continue
		}
		of, least := posts, minLabelRarity
		if n.language > 0 {
			of, least = c.languages[n.language], minWordRarity
		}
		several[hash] = &termStat{}
		if rarity := 1 - math.Log(float64(n.posts))/math.Log(float64(max(of, 2))); rarity >= least {
			several[hash] = &termStat{rarity: float32(rarity), posts: make([]posting, 0, n.posts)}
		}
	}
	return several
}

func weightOf(k kind) float32 {
	if k == inTitle {
		return titleFactor
	}
	return 1
}

// vectorOf returns by what to scale what a post has in common with others.
func (r *Posts) vectorOf(terms []term) vector {
	labels, square := 0, 0.0
	for _, t := range terms {
		if t.kind == isLabel {
			labels++
			continue
		}
		w := float64(r.rarityOf(t) * weightOf(t.kind))
		square += w * w
	}
	return vector{
		label: float32(math.Sqrt(math.Min(1, fewLabels/float64(max(labels, 1))))),
		word:  float32(1 / max(minLength, math.Sqrt(square))),
	}
}

// rarityOf returns the rarity of a term: as rare as can be is what no other post has.
func (r *Posts) rarityOf(t term) float32 {
	if stat := r.terms[t.hash]; stat != nil {
		return stat.rarity
	}
	return 1
}

// To returns at most n posts, and at most 50, that are most like p: by tags and categories, the
// rarer the more, and by the words of title and teaser. Newer posts come first where others are as
// like. P itself, its translations and the posts beside it in its series are not among them, nor
// what has too little in common with it: there may be none. P may be of an earlier Index.
func (r *Posts) To(p *blog.Post, n int) []*blog.Post {
	if now := r.index.Listed(p); now != nil {
		p = now
	}
	if n = min(n, maxRelated); p == nil || n <= 0 {
		return nil
	}
	skip := append([]*blog.Post{p}, p.Translations...)
	if series, i := r.index.SeriesOf(p); i >= 0 {
		skip = append(skip, series.Posts[max(i-1, 0):min(i+2, len(series.Posts))]...)
	}
	type ranked struct {
		post  uint32
		score float32
	}
	var all []ranked
	for post, s := range r.scores(p) {
		v := r.vectors[post]
		if like := s.label*v.label + s.word*v.word; like >= minScore && !slices.Contains(skip, r.index.Posts()[post]) {
			all = append(all, ranked{post, like})
		}
	}
	slices.SortFunc(all, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.post, b.post))
	})
	var posts []*blog.Post
	for _, a := range all[:min(n, len(all))] {
		posts = append(posts, r.index.Posts()[a.post])
	}
	return posts
}

// scores adds up what all posts have in common with p, from its rarest terms on.
func (r *Posts) scores(p *blog.Post) map[uint32]score {
	terms, _ := newReader(r.seed, r.index.Site().Lang).read(p)
	own := r.vectorOf(terms)
	terms = slices.DeleteFunc(terms, func(t term) bool { return r.terms[t.hash] == nil })
	slices.SortStableFunc(terms, func(a, b term) int {
		return cmp.Compare(len(r.terms[a.hash].posts), len(r.terms[b.hash].posts))
	})
	scores, left := map[uint32]score{}, maxPostings
	for _, t := range terms {
		stat := r.terms[t.hash]
		if left -= len(stat.posts); left < 0 {
			break
		}
		for _, other := range stat.posts {
			s := scores[uint32(other>>1)]
			if t.kind == isLabel {
				s.label += stat.rarity * own.label
			} else {
				weight := weightOf(t.kind) * weightOf(kind(other&1)) // inTeaser is 0, inTitle 1
				s.word += stat.rarity * stat.rarity * weight * own.word * wordFactor
			}
			scores[uint32(other>>1)] = s
		}
	}
	return scores
}
