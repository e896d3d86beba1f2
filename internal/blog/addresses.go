package blog

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/sshblog/sshblog/internal/dates"
	"github.com/sshblog/sshblog/internal/plaintext"
)

// addresses are all ways but slugs in which a link may name something of the blog. Keys are folded
// and have no slashes around them, see refKey.
type addresses struct {
	// by permalink and alias: what an author wrote goes before what was made of the name of a file
	written map[string]*Post
	files   map[string]*Post  // by path without extension, from the root and from the content directory
	names   map[string]*Post  // by file name without extension
	assets  map[string]string // paths of other files by their keys
	pages   bool              // some of the assets are such as pages are made of
	dirs    map[string]bool   // what lies above any of these: sections, folders
	places  map[string]bool   // where posts lie, see placeOf

	fileNames func() *fileNames // made when first asked for, which few links do

	all        []*Post                   // in the order of their right to a name
	namesakes  func() map[string][]*Post // made when first asked for, see namesakesOf
	titlesOnce sync.Once
	byTitle    map[string]*Post
}

// newAddresses collects the addresses of all posts.
func newAddresses(x *Index) *addresses {
	a := &addresses{
		written: make(map[string]*Post, len(x.all)),
		files:   make(map[string]*Post, len(x.all)),
		names:   make(map[string]*Post, len(x.all)),
		assets:  make(map[string]string, len(x.assets)),
		dirs:    map[string]bool{"": true},
		places:  map[string]bool{},
	}
	a.fileNames = sync.OnceValue(func() *fileNames { return newFileNames(x, a) })
	a.addPlaces(x)
	all := byPrecedence(x)
	a.all = all
	a.namesakes = sync.OnceValue(func() map[string][]*Post { return a.namesakesOf() })
	for _, p := range all {
		if p.Permalink != "" {
			a.add(a.written, refKey(p.Permalink, x.site.BaseURL), p)
		}
	}
	for _, p := range all {
		for _, alias := range p.Aliases {
			a.add(a.written, refKey(alias, x.site.BaseURL), p)
		}
	}
	for _, p := range all {
		file := fileKey(plaintext.Fold(p.Path))
		a.add(a.files, file, p)
		a.add(a.names, file[strings.LastIndexByte(file, '/')+1:], p)
	}
	// in a second round: what is a path from the root is one before it is one from the content
	// directory
	for _, p := range all {
		if within := x.site.Within(p.Path); within != p.Path {
			a.add(a.files, fileKey(plaintext.Fold(within)), p)
		}
	}
	for _, file := range x.assets {
		key := plaintext.Fold(file)
		a.assets[key] = file
		a.pages = a.pages || slices.ContainsFunc(pageEnds, func(end string) bool { return strings.HasSuffix(key, end) })
		a.parents(key)
		if within := x.site.Within(key); within != key {
			a.parents(within)
		}
	}
	for _, s := range x.sections {
		a.dirs[plaintext.Fold(s.Dir)] = true
	}
	return a
}

// byPrecedence returns all posts in the order of their right to an address: listed posts before
// their translations, the older date first, undated posts last.
func byPrecedence(x *Index) []*Post {
	all := slices.Clone(x.all)
	rank := make(map[*Post]int, len(all))
	for _, p := range all {
		if x.slugs[plaintext.Fold(p.Slug)] != p {
			rank[p] += 2
		}
		if p.Date.IsZero() {
			rank[p]++
		}
	}
	slices.SortFunc(all, func(p, q *Post) int {
		return cmp.Or(cmp.Compare(rank[p], rank[q]), p.Date.Compare(q.Date), strings.Compare(p.Path, q.Path))
	})
	return all
}

func (a *addresses) add(to map[string]*Post, key string, p *Post) {
	if key == "" || to[key] != nil {
		return
	}
	to[key] = p
	a.parents(key)
}

// parents notes all places above key.
func (a *addresses) parents(key string) {
	for {
		i := strings.LastIndexByte(key, '/')
		if i <= 0 {
			return
		}
		if key = key[:i]; a.dirs[key] {
			return
		}
		a.dirs[key] = true
	}
}

// find returns the post of a key, whatever it names it by.
func (a *addresses) find(key string) *Post {
	if p := a.written[key]; p != nil {
		return p
	}
	if p := a.files[key]; p != nil {
		return p
	}
	return a.names[key]
}

// fileKey removes from a folded slash path whatever does not distinguish files: surrounding
// slashes, the extension of a post or a web page, and "index" for the directory.
func fileKey(file string) string {
	key := strings.Trim(file, "/")
	key = withoutExt(strings.TrimSuffix(strings.TrimSuffix(key, ".html"), ".htm"))
	if key == "index" {
		return key
	}
	return strings.TrimRight(strings.TrimSuffix(key, "/index"), "/")
}

// ID names the set of addresses of the Index: where two have the same ID, Resolve returns Targets
// that are equal but for the text of their posts. A caller that keeps a Target for long keeps its
// slug, and looks its post up again.
func (x *Index) ID() string { return x.id() }

func (x *Index) makeID() string {
	h := sha256.New()
	var buf []byte
	text := func(s ...string) {
		buf = buf[:0]
		for _, s := range s {
			buf = append(buf, s...)
			buf = append(buf, 0)
		}
		_, _ = h.Write(buf) // never fails
	}
	text(x.site.BaseURL)
	text(x.site.Content...)
	text(x.site.Static...)
	for _, p := range x.all {
		text(p.Slug, p.Path, p.Permalink, p.Lang)
		text(p.Aliases...)
	}
	text("", "")
	for _, s := range x.sections {
		text(s.Dir)
	}
	text("", "")
	for _, file := range x.assets {
		_, _ = io.WriteString(h, file)
		_, _ = h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// generated reports whether a key is an address that site generators make without a file of its
// author: lists of tags and the like, feeds, pages of lists, years, and what lies above posts.
func (a *addresses) generated(key string) bool {
	if a.dirs[key] {
		return true
	}
	base := path.Base(key)
	switch path.Ext(base) {
	case ".xml", ".rss", ".atom":
		return true
	}
	parts := strings.Split(key, "/")
	if base == "feed.json" || generatedDirs[base] || len(parts) > 1 && generatedDirs[parts[len(parts)-2]] {
		return true
	}
	for i, part := range parts {
		if generatedDirs[part] && i <= 1 {
			return true
		}
	}
	return allNumbers(parts)
}

// generatedDirs are names of directories, and of lists, that site generators make.
var generatedDirs = map[string]bool{
	"tags": true, "tag": true, "categories": true, "category": true, "topics": true, "topic": true, "authors": true, "author": true,
	"series": true, "archive": true, "archives": true, "page": true, "search": true, "feed": true, "feeds": true, "rss": true, "atom": true,
	"sitemap": true,
}

// allNumbers tells 2020/05 and the like, which are lists of posts.
func allNumbers(parts []string) bool {
	if len(parts) > 3 {
		return false
	}
	for i, part := range parts {
		if _, w := dates.Digits(part); w != len(part) || i == 0 && w != 4 {
			return false
		}
	}
	return true
}
