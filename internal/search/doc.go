// Package search finds posts by their words: an index of the full text of a blog, and a ranked
// answer to what a reader types.
//
//	index, err := search.Build(ctx, store.Index(), nil)
//	for _, hit := range index.Search(`wax "queen bee" year:2024`, 20) {
//		fmt.Println(hit.Post.Title, hit.Line)
//	}
//
// A long-running program holds a [Searcher], which builds in the background and answers from its
// newest index:
//
//	searcher := search.NewSearcher()
//	err := searcher.Update(ctx, store.Index()) // again after each change, which reads only changed posts
//	hits, ready := searcher.Search("wax", 20)
//
// [Parse] describes the queries.
//
// How a text becomes an answer:
//
//	text       -> words        fold.go, tokens.go, signs.go
//	                           case, accents and widths folded, C++ and .NET whole; Chinese, Japanese,
//	                           Korean and Thai as pairs of characters
//	words      -> segment      batch.go, segment.go
//	                           some posts inverted: sorted words, each with its posts, as compact as possible
//	segments   -> Index        merge.go, build.go
//	                           merged into one; the segment of an earlier Index is one more to merge
//	Index      -> candidates   rank.go
//	                           posts with every word; scores by rarity, field and frequency
//	candidates -> Hits         reader.go, scan.go, passages.go, snippet.go
//	                           the best few are read again for phrases, nearness and the line to show
//
// The rules:
//
//   - An Index never changes and is shared by all readers. It depends only on the posts: one that
//     was built on top of an earlier one equals one that was built from nothing, byte by byte.
//   - Neither the text of posts nor the positions of words are kept. Whatever needs them reads the
//     post again, within a budget.
//   - Everything is bounded: the length and the words of a query, the words of a post, the text that
//     is read again for an answer.
//   - Only what lists show is found: Posts and Pages of the blog's Index, but no hidden posts and,
//     unless they are shown, no drafts.
//   - Hits with equal scores are in the order of the blog: newest first, pages last.
package search
