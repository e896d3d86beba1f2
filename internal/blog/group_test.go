package blog_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/test/blogtest"
)

func TestNameKey(t *testing.T) {
	for _, same := range [][]string{
		{"Web Dev", "web-dev", "webdev", "WEB_DEV", "web  dev", " web dev ", "web\u2011dev", "web\u00a0dev", "web\u00addev"},
		{"Café", "cafe\u0301", "CAFÉ"},
		{"می\u200cشود", "می شود"},
		{"C--", "c--"},
		{"Python 3 11", "python-3-11"},
		{"-", "-"},
		{"生活 日记", "生活日记"},
	} {
		for _, name := range same[1:] {
			blogtest.Equal(t, name, blog.NameKey(name), blog.NameKey(same[0]))
		}
	}
	apart := []string{"C", "C++", "C#", "C--", "-C", "cafe", "café", "3 11", "31 1", "311", "3.11", "a--b", "ab", "", "-", "--", "🐝", ".net", "net"}
	seen := map[string]string{}
	for _, name := range apart {
		if other, taken := seen[blog.NameKey(name)]; taken {
			t.Errorf("%q and %q are one name", name, other)
		}
		seen[blog.NameKey(name)] = name
	}
}

// groupText is all groups of a kind, each as Name(slug slug).
func groupText(x *blog.Index, kind blog.Kind) string {
	var all []string
	for _, g := range x.Groups(kind) {
		all = append(all, g.Name+"("+blogtest.Slugs(g.Posts)+")")
	}
	return strings.Join(all, " ")
}

func groupedBlog(t testing.TB) *blog.Index {
	return blogtest.Load(t, blogtest.Files(
		"posts/a.md", "---\ndate: 2023-12-31 23:30:00 -0500\ntags: [Web Dev, Go]\ncategories: [Notes]\nauthor: Ada\nseries: Bees\nseries_order: 2\n---\n",
		"posts/b.md", "---\ndate: 2024-01-01\ntags: [web-dev, go]\ncategories: [notes]\nauthor: ada\nseries: Bees\nseries_order: 1\n---\n",
		"posts/c.md", "---\ndate: 2024-02-01\ntags: [web-dev, webdev, zoo]\nauthors: [Ada, Bob]\nseries: bees\n---\n",
		"posts/d.md", "---\ntags: [apes]\nauthor: Bob\nseries: bees\n---\n",
		"posts/e.md", "---\ndate: 2022-05-05\nseries: Bees\n---\n",
		"posts/f.md", "---\ndate: 2024-03-01\nseries: Alone\ncategories: [Café]\n---\n",
		"posts/g.md", "---\ndate: 2021-03-01\nseries: Wax\ncategories: [\"cafe\\u0301\"]\n---\n",
		"posts/h.md", "---\ndate: 2021-02-01\nseries: Wax\n---\n",
		"posts/hidden.md", "---\ndate: 2024-01-05\nhidden: true\ntags: [go, secret]\nseries: Bees\nauthor: Eve\n---\n",
		"posts/draft.md", "---\ndate: 2019-01-05\ndraft: true\ntags: [go, secret]\nseries: Bees\n---\n",
		"posts/future.md", "---\ndate: 2031-01-05\ntags: [go, secret]\n---\n",
		"about.md", "---\ntags: [go, me]\nauthor: Eve\n---\n",
	), loader.Options{})
}

func TestGroups(t *testing.T) {
	x := groupedBlog(t)
	for kind, want := range map[blog.Kind]string{
		blog.ByTag:      "web-dev(c a b) Go(a b) apes(d) zoo(c)",
		blog.ByCategory: "Café(f g) Notes(a b)",
		blog.BySeries:   "Alone(f) Bees(b a e c d) Wax(h g)",
		blog.ByAuthor:   "Ada(c a b) Bob(c d)",
		blog.ByYear:     "2024(f c b) 2023(a) 2022(e) 2021(g h)",
		blog.Kind(200):  "",
	} {
		blogtest.Equal(t, fmt.Sprint("kind ", kind), groupText(x, kind), want)
	}
	for _, c := range []struct {
		kind blog.Kind
		name string
		want string
	}{
		{blog.ByTag, "WEB dev", "web-dev"},
		{blog.ByTag, "webdev", "web-dev"},
		{blog.ByTag, "secret", ""},
		{blog.ByTag, "me", ""},
		{blog.ByTag, "", ""},
		{blog.ByTag, strings.Repeat("x", 1<<20), ""},
		{blog.ByCategory, "CAFE\u0301", "Café"},
		{blog.ByCategory, "go", ""},
		{blog.BySeries, "BEES", "Bees"},
		{blog.ByAuthor, "ada", "Ada"},
		{blog.ByYear, " 2024", "2024"},
		{blog.ByYear, "24", ""},
		{blog.Kind(200), "go", ""},
	} {
		g, ok := x.Group(c.kind, c.name)
		blogtest.Equal(t, c.name, g.Name, c.want)
		blogtest.Equal(t, c.name, ok, c.want != "")
		blogtest.Equal(t, c.name, ok, len(g.Posts) > 0)
	}
}

func TestSeriesOf(t *testing.T) {
	x := groupedBlog(t)
	earlier := blogtest.Load(t, blogtest.Files("posts/a.md", "---\nseries: Something else\n---\n", "posts/gone.md", "---\nseries: Bees\n---\n"), loader.Options{})
	for from, all := range map[*blog.Index]map[string]string{
		x:       {"a": "Bees 1", "b": "Bees 0", "c": "Bees 3", "d": "Bees 4", "e": "Bees 2", "f": " -1", "g": "Wax 1", "hidden": " -1", "about": " -1"},
		earlier: {"a": "Bees 1", "gone": " -1"},
	} {
		for slug, want := range all {
			p, ok := from.Lookup(slug)
			if !ok {
				t.Fatal(slug)
			}
			g, i := x.SeriesOf(p)
			blogtest.Equal(t, slug, fmt.Sprint(g.Name, " ", i), want)
		}
	}
	if g, i := x.SeriesOf(nil); i != -1 || g.Posts != nil {
		t.Error("nil is in a series")
	}
}

func TestSeriesOfTranslation(t *testing.T) {
	x := blogtest.Load(t, blogtest.Files(
		"_config.yml", "lang: en\n",
		"posts/one.en.md", "---\nseries: Bees\ndate: 2024-01-01\n---\n", "posts/one.de.md", "---\nseries: Bienen\ndate: 2024-01-01\n---\n",
		"posts/two.en.md", "---\nseries: Bees\ndate: 2024-01-02\n---\n", "posts/two.de.md", "---\nseries: Bienen\ndate: 2024-01-02\n---\n",
	), loader.Options{})
	p, _ := x.Lookup("two")
	g, i := x.SeriesOf(p.In("de"))
	blogtest.Equal(t, "translation", fmt.Sprint(p.In("de").Lang, " ", g.Name, " ", i, " ", blogtest.Slugs(g.Posts)), "de Bees 1 one two")
}

// TestGroupsAddUp is what holds for the groups of any blog.
func TestGroupsAddUp(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 40 {
		fsys := blogtest.RandomBlog(r, r.IntN(120))
		x, again := blogtest.Load(t, fsys, loader.Options{}), blogtest.Load(t, fsys, loader.Options{})
		for kind := blog.ByTag; kind <= blog.ByYear; kind++ {
			blogtest.Equal(t, "again", groupText(x, kind), groupText(again, kind))
			count := 0
			for i, g := range x.Groups(kind) {
				count += len(g.Posts)
				if i > 0 && kind == blog.ByTag && len(g.Posts) > len(x.Groups(kind)[i-1].Posts) {
					t.Error("a large group comes after a small one")
				}
				if found, ok := x.Group(kind, g.Name); !ok || found.Name != g.Name {
					t.Errorf("%q is not found", g.Name)
				}
				for _, p := range g.Posts {
					if !slices.Contains(x.Posts(), p) {
						t.Errorf("%q has %s, which is not listed", g.Name, p.Slug)
					}
				}
				if kind != blog.BySeries && !slices.IsSortedFunc(g.Posts, func(a, b *blog.Post) int { return slices.Index(x.Posts(), a) - slices.Index(x.Posts(), b) }) {
					t.Errorf("%q is not in the order of the list", g.Name)
				}
			}
			want := 0
			for _, p := range x.Posts() {
				want += len(keysOf(kind, p))
			}
			blogtest.Equal(t, "posts in groups", count, want)
		}
		for _, p := range x.All() {
			if g, i := x.SeriesOf(p); i >= 0 && g.Posts[i] != p {
				t.Errorf("%s is not where it is", p.Slug)
			}
		}
	}
}

// keysOf returns the groups that p belongs to, each once.
func keysOf(kind blog.Kind, p *blog.Post) map[string]bool {
	var names []string
	switch kind {
	case blog.ByTag:
		names = p.Tags
	case blog.ByCategory:
		names = p.Categories
	case blog.ByAuthor:
		names = p.Authors
	case blog.BySeries:
		if p.Series != "" {
			names = []string{p.Series}
		}
	case blog.ByYear:
		if !p.Date.IsZero() {
			names = []string{fmt.Sprint(p.Date.Year())}
		}
	}
	keys := map[string]bool{}
	for _, name := range names {
		keys[blog.NameKey(name)] = true
	}
	return keys
}
