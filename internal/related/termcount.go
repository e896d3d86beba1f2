package related

import (
	"hash/maphash"
	"math"

	"github.com/sshblog/sshblog/internal/pacer"

	"github.com/sshblog/sshblog/internal/blog"
)

// termCounts is what is counted of all posts before it is known which terms matter.
type termCounts struct {
	ids    termIDs
	count  []uint32 // by id: posts that have it
	group  []uint32 // by id: language and script, or noGroup
	terms  []uint32 // of one post after the other: id, and whether it is in the title in the lowest bit
	ends   []uint32 // of each post in terms
	groups []uint32 // posts that are written in each group
}

// noGroup is the group of labels.
const noGroup = math.MaxUint32

// writtenWords is how many words make a post one of a language and script, rather than one that mentions something.
const writtenWords = 3

// guessedTerms is how many terms a post may have on average; it only saves copying.
const guessedTerms = 48

// countTerms reads all posts.
func countTerms(seed maphash.Seed, lang string, posts []*blog.Post) *termCounts {
	c := &termCounts{ends: make([]uint32, len(posts)), terms: make([]uint32, 0, guessedTerms*len(posts))}
	reader := termReader{seed: seed, site: lang, langs: map[string]uint32{}}
	var last []uint32 // by id: the last post that has it, counted from 1
	post := uint32(0)
	reader.add = func(t term) {
		id := c.ids.of(t.hash)
		if id == uint32(len(c.count)) { // new
			if t.from == fromLabel {
				t.group = noGroup
			}
			c.count, c.group, last = append(c.count, 0), append(c.group, t.group), append(last, 0)
		}
		if last[id] == post {
			return
		}
		last[id] = post
		c.count[id]++
		packed := id << 1
		if t.from == fromTitle {
			packed |= 1
		}
		c.terms = append(c.terms, packed)
	}
	var breath pacer.Pacer
	for i, p := range posts {
		breath.Yield()
		post = uint32(i + 1)
		from := len(c.terms)
		reader.read(p)
		c.ends[i] = uint32(len(c.terms))
		c.groups = append(c.groups, make([]uint32, len(reader.langs)*int(scripts)-len(c.groups))...)
		c.note(c.terms[from:], reader.group)
	}
	return c
}

// note counts a post in the groups of its terms, of which first is the first one of its language.
func (c *termCounts) note(terms []uint32, first uint32) {
	var words [scripts]int
	for _, t := range terms {
		if group := c.group[t>>1]; group != noGroup {
			words[group-first]++
		}
	}
	for script, n := range words {
		if n >= writtenWords {
			c.groups[first+uint32(script)]++
		}
	}
}

// rarities returns by id how rare a term is, 0 where it is not rare enough to say something: labels among all posts, words among
// those of the same language and script.
func (c *termCounts) rarities() []float32 {
	logs := make([]float64, len(c.groups))
	for i, n := range c.groups {
		logs[i] = math.Log(float64(max(n, 2)))
	}
	all := math.Log(float64(max(len(c.ends), 2)))
	rarities := make([]float32, len(c.count))
	for id, n := range c.count {
		of, least := all, leastLabel
		if group := c.group[id]; group != noGroup {
			of, least = logs[group], leastWord
		}
		if rarity := 1 - math.Log(float64(n))/of; rarity >= least {
			rarities[id] = float32(rarity)
		}
	}
	return rarities
}

// termIDs numbers hashes in the order in which they come. It is a hash table without a hash function, since its keys are hashes
// that nobody can foresee, and several times as fast as a map.
type termIDs struct {
	slots []termSlot // a power of two of them, at most half in use
	used  int
}

// termSlot is empty where after is 0.
type termSlot struct {
	hash  uint64
	after uint32 // the id + 1
}

// of returns the id of a hash, the next free one where it is new.
func (t *termIDs) of(hash uint64) uint32 {
	if 2*t.used >= len(t.slots) {
		t.grow()
	}
	s := t.slot(hash)
	if s.after == 0 {
		t.used++
		*s = termSlot{hash, uint32(t.used)}
	}
	return s.after - 1
}

// slot returns where a hash is, or the empty slot where it belongs.
func (t *termIDs) slot(hash uint64) *termSlot {
	mask := uint64(len(t.slots) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		if s := &t.slots[i]; s.after == 0 || s.hash == hash {
			return s
		}
	}
}

func (t *termIDs) grow() {
	old := t.slots
	t.slots = make([]termSlot, max(1024, 4*len(old)))
	for _, s := range old {
		if s.after != 0 {
			*t.slot(s.hash) = s
		}
	}
}
