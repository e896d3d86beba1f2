// Package related finds the posts that are most like a post: by labels, the rarer the more, and by the words of titles and teasers.
//
//	terms.go       the words and labels of a post
//	termcount.go   how rare each term is
//	similarity.go  which posts have a term
//	related.go     the posts that are most like one
//
// It is pure. [New] reads all posts of an Index; keep the result in a [blog.Derived].
package related
