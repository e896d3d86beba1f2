package search

import (
	"strings"
	"unicode/utf8"
)

// Bounds of a query. What exceeds them is ignored.
const (
	maxQuery = 200 // bytes
	maxTerms = 16
)

// Query is what a reader asks for, parsed and folded. The zero value asks for nothing.
type Query struct {
	terms   []term
	phrases []phrase
	words   int // number of terms that are words; the rest are filters
}

// term is a word that a post must have.
type term struct {
	text   []byte // folded; a facet if it is a filter
	prefix bool   // words that begin with it match, too
	char   bool   // it is a single ideograph, which matches all pairs that begin with it
	off    int    // position in the query, counted as in tokens
}

// phrase is a sequence of terms that follow one another.
type phrase struct {
	from, to int  // terms
	required bool // otherwise it only improves a post's score
}

// Parse parses a query. Blanks separate its words. A post must have them all, in any order. The last
// one may be the beginning of a word, but posts that have it whole come first. C++, C# and .NET are
// words. Words in double quotes must follow one another. Filters ask for posts by their metadata:
//
//	tag:bees  tag:"queen bees"  author:ada  category:garden  year:2024  lang:de
//
// Case, accents and widths do not matter. Only the first 200 bytes and 16 words of the query count.
// Any bytes are valid.
func Parse(query string) Query {
	var q Query
	var filters []term
	rest := composed(cutText(query, maxQuery))
	for {
		rest = strings.TrimLeft(rest, " \t\r\n\v\f\u00a0\u3000")
		if rest == "" {
			break
		}
		var p piece
		p, rest = cutPiece(rest)
		if p.facet == "" {
			q.addWords(p)
		} else if v := foldValue(p.text); v != "" && len(filters) < maxTerms/2 {
			filters = append(filters, term{text: []byte(p.facet + v), prefix: p.open})
		}
	}
	q.addWhole()
	q.words = len(q.terms)
	if room := maxTerms - len(q.terms); len(filters) > room {
		// Filters decide most, so they take precedence over words.
		q.truncate(maxTerms - len(filters))
	}
	q.terms = append(q.terms, filters...)
	return q
}

// Empty reports whether the query asks for nothing.
func (q *Query) Empty() bool { return len(q.terms) == 0 }

// piece is a part of a query between blanks.
type piece struct {
	facet  string // of a filter
	text   string
	quoted bool
	open   bool // it is last, so it may be unfinished
}

// cutPiece cuts the first piece off s, which does not begin with a blank.
func cutPiece(s string) (p piece, rest string) {
	if key, value, found := strings.Cut(s, ":"); found {
		if p.facet = facetOf(key); p.facet != "" {
			s = value
		}
	}
	if strings.HasPrefix(s, `"`) {
		var closed bool
		p.text, rest, closed = strings.Cut(s[1:], `"`)
		p.quoted, p.open = true, !closed
		return p, rest
	}
	end := strings.IndexAny(s, " \t\r\n\v\f\u00a0\u3000\"")
	if end < 0 {
		p.text, p.open = s, true
		return p, ""
	}
	p.text, rest = s[:end], s[end:]
	p.open = strings.TrimSpace(rest) == ""
	return p, rest
}

func facetOf(key string) string {
	switch strings.ToLower(key) {
	case "tag", "tags":
		return facetTag
	case "category", "categories":
		return facetCategory
	case "author", "authors":
		return facetAuthor
	case "year":
		return facetYear
	case "lang", "language":
		return facetLang
	}
	return ""
}

// addWords adds the words of a piece. There are several if it is quoted, contains signs, or is a
// run of ideographs.
func (q *Query) addWords(p piece) {
	from := len(q.terms)
	off := 0
	if from > 0 {
		off = q.terms[from-1].off + 1
		if last := &q.terms[from-1]; !last.char && isRun(last.text) {
			off++ // the single character that ends a run counts in a text
		}
	}
	var t tokens
	for t.reset(p.text); t.advance() && len(q.terms) < maxTerms; {
		if t.tail || len(t.word) == 0 {
			continue
		}
		char := isChar(t.word)
		q.terms = append(q.terms, term{text: append([]byte(nil), t.word...), prefix: char, char: char, off: off +
			t.pos})
	}
	to := len(q.terms)
	if to == from {
		return
	}
	if last := &q.terms[to-1]; p.open && !isRun(last.text) {
		last.prefix = true
	}
	if to-from > 1 {
		q.phrases = append(q.phrases, phrase{from, to, p.quoted})
	}
}

// addWhole adds the query itself as a phrase, which improves posts that contain its words in a row.
func (q *Query) addWhole() {
	n := len(q.terms)
	if n > 1 && (len(q.phrases) == 0 || q.phrases[0].to-q.phrases[0].from < n) {
		q.phrases = append(q.phrases, phrase{0, n, false})
	}
}

// truncate drops the words from n on, and the phrases that they belong to.
func (q *Query) truncate(n int) {
	q.terms, q.words = q.terms[:n], n
	kept := q.phrases[:0]
	for _, p := range q.phrases {
		if p.to <= n {
			kept = append(kept, p)
		}
	}
	q.phrases = kept
}

// isRun reports whether a word consists of ideographs.
func isRun(word []byte) bool {
	r, _ := utf8.DecodeRune(word)
	return isIdeograph(r)
}

// isChar reports whether a word is a single ideograph.
func isChar(word []byte) bool {
	r, size := utf8.DecodeRune(word)
	return size == len(word) && isIdeograph(r)
}

// cutText returns at most n bytes of s, cut between runes.
func cutText(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
