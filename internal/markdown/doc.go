// Package markdown makes a tree of the text of a post, whatever engine it was written for.
//
//	doc := markdown.Parse(body, firstLine)
//	for _, h := range doc.Headings {
//		fmt.Println(h.Line, h.Text, h.ID)
//	}
//
// There is one tree, of plain structs that never change: renderer, search, feed and excerpt all
// walk the same one, and none of them knows that goldmark made it, or that a block was HTML, a
// shortcode or a footnote in the author's file. [PlainInline], [Excerpt] and [HeadingTitle] are for
// callers that want only one line of it. [Document.Links], [Document.Anchors] and Document.Problems
// are for checks of a post, with the lines of the author's file.
//
// How a text becomes a tree:
//
//	bytes  -> text    clean.go, parse.go    UTF-8, line ends, no control characters
//	text   -> text    dialects.go           what a generator does before Markdown: templates.go, shortcodes.go, and MDX: mdx.go, jsx.go
//	text   -> goldmark's tree    engine.go  CommonMark and GFM, and constructs with parsers of their own: notes.go (footnotes),
//	                                        container.go (:::), admonition.go (!!!), math.go; all within limits.go
//	tree   -> Blocks  convert.go, inline.go, and for each construct a file: table.go, alert.go, attributes.go ({: #id}), fence.go,
//	                  emoji.go, entities.go, anchor.go, and HTML: tags.go, htmlinline.go, htmlblock.go, htmlflow.go
//
// To add a construct, write a file for it: a rewriter of text if a generator would run before
// Markdown, a goldmark parser if it changes how the text around it is read, else a step of the
// conversion.
//
// Rules that hold everywhere:
//
//   - A text is foreign. [Parse] takes any bytes, never fails and never panics. What it may cost is
//     bounded before goldmark sees it, or while it does: depth, marks in a block, cells of a table,
//     lines and marks of a post. What is over a bound stays, as text.
//   - Nothing is dropped that a reader would have seen on the author's site.
//   - Every string of the tree is clean in the sense of [Clean], except that code may hold tabs and
//     line ends. Entities are decoded once, outside code; one that decodes to a control character
//     is U+FFFD.
//   - Lines are those of the author's file.
//   - Strings of the tree share memory with the text. Copy a string that is kept for long.
package markdown
