// Package related finds the posts that are most like a post: by labels, the rarer the more, and by
// the words of titles and teasers.
//
// terms.go reads the words and labels of a post, related.go counts them and compares posts. It is
// pure. [New] reads all posts of an Index; keep the result in a [blog.Derived].
package related
