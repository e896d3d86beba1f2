package blog

import (
	"path"
	"strings"

	"github.com/sshblog/sshblog/internal/plaintext"
)

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
