package blog

import (
	"path"
	"strings"

	"github.com/sshblog/sshblog/internal/plaintext"
)

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
