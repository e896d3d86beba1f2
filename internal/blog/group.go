package blog

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// Kind is a criterion by which posts are grouped.
type Kind uint8

// The kinds of groups, in the order in which a reader may be offered them.
const (
	ByTag Kind = iota
	ByCategory
	BySeries
	ByAuthor
	ByYear // of the date in the post's own zone; undated posts are in no year

	kinds
)

// Group is posts that have something in common. Groups contain only posts that [Index.Posts] lists:
// no pages, no hidden posts, and one of each set of translations.
type Group struct {
	// plain text, as most of its posts write it and the newest one where that leaves several; a
	// year in digits
	Name  string
	Posts []*Post // never empty; newest first, a series in the order of reading. Callers must not change the slice.
}

// groups are all groups of a kind.
type groups struct {
	list []Group
	keys map[string]int // by nameKey, places in list
}

// Groups returns all groups of a kind: tags, categories and authors with the most posts first, then
// by name; series by their newest post; the newest year first. It is nil for a kind that is none.
// Callers must not change the slice.
func (x *Index) Groups(kind Kind) []Group {
	if kind >= kinds {
		return nil
	}
	return x.groups[kind]().list
}

// Group finds a group by its name in any spelling: case, the way accents are composed, blanks and
// hyphens do not matter.
func (x *Index) Group(kind Kind, name string) (Group, bool) {
	if kind >= kinds || len(name) > maxSpelling {
		return Group{}, false
	}
	g := x.groups[kind]()
	i, ok := g.keys[NameKey(name)]
	if !ok {
		return Group{}, false
	}
	return g.list[i], true
}

// SeriesOf returns the series that p is part of and its place there, counted from 0; -1 and no
// group if it is in none or has it for itself. P may be of an earlier Index, and a translation: it
// is the post that is listed here that counts.
func (x *Index) SeriesOf(p *Post) (Group, int) {
	if p = x.Listed(p); p == nil || p.Series == "" {
		return Group{}, -1
	}
	g, ok := x.Group(BySeries, p.Series)
	if !ok || len(g.Posts) < 2 {
		return Group{}, -1
	}
	i, found := slices.BinarySearchFunc(g.Posts, p, compareParts)
	if !found { // hidden
		return Group{}, -1
	}
	return g, i
}

// Listed returns the post or page that now has the slug of p, nil if none.
func (x *Index) Listed(p *Post) *Post {
	if p == nil {
		return nil
	}
	return x.slugs[plaintext.Fold(p.Slug)]
}

// lazyGroups makes the groups of each kind when they are first asked for.
func lazyGroups(x *Index) (all [kinds]func() *groups) {
	for kind := range kinds {
		all[kind] = sync.OnceValue(func() *groups { return newGroups(x, kind) })
	}
	return all
}

// spelling is one way in which a name is written.
type spelling struct {
	name  string
	group int
	posts int // that write it so
}

func newGroups(x *Index, kind Kind) *groups {
	g := &groups{keys: map[string]int{}}
	seen := map[string]int{} // names as written, places in spellings
	var spellings []spelling // in the order of their newest posts
	for _, p := range x.posts {
		for _, name := range kind.names(p) {
			i, known := seen[name]
			if !known {
				i = len(spellings)
				seen[name] = i
				spellings = append(spellings, spelling{name: name, group: g.at(NameKey(name))})
			}
			s := &spellings[i]
			s.posts++
			in := &g.list[s.group].Posts
			if n := len(*in); n == 0 || (*in)[n-1] != p { // a post may have a name in two spellings
				*in = append(*in, p)
			}
		}
	}
	best := make([]int, len(g.list))
	for _, s := range spellings {
		if s.posts > best[s.group] {
			best[s.group], g.list[s.group].Name = s.posts, s.name
		}
	}
	g.sort(kind)
	return g
}

// at returns the place of the group that a key names, a new one where there is none.
func (g *groups) at(key string) int {
	i, ok := g.keys[key]
	if !ok {
		i = len(g.list)
		g.keys[key] = i
		g.list = append(g.list, Group{})
	}
	return i
}

// sort puts the groups in their order, and the posts of a series in theirs.
func (g *groups) sort(kind Kind) {
	places := make([]int, len(g.list))
	for i := range g.list {
		places[i] = i
		g.list[i].Posts = slices.Clip(g.list[i].Posts)
	}
	byName := func(a, b *Group) int {
		return cmp.Or(strings.Compare(plaintext.Fold(a.Name), plaintext.Fold(b.Name)), strings.Compare(a.Name, b.Name))
	}
	slices.SortFunc(places, func(i, j int) int {
		a, b := &g.list[i], &g.list[j]
		switch kind {
		case BySeries:
			return cmp.Or(compare(a.Posts[0], b.Posts[0]), byName(a, b))
		case ByYear:
			return cmp.Compare(b.Posts[0].Date.Year(), a.Posts[0].Date.Year())
		}
		return cmp.Or(cmp.Compare(len(b.Posts), len(a.Posts)), byName(a, b))
	})
	list, moved := make([]Group, len(places)), make([]int, len(places))
	for i, from := range places {
		list[i], moved[from] = g.list[from], i
		if kind == BySeries {
			slices.SortFunc(list[i].Posts, compareParts)
		}
	}
	g.list = list
	for key, i := range g.keys {
		g.keys[key] = moved[i]
	}
}

// names returns the groups of a kind that p is in.
func (k Kind) names(p *Post) []string {
	switch {
	case k == ByTag:
		return p.Tags
	case k == ByCategory:
		return p.Categories
	case k == ByAuthor:
		return p.Authors
	case k == BySeries && p.Series != "":
		return []string{p.Series}
	case k == ByYear && !p.Date.IsZero():
		return []string{strconv.Itoa(p.Date.Year())}
	}
	return nil
}

// Includes reports whether p, which need not be listed, is in the group of a name in any spelling.
func (k Kind) Includes(p *Post, name string) bool {
	if len(name) > maxSpelling {
		return false
	}
	key := NameKey(name)
	return slices.ContainsFunc(k.names(p), func(have string) bool { return have == name || NameKey(have) == key })
}

// compareParts orders the posts of a series as they are to be read: those that say their place by
// it, then the others, the oldest first and undated ones last. The order is total.
func compareParts(a, b *Post) int {
	return cmp.Or(
		lastIf(a.SeriesOrder == 0, b.SeriesOrder == 0), cmp.Compare(a.SeriesOrder, b.SeriesOrder),
		lastIf(a.Date.IsZero(), b.Date.IsZero()), a.Date.Compare(b.Date),
		strings.Compare(a.Title, b.Title), strings.Compare(a.Path, b.Path),
	)
}

// lastIf compares two values of which those that lack something come last.
func lastIf(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
