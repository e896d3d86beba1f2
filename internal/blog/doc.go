// Package blog is the domain: posts, and the questions that readers ask of all of them.
//
// An [Index] is an immutable snapshot of a blog. It is made of [Parts] by package loader, which
// reads files; this package knows neither files nor YAML, and starts no goroutine.
//
//	post.go       Post: text and what its author says of it
//	site.go       Site: what is known of the blog as a whole
//	index.go      Index: lists, lookup by slug, neighbours
//	group.go      tags, categories, series, authors, years; name.go makes spellings equal
//	resolve.go    where a link in a post leads; addresses.go, address.go and weburl.go have the addresses of posts
//	slug.go       slugs, and what the path of a file says of its post
//	nearest.go    the post that a mistyped slug means
//	derived.go    Derived: a value that is made once of the newest Index, such as the related posts
//
// Groups, addresses and suggestions are made when first asked for, or by [Index.Prepare].
//
// Rules that hold everywhere:
//
//   - An Index and its Posts never change and are shared by all readers. What changes is which
//     Index is the newest.
//   - No control character of a file reaches a title, tag, name or slug. [Post.Raw] and [Post.Body]
//     are the author's text as it is: code that shows them cleans them.
//   - A date keeps the zone its author wrote.
package blog
