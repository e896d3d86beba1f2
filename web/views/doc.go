// Package views makes the web pages of a blog: an address goes in, an Answer comes out. It knows
// neither HTTP nor connections, so a server and a static export have the same pages.
//
//	views.go      Views, and Blog: the pages of one Index
//	routes.go     which address a post has; find.go has what an address means, files.go the files of a blog
//	address.go    writes addresses
//	page.go       what all pages have in common: head, navigation, foot
//	post.go       the page of a post
//	home.go       the first page; list.go and groups.go have lists of posts, and of tags and the like
//	search.go     the answer to a search
//	feeds.go      feeds and their addresses; sitemap.go has the list of all pages for machines
//	size.go       reads how large a picture is
//	style.go      the style sheet
//
// Rules that hold everywhere:
//
//   - A post that lists do not show, as it is hidden, has no page, no copy in Markdown, and is in no
//     feed. Drafts and scheduled posts are not in the Index at all, unless the operator wants them there.
//   - A post is served at one address: its permalink, else its slug. All else that means it redirects
//     there. A redirect leads to an address that this package made, never to one that a request or a
//     post contains, and what it leads to does not redirect.
//   - Everything on a page that is fetched with it comes from the blog: no page names a script, a font
//     or a picture elsewhere.
package views
