package search

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

// The weights of a word, by the field it is in. A body gives less than 1, however often it has the
// word, so that a title counts more than any text.
const (
	worthTitle   = 4
	worthTags    = 2
	worthHeading = 1.2
	worthSummary = 0.7

	worthBeginning = 0.7 // of a word that only begins as the query's does
	worthVariant   = 0.7 // of a word with other signs than the query's has

	saturation = 1.2  // the k1 and b of BM25
	lengthness = 0.75 //

	maxBeginnings = 512 << 10 // bytes of lists that a beginning of a word may read
)

// fieldWorth is what the fields of a weight are worth, the body aside.
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

// setNorms sets what the lengths of the posts mean for a score: in a long post a word says less.
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
	whole  wholeness // of the term that may be a beginning
	score  float32
	inBody bool // the text of the post has some of the words
}

// wholeness says how a post has the term that may be the beginning of a word.
type wholeness uint8

const (
	asBeginning wholeness = iota // or no term may be one
	withSigns                    // as a word that has other signs: C++ of a C
	asWord
)

// better is the order of hits. A whole word beats a beginning: who types the name C or Go would
// else see all titles that begin so before the text that is about it.
func better(a, b candidate) int {
	return cmp.Or(cmp.Compare(b.whole, a.whole), cmp.Compare(b.score, a.score), cmp.Compare(a.post, b.post))
}

// scratch is what one query needs for each post. It is all zero between queries.
type scratch struct {
	score   []float32
	best    []float32 // of the words that one term stands for
	matched []uint8   // terms that the post has, as long as it had all of them
	inBody  []bool
	whole   []wholeness
	touched []int32 // posts whose best is set
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

// candidates returns the n best posts that have all terms, best first.
func (i *Index) candidates(q *Query, n int) []candidate {
	s := i.scratch()
	defer func() {
		s.clear()
		i.scratches.Put(s)
	}()
	for j := range q.terms {
		isFilter := j >= q.words
		i.gather(s, &q.terms[j], isFilter)
		if !s.settle(uint8(j), isFilter) {
			return nil
		}
	}
	return s.top(uint8(len(q.terms)), n)
}

// gather sets the best of all posts that have a term.
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

// gatherWords does so for the words that are, or begin with, another. The one that is the other is as
// whole as the last argument says.
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
		case !v.prefix || whole == asBeginning: // all words are as good
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

// shortest returns the length that lists must have so that those of the words in a range are no
// more than may be read: where very many words begin with a letter, the rarest are left out.
func (i *Index) shortest(from, to int) int {
	var sizes [33]int // of all lists by the binary digits of their lengths
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

// settle adds the term that was gathered, the j-th, to the scores of the posts that had all before
// it. It reports whether there are any left.
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

// top returns the n best of the posts that have so many terms.
func (s *scratch) top(terms uint8, n int) []candidate {
	var out []candidate
	full := false // then no post is needed that is not better than out[n-1]
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
