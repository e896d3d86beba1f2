// Package titles holds the titles and tags of a blog's posts, prepared for lists and for filtering.
package titles

import (
	"slices"
	"strings"
	"sync/atomic"
	"unicode/utf8"

	"github.com/sahilm/fuzzy"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/cache"
)

// Sets makes the Set of each Index, for all sessions; it keeps that of the Index that was asked for
// last. It is safe for concurrent use.
type Sets struct {
	Cache *cache.Cache // of rows as lists draw them

	sets  *blog.Derived[*Set]
	count atomic.Int64
}

// Set is the prepared titles of one Index. It must not be changed.
type Set struct {
	Number  int64 // another one for each set
	Index   *blog.Index
	Entries []*blog.Post   // posts, then pages, as the list has them
	Rows    map[string]int // of the entries, by path
	Dated   bool           // one of them has a date

	Heads    []Head // between the entries, from top to bottom
	Featured int    // how many entries stand above all others
	// the entries that are in the order of their dates, each below the year of its date: from FirstByYear up
	// to, but without, EndByYear
	FirstByYear, EndByYear int

	texts []string // title and tags of each
	lower []string // the same in lower case
}

// New makes an empty Sets, which keeps the rows that are drawn in a cache.
func New(c *cache.Cache) *Sets {
	s := &Sets{Cache: c}
	s.sets = blog.NewDerived(s.derive)
	return s
}

// Of returns the Set of an Index.
func (s *Sets) Of(x *blog.Index) *Set { return s.sets.Of(x) }

func (s *Sets) derive(x *blog.Index) *Set {
	set := &Set{Number: s.count.Add(1), Index: x, Rows: make(map[string]int, len(x.Posts())+len(x.Pages()))}
	set.order(x)
	set.texts, set.lower = make([]string, len(set.Entries)), make([]string, len(set.Entries))
	for i, p := range set.Entries {
		set.texts[i] = p.Title
		if len(p.Tags) > 0 {
			set.texts[i] += " #" + strings.Join(p.Tags, " #")
		}
		set.lower[i] = strings.ToLower(set.texts[i])
		set.Rows[p.Path] = i
		set.Dated = set.Dated || !p.Date.IsZero()
	}
	return set
}

// Match is an entry that passed the filter, and where its text matched (byte offsets; those behind
// the title are in the tags).
type Match struct {
	Entry int
	At    []int
}

// Find returns the entries whose title or tags match a query, upper and lower case being the same:
// first those that have it as it is, at the beginning of a word of the title, elsewhere in the
// title, in the tags, each in the order of the list; then those that have its letters close
// together, which forgives a slip.
func (t *Set) Find(query string) []Match {
	lower := strings.ToLower(query)
	var ranks [3][]Match
	taken := make(map[int]bool)
	for i, text := range t.lower {
		at := strings.Index(text, lower)
		if at < 0 {
			continue
		}
		taken[i] = true
		rank := 2
		switch title := len(t.Entries[i].Title); {
		case at+len(lower) > title:
		case at == 0 || strings.IndexByte(" -(/\"'", text[at-1]) >= 0:
			rank = 0
		default:
			rank = 1
		}
		ranks[rank] = append(ranks[rank], Match{Entry: i, At: t.letters(i, at, len(lower))})
	}
	matches := append([]Match{}, slices.Concat(ranks[0], ranks[1], ranks[2])...) // never nil: that would be no filter
	if utf8.RuneCountInString(query) < minForgiving {
		return matches
	}
	for _, f := range fuzzy.Find(query, t.texts) {
		at := f.MatchedIndexes
		if span := at[len(at)-1] - at[0]; !taken[f.Index] && span < len(query)+maxSlips {
			matches = append(matches, Match{Entry: f.Index, At: at})
		}
	}
	return matches
}

// Slips are forgiven in queries of at least minForgiving letters, of which maxSlips may be missing.
const (
	minForgiving = 4
	maxSlips     = 3
)

// letters are the offsets of the letters of a match; none where lower case is of another length, so
// that they cannot be told.
func (t *Set) letters(entry, at, length int) []int {
	if len(t.lower[entry]) != len(t.texts[entry]) {
		return nil
	}
	var all []int
	for i := range t.texts[entry][at : at+length] {
		all = append(all, at+i)
	}
	return all
}
