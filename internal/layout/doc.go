// Package layout lays posts out: a parsed post and a width go in, styled lines come out.
//
//	page, err := layout.Draw(ctx, layout.Request{ID: post.ID, Doc: parse, Width: 80, Theme: theme.Dark()})
//	for _, line := range page.Lines {
//		fmt.Println(line)
//	}
//
// It is pure: it keeps nothing, starts no goroutine, and knows no blog. Package pages keeps pages
// and lets few be drawn at a time; package theme says how text looks. A [Page] knows where its
// headings, links and images are, and finds the place in the text again when the width has changed:
// [Page.PlaceAt] before, [Page.LineAt] after. [DrawPieces] hands over the lines of a long post
// while it is drawn.
//
// Request.Resolve says which links lead to other posts. Readers who cannot click, because there is
// no OSC 8, are told at the end of the page how to get there. Code that is wider than the page is
// wrapped if Request.WrapCode says so, for a page that is printed; in the reader it is cut, and
// [Page.Scrolled] shows the rest.
//
// These hold for every line of a page:
//
//   - It stands for itself: no look and no link runs over its end.
//   - It holds no control sequences but SGR and OSC 8, no control characters, tabs or characters
//     that override the direction of text, and is valid UTF-8.
//   - It is never wider than the page, as [Width] measures it, and has no blanks at its end that
//     cannot be seen.
//   - Equal requests make equal bytes.
//
// # Glamour
//
// The style sheet is Glamour's: a [theme.Theme] is JSON in its schema, any of its themes can be
// used as it is, and looks and formats are made by its elements (theme/look.go). The layout is not:
// Glamour lays out by writing styled text and then parsing, wrapping and padding that text again
// for every block around it. That takes 2 to 10 ms and tens of thousands of allocations for a
// kilobyte, where this package takes a fifth of a millisecond, is quadratic in the depth of lists
// and quotes, and has defects, each of which is named where it is answered:
//
//	wrap          breaks styled text by parsing it        a look is a number beside the text until a line is finished
//	canvas.go     styles every word and blank             a sequence where the look changes
//	list.go       no hanging indents, fused paragraphs    marks and indents of a block, pushed and popped
//	quote.go      lays out again for every level          the same
//	code.go       re-wraps code, keeps tabs               lines stay lines, wide ones break with a mark, or
//	wide.go                                               are cut with a mark and can be scrolled
//	highlight.go  one colour scheme for the process       looks of the theme
//	table.go      cuts cells, moves links below           columns that fit, else records
//	notes.go      no footnotes                            notes at the end, and back
//	links.go      addresses that break the screen         percent signs, and only what is safe to open
//	inlines.go    entities in code, no hard breaks        the tree says what is meant
//
// A block is drawn by the method of [markdown.BlockKind]'s name, from draw.go; the lines of text in
// it are broken by package wrap and written by canvas.go.
package layout
