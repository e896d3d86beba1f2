package blog

import (
	"path"
	"strings"
	"unicode"

	"github.com/sshblog/sshblog/internal/plaintext"
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

// link is a destination on its way to its target.
type link struct {
	x    *Index
	a    *addresses
	from *Post

	path   string // folded and decoded, without a slash before it
	raw    string // path before it was folded
	query  string // with its '?'
	rooted bool   // it started with a slash, or means the content directory
	file   bool   // it names a file and not an address
	based  bool   // it starts with the path of the BaseURL
	anchor string

	absolute bool // it was written with the BaseURL
}

// parse splits dest into its parts. It returns false where dest names a list of posts that the site
// generator makes.
func (l *link) parse(dest string) bool {
	if rest, ok := strings.CutPrefix(dest, "@/"); ok { // Zola
		dest, l.rooted, l.file = rest, true, true
	} else if rest, ok := cutAlias(dest); ok {
		dest, l.rooted = rest, true
	} else if c := dest[0]; c == '{' || c == '|' { // Pelican
		word, rest, ok := cutWord(dest)
		switch {
		case !ok:
		case word == "filename" || word == "static" || word == "attach":
			dest, l.file = rest, true
		case word == "tag" || word == "category" || word == "author" || word == "index":
			return false
		}
	}
	dest, fragment, _ := strings.Cut(dest, "#")
	l.anchor, _, _ = strings.Cut(unescape(fragment), ":~:")
	if i := strings.IndexByte(dest, '?'); i >= 0 {
		dest, l.query = dest[:i], dest[i:]
	}
	if strings.HasPrefix(dest, "/") {
		l.rooted = true
		dest = strings.TrimLeft(dest, "/")
	}
	l.raw = unescape(dest)
	l.path = plaintext.Fold(l.raw)
	l.file = l.file || IsPostExt(path.Ext(l.path))
	return true
}

// cutAlias cuts what stands for the directory of a site, or of its sources, in those that are built
// of modules.
func cutAlias(s string) (rest string, ok bool) {
	for _, alias := range [...]string{"@site/", "~@/", "~/", "$lib/"} {
		if rest, ok = strings.CutPrefix(s, alias); ok {
			return rest, true
		}
	}
	return s, false
}

// asWritten finds the file whose path a destination is with its signs: a name may have a '?', a '#'
// or a '%', which goes before what these mean in an address.
func (l *link) asWritten(dest string) (Target, bool) {
	if !strings.ContainsAny(dest, "?#%") || dest[0] == '#' {
		return Target{}, false
	}
	for _, written := range [...]string{dest, unescape(dest)} {
		key := plaintext.Fold(strings.Trim(written, "/"))
		near := key
		if l.from != nil && dest[0] != '/' {
			near = path.Join(plaintext.Fold(path.Dir(l.from.Path)), key)
		}
		for _, key := range [...]string{near, key} {
			if p := l.a.files[fileKey(key)]; p != nil && strings.ContainsAny(key, "?#%") {
				return l.post(p), true
			}
			if file, ok := l.a.assets[key]; ok {
				return l.asset(file), true
			}
		}
	}
	return Target{}, false
}

// cutWord splits "{word}rest" and "|word|rest".
func cutWord(s string) (word, rest string, ok bool) {
	end := byte('}')
	if s[0] == '|' {
		end = '|'
	}
	if i := strings.IndexByte(s[1:], end); i > 0 && i < 10 {
		return s[1 : 1+i], s[2+i:], true
	}
	return "", s, false
}

// self is the target of a link that is nothing but a fragment.
func (l *link) self() (Target, bool) {
	if l.from == nil {
		return Target{}, false
	}
	return l.post(l.from), true
}

// target tries all meanings of the path, the nearest first.
func (l *link) target() (Target, bool) {
	near := ""
	if !l.rooted && l.from != nil {
		near = path.Join(plaintext.Fold(path.Dir(l.from.Path)), l.path)
		if p := l.a.files[fileKey(near)]; p != nil {
			return l.post(p), true
		}
		if file, ok := l.a.assets[near]; ok {
			return l.asset(file), true
		}
	}
	if l.file {
		if p := l.a.files[fileKey(l.path)]; p != nil {
			return l.post(p), true
		}
	}
	address, web := l.path, l.raw // from the root of the site
	if !l.rooted {
		web = l.onWeb()
		address = plaintext.Fold(web)
	}
	if p := l.byAddress(address); p != nil {
		return l.post(p), true
	}
	if t, ok := l.below(address); ok {
		return t, true
	}
	if t, ok := l.inDirectory(); ok {
		return t, true
	}
	if t, ok := l.anywhere(); ok {
		return t, true
	}
	t := Target{}
	if t.URL = l.web(web); t.URL != "" {
		t.Anchor = l.anchor
	}
	if l.isGenerated(near, address) {
		return t, true
	}
	if p := l.byName(); p != nil {
		return l.post(p), true
	}
	return t, false
}

// onWeb returns a relative path as one from the root of the site, by the permalink of from, else by
// its directory.
func (l *link) onWeb() string {
	if l.from == nil {
		return strings.TrimPrefix(path.Clean("/"+l.raw), "/")
	}
	dir := path.Dir(l.x.site.Within(l.from.Path))
	if l.from.Permalink != "" {
		dir = AddressPath(l.from.Permalink)
		if !strings.HasSuffix(dir, "/") {
			dir = path.Dir(dir)
		}
	}
	onWeb := strings.TrimPrefix(path.Join("/", dir, l.raw), "/")
	if strings.HasSuffix(l.raw, "/") {
		onWeb += "/"
	}
	return onWeb
}

// byAddress finds a post by permalink, alias, path or slug.
func (l *link) byAddress(address string) *Post {
	if p := l.a.written[fileKey(address)]; p != nil {
		return l.inLang(p)
	}
	key := fileKey(l.path)
	if p := l.a.written[key]; p != nil {
		return l.inLang(p)
	}
	if p := l.a.files[key]; p != nil {
		return p
	}
	if p := l.a.files[fileKey(address)]; p != nil {
		return p
	}
	if p := l.x.slugs[key]; p != nil {
		return l.inLang(p)
	}
	return l.a.names[key]
}

// byName finds a post by the last part of a path: permalinks by a pattern that is not known, paths
// of generators that look for a file by its name.
func (l *link) byName() *Post {
	key := fileKey(l.path)
	name := key[strings.LastIndexByte(key, '/')+1:]
	if name == "" || name == ".." {
		return nil
	}
	if p, decided := l.a.namesake(key); p != nil || decided {
		if p != nil {
			return l.inLang(p)
		}
		return nil
	}
	if p := l.x.slugs[name]; p != nil {
		return l.inLang(p)
	}
	return l.a.names[name]
}

// top is the directory that was loaded.
var top = []string{"."}

// below finds a file from the content and static directories.
func (l *link) below(address string) (Target, bool) {
	for _, rest := range [...]string{l.path, address} {
		for _, dirs := range [...][]string{l.x.site.Static, l.x.site.Content, top} {
			for _, dir := range dirs {
				if file, ok := l.a.page(keyBelow(dir, rest)); ok {
					return l.asset(file), true
				}
			}
		}
		if rest == address {
			break
		}
	}
	return Target{}, false
}

// keyBelow returns the key in addresses.assets of the file at rest below a directory; "" if there
// can be none.
func keyBelow(dir, rest string) string {
	if strings.Contains(rest, ".") || strings.Contains(rest, "//") {
		rest = path.Clean(rest) // returns rest itself where there is nothing to do
	}
	if dir == "." {
		return strings.TrimSuffix(rest, "/")
	}
	return strings.TrimSuffix(plaintext.Fold(dir)+"/"+rest, "/")
}

// pageEnds are those of files that generators make pages of, besides posts.
var pageEnds = []string{".html", "/index.html", ".htm", ".adoc", ".org", ".rst", ".ipynb"}

// page finds a file, or the one of which a generator makes the page that an address means.
func (a *addresses) page(key string) (string, bool) {
	if file, ok := a.assets[key]; ok {
		return file, true
	}
	if ext := path.Ext(key); ext != "" && ext != ".html" || !a.pages {
		return "", false
	}
	key = strings.TrimSuffix(key, ".html")
	for _, end := range pageEnds {
		if file, ok := a.assets[key+end]; ok {
			return file, true
		}
	}
	return "", false
}

// inDirectory finds a file in the directory that has the name of the post: Hexo's asset directories.
func (l *link) inDirectory() (Target, bool) {
	if l.rooted || l.from == nil {
		return Target{}, false
	}
	file, ok := l.a.assets[path.Join(plaintext.Fold(withoutExt(l.from.Path)), l.path)]
	if !ok {
		return Target{}, false
	}
	return l.asset(file), true
}

// isGenerated reports whether the site generator makes a page for the path that has no file of its
// own: that of a directory, or of a list such as a tag.
func (l *link) isGenerated(near, address string) bool {
	near = strings.TrimSuffix(near, "/_index.md")
	return near != "" && near != "." && l.a.dirs[near] || l.a.generated(fileKey(address)) || l.rooted &&
		l.a.generated(fileKey(strings.TrimSuffix(l.path, "_index.md")))
}

// inLang returns the translation of p in the language of from.
func (l *link) inLang(p *Post) *Post {
	if l.from == nil || l.from.Lang == "" {
		return p
	}
	return p.In(l.from.Lang)
}

// post is the target of a link to p.
func (l *link) post(p *Post) Target {
	t := Target{Post: p, Anchor: l.anchor}
	switch {
	case p.Permalink == "":
	case strings.Contains(p.Permalink, "://"):
		t.URL = p.Permalink
	default:
		t.URL = l.web(strings.TrimPrefix(p.Permalink, "/"))
		return t
	}
	if t.URL != "" && t.Anchor != "" {
		t.URL += "#" + escapePath(t.Anchor)
	}
	return t
}

// asset is the target of a link to a file that is no post.
func (l *link) asset(file string) Target {
	t := Target{File: file, Anchor: l.anchor}
	if l.x.site.BaseURL == "" {
		return t
	}
	if l.from != nil && strings.HasSuffix(l.from.Permalink, "/") && ParsePath(l.from.Path).Bundle {
		if rest, ok := strings.CutPrefix(file, path.Dir(l.from.Path)+"/"); ok { // it is published with the post
			t.URL = l.web(strings.Trim(AddressPath(l.from.Permalink), "/") + "/" + rest)
			return t
		}
	}
	for _, dirs := range [][]string{l.x.site.Static, l.x.site.Content} {
		for _, dir := range dirs {
			if rest, ok := strings.CutPrefix(file, dir+"/"); ok {
				t.URL = l.web(rest)
				return t
			}
		}
	}
	t.URL = l.web(file)
	return t
}

// web returns the address of a path on the web; "" where the site has no BaseURL.
func (l *link) web(rest string) string {
	base := l.x.site.BaseURL
	if base == "" {
		return ""
	}
	if l.based {
		base = base[:len(base)-len(basePath(base))]
	}
	address := base + "/" + escapePath(rest) + l.query
	if l.anchor != "" {
		address += "#" + escapePath(l.anchor)
	}
	return address
}
