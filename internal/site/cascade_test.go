package site_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/source"
	"github.com/sshblog/sshblog/internal/test/blogtest"
)

func TestAuthorOfTheSite(t *testing.T) {
	const mine, none = "---\nauthor: Me\ndate: 2024-01-01\n---\n", "---\ndate: 2024-01-02\n---\n"
	for name, c := range map[string]struct {
		files  []string
		option string
		want   []string
	}{
		"nobody":         {nil, "", nil},
		"option":         {nil, "Op", []string{"Op"}},
		"site file":      {[]string{"_config.yml", "author: Site"}, "", []string{"Site"}},
		"option wins":    {[]string{"_config.yml", "author: Site"}, "Op", []string{"Op"}},
		"name of a map":  {[]string{"_config.yml", "author: {name: Site, email: a@example.org}"}, "", []string{"Site"}},
		"hugo's params":  {[]string{"hugo.toml", "[params]\nauthor = 'Site'"}, "", []string{"Site"}},
		"preset is more": {[]string{"_config.yml", "author: Site\ndefaults: [{scope: {path: ''}, values: {author: Preset}}]"}, "", []string{"Preset"}},
	} {
		t.Run(name, func(t *testing.T) {
			x := blogtest.Load(t, blogtest.Files(append(c.files, "mine.md", mine, "none.md", none)...), loader.Options{Author: c.option})
			own, _ := x.Lookup("mine")
			blogtest.Equal(t, "own", own.Authors, []string{"Me"})
			other, _ := x.Lookup("none")
			blogtest.Equal(t, "other", other.Authors, c.want)
		})
	}
}

func TestCategories(t *testing.T) {
	for name, c := range map[string]struct {
		path, site, yaml string
		want             []string
	}{
		"two in a scalar":        {"_posts/2024-01-01-x.md", "", "categories: jekyll update", []string{"jekyll", "update"}},
		"singular is one":        {"_posts/2024-01-01-x.md", "", "category: jekyll update", []string{"jekyll update"}},
		"commas":                 {"_posts/2024-01-01-x.md", "", "categories: web dev, tools", []string{"web dev", "tools"}},
		"list":                   {"_posts/2024-01-01-x.md", "", "categories: [web dev, tools]", []string{"web dev", "tools"}},
		"another engine":         {"content/x.md", "hugo.toml", "categories: web dev", []string{"web dev"}},
		"no site":                {"x.md", "", "categories: jekyll update", []string{"jekyll", "update"}},
		"folder":                 {"cat/_posts/2024-01-01-x.md", "_config.yml", "title: T", []string{"cat"}},
		"folders and own":        {"a/b/_posts/c/2024-01-01-x.md", "_config.yml", "categories: [d, a]", []string{"a", "b", "d"}},
		"folder without site":    {"cat/_posts/2024-01-01-x.md", "", "title: T", []string{"cat"}},
		"the folder of a site":   {"docs/_posts/2024-01-01-x.md", "", "title: T", nil},
		"folders of no category": {"cat/2024-01-01-x.md", "_config.yml", "title: T", nil},
	} {
		t.Run(name, func(t *testing.T) {
			m := blogtest.Files(c.path, "---\n"+c.yaml+"\n---\nText")
			if c.site != "" {
				m[c.site] = blogtest.Files("x", "title = 'T'")["x"]
				if c.site == "_config.yml" {
					m[c.site] = blogtest.Files("x", "title: T")["x"]
				}
			}
			x := blogtest.Load(t, m, loader.Options{})
			p, ok := x.Lookup("x")
			if !ok {
				t.Fatal(x.Problems())
			}
			blogtest.Equal(t, "categories", p.Categories, c.want)
		})
	}
}

func TestJekyllDefaults(t *testing.T) {
	x := blogtest.Load(t, blogtest.Files(
		"_config.yml", `url: https://example.org
defaults:
  - scope: {path: old/attic, type: posts}
    values: {category: attic, lang: de}
  - scope: {path: "", type: posts}
    values: {layout: post, category: all, permalink: "/p/:title/"}
  - scope: {type: pages}
    values: {layout: page}
  - scope: {path: "old/*/x"}
    values: {tags: [globbed]}
  - scope: {path: "", type: recipes}
    values: {draft: true}
  - {values: nothing}
  - nothing
`,
		"_posts/2024-01-01-a.md", "text",
		"_posts/2024-01-02-b.md", "---\ncategories: mine\npermalink: /own/\n---\n",
		"old/attic/_posts/2024-01-03-c.md", "text",
		"old/barn/x/_posts/2024-01-04-d.md", "text",
		"manual.md", "---\ntitle: Manual\n---\n",
	), loader.Options{})
	blogtest.Clean(t, x.Problems())
	for slug, want := range map[string]string{
		"a": "[all] /p/a/ [] ", "own": "[mine] /own/ [] ", "c": "[old attic] /p/c/ [] de", "d": "[old barn x all] /p/d/ [globbed] ",
	} {
		p, ok := x.Lookup(slug)
		if !ok {
			t.Fatal(slug)
		}
		blogtest.Equal(t, slug, fmt.Sprint(p.Categories, " ", p.Permalink, " ", p.Tags, " ", p.Lang), want)
	}
	blogtest.Equal(t, "pages", blogtest.Slugs(x.Pages()), "manual")
}

func TestHugoCascade(t *testing.T) {
	dir := t.TempDir()
	for path, text := range map[string]string{
		"hugo.toml":              "title = 'T'\n[[cascade]]\ncategories = ['site']\n",
		"content/a/_index.md":    "---\ntitle: A\ndescription: All of A\ncascade:\n- tags: [high]\n  params: {author: Ann}\n- series: S\n  _target: {path: '/a/deep/**'}\n- draft: true\n  _target: {kind: section}\n---\n",
		"content/a/b/_index.md":  "---\ncascade: {tags: [low]}\n---\n",
		"content/a/one.md":       "---\ndate: 2024-01-01\n---\n",
		"content/a/b/two.md":     "---\ndate: 2024-01-02\n---\n",
		"content/a/b/three.md":   "---\ndate: 2024-01-03\ntags: [own]\nauthor: Me\n---\n",
		"content/c/four.md":      "---\ndate: 2024-01-04\n---\n",
		"content/a/deep/five.md": "---\ndate: 2024-01-05\n---\n",
	} {
		blogtest.Write(t, dir, path, text)
	}
	s := blogtest.NewStore(t, source.FromDir(dir), loader.StoreOptions{})
	check := func(want map[string]string) {
		t.Helper()
		for slug, want := range want {
			p, ok := s.Index().Lookup(slug)
			if !ok {
				t.Fatal(slug)
			}
			blogtest.Equal(t, slug, fmt.Sprint(p.Tags, p.Authors, p.Categories, p.Series), want)
		}
	}
	check(map[string]string{
		"one": "[high] [Ann] [site]", "two": "[low] [Ann] [site]", "three": "[own] [Me] [site]", "four": "[] [] [site]", "five": "[high] [Ann] [site]S",
	})
	blogtest.Equal(t, "sections", fmt.Sprint(s.Index().Sections()), "[{a  A All of A} {a/b  B }]")
	blogtest.Write(t, dir, "content/a/b/_index.md", "---\ncascade: {tags: [lower]}\n---\n")
	blogtest.Must(t, s.Reload())
	check(map[string]string{"one": "[high] [Ann] [site]", "two": "[lower] [Ann] [site]"})
}

func TestHugoConfigDirectory(t *testing.T) {
	x := blogtest.Load(t, blogtest.Files(
		"config/_default/hugo.toml", "title = 'T'\nbaseURL = 'https://example.org'\ndefaultContentLanguage = 'en'\n",
		"config/_default/languages.toml", "[en]\nlanguageName = 'English'\n[it]\ntitle = 'Titolo'\n",
		"config/_default/params.yaml", "author: Ann\n",
		"config/_default/permalinks.toml", "posts = '/:year/:slug/'\n",
		"content/posts/a.md", "---\ndate: 2024-01-01\n---\n",
		"content/posts/b.it.md", "---\ndate: 2024-01-01\n---\n",
	), loader.Options{})
	blogtest.Clean(t, x.Problems())
	s := x.Site()
	blogtest.Equal(t, "site", []string{s.Title, s.Author, s.BaseURL, fmt.Sprint(s.Languages)}, []string{"T", "Ann", "https://example.org", "[en it]"})
	for slug, want := range map[string]string{"a": " /2024/a/", "b": "it /it/2024/b/"} {
		p, ok := x.Lookup(slug)
		if !ok {
			t.Fatal(slug)
		}
		blogtest.Equal(t, slug, p.Lang+" "+p.Permalink, want)
	}
	x = blogtest.Load(t, blogtest.Files("config/_default/hugo.toml", "title = 'T'", "config/_default/languages.toml", "[en\n", "content/a.md", "x"), loader.Options{})
	if len(x.Problems()) != 1 || x.Problems()[0].Path != "config/_default/languages.toml" || x.Site().Title != "T" {
		t.Errorf("problems %v", x.Problems())
	}
}

func TestProblemIn(t *testing.T) {
	x := blogtest.Load(t, blogtest.Files("hugo.toml", "title = 'T'", "content/posts/a.md", "---\ntitle: a\ntitle: b\n---\n"), loader.Options{})
	if len(x.Problems()) != 1 {
		t.Fatal(x.Problems())
	}
	p := x.Problems()[0]
	for dir, want := range map[string]string{
		"": "content/posts/a.md", ".": "content/posts/a.md", "site": "site/content/posts/a.md", "./site/": "site/content/posts/a.md",
		"../b": "../b/content/posts/a.md", "/srv/b": "/srv/b/content/posts/a.md",
	} {
		blogtest.Equal(t, dir, filepath.ToSlash(p.In(dir).Path), want)
	}
}
