package search

import (
	"bytes"
	"slices"
)

// Same reports whether two indexes are equal byte by byte.
func Same(a, b *Index) bool {
	return slices.Equal(a.posts, b.posts) && slices.Equal(a.keys, b.keys) && slices.Equal(a.lengths, b.lengths) &&
		slices.Equal(a.norms, b.norms) && bytes.Equal(a.words, b.words) && bytes.Equal(a.postings, b.postings) &&
		slices.Equal(a.wordEnd, b.wordEnd) && slices.Equal(a.listEnd, b.listEnd)
}

// IndexSize returns what the postings and words of an index take, in bytes.
func IndexSize(i *Index) int {
	return len(i.words) + len(i.postings) + 4*len(i.wordEnd) + 4*len(i.listEnd)
}
