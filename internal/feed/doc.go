// Package feed writes a blog as Atom (RFC 4287) and as JSON Feed 1.1, for feed readers.
//
// A feed contains the newest posts with their whole text, as HTML that is made from the same tree
// as the screens and then sanitised. It is written post by post, so the largest post bounds the
// memory. All addresses are absolute: on the web if the site has a base URL, else ssh://HOST/SLUG,
// which names a post wherever it is quoted.
package feed
