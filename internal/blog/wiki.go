package blog

import (
	"path"
	"strings"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// wikiName returns what stands between double brackets.
func wikiName(dest string) (string, bool) {
	inner, ok := strings.CutPrefix(dest, "[[")
	if !ok {
		return "", false
	}
	return strings.CutSuffix(inner, "]]")
}

// note finds the post that a link between double brackets names: by path from the note, from the
// content directory or from any directory above the post, by file name, slug or alias, else by
// title.
func (x *Index) note(from *Post, name string) Target {
	name, fragment, _ := strings.Cut(name, "#")
	anchor := strings.ToLower(Slugify(fragment))
	l := link{x: x, a: x.addresses(), from: from, anchor: anchor}
	if name == "" {
		t, _ := l.self()
		return t
	}
	key := fileKey(plaintext.Fold(path.Clean(strings.ReplaceAll(name, "\\", "/"))))
	for _, key := range [...]string{key, strings.ReplaceAll(key, " ", "-")} {
		if from != nil {
			near := fileKey(path.Join(plaintext.Fold(path.Dir(from.Path)), key))
			if p := l.a.files[near]; p != nil {
				return l.post(p)
			}
		}
		l.path = key
		if p := l.byAddress(key); p != nil {
			return l.post(p)
		}
	}
	if p := l.a.titles()[plaintext.Fold(strings.TrimSpace(name))]; p != nil {
		return l.post(l.inLang(p))
	}
	if p := l.byName(); p != nil && strings.Contains(name, "/") {
		return l.post(p)
	}
	return Target{}
}

// titles returns the posts by their titles, the first of those that share one.
func (a *addresses) titles() map[string]*Post {
	a.titlesOnce.Do(func() {
		a.byTitle = make(map[string]*Post, len(a.all))
		for _, p := range a.all {
			a.add(a.byTitle, plaintext.Fold(p.Title), p)
		}
	})
	return a.byTitle
}
