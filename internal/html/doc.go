// Package html writes posts as HTML, for feeds and for web pages.
//
// It walks the same tree as the screens ([markdown.Document]), so the text of a page is the text on
// the screen. What differs is the [Form]: feed readers drop classes and looks, and know a post by
// whole addresses; pages have classes for code and for their style sheet, anchors at headings, and
// boxes in which wide tables scroll.
//
// There are two lines of defence. Raw HTML of posts never gets into the tree, and everything that is
// written from the tree is escaped. Then [Body] sends the whole through bluemonday, with a policy that
// lets through nothing but what this package writes.
package html
