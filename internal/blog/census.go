package blog

import (
	"hash/maphash"
	"math"
)

// census is what is counted of all posts before it is known which terms matter.
type census struct {
	ids    map[uint64]uint32 // by hash
	count  []uint32          // by id: posts that have it
	group  []uint32          // by id: language and script, or noGroup
	terms  []uint32          // of one post after the other: id, and whether it is in the title in the lowest bit
	ends   []uint32          // of each post in terms
	groups []uint32          // posts that are written in each group
}

// noGroup is the group of labels.
const noGroup = math.MaxUint32

// writtenWords is how many words make a post one of a language and script, rather than one that mentions something.
const writtenWords = 3

// takeCensus reads all posts.
func takeCensus(seed maphash.Seed, lang string, posts []*Post) *census {
	c := &census{ids: make(map[uint64]uint32, 4*len(posts)), ends: make([]uint32, len(posts))}
	reader := termReader{seed: seed, site: lang, langs: map[string]uint32{}}
	var last []uint32 // by id: the last post that has it, counted from 1
	post := uint32(0)
	reader.add = func(t term) {
		id, known := c.ids[t.hash]
		if !known {
			id = uint32(len(c.count))
			c.ids[t.hash] = id
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
	for i, p := range posts {
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
func (c *census) note(terms []uint32, first uint32) {
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
func (c *census) rarities() []float32 {
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
