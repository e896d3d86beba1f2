// Package parser makes a tree of the text of a post.
//
//	doc := parser.Parse(body, firstLine)
//
// [PlainInline], [Excerpt], [TitleLine] and [HeadingTitle] are for callers that want only one line
// of a text, and [ParseHead] for the beginning of a long one.
//
// How a text becomes a tree:
//
//	bytes -> text              parse.go    UTF-8, line ends, no control characters
//	text -> text               package dialect
//	text -> goldmark's tree    package grammar
//	goldmark's tree -> Blocks  convert.go, inline.go, and for each construct a file: table.go, alert.go, callout.go,
//	                           attributes.go ({: #id}), fence.go, emoji.go, entities.go, anchor.go
//	HTML -> Blocks             tags.go, htmlinline.go, htmlblock.go, htmlflow.go, htmllist.go, htmlmedia.go, htmltable.go
//
// Rules that hold everywhere:
//
//   - A text is foreign. [Parse] takes any bytes, never fails and never panics. What it may cost is
//     bounded before goldmark sees it, or while it does: depth, marks in a block, cells of a table,
//     lines and marks of a post. What is over a bound stays, as text.
//   - Nothing is dropped that a reader would have seen on the author's site.
//   - Lines are those of the author's file.
package parser
