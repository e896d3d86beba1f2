package related

import (
	"cmp"
	"hash/maphash"
	"math"
	"slices"
	"sync"

	"github.com/sshblog/sshblog/internal/pacer"

	"github.com/sshblog/sshblog/internal/blog"
)

// How much posts must have in common, and what counts for how much. The rarity of what k of n posts have is 1 - log k / log n: 1 for
// what one has, 0 for what all have. So the same limits do for small blogs and large ones. They were chosen by looking at real blogs.
const (
	leastLabel = 0.12 // a tag that is less rare says nothing
	leastWord  = 0.3  // a word that is less rare says nothing
	titleTimes = 2    // a word of the title counts as much as that many of the blurb
	wordTimes  = 2.5  // sharing all words counts as much as that many tags
	fewLabels  = 4    // who has more of them means each of them less
	// leastLength is that of the words of a post as a vector: one or two words in common do not make short posts alike.
	leastLength = 3.5
	leastLike   = 0.45 // what is less like is not shown

	maxScored = 40_000 // postings that are looked at for one post, those of its rarest terms
)

// similarity knows for the terms of posts which posts have them.
type similarity struct {
	seed     maphash.Seed
	posts    []*blog.Post
	lang     string   // of posts that say none
	hashes   []uint64 // of the terms that several posts have, sorted
	starts   []uint32 // of their postings; one more than hashes
	rarities []float32
	postings []uint32 // the place of a post in posts, and whether the term is of its title in the lowest bit
	scales   []scale  // of each post
	scratch  sync.Pool
}

// scale is what makes posts comparable that say much and that say little.
type scale struct{ label, word float32 }

func newSimilarity(posts []*blog.Post, lang string) *similarity {
	l := &similarity{seed: maphash.MakeSeed(), lang: lang, posts: posts}
	c := countTerms(l.seed, lang, posts)
	rarities := c.rarities()
	l.place(c, rarities)
	l.scales = make([]scale, len(posts))
	from := uint32(0)
	for i, end := range c.ends {
		labels, square := 0, float32(0)
		for _, t := range c.terms[from:end] {
			id := t >> 1
			if c.group[id] == noGroup {
				labels++
			} else {
				w := rarities[id] * titleWeight(t)
				square += w * w
			}
		}
		l.scales[i] = scaleOf(labels, square)
		from = end
	}
	return l
}

// place fills the lists of the terms that more than one post has. Terms that say nothing have no postings.
func (l *similarity) place(c *termCounts, rarities []float32) {
	type entry struct {
		hash uint64
		id   uint32
	}
	var entries []entry
	for _, s := range c.ids.slots {
		if s.after > 0 && c.count[s.after-1] > 1 {
			entries = append(entries, entry{s.hash, s.after - 1})
		}
	}
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Compare(a.hash, b.hash) })
	n := len(entries)
	l.hashes, l.starts, l.rarities = make([]uint64, n), make([]uint32, n+1), make([]float32, n)
	next := make([]uint32, len(c.count)) // by id: where the next posting goes
	total := uint32(0)
	for i, e := range entries {
		l.hashes[i], l.starts[i], l.rarities[i], next[e.id] = e.hash, total, rarities[e.id], total
		if rarities[e.id] > 0 {
			total += c.count[e.id]
		}
	}
	l.starts[n] = total
	l.postings = make([]uint32, total)
	var breath pacer.Pacer
	from := uint32(0)
	for i, end := range c.ends {
		breath.Yield()
		for _, t := range c.terms[from:end] {
			if id := t >> 1; rarities[id] > 0 && c.count[id] > 1 {
				l.postings[next[id]] = uint32(i)<<1 | t&1
				next[id]++
			}
		}
		from = end
	}
}

func titleWeight(term uint32) float32 { return 1 + float32(term&1)*(titleTimes-1) }

// scaleOf returns the scale of a post by its number of labels and the square of the length of its words.
func scaleOf(labels int, square float32) scale {
	return scale{
		label: float32(math.Sqrt(math.Min(1, fewLabels/float64(max(labels, 1))))),
		word:  float32(1 / max(leastLength, math.Sqrt(float64(square)))),
	}
}
