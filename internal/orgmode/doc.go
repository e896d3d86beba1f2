// Package orgmode makes Markdown of posts in Org, the markup of Emacs, so that everything behind it
// sees one kind of text.
//
//	markdown, line, err := orgmode.Markdown(text)
//
// The tree comes from go-org, the library that Hugo uses. Nothing is included, evaluated or run;
// sizes and depth are bounded, since every text is foreign. What Org keeps from its readers, comments,
// drawers of properties and headlines with the tag "noexport", is left away.
package orgmode
