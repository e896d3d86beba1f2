package blog

import (
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// maxNamesakes bounds the files of one name, and those of one directory, that are looked at for a
// link.
const maxNamesakes = 256

// fileNames finds the files of a blog that are no posts by a part of their path. It is made when a
// link first leads to none, see [addresses].
type fileNames struct {
	ends  map[string][]string // keys by their last part, and by their last two
	stems map[string][]string // keys by their last part without its extension
	dirs  map[string][]string // keys by their directory
	// how many posts lie in a directory: the files below that of a single one are its own
	posts map[string]int
}

func newFileNames(x *Index, a *addresses) *fileNames {
	n := &fileNames{
		ends: make(map[string][]string, 2*len(a.assets)), stems: make(map[string][]string, len(a.assets)),
		dirs: map[string][]string{}, posts: map[string]int{},
	}
	add := func(to map[string][]string, name, key string) {
		if len(to[name]) < maxNamesakes {
			to[name] = append(to[name], key)
		}
	}
	for _, file := range x.assets {
		key := plaintext.Fold(file)
		dir, base := path.Split(key)
		dir = path.Clean(dir)
		add(n.ends, base, key)
		add(n.ends, path.Base(dir)+"/"+base, key)
		add(n.stems, strings.TrimSuffix(base, path.Ext(base)), key)
		add(n.dirs, dir, key)
	}
	for _, p := range x.all {
		n.posts[path.Dir(plaintext.Fold(p.Path))]++
	}
	return n
}

// anywhere finds a file below any directory, since engines and themes keep pictures in many: one
// below which the whole path of the link exists, the nearest to the post first. A path that is not
// from the root of the site, or is nothing but a name, means no file that another post has for
// itself.
func (l *link) anywhere() (Target, bool) {
	rest := path.Clean(l.path)
	base := path.Base(rest)
	if !isDocument(path.Ext(base)) || strings.HasPrefix(rest, "..") ||
		strings.HasPrefix(l.path, "./") {
		return Target{}, false
	}
	from := "."
	if l.from != nil {
		from = path.Dir(plaintext.Fold(l.from.Path))
	}
	names := l.a.fileNames()
	end, whole := base, strings.Contains(rest, "/")
	if whole {
		end = path.Base(path.Dir(rest)) + "/" + base
	}
	best := ""
	for _, key := range names.ends[end] {
		if !strings.HasSuffix("/"+key, "/"+rest) || (!whole || !l.rooted) && names.ownedByOther(key, from) {
			continue
		}
		if best == "" || nearer(key, best, from) {
			best = key
		}
	}
	if best == "" {
		return Target{}, false
	}
	t := l.asset(l.a.assets[best])
	if l.rooted && t.URL != "" {
		t.URL = l.web(l.raw)
	}
	return t, true
}

// ownedByOther reports whether a file lies in or below the directory of one post, and that is not
// the one whose directory is from.
func (n *fileNames) ownedByOther(key, from string) bool {
	dir := path.Dir(key)
	for range 2 {
		if dir == "." {
			return false
		}
		if n.posts[dir] == 1 && from != dir && !strings.HasPrefix(from, dir+"/") {
			return true
		}
		dir = path.Dir(dir)
	}
	return false
}

// nearer reports whether a file is nearer to a directory than another: they have more of the path
// in common, or it is less deep.
func nearer(key, than, dir string) bool {
	if a, b := common(key, dir), common(than, dir); a != b {
		return a > b
	}
	if a, b := strings.Count(key, "/"), strings.Count(than, "/"); a != b {
		return a < b
	}
	return key < than
}

// common returns how many directories two paths have in common.
func common(a, b string) (n int) {
	for {
		first, restA, more := strings.Cut(a, "/")
		other, restB, _ := strings.Cut(b, "/")
		if !more || first != other {
			return n
		}
		a, b = restA, restB
		n++
	}
}

// NearestFile returns the path of the file that is most like the destination of an image or a link
// to a file that is not there: one of the same name elsewhere, one with another extension, then one
// beside it that a few slips of the finger away. It is false where nothing is like it.
func (x *Index) NearestFile(from *Post, dest string) (string, bool) {
	l := link{x: x, a: x.addresses(), from: from}
	if dest == "" || len(dest) > MaxAddress || !l.parse(dest) {
		return "", false
	}
	names, base := l.a.fileNames(), path.Base(l.path)
	dir := "."
	if from != nil {
		dir = path.Dir(plaintext.Fold(from.Path))
	}
	closest := func(keys []string) (string, bool) {
		keys = slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return names.ownedByOther(key, dir) })
		if len(keys) == 0 {
			return "", false
		}
		return l.a.assets[slices.MinFunc(keys, func(a, b string) int {
			if nearer(a, b, dir) {
				return -1
			}
			return 1
		})], true
	}
	if file, ok := closest(names.ends[base]); ok {
		return file, true
	}
	if stem := strings.TrimSuffix(base, path.Ext(base)); len(stem) > 3 {
		if file, ok := closest(names.stems[stem]); ok {
			return file, true
		}
	}
	if utf8.RuneCountInString(base) > maxGuess {
		return "", false
	}
	want, limit, best := []rune(base), max(1, len(base)/4), ""
	var rows [3][maxGuess + 1]int
	for _, at := range [...]string{path.Join(dir, path.Dir(l.path)), path.Dir(l.path)} {
		for _, key := range names.dirs[at] {
			if d := distance(want, path.Base(key), &rows); d <= limit && !sameButNumbers(base, path.Base(key)) {
				best, limit = key, d-1
			}
		}
	}
	return l.a.assets[best], best != ""
}

// sameButNumbers reports whether two names differ in their digits alone: photo-1 is no slip for
// photo-2.
func sameButNumbers(a, b string) bool {
	letters := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return -1
			}
			return r
		}, s)
	}
	return letters(a) == letters(b)
}
