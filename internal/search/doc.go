// Package search finds posts by their words: an index of the full text of a blog, and a ranked
// answer to what a reader types.
//
//	index, err := search.Build(ctx, store.Index(), nil)
//	for _, hit := range index.Search(`wax "queen bee" year:2024`, 20) {
//		fmt.Println(hit.Post.Title, hit.Line)
//	}
//
// A program that runs for long holds a [Searcher], which builds in the background and answers with
// the newest index it has:
//
//	searcher := search.NewSearcher()
//	err := searcher.Update(ctx, store.Index()) // again after each change, which reads only changed posts
//	hits, ready := searcher.Search("wax", 20)
//
// What may be asked is described at [Parse].
//
// How a text becomes an answer:
//
//	text    -> words     fold.go, tokens.go, signs.go     case, accents and widths folded, C++ and .NET whole; Chinese, Japanese, Korean and Thai as pairs of characters
//	words   -> segment   chunk.go, segment.go   some posts inverted: sorted words, each with the posts it is in, as small as it gets
//	segments -> Index    merge.go, build.go     merged into one; the segment of an earlier Index is one more to merge
//	Index   -> candidates   rank.go             every word must be there; scores by rarity, field and frequency
//	candidates -> Hits   scan.go, units.go, window.go   the best few are read again for phrases, nearness and the line that is shown
//
// Rules that hold everywhere:
//
//   - An Index never changes and is shared by all readers. It depends on the posts alone: one that
//     was built upon an earlier one is the same, byte by byte, as one that was built from nothing.
//   - The text of posts is not kept, nor where in a post a word stands. What needs either reads the
//     post again, within a budget.
//   - Everything is bounded: the length and the words of a query, the words of a post, what is read
//     again for an answer.
//   - Only what lists show is found: Posts and Pages of the blog's Index, neither hidden ones nor,
//     where they are not shown, drafts.
//   - Equal scores are in the order of the blog: newest first, pages last.
package search
