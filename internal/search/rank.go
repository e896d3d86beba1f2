package search

import (
	"cmp"
	"context"
	"math"
	"math/bits"
	"slices"
)

// The weights of a word, by its field. However often a body contains the word, it gives less than
// 1, so a title counts more than any text.
const (
	worthTitle   = 4
	worthTags    = 2
	worthHeading = 1.2
	worthSummary = 0.7

	worthBeginning = 0.7 // of a word that only begins with the query's
	worthVariant   = 0.7 // of a word that differs from the query's in its signs

	saturation = 1.2  // the k1 and b of BM25
	lengthness = 0.75 //

	maxBeginnings = 512 << 10 // bytes of lists that may be read for the beginning of a word
)

// fieldWorth returns the worth of the fields of a weight, except for the body.
var fieldWorth = func() (t [256]float32) {
	for w := range t {
		for _, f := range []struct {
			bit   weight
			worth float32
		}{{inTitle, worthTitle}, {inTags, worthTags}, {inHeading, worthHeading}, {inSummary, worthSummary}} {
			if weight(w)&f.bit != 0 {
				t[w] += f.worth
			}
		}
	}
	return t
}()

// setNorms sets how the lengths of posts affect scores: in a long post a word says less.
func (i *Index) setNorms() {
	total := 0.0
	for _, n := range i.lengths {
		total += float64(n)
	}
	mean := max(1, total/float64(max(1, len(i.lengths))))
	i.norms = make([]float32, len(i.lengths))
	for n, l := range i.lengths {
		i.norms[n] = float32(saturation * (1 - lengthness + lengthness*float64(l)/mean))
	}
}

// candidate is a post that has all words of a query.
type candidate struct {
	post   int32
	whole  wholeness // of the term that may be the beginning of a word
	score  float32
	inBody bool // the text of the post contains some of the words
}

// wholeness says how a post matches the term that may be the beginning of a word.
type wholeness uint8

const (
	asBeginning wholeness = iota // as a beginning, or no term may be one
	withSigns                    // as a word with other signs, as C++ for C
	asWord
)

// better compares hits for sorting. A whole word beats a beginning: a reader who types C or Go
// would otherwise see all titles that begin with these letters before the text about the language.
func better(a, b candidate) int {
	return cmp.Or(cmp.Compare(b.whole, a.whole), cmp.Compare(b.score, a.score), cmp.Compare(a.post, b.post))
}

// scratch is the working space of one query, with an element for each post. Between queries,
// everything is zero.
type scratch struct {
	score   []float32
	best    []float32 // best score among the words that the current term matches
	matched []uint8   // number of terms so far, if the post has all of them
	inBody  []bool
	whole   []wholeness
	touched []int32 // the posts whose best is set
}

func (i *Index) scratch() *scratch {
	if s, ok := i.scratches.Get().(*scratch); ok {
		return s
	}
	n := len(i.posts)
	return &scratch{
		score: make([]float32, n), best: make([]float32, n), matched: make([]uint8, n), inBody: make([]bool, n),
		whole: make([]wholeness, n),
	}
}

func (s *scratch) clear() {
	clear(s.score)
	clear(s.matched)
	clear(s.inBody)
	clear(s.whole)
}

// candidates returns the n best posts that have all terms, the best first; none if ctx ends
// meanwhile.
func (i *Index) candidates(ctx context.Context, q *Query, n int) []candidate {
	s := i.scratch()
	defer func() {
		s.clear()
		i.scratches.Put(s)
	}()
	for j := range q.terms {
		isFilter := j >= q.words
		i.gather(s, &q.terms[j], isFilter)
		if !s.settle(uint8(j), isFilter) || ctx.Err() != nil {
			return nil
		}
	}
	return s.top(uint8(len(q.terms)), n)
}

// gather sets best for all posts that have a term.
func (i *Index) gather(s *scratch, t *term, isFilter bool) {
	whole := asWord
	if t.char {
		whole = asBeginning
	}
	i.gatherWords(s, variant{t.text, t.prefix}, 1, isFilter, whole)
	if isFilter {
		return
	}
	for _, v := range t.variants() {
		i.gatherWords(s, v, worthVariant, false, withSigns)
	}
}

// gatherWords sets best for the posts with words that equal a variant or, if it is a prefix, begin
// with it. whole is the wholeness of the word that equals it.
func (i *Index) gatherWords(s *scratch, v variant, worth float32, isFilter bool, whole wholeness) {
	from, to := i.find(v.text, v.prefix)
	least := 0
	if size := len(i.lists(from, to)); size > maxBeginnings {
		least = i.shortest(from, to)
	}
	for w := from; w < to; w++ {
		list := i.lists(w, w+1)
		word := i.word(w)
		if len(list) < least && len(word) != len(v.text) {
			continue
		}
		here, as := worth, asBeginning
		switch {
		case !v.prefix || whole == asBeginning: // all words are equally good
		case len(word) == len(v.text):
			as = whole
		case len(withoutSigns(word)) == len(v.text):
			here, as = worth*worthVariant, withSigns
		default:
			here = worth * worthBeginning
		}
		i.scoreList(s, list, here, isFilter, as)
	}
}

// shortest returns the minimum length of the lists that are read for a range of words, so that they
// stay within maxBeginnings. If very many words begin with a letter, the rarest are left out.
func (i *Index) shortest(from, to int) int {
	var sizes [33]int // bytes of all lists, by the number of binary digits of their lengths
	for w := from; w < to; w++ {
		n := len(i.lists(w, w+1))
		sizes[bits.Len32(uint32(n))] += n
	}
	sum := 0
	for digits := len(sizes) - 1; digits > 0; digits-- {
		if sum += sizes[digits]; sum > maxBeginnings && sum > sizes[digits] {
			return 1 << digits
		}
	}
	return 0
}

func (i *Index) scoreList(s *scratch, list []byte, worth float32, isFilter bool, as wholeness) {
	post := -1
	for len(list) > 0 {
		var gap uint32
		var w weight
		gap, w, list = nextPosting(list)
		post += int(gap)
		score := fieldWorth[w]
		if often := float32(w & inBody); often > 0 && !isFilter {
			score += often / (often + i.norms[post])
			s.inBody[post] = true
		}
		s.whole[post] = max(s.whole[post], as)
		if score *= worth; score > s.best[post] {
			if s.best[post] == 0 {
				s.touched = append(s.touched, int32(post))
			}
			s.best[post] = score
		}
	}
}

// settle adds the scores of the term that was gathered, the j-th, to the posts that had all terms
// before it. It reports whether any posts are left.
func (s *scratch) settle(j uint8, isFilter bool) bool {
	n, has := float64(len(s.score)), float64(len(s.touched))
	rarity := float32(math.Log(1 + (n-has+0.5)/(has+0.5)))
	if isFilter {
		rarity = 0
	}
	left := false
	for _, p := range s.touched {
		if s.matched[p] == j {
			s.matched[p]++
			s.score[p] += rarity * s.best[p]
			left = true
		}
		s.best[p] = 0
	}
	s.touched = s.touched[:0]
	return left
}

// top returns the n best posts that have the given number of terms.
func (s *scratch) top(terms uint8, n int) []candidate {
	var out []candidate
	full := false // from then on, only posts better than out[n-1] count
	for p, matched := range s.matched {
		if matched != terms {
			continue
		}
		c := candidate{int32(p), s.whole[p], s.score[p], s.inBody[p]}
		if full && better(c, out[n-1]) > 0 {
			continue
		}
		if out = append(out, c); len(out) >= 2*n+64 {
			slices.SortFunc(out, better)
			out, full = out[:n], true
		}
	}
	slices.SortFunc(out, better)
	return out[:min(n, len(out))]
}
