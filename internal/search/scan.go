package search

import "math/bits"

// maxWords is the maximum number of words in Hit.Words.
const maxWords = 32

// scanner finds the terms of a query in texts, word by word.
type scanner struct {
	q     *Query
	first [256]uint32 // the terms whose text begins with each byte, one bit per term
	ring  [64]uint32  // the terms at each of the latest positions
	whole uint32      // one bit for each term that is a word
	tokens

	words   []string // words that matched since the last start, except for ideographs
	phrases uint32   // found since the last start
	terms   uint32   // found since the last start
}

func newScanner(q *Query) *scanner {
	s := &scanner{q: q, whole: 1<<q.words - 1}
	for j, t := range q.terms[:q.words] {
		s.first[t.text[0]] |= 1 << j
		if bare := withoutDot(t.text); len(bare) < len(t.text) {
			s.first[bare[0]] |= 1 << j
		} else {
			s.first['.'] |= 1 << j
		}
	}
	return s
}

// start begins a new post.
func (s *scanner) start() { s.words, s.phrases, s.terms = nil, 0, 0 }

// finding is what a text contains of a query: terms and phrases, one bit each.
type finding struct{ terms, phrases uint32 }

// worth orders findings: a phrase is better than any number of words.
func (f finding) worth() int { return bits.OnesCount32(f.terms) + 20*bits.OnesCount32(f.phrases) }

// scan scans one text, such as a title or a paragraph. If spans is not nil, it appends the places
// of the terms to it.
func (s *scanner) scan(text string, spans *[][2]int) (found finding) {
	clear(s.ring[:])
	for s.reset(text); s.advance(); {
		if len(s.word) == 0 {
			continue
		}
		here := uint32(0)
		for set := s.first[s.word[0]]; set != 0; set &= set - 1 {
			j := bits.TrailingZeros32(set)
			if s.q.terms[j].matches(s.word) {
				here |= 1 << j
			}
		}
		s.ring[s.pos&63] = here
		if here == 0 {
			continue
		}
		found.terms |= here
		found.phrases |= s.endingHere(here)
		s.note()
		if spans != nil {
			*spans = addSpan(*spans, s.tokens.start, s.end)
		}
	}
	s.terms |= found.terms
	s.phrases |= found.phrases
	return found
}

// endingHere returns the phrases that are complete and whose last term is at the current position.
func (s *scanner) endingHere(here uint32) (found uint32) {
	for k, p := range s.q.phrases {
		last := s.q.terms[p.to-1].off
		if here&(1<<(p.to-1)) == 0 || last-s.q.terms[p.from].off > s.pos || last-s.q.terms[p.from].off > 63 {
			continue
		}
		all := true
		for j := p.from; j < p.to-1 && all; j++ {
			all = s.ring[(s.pos-(last-s.q.terms[j].off))&63]&(1<<j) != 0
		}
		if all {
			found |= 1 << k
		}
	}
	return found
}

// note records the current word.
func (s *scanner) note() {
	if len(s.words) == maxWords || isRun(s.word) && !isChar(s.word) {
		return
	}
	for _, w := range s.words {
		if w == string(s.word) {
			return
		}
	}
	s.words = append(s.words, string(s.word))
}

// addSpan appends a span. It extends the last span instead if they meet, as the pairs of ideographs
// do.
func addSpan(spans [][2]int, from, to int) [][2]int {
	if n := len(spans); n > 0 && from <= spans[n-1][1] {
		spans[n-1][1] = max(spans[n-1][1], to)
		return spans
	}
	return append(spans, [2]int{from, to})
}

// matched returns the words that were found since the start, for [Mark]. A run of ideographs is
// returned as the reader typed it if the post contains it so, else as its pairs.
func (s *scanner) matched() []string {
	out := s.words
	for k, p := range s.q.phrases {
		if s.phrases&(1<<k) != 0 && isRunOfChars(s.q.terms[p.from:p.to]) {
			out = append(out, joinChars(s.q.terms[p.from:p.to]))
		}
	}
	for j, t := range s.q.terms[:s.q.words] {
		if s.terms&(1<<j) == 0 || !isRun(t.text) || t.char {
			continue
		}
		inPhrase := false
		for k, p := range s.q.phrases {
			inPhrase = inPhrase || s.phrases&(1<<k) != 0 && p.from <= j && j < p.to &&
				isRunOfChars(s.q.terms[p.from:p.to])
		}
		if !inPhrase {
			out = append(out, string(t.text))
		}
	}
	return out
}

// isRunOfChars reports whether terms are the pairs of one run.
func isRunOfChars(terms []term) bool {
	for j, t := range terms {
		if !isRun(t.text) || t.char || t.off != terms[0].off+j {
			return false
		}
	}
	return true
}

// joinChars returns the run that consists of the pairs.
func joinChars(terms []term) string {
	run := append([]byte(nil), terms[0].text...)
	for _, t := range terms[1:] {
		run = append(run, []byte(string([]rune(string(t.text))[1:]))...)
	}
	return string(run)
}

// Mark returns where text contains any of words, which are the [Hit.Words] of a hit, as byte ranges
// from left to right. Use it to mark the lines of a post that was found. It walks over the whole
// text.
func Mark(text string, words []string) [][2]int {
	q := Query{}
	for _, w := range words[:min(len(words), maxWords)] {
		if len(q.terms) < 32 {
			from := len(q.terms)
			q.addMarked(w)
			if len(q.terms) > 32 {
				q.terms = q.terms[:from]
				break
			}
		}
	}
	if q.Empty() {
		return nil
	}
	q.words = len(q.terms)
	var spans [][2]int
	newScanner(&q).scan(text, &spans)
	return spans
}

// addMarked adds a word to be marked, with each of its terms on its own.
func (q *Query) addMarked(word string) {
	var t tokens
	for t.reset(word); t.advance(); {
		if !t.tail && len(t.word) > 0 {
			char := isChar(t.word)
			q.terms = append(q.terms, term{text: append([]byte(nil), t.word...), prefix: char, char: char})
		}
	}
}
