// Package markdown has the tree of a post: what a reader reads, whatever engine it was written for.
//
//	for _, h := range doc.Headings {
//		fmt.Println(h.Line, h.Text, h.ID)
//	}
//
// There is one tree, of plain structs that never change: renderer, search, feed and excerpt all
// walk the same one, and none of them knows that goldmark made it, or that a block was HTML, a
// shortcode or a footnote in the author's file. [Document.Links], [Document.Anchors] and
// Document.Problems are for checks of a post, with the lines of the author's file;
// [Document.WithoutTitle] is for whoever shows the post's title above it.
//
// How a text becomes a tree, package by package:
//
//	dialect   text -> text             what a site generator replaces before Markdown: shortcodes, template tags, MDX
//	grammar   text -> goldmark's tree  CommonMark, GFM, and constructs with signs of their own; all within limits
//	parser    goldmark's tree -> this one, with the HTML between; titles, excerpts and single lines
//
// To add a construct, write a file for it: a rewriter in dialect if a generator would run before
// Markdown, a parser in grammar if it changes how the text around it is read, else a step of the
// conversion in parser.
//
// Every string of the tree is clean in the sense of [plaintext.Clean], except that code may hold
// tabs and line ends. Entities are decoded once, outside code; one that decodes to a control
// character is U+FFFD. Strings share memory with the text: copy a string that is kept for long.
package markdown
