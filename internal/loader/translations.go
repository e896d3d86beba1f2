package loader

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
)

// maxLangs bounds a set of translations, each of which knows all others.
const maxLangs = 100

// shared settles one slug among several posts: the oldest of each language keeps it, and they are
// translations of one another. Further ones are returned, those together that are the same post in
// several languages.
func (a *assembly) shared(all []candidate, group []int) (repeated [][]candidate) {
	slices.SortStableFunc(group, func(i, j int) int { return precedence(&all[i], &all[j]) })
	var sets [][]candidate
	for _, i := range group {
		c := all[i]
		at := a.setFor(sets, &c)
		if at < 0 {
			sets = append(sets, []candidate{c})
		} else {
			sets[at] = append(sets[at], c)
		}
	}
	a.translations(sets[0])
	return sets[1:]
}

// setFor returns the set of translations that a post belongs to: that of its name, else that of its
// day, else the first without its language; -1 where it is a post of its own.
func (a *assembly) setFor(sets [][]candidate, c *candidate) int {
	const near = 1000 // sets that are looked at; of more the rest are posts of their own
	best, rank := -1, 0
	for i, set := range sets[:min(len(sets), near)] {
		if len(set) >= maxLangs || slices.ContainsFunc(set,
			func(o candidate) bool { return strings.EqualFold(a.inLang(o), a.inLang(*c)) }) {
			continue
		}
		r := 1
		switch head := &set[0]; {
		case a.twinKey(head) == a.twinKey(c):
			r = 3
		case !c.post.Date.IsZero() && sameDay(head, c):
			r = 2
		}
		if r > rank {
			best, rank = i, r
		}
	}
	return best
}

func sameDay(p, q *candidate) bool { return dayOf(p) == dayOf(q) }

// twinKey is the same for the files of one post in several languages, as far as their paths say so.
func (a *assembly) twinKey(c *candidate) string {
	key := c.twin
	if key == "" {
		key = c.place.Key()
	}
	if len(a.langDirs) == 0 {
		return key
	}
	for at := 0; ; {
		end, ok := nextDir(key, at)
		switch {
		case !ok:
			return key
		case a.langDirs[key[:end]] != "":
			return path.Join(key[:at], key[end:])
		}
		at = end + 1
	}
}

// inLang returns the language of a post, which is the site's where it has none.
func (a *assembly) inLang(c candidate) string { return cmp.Or(c.lang, a.site.Lang) }

// translations adds posts that are the same in several languages. Lists show one: that in the
// site's language, else the one that has none, else the one in the language of most posts.
func (a *assembly) translations(set []candidate) {
	main := slices.IndexFunc(set, func(c candidate) bool { return strings.EqualFold(a.inLang(c), a.site.Lang) })
	if main < 0 {
		main = slices.IndexFunc(set, func(c candidate) bool { return c.lang == "" })
	}
	if main < 0 {
		main = max(0, slices.IndexFunc(set, func(c candidate) bool { return c.lang == a.commonLang }))
	}
	set[0], set[main] = set[main], set[0]
	if len(set) == 1 {
		a.add(set[0], nil)
		return
	}
	posts := make([]*blog.Post, len(set))
	for i, c := range set {
		p := *c.post
		posts[i] = &p
	}
	for i, c := range set {
		if c.ownSlug && c.slugKey != set[0].key { // its address on the web
			posts[i].Aliases = append(slices.Clone(posts[i].Aliases), c.post.Slug)
		}
		c.slug, c.key, c.lang = set[0].slug, set[0].key, a.inLang(c)
		posts[i].Translations = slices.Concat(posts[:i], posts[i+1:])
		a.add(c, posts[i])
	}
}

// collectLangDirs finds the directories that are named by a language and hold the same files as
// another language, or as the directory above.
func (a *assembly) collectLangDirs() {
	a.langDirs = map[string]string{}
	for dir, lang := range a.site.Naming.LangDirs {
		a.langDirs[dir] = blog.CanonicalLang(lang)
	}
	var c langDirs
	for _, e := range a.entries {
		if e.post == nil {
			continue
		}
		for at := 0; ; {
			end, ok := nextDir(e.file, at)
			if !ok {
				break
			}
			if lang := blog.DirLang(e.file[at:end]); lang != "" && a.langDirs[e.file[:end]] == "" {
				a.langDir(&c, e.file, at, end, lang)
			}
			at = end + 1
		}
	}
}

// langDirs is what has been seen of directories that are named by a language.
type langDirs struct {
	seen  map[string][2]string // a directory and its language, by the path of a file without it
	plain map[string]bool      // all paths without their endings
}

// langDir decides whether a directory in the path of a file is that of a language.
func (a *assembly) langDir(c *langDirs, file string, at, end int, lang string) {
	dir, part := file[:end], file[at:end]
	if slices.Contains(a.site.Languages, part) || strings.HasPrefix(dir, "i18n/") && at == len("i18n/") {
		a.langDirs[dir] = lang
		return
	}
	if c.seen == nil {
		c.seen, c.plain = map[string][2]string{}, a.plainPaths()
	}
	rest := stemOf(file[:at] + file[end+1:])
	other, known := c.seen[rest]
	switch {
	case !known:
		c.seen[rest] = [2]string{dir, lang}
	case other[1] != lang:
		a.langDirs[dir], a.langDirs[other[0]] = lang, other[1]
	}
	if c.plain[rest] && !blog.IsAmbiguousLang(part) {
		a.langDirs[dir] = lang
	}
}

// plainPaths returns the paths of all files of posts without their endings.
func (a *assembly) plainPaths() map[string]bool {
	paths := make(map[string]bool, len(a.entries))
	for _, e := range a.entries {
		if e.post != nil {
			paths[stemOf(e.file)] = true
		}
	}
	return paths
}

func stemOf(file string) string { return strings.TrimSuffix(file, path.Ext(file)) }

// nextDir returns the end of the directory that begins at a byte of a path; it is not ok where the
// name of the file begins there.
func nextDir(file string, at int) (end int, ok bool) {
	n := strings.IndexByte(file[at:], '/')
	return at + n, n >= 0
}

// dirLang returns the language that a directory above a file says.
func (a *assembly) dirLang(file string) string {
	if len(a.langDirs) == 0 {
		return ""
	}
	for at := 0; ; {
		end, ok := nextDir(file, at)
		if !ok {
			return ""
		}
		if lang := a.langDirs[file[:end]]; lang != "" {
			return lang
		}
		at = end + 1
	}
}

// twins gives translations whose names differ the slug of the post that they translate: those with
// a language behind a hyphen (plan-en.md), those that are named by a language in the directory of
// the post (plan/en.md), and those whose front matter has the same key for translations.
func (a *assembly) twins(all []candidate) {
	byKey := map[string][]int{} // of those that say of which post they are
	var named []int
	for i := range all {
		c := &all[i]
		switch {
		case c.twinID != "":
			byKey[c.twinID] = append(byKey[c.twinID], i)
		case a.cutLangName(c):
			named = append(named, i)
		}
	}
	for id, members := range byKey {
		a.keyed(all, id, members)
	}
	if len(named) == 0 {
		return
	}
	bases := make(map[string]int, len(all))
	counts := map[string]int{}
	for i := range all {
		if c := &all[i]; c.twin == "" {
			bases[c.place.Key()] = i
		}
	}
	for _, i := range named {
		counts[all[i].twin]++
	}
	for _, i := range named {
		c := &all[i]
		head, known := bases[c.twin]
		name := c.place.Name
		switch {
		case known && !strings.EqualFold(a.inLang(all[head]), c.twinLang):
			c.slug, c.key = all[head].slug, all[head].key
		case !known && counts[c.twin] > 1:
			if !c.ownSlug {
				c.slug = nameSlug(blog.ParsePath(c.twin).Stem, c.sum)
				c.key = blog.FoldSlug(c.slug)
			}
		default:
			c.twin = ""
			continue
		}
		if c.lang == "" || name == c.twinLang {
			c.lang = blog.CanonicalLang(c.twinLang)
		}
	}
}

// keyed gives posts with the same key for translations the slug of the one that lists show.
func (a *assembly) keyed(all []candidate, id string, members []int) {
	if len(members) < 2 {
		return
	}
	head := &all[members[0]]
	for _, lang := range []string{a.commonLang, a.site.Lang} {
		if i := slices.IndexFunc(members, func(i int) bool { return lang != "" && strings.EqualFold(a.inLang(all[i]), lang) }); i >= 0 {
			head = &all[members[i]]
		}
	}
	for _, i := range members {
		if c := &all[i]; c != head && !strings.EqualFold(a.inLang(*c), a.inLang(*head)) {
			c.slug, c.key, c.twin, head.twin = head.slug, head.key, "key "+id, "key "+id
		}
	}
}

// collectCommonLang finds the language that most posts have; of several English goes first, then the
// alphabet.
func (a *assembly) collectCommonLang(all []candidate) {
	counts := map[string]int{}
	for i := range all {
		if lang := all[i].lang; lang != "" {
			counts[lang]++
		}
	}
	for lang, n := range counts {
		most := counts[a.commonLang]
		if n > most || n == most && a.commonLang != "en" && (lang == "en" || lang < a.commonLang) {
			a.commonLang = lang
		}
	}
}

// cutLangName sets what a post with a language at the end of its name translates, and reports
// whether it has one: the name says the language of the front matter, or one of the site.
func (a *assembly) cutLangName(c *candidate) bool {
	name := c.place.Name
	if c.place.Bundle {
		return false
	}
	if blog.DirLang(name) != "" && c.place.Dir != "." { // plan/en.md
		c.twin, c.twinLang = c.place.Dir, name
		return true
	}
	for i := len(name) - 2; i > 0 && i >= len(name)-11; i-- {
		if name[i-1] != '-' && name[i-1] != '_' {
			continue
		}
		lang := blog.DirLang(name[i:])
		if lang == "" || c.lang == "" && !slices.Contains(a.site.Languages, name[i:]) ||
			c.lang != "" && !strings.EqualFold(lang, c.lang) && !strings.EqualFold(lang, blog.BaseLang(c.lang)) {
			continue
		}
		base := name[:i-1]
		c.twin, c.twinLang = c.place.Dir+"/"+base, name[i:]
		if strings.EqualFold(base, "index") {
			c.twin = c.place.Dir
		}
		return true
	}
	return false
}
