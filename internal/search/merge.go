package search

import (
	"bytes"
	"slices"

	"github.com/sshblog/sshblog/internal/pacer"
)

// source is a segment to merge. number maps its posts to those of the merged segment; -1 means that
// the post is gone.
type source struct {
	*segment
	number []int32
	at     int // the current word
}

func (s *source) word() []byte { return s.segment.word(s.at) }

type posting struct {
	post int32
	weight
}

// merge merges segments into one.
func merge(sources []*source) *segment {
	size := 0
	heap := make([]*source, 0, len(sources))
	for _, s := range sources {
		size += len(s.postings)
		if s.len() > 0 {
			heap = append(heap, s)
		}
	}
	for i := len(heap)/2 - 1; i >= 0; i-- {
		sift(heap, i)
	}
	out := &segment{postings: make([]byte, 0, size+size/16)}
	var list []posting
	var word []byte
	var pause pacer.Pacer
	for n := 0; len(heap) > 0; n++ {
		if n%64 == 0 {
			pause.Yield()
		}
		word = append(word[:0], heap[0].word()...)
		list = list[:0]
		for len(heap) > 0 && bytes.Equal(heap[0].word(), word) {
			list = heap[0].collect(list)
			if heap[0].at++; heap[0].at == heap[0].len() {
				heap[0] = heap[len(heap)-1]
				heap = heap[:len(heap)-1]
			}
			sift(heap, 0)
		}
		out.addList(word, list)
	}
	out.clip()
	return out
}

// collect appends the postings of the current word.
func (s *source) collect(list []posting) []posting {
	post := -1
	for rest := s.lists(s.at, s.at+1); len(rest) > 0; {
		var gap uint32
		var w weight
		gap, w, rest = nextPosting(rest)
		post += int(gap)
		if n := s.number[post]; n >= 0 {
			list = append(list, posting{n, w})
		}
	}
	return list
}

func (s *segment) addList(word []byte, list []posting) {
	if len(list) == 0 {
		return
	}
	byPost := func(a, b posting) int { return int(a.post) - int(b.post) }
	if !slices.IsSortedFunc(list, byPost) {
		slices.SortFunc(list, byPost)
	}
	before := int32(-1)
	for _, p := range list {
		s.post(uint32(p.post-before), p.weight)
		before = p.post
	}
	s.add(word)
}

// sift moves a source down to the place of its word in a heap whose top is the source with the
// first word.
func sift(heap []*source, i int) {
	for {
		child := 2*i + 1
		if child >= len(heap) {
			return
		}
		if child+1 < len(heap) && bytes.Compare(heap[child+1].word(), heap[child].word()) < 0 {
			child++
		}
		if bytes.Compare(heap[i].word(), heap[child].word()) <= 0 {
			return
		}
		heap[i], heap[child] = heap[child], heap[i]
		i = child
	}
}
