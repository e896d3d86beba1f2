package search

import (
	"bytes"
	"encoding/binary"
	"sort"
)

// weight says how a word is in a post: how often in its text, and in which of its fields.
type weight uint8

const (
	inBody    weight = 0x0F // how often, 15 standing for more
	inHeading weight = 1 << 4
	inSummary weight = 1 << 5
	inTags    weight = 1 << 6 // also categories, authors and the series
	inTitle   weight = 1 << 7
)

// segment is some posts inverted: sorted words, and for each its posts, as pairs of a varint and a
// weight. The varint is how much further the post's number is than the one before. All is in four
// slices, since a million words would be a million pointers for the collector to follow.
type segment struct {
	words    []byte
	wordEnd  []uint32
	postings []byte
	listEnd  []uint32
}

func (s *segment) len() int { return len(s.wordEnd) }

func (s *segment) word(i int) []byte {
	from := uint32(0)
	if i > 0 {
		from = s.wordEnd[i-1]
	}
	return s.words[from:s.wordEnd[i]]
}

// lists returns the lists of the words from i up to but without j, one after the other.
func (s *segment) lists(i, j int) []byte {
	if i >= j {
		return nil
	}
	from := uint32(0)
	if i > 0 {
		from = s.listEnd[i-1]
	}
	return s.postings[from:s.listEnd[j-1]]
}

// find returns the words that are w, or that begin with it, as a half-open range.
func (s *segment) find(w []byte, prefix bool) (from, to int) {
	from = sort.Search(s.len(), func(i int) bool { return bytes.Compare(s.word(i), w) >= 0 })
	if !prefix {
		if from < s.len() && bytes.Equal(s.word(from), w) {
			return from, from + 1
		}
		return from, from
	}
	n := sort.Search(s.len()-from, func(i int) bool { return !bytes.HasPrefix(s.word(from+i), w) })
	return from, from + n
}

// add appends a word, greater than all before it, whose postings were just appended.
func (s *segment) add(word []byte) {
	s.words = append(s.words, word...)
	s.wordEnd = append(s.wordEnd, uint32(len(s.words)))
	s.listEnd = append(s.listEnd, uint32(len(s.postings)))
}

// post appends a posting to the list that is being written; gap is from the post before it, or from
// -1.
func (s *segment) post(gap uint32, w weight) {
	s.postings = append(binary.AppendUvarint(s.postings, uint64(gap)), byte(w))
}

// clip gives back what the slices have too much. A quarter more is not worth a copy.
func (s *segment) clip() {
	s.words, s.postings = clip(s.words), clip(s.postings)
	s.wordEnd, s.listEnd = clip(s.wordEnd), clip(s.listEnd)
}

func clip[T any](s []T) []T {
	if cap(s)-len(s) <= len(s)/16 {
		return s
	}
	return append(make([]T, 0, len(s)), s...)
}

// nextPosting reads the posting at the start of list and returns the rest. Lists are our own: they
// are never broken.
func nextPosting(list []byte) (gap uint32, w weight, rest []byte) {
	if list[0] < 0x80 {
		return uint32(list[0]), weight(list[1]), list[2:]
	}
	v, n := binary.Uvarint(list)
	return uint32(v), weight(list[n]), list[n+1:]
}
