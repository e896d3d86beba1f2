package search

import (
	"bytes"
	"encoding/binary"
	"sort"
)

// weight says how a post contains a word: how often in its text, and in which of its fields.
type weight uint8

const (
	inBody    weight = 0x0F // how often; 15 means 15 or more
	inHeading weight = 1 << 4
	inSummary weight = 1 << 5
	inTags    weight = 1 << 6 // also in categories, authors and the series
	inTitle   weight = 1 << 7
)

// segment is the inverted index of some posts: sorted words, each with its posts as pairs of a
// varint and a weight. The varint is the distance to the number of the previous post. All data is
// in four slices, since a million words would be a million pointers for the garbage collector.
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

// lists returns the lists of the words [i, j), one after another.
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

// find returns the half-open range of the words that equal w or, if prefix is set, begin with it.
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

// add appends a word, which is greater than all before it, and whose postings were just appended.
func (s *segment) add(word []byte) {
	s.words = append(s.words, word...)
	s.wordEnd = append(s.wordEnd, uint32(len(s.words)))
	s.listEnd = append(s.listEnd, uint32(len(s.postings)))
}

// post appends a posting to the current list. gap is the distance from the previous post, or from
// -1.
func (s *segment) post(gap uint32, w weight) {
	s.postings = append(binary.AppendUvarint(s.postings, uint64(gap)), byte(w))
}

// clip frees the spare capacity of the slices, unless it is less than a sixteenth, which is not
// worth a copy.
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

// nextPosting reads the first posting of list and returns the rest. We made the lists ourselves, so
// they are valid.
func nextPosting(list []byte) (gap uint32, w weight, rest []byte) {
	if list[0] < 0x80 {
		return uint32(list[0]), weight(list[1]), list[2:]
	}
	v, n := binary.Uvarint(list)
	return uint32(v), weight(list[n]), list[n+1:]
}
