package search

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/markdown/parser"
)

// Bounds of the index of one post.
const (
	maxText     = 2 << 20 // bytes of plain text; longer files are not posts, see blog.Limits
	maxDistinct = 1 << 15 // different words
	chunkPosts  = 512     // posts of one segment before the merge
)

// entry is a word of a post while a chunk is counted.
type entry struct {
	word uint32
	post uint16
	weight
}

// chunk inverts some of the posts.
type chunk struct {
	numbers map[string]uint32 // number of each word
	words   []string
	last    []int32 // by word: its latest entry
	entries []entry

	post     uint16
	distinct int // different words of the current post
	tokens   tokens
}

// invert makes a segment from posts, and returns the length of each post in words. It stops early
// when stop returns true.
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

// read counts the words of a post. The short fields, which say most, come first, so that a bound
// does not cut them off.
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

// plainText returns the text that a reader of p sees. If the parser panics, which should not
// happen, that is the text as the author typed it: the index is built in the background, where a
// panic would end the program.
func plainText(p *blog.Post) (text string, headings []markdown.Outline) {
	defer func() {
		if recover() != nil {
			text, headings = p.Body(), nil
		}
	}()
	doc := parser.Parse(p.Body(), p.BodyLine(), parser.SyntaxOf(p.Path))
	return doc.Text(), doc.Headings
}

// addText counts the words of a text in a field, and returns how many there are.
func (c *chunk) addText(text string, field weight) (n uint32) {
	t := &c.tokens
	for t.reset(composed(text)); t.advance(); n++ {
		if len(t.word) > 0 {
			c.add(t.word, field)
		}
	}
	return n
}

// composed returns text with its accents composed and with half-width kana joined to their sound
// marks. These are letters of their own, but fold sees only one rune at a time.
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

// A facet represents a filter as a word that cannot occur in a text: its letter between two control
// characters, followed by the folded value.
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

// foldValue folds the value of a facet. Single blanks separate its words.
func foldValue(s string) string {
	var t tokens
	var b strings.Builder
	for t.reset(composed(cutText(s, maxQuery))); t.advance(); {
		switch {
		case t.tail: // part of the pair before it
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
	order := make([]uint32, len(c.words)) // numbers of the words, in the order of the words
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
