package loader_test

import (
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/problem"
	"github.com/sshblog/sshblog/internal/test/blogtest"
)

func TestSlug(t *testing.T) {
	for name, c := range map[string]struct{ path, yaml, want string }{
		"file name":           {"my-post.md", "", "my-post"},
		"date before":         {"2020-01-02-my-post.md", "", "my-post"},
		"nothing but a date":  {"2020-01-02.md", "", "2020-01-02"},
		"no real date":        {"2020-13-02-my-post.md", "", "2020-13-02-my-post"},
		"language behind":     {"my-post.de.md", "", "my-post"},
		"region behind":       {"my-post.pt-br.md", "", "my-post"},
		"not a language":      {"node.js.md", "", "node.js"},
		"more likely a name":  {"vue.io.md", "", "vue.io"},
		"version":             {"v1.10.md", "", "v1.10"},
		"bundle":              {"posts/my-post/index.md", "", "my-post"},
		"dated bundle":        {"posts/2020-01-02-my-post/index.md", "", "my-post"},
		"bundle in language":  {"posts/my-post/index.fr.md", "", "my-post"},
		"index at the root":   {"index.md", "", "index"},
		"slug key":            {"a.md", "slug: my-post", "my-post"},
		"slug with slashes":   {"a.md", "slug: /blog/my-post/", "my-post"},
		"slug beats address":  {"a.md", "slug: b\npermalink: /c/", "b"},
		"blank slug":          {"a.md", "slug: ' '", "a"},
		"slug is a number":    {"a.md", "slug: 42", "42"},
		"permalink":           {"a.md", "permalink: /blog/my-post/", "my-post"},
		"permalink with ext":  {"a.md", "permalink: /blog/my-post.html", "my-post"},
		"permalink index":     {"a.md", "permalink: /blog/my-post/index.html", "my-post"},
		"url":                 {"a.md", "url: https://example.org/x/my-post?y#z", "my-post"},
		"path":                {"a.md", "path: /x/my-post", "my-post"},
		"template":            {"a.md", "permalink: /:year/:title/", "a"},
		"liquid template":     {"a.md", "permalink: '/{{ x }}/'", "a"},
		"style":               {"a.md", "permalink: pretty", "a"},
		"permalink to root":   {"a.md", "permalink: /", "a"},
		"escaped permalink":   {"a.md", "permalink: /%E6%95%B0/", "数"},
		"nested key":          {"a.md", "extra: {slug: my-post}", "my-post"},
		"letters stay":        {"数据 统计.md", "", "数据-统计"},
		"case stays":          {"OSCON-2014.md", "", "OSCON-2014"},
		"composed":            {"cafe\u0301.md", "", "caf\u00e9"},
		"marks":               {"a b & c?.md", "", "a-b-c"},
		"leading marks":       {"--help.md", "", "help"},
		"two languages":       {"intro.to.md", "", "intro.to"},
		"underscores stay":    {"a_b.md", "", "a_b"},
		"persian joiner":      {"نیم\u200cفاصله.md", "", "نیم\u200cفاصله"},
		"date in key is text": {"a.md", "slug: 2020-01-02", "2020-01-02"},
	} {
		t.Run(name, func(t *testing.T) {
			p, _ := blogtest.Only(t, c.path, "---\n"+c.yaml+"\n---\nText")
			blogtest.Equal(t, "slug", p.Slug, c.want)
		})
	}
	p, _ := blogtest.Only(t, "%%%.md", "Text")
	if p.Slug == "" || strings.Contains(p.Slug, "%") {
		t.Errorf("slug of nothing but marks: %q", p.Slug)
	}
	p, _ = blogtest.Only(t, "a.md", "---\nslug: "+strings.Repeat("ü", 500)+"\n---\n")
	if len(p.Slug) > 200 || !strings.HasPrefix(p.Slug, "üü") {
		t.Errorf("a slug of %d bytes", len(p.Slug))
	}
}

func TestSameSlugInOneLanguage(t *testing.T) {
	x := blogtest.Load(t, blogtest.Files(
		"a/new.md", "---\nslug: same\ndate: 2024-01-01\n---\n",
		"b/old.md", "---\nslug: Same\ndate: 2020-01-01\n---\n",
		"c/third.md", "---\ntitle: x\nslug: same\ndate: 2024-02-01\n---\n",
		"d/same-2.md", "---\ndate: 2024-03-01\n---\n",
	), loader.Options{})
	blogtest.Equal(t, "slugs", blogtest.Slugs(x.Posts()), "same-2 same-2024-02 same-2024-01 Same")
	for ref, path := range map[string]string{"same": "b/old.md", "same-2": "d/same-2.md", "same-2024-01": "a/new.md", "same-2024-02": "c/third.md"} {
		p, ok := x.Lookup(ref)
		if !ok || p.Path != path {
			t.Errorf("%s: got %v", ref, p)
		}
	}
	if len(x.Problems()) != 2 || x.Problems()[1].String() != `c/third.md:3: warning: the slug "same" is that of b/old.md too; this post is "same-2024-02"` {
		t.Errorf("problems: %v", x.Problems())
	}
}

// An address that somebody may have must not lead elsewhere because of a newcomer.
func TestOldSlugStays(t *testing.T) {
	for name, c := range map[string]struct {
		files []string
		owner string // of the slug "x"
	}{
		"older date":              {[]string{"a/x.md", "date: 2024-01-02", "b/x.md", "date: 2024-01-01"}, "b/x.md"},
		"written by a newcomer":   {[]string{"x.md", "date: 2024-01-01", "a.md", "date: 2024-01-02\nslug: x"}, "x.md"},
		"written, of one day":     {[]string{"a/x.md", "date: 2024-01-01", "b.md", "date: 2024-01-01\nslug: x"}, "b.md"},
		"of one day, by path":     {[]string{"b/x.md", "date: 2024-01-01", "a/x.md", "date: 2024-01-01"}, "a/x.md"},
		"undated":                 {[]string{"a/x.md", "title: T", "b/x.md", "date: 2024-01-01"}, "b/x.md"},
		"undated, by path":        {[]string{"b/x.md", "title: T", "a/x.md", "title: T"}, "a/x.md"},
		"a page before any post":  {[]string{"z.md", "slug: x\nlayout: page", "x.md", "date: 2020-01-01"}, "z.md"},
		"written, both undated":   {[]string{"a/x.md", "title: T", "b.md", "slug: x"}, "b.md"},
		"permalink of a newcomer": {[]string{"x.md", "date: 2024-01-01", "a.md", "date: 2024-01-02\npermalink: /x/"}, "x.md"},
	} {
		t.Run(name, func(t *testing.T) {
			m := blogtest.Files()
			for i := 0; i < len(c.files); i += 2 {
				m[c.files[i]] = blogtest.Files("x", "---\n"+c.files[i+1]+"\n---\nText")["x"]
			}
			x := blogtest.Load(t, m, loader.Options{})
			p, ok := x.Lookup("x")
			if !ok || p.Path != c.owner {
				t.Errorf("got %v, want %s", p.Path, c.owner)
			}
			warned := strings.Contains(name, "newcomer") // one that says its slug itself
			if (len(x.Problems()) == 1 && x.Problems()[0].Severity == problem.Warning) != warned {
				t.Errorf("problems %v", x.Problems())
			}
			blogtest.Equal(t, "all", len(x.All()), 2)
		})
	}
}

func TestUndatedPostsStayPosts(t *testing.T) {
	for name, c := range map[string]struct {
		path, text string
		page       bool
		apart      bool // a page where dated posts lie in a directory of their own
	}{
		"no date":          {"plain.md", "---\ntitle: T\n---\nx", false, true},
		"no front matter":  {"plain.md", "x", false, true},
		"empty":            {"plain.md", "", false, true},
		"doubtful date":    {"plain.md", "---\ndate: someday\n---\nx", false, false},
		"broken header":    {"plain.md", "---\ntitle: [x\n---\nx", false, false},
		"open header":      {"plain.md", "---\ntitle: x\n", false, true},
		"binary":           {"plain.md", "\x00\x01", false, true},
		"deep":             {"a/b/plain.md", "x", false, true},
		"hollow bundle":    {"plain/index.md", "---\ntitle: T\n---\n", false, true},
		"layout post":      {"about.md", "---\nlayout: post\n---\nx", false, false},
		"dated about":      {"about.md", "---\ndate: 2020-01-01\n---\nx", false, false},
		"about, bad date":  {"about.md", "---\ndate: someday\n---\nx", false, false},
		"about":            {"about.md", "x", true, false},
		"About":            {"About.md", "x", true, false},
		"about elsewhere":  {"about.md", "---\npermalink: /me/\n---\nx", true, false},
		"about bundle":     {"about/index.md", "x", true, false},
		"about in Italian": {"about.it.md", "---\nlang: it\n---\nx", true, false},
		"uses":             {"uses.md", "x", true, false},
		"blogroll":         {"blogroll.md", "x", true, false},
		"layout page":      {"plain.md", "---\nlayout: page\n---\nx", true, false},
		"type page":        {"plain.md", "---\nlayout: default\ntype: page\n---\nx", true, false},
		"dated page":       {"plain.md", "---\nlayout: page\ndate: 2020-01-01\n---\nx", true, false},
	} {
		t.Run(name, func(t *testing.T) {
			for _, beside := range []string{"2024-01-01-dated.md", "posts/2024-01-01-dated.md", "a/undated.md"} {
				x := blogtest.Load(t, blogtest.Files(c.path, c.text, beside, "x"), loader.Options{})
				pages, posts := 0, 2
				apart := strings.HasPrefix(beside, "posts/") && c.apart
				if c.page || apart {
					pages, posts = 1, 1
				}
				if apart && strings.Contains(c.path, "/") { // by address only
					pages = 0
				}
				if len(x.Pages()) != pages || len(x.Posts()) != posts {
					t.Errorf("beside %s: posts %s, pages %s", beside, blogtest.Slugs(x.Posts()), blogtest.Slugs(x.Pages()))
				}
				if !c.page && !apart && !strings.Contains(name, "dated") && strings.Contains(beside, "2024") && x.Posts()[0].Slug != "dated" && name != "about, bad date" {
					t.Errorf("the undated post is not the last: %s", blogtest.Slugs(x.Posts()))
				}
			}
		})
	}
}

func TestTranslations(t *testing.T) {
	x := blogtest.Load(t, blogtest.Files(
		"hugo.toml", "title = 'T'\ndefaultContentLanguage = 'en'\n[languages.en]\n[languages.de]\n",
		"content/posts/hello.md", "---\ntitle: Hello\ndate: 2024-01-01\n---\n",
		"content/posts/hello.de.md", "---\ntitle: Hallo\ndate: 2024-01-02\n---\n",
		"content/posts/hello.zh-tw.md", "---\ntitle: 你好\ndate: 2024-01-02\n---\n",
		"content/de/nur.md", "---\ntitle: Nur\ndate: 2024-01-03\n---\n",
	), loader.Options{})
	blogtest.Clean(t, x.Problems())
	blogtest.Equal(t, "posts", blogtest.Slugs(x.Posts()), "nur hello")
	p, _ := x.Lookup("hello")
	blogtest.Equal(t, "listed", p.Title, "Hello")
	blogtest.Equal(t, "translations", len(p.Translations), 2)
	blogtest.Equal(t, "German", p.In("xx", "de-AT").Title, "Hallo")
	blogtest.Equal(t, "Chinese", p.In("zh").Title, "你好")
	blogtest.Equal(t, "none", p.In("fr").Title, "Hello")
	blogtest.Equal(t, "back", p.In("de").In("en").Title, "Hello") // the site's language
	german, ok := x.Lookup("content/posts/hello.de.md")
	if !ok || german.Title != "Hallo" || german.Lang != "de" || len(german.Translations) != 2 {
		t.Errorf("by path: %+v", german)
	}
	nur, _ := x.Lookup("nur")
	blogtest.Equal(t, "language of the directory", nur.Lang, "de")
	blogtest.Equal(t, "all", len(x.All()), 4)
}

func TestTranslationsWithoutSite(t *testing.T) {
	x := blogtest.Load(t, blogtest.Files(
		"a.md", "---\ntitle: One\nlang: en\nslug: one\ndate: 2024-01-02\n---\n",
		"b.md", "---\ntitle: Eins\nlang: de\nslug: one\ndate: 2024-01-01\n---\n",
		"intro.md", "---\ndate: 2024-01-01\n---\n",
		"intro.it.md", "---\ndate: 2024-01-01\n---\n",
	), loader.Options{Lang: "en"})
	blogtest.Clean(t, x.Problems())
	blogtest.Equal(t, "posts", blogtest.Slugs(x.Posts()), "one intro")
	blogtest.Equal(t, "listed", x.Posts()[0].Title, "One")
	blogtest.Equal(t, "a sibling makes it a language", x.Posts()[1].In("it").Lang, "it")
}

func TestRoles(t *testing.T) {
	x := blogtest.Load(t, blogtest.Files(
		"2024-01-01-dated.md", "x",
		"about.md", "---\ntitle: About\n---\nx",
		"colophon.md", "x",
		"undated.md", "---\ntitle: Odd\n---\nx",
		"tagged.md", "---\ntags: [a]\n---\nx",
		"laid-out.md", "---\nlayout: page\ndate: 2024-01-01\n---\nx",
		"posts/undated-post.md", "x",
		"posts/2024-02-01-two.md", "x",
		"docs/manual.md", "x",
		"_posts/contact.md", "x",
		"_index.md", "---\ntitle: The Blog\ndescription: About bees\n---\n",
		"index.md", "---\nlayout: home\n---\n",
		"posts/_index.md", "---\ntitle: Section\n---\n",
		"typed.md", "---\ntype: post\n---\nx",
	), loader.Options{})
	blogtest.Equal(t, "posts", blogtest.Slugs(x.Posts()), "two dated contact undated tagged typed undated-post")
	blogtest.Equal(t, "pages", blogtest.Slugs(x.Pages()), "about colophon laid-out")
	blogtest.Equal(t, "title of the blog", x.Site().Title, "The Blog")
	blogtest.Equal(t, "description of the blog", x.Site().Description, "About bees")

	x = blogtest.Load(t, blogtest.Files("one.md", "x", "deep/two.md", "x", "about.md", "x"), loader.Options{})
	blogtest.Equal(t, "posts of a blog without dates", blogtest.Slugs(x.Posts()), "one two")
	blogtest.Equal(t, "pages of a blog without dates", blogtest.Slugs(x.Pages()), "about")
}

func TestIgnoredFiles(t *testing.T) {
	kept := []string{
		"a.md", "b.markdown", "c.mkd", "d.mkdn", "e.mdown", "f.mdx", "g.Rmd", "h.MD", "_posts/i.md", "_posts-old/j.md",
		"deep/er/k.md", "README-first.md", "readme2/l.md",
	}
	ignored := []string{
		"x.txt", "x.html", "x.md.bak", "x.bak.md", "x.orig.md", "x.md~", "#x.md", "~x.md", ".x.md", ".git/x.md", "_site/x.md", "_layouts/x.md",
		"node_modules/x.md", "deep/node_modules/p/x.md", "vendor/x.md", "README.md", "deep/readme.md", "LICENSE.md", "CONTRIBUTING.md",
		"CHANGELOG.md", "a.Rmd", "README.de.md",
	}
	m := blogtest.Files()
	for _, name := range append(append([]string{}, kept...), ignored...) {
		for path, f := range blogtest.Files(name, "Text of "+name) {
			m[path] = f
		}
	}
	x := blogtest.Load(t, m, loader.Options{Drafts: true})
	got := map[string]bool{}
	for _, p := range x.All() {
		got[p.Path] = true
	}
	for _, name := range kept {
		if !got[name] {
			t.Errorf("%s is missing", name)
		}
	}
	for _, name := range ignored {
		if got[name] {
			t.Errorf("%s is a post", name)
		}
	}
	p, _ := blogtest.Only(t, "README.md", "---\ntitle: With front matter\n---\n")
	blogtest.Equal(t, "readme with front matter", p.Title, "With front matter")
}

func TestLimits(t *testing.T) {
	m := blogtest.Files("big.md", strings.Repeat("x", 2<<20+1), "fits.md", strings.Repeat("x", 2<<20), strings.Repeat("d/", 40)+"deep.md", "x")
	x := blogtest.Load(t, m, loader.Options{})
	blogtest.Equal(t, "posts", blogtest.Slugs(x.Posts()), "fits")
	if len(x.Problems()) != 2 || x.Problems()[0].String() != "big.md:1: warning: skipped: larger than 2 MiB" {
		t.Errorf("problems: %v", x.Problems())
	}
	x = blogtest.Load(t, blogtest.Files("a.md", "", "b.md", "", "c.md", ""), loader.Options{Limits: loader.Limits{Files: 2}})
	blogtest.Equal(t, "posts", len(x.All()), 2)
	if len(x.Problems()) != 1 || x.Problems()[0].Severity != problem.Error {
		t.Errorf("problems: %v", x.Problems())
	}
}
