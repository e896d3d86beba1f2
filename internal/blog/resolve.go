package blog

import (
	"strings"
	"unicode"
)

// Target is where a link leads. Of its fields those are set that are known.
type Target struct {
	Post   *Post  // a post or page of this blog
	Anchor string // the fragment, decoded and without its '#'
	URL    string // address on the web; of something of this blog only where the site has a BaseURL
	File   string // slash path of an image or other file, relative to the directory that was loaded
}

// Resolve finds where the destination of a link or image in from leads; from may be nil. A
// destination is taken
//
//   - as an address elsewhere, if it has a scheme and is not below the site's BaseURL: URL is the
//     destination, unchanged;
//   - relative to the file of from, else to its permalink, else to the content directory and the
//     static directories; a file also relative to any other directory;
//   - as the permalink, alias, slug, path or file name of another post, which includes what the
//     dialects have for it: "@/x.md", "{filename}x.md", "{static}/x.png", the targets of post_url,
//     link, ref and relref; "[[name]]" is the path, file name, alias or title of a note.
//
// Case, percent escapes, the way accents are composed, slashes at the end, "index.html" and ".html"
// do not matter. Of translations it is the one in the language of from, unless the destination
// names a file. A destination that is nothing of this blog has only a URL, if there is a BaseURL.
// The result is false if there is nothing to go to.
func (x *Index) Resolve(from *Post, dest string) (Target, bool) {
	t, _ := x.Follow(from, dest)
	return t, t != Target{}
}

// Follow is [Index.Resolve] that also reports whether the link is alive, as far as is known: what a
// site generator makes without a file, such as a list of tags, is alive though nothing of the blog
// answers to it, and so is what lies elsewhere on the web site than the posts.
func (x *Index) Follow(from *Post, dest string) (t Target, alive bool) {
	dest = strings.TrimFunc(dest, isBlank)
	if dest == "" || len(dest) > MaxAddress {
		return Target{}, false
	}
	absolute := false
	if name, ok := wikiName(dest); ok {
		return x.note(from, name), true // what nobody wrote yet is no mistake
	}
	if hasScheme(dest) || strings.HasPrefix(dest, "//") {
		local, ours := x.ours(dest)
		if !ours {
			return Target{URL: dest}, true
		}
		dest, absolute = local, true
	}
	l := link{x: x, a: x.addresses(), from: from, absolute: absolute}
	if t, ok := l.asWritten(dest); ok {
		return t, true
	}
	if !l.parse(dest) {
		return Target{}, true // a list that a generator makes
	}
	if l.path == "" && !l.rooted {
		return l.self()
	}
	if base := basePath(x.site.BaseURL); base != "" && l.rooted &&
		(l.path == base[1:] || strings.HasPrefix(l.path, base[1:]+"/")) {
		whole := l
		l.path = strings.TrimPrefix(l.path[len(base)-1:], "/")
		l.raw = strings.TrimPrefix(l.raw[min(len(base)-1, len(l.raw)):], "/")
		if t, alive := l.target(); alive {
			return t, true
		}
		ofSite := l.ofSite()
		l = whole
		l.based = true
		t, alive := l.target()
		return t, alive || ofSite
	}
	t, alive = l.target()
	return t, alive || l.ofSite()
}

// isBlank reports whether a character around a destination is none of it: blanks, and the invisible
// ones that writing from right to left leaves there.
func isBlank(r rune) bool {
	return unicode.IsSpace(r) || r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E || r == 0x2060 || r == 0xFEFF
}
