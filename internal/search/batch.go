package search

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/markdown"
)

// Bounds of the index of one post.
const (
	maxText     = 2 << 20 // bytes of plain text; a longer file is no post, see blog.Limits
	maxDistinct = 1 << 15 // different words
	chunkPosts  = 512     // posts of one segment before the merge
)

// entry is a word in a post of a chunk, while it is counted.
type entry struct {
	word uint32
	post uint16
	weight
}

// chunk inverts some posts.
type chunk struct {
	numbers map[string]uint32 // of the words
	words   []string
	last    []int32 // by word: its latest entry
	entries []entry

	post     uint16
	distinct int // words of the present post
	tokens   tokens
}

// invert makes a segment of posts and returns the length of each, in words. It stops early when
// stop says so.
func invert(posts []*blog.Post, stop func() bool) (*segment, []uint32) {
	c := &chunk{numbers: map[string]uint32{}}
	lengths := make([]uint32, len(posts))
	for i, p := range posts {
		if stop() {
			return nil, nil
		}
		c.post, c.distinct = uint16(i), 0
		lengths[i] = c.read(p)
	}
	return c.segment(), lengths
}

// read counts the words of a post. What is short and tells most comes first, lest a bound take it.
func (c *chunk) read(p *blog.Post) uint32 {
	c.addFacets(p)
	c.addText(p.Title, inTitle)
	for _, list := range [][]string{p.Tags, p.Categories, p.Authors, {p.Series}} {
		for _, name := range list {
			c.addText(name, inTags)
		}
	}
	c.addText(p.Summary, inSummary)
	text, headings := plainText(p)
	for _, h := range headings {
		c.addText(h.Text, inHeading)
	}
	return c.addText(cutText(text, maxText), 1)
}

// plainText returns what a reader of p reads. The text of a post that its parser fails on, which
// none should, is what its author typed: an index is built in the background, where a panic would
// end the program.
func plainText(p *blog.Post) (text string, headings []markdown.Outline) {
	defer func() {
		if recover() != nil {
			text, headings = p.Body(), nil
		}
	}()
	doc := markdown.Parse(p.Body(), p.BodyLine())
	return doc.Text(), doc.Headings
}

// addText counts the words of a text in a field and returns how many it has.
func (c *chunk) addText(text string, field weight) (n uint32) {
	t := &c.tokens
	for t.reset(composed(text)); t.advance(); n++ {
		if len(t.word) > 0 {
			c.add(t.word, field)
		}
	}
	return n
}

// composed returns text with its accents composed, and half-width kana with their voice, since fold
// sees one rune at a time and these are letters of their own.
func composed(text string) string {
	if strings.Contains(text, "\uFF9E") || strings.Contains(text, "\uFF9F") {
		return norm.NFKC.String(text)
	}
	return norm.NFC.String(text)
}

func (c *chunk) add(word []byte, field weight) {
	number, known := c.numbers[string(word)]
	if known {
		if e := &c.entries[c.last[number]]; e.post == c.post {
			if field != 1 {
				e.weight |= field
			} else if e.weight&inBody < inBody {
				e.weight++
			}
			return
		}
	}
	if c.distinct++; c.distinct > maxDistinct {
		return
	}
	if !known {
		number = uint32(len(c.words))
		w := string(word)
		c.numbers[w] = number
		c.words = append(c.words, w)
		c.last = append(c.last, 0)
	}
	c.last[number] = int32(len(c.entries))
	c.entries = append(c.entries, entry{number, c.post, field})
}

// A facet is what a filter asks for, as a word that no text has: its letter between two control
// characters, then the folded value.
const (
	facetTag      = "\x01t\x01"
	facetCategory = "\x01c\x01"
	facetAuthor   = "\x01a\x01"
	facetYear     = "\x01y\x01"
	facetLang     = "\x01l\x01"
)

func (c *chunk) addFacets(p *blog.Post) {
	facets := func(facet string, values ...string) {
		for _, v := range values {
			if v = foldValue(v); v != "" {
				c.add([]byte(facet+v), inTags)
			}
		}
	}
	facets(facetTag, p.Tags...)
	facets(facetCategory, p.Categories...)
	facets(facetAuthor, p.Authors...)
	if !p.Date.IsZero() {
		facets(facetYear, strconv.Itoa(p.Date.Year()))
	}
	base, _, _ := strings.Cut(p.Lang, "-")
	facets(facetLang, p.Lang, base)
}

// foldValue folds the value of a facet: its words with single blanks between them.
func foldValue(s string) string {
	var t tokens
	var b strings.Builder
	for t.reset(composed(cutText(s, maxQuery))); t.advance(); {
		switch {
		case t.tail: // a part of the pair before it
			continue
		case b.Len() > 0:
			b.WriteByte(' ')
		}
		b.Write(t.word)
	}
	return b.String()
}

// segment sorts what was counted.
func (c *chunk) segment() *segment {
	order := make([]uint32, len(c.words)) // word numbers as their words are sorted
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int { return strings.Compare(c.words[a], c.words[b]) })

	// The entries of each word, in the order of the posts: a counting sort.
	start := make([]uint32, len(c.words)+1)
	for i := range c.entries {
		start[c.entries[i].word+1]++
	}
	for i := range c.words {
		start[i+1] += start[i]
	}
	sorted := make([]entry, len(c.entries))
	place := slices.Clone(start)
	for _, e := range c.entries {
		sorted[place[e.word]] = e
		place[e.word]++
	}

	s := &segment{postings: make([]byte, 0, 2*len(sorted))}
	for _, w := range order {
		before := -1
		for _, e := range sorted[start[w]:start[w+1]] {
			s.post(uint32(int(e.post)-before), e.weight)
			before = int(e.post)
		}
		s.add([]byte(c.words[w]))
	}
	return s
}
