package blog_test

import (
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/test/blogtest"
)

// target writes a Target on one line: what it is, its anchor and its address on the web.
func target(t blog.Target, ok bool) string {
	if !ok {
		return "nothing"
	}
	s := ""
	if t.Post != nil {
		s = t.Post.Path
	}
	if t.File != "" {
		s += "file " + t.File
	}
	if t.Anchor != "" {
		s += " #" + t.Anchor
	}
	return strings.TrimSpace(s + " " + t.URL)
}

func resolveAll(t *testing.T, x *blog.Index, from string, links map[string]string) {
	t.Helper()
	var post *blog.Post
	if from != "" {
		var ok bool
		if post, ok = x.Lookup(from); !ok {
			t.Fatalf("%s is not there", from)
		}
	}
	for dest, want := range links {
		if got := target(x.Resolve(post, dest)); got != want {
			t.Errorf("%s: %q:\n got %s\nwant %s", from, dest, got, want)
		}
	}
}

func TestResolveWithoutSite(t *testing.T) {
	x := blogtest.Load(t, blogtest.Files(
		"2020-01-02-one.md", "---\naliases: [/old/first/]\n---\n",
		"deep/two.md", "---\ndate: 2020-01-03\npermalink: /elsewhere/zwei/\n---\n",
		"deep/Café.md", "---\ndate: 2020-01-04\n---\n",
		"deep/bundle/index.md", "---\ndate: 2020-01-04\n---\n",
		"deep/zwei-a.md", "---\ndate: 2020-01-05\nslug: special\n---\n",
		"zwei.md", "---\ndate: 2020-01-06\nslug: other\n---\n",
		"README.md", "x",
		"deep/pic.png", "", "img/Große Katze.JPG", "", "page.html", "", "static/s.txt", "",
	), loader.Options{})
	const one, two, cafe, bundle = "2020-01-02-one.md", "deep/two.md", "deep/Café.md", "deep/bundle/index.md"
	resolveAll(t, x, two, map[string]string{
		"":                             "nothing",
		"#part":                        two + " #part",
		"#a%20b":                       two + " #a b",
		"../2020-01-02-one.md":         one,
		"../2020-01-02-One.md#x":       one + " #x",
		"2020-01-02-one.md":            one, // a generator looks for the name
		"one":                          one,
		"/one":                         one,
		"/one/":                        one,
		"/one.html?x=1#y":              one + " #y",
		"/one/index.html":              one,
		"/old/first":                   one,
		"2020-01-02-one":               one, // post_url
		"@/2020-01-02-one.md#z":        one + " #z",
		"{filename}/deep/café.md":      cafe,
		"|filename|/deep/café.md":      cafe,
		"{filename}bundle/index.md":    bundle,
		"CAFE\u0301.md":                cafe,
		"./caf%C3%A9.md":               cafe,
		"bundle":                       bundle,
		"bundle/":                      bundle,
		"bundle/index.md":              bundle,
		"/deep/bundle":                 bundle,
		"deep/bundle/index.md":         bundle,
		"../zwei.md":                   "zwei.md",
		"/zwei.md":                     "zwei.md", // a file before the permalink that ends so
		"/elsewhere/zwei":              two,
		"special":                      "deep/zwei-a.md",
		"pic.png":                      "file deep/pic.png",
		"PIC.png":                      "file deep/pic.png",
		"/img/gro%C3%9Fe%20katze.jpg":  "file img/Große Katze.JPG",
		"{static}/img/große katze.jpg": "file img/Große Katze.JPG",
		"/s.txt":                       "file static/s.txt",
		"/page/":                       "file page.html",
		"../README.md":                 "file README.md",
		"https://example.org/one/":     "https://example.org/one/",
		"mailto:a@example.org":         "mailto:a@example.org",
		"//example.org/x":              "//example.org/x",
		"nope":                         "nothing",
		"/nope/":                       "nothing",
		"../../../etc/passwd":          "nothing",
		"%zz":                          "nothing",
		"{tag}x":                       "nothing",
		strings.Repeat("a/", 2000):     "nothing",
	})
	resolveAll(t, x, "", map[string]string{"#x": "nothing", "one": one, "deep/two.md": two})
}

func TestResolveWithBase(t *testing.T) {
	x := blogtest.Load(t, blogtest.Files(
		"hugo.toml", "baseURL = 'https://example.org/blog/'\ndefaultContentLanguage = 'en'\n[languages.en]\n[languages.de]\n",
		"content/posts/a.md", "---\ndate: 2020-01-02\n---\n",
		"content/posts/a.de.md", "---\ndate: 2020-01-02\n---\n",
		"content/posts/b.de.md", "---\ndate: 2020-01-02\n---\n",
		"content/posts/b/index.md", "---\ndate: 2020-01-02\nslug: bb\n---\n",
		"content/posts/b/x.png", "", "static/img/y z.png", "",
	), loader.Options{})
	const a, web = "content/posts/a.md", "https://example.org/blog"
	resolveAll(t, x, "bb", map[string]string{
		"../a/#top":                       a + " #top " + web + "/posts/a/#top",
		"/blog/posts/a/":                  a + " " + web + "/posts/a/",
		"/posts/a/":                       a + " " + web + "/posts/a/",
		web + "/posts/a/":                 a + " " + web + "/posts/a/",
		"http://EXAMPLE.org/blog/posts/a": a + " " + web + "/posts/a/",
		"https://example.org/other/":      "https://example.org/other/",
		"https://example.org/blogger/":    "https://example.org/blogger/",
		"posts/a.md":                      a + " " + web + "/posts/a/", // ref
		"/posts/a.de.md":                  "content/posts/a.de.md " + web + "/de/posts/a/",
		"x.png":                           "file content/posts/b/x.png " + web + "/posts/bb/x.png",
		"/img/y%20z.png":                  "file static/img/y z.png " + web + "/img/y%20z.png",
		"/Nope/Ü/?q=1#f":                  "#f " + web + "/Nope/%C3%9C/?q=1#f",
		"/blog/nope/":                     "https://example.org/blog/nope/",
		"../Gone/":                        web + "/posts/Gone/",
	})
	resolveAll(t, x, "content/posts/b.de.md", map[string]string{
		"/posts/a/": "content/posts/a.de.md " + web + "/de/posts/a/", // in the language of the one who links
		"a.md":      a + " " + web + "/posts/a/",
	})
}

func TestOldAddressStays(t *testing.T) {
	x := blogtest.Load(t, blogtest.Files(
		"new.md", "---\ndate: 2024-02-02\nslug: new\npermalink: /here/\naliases: [/there/]\n---\n",
		"old.md", "---\ndate: 2024-01-01\nslug: old\npermalink: /here/\naliases: [/there/]\n---\n",
		"a.md", "---\nslug: undated\naliases: [/there/]\n---\n",
	), loader.Options{})
	resolveAll(t, x, "", map[string]string{"/here/": "old.md", "/there/": "old.md", "/new/": "new.md"})
}

func TestIndexID(t *testing.T) {
	base := []string{"a.md", "---\ndate: 2020-01-02\n---\nx", "x.png", ""}
	id := func(more ...string) string {
		return blogtest.Load(t, blogtest.Files(append(base, more...)...), loader.Options{}).ID()
	}
	first := id()
	blogtest.Equal(t, "again", id(), first)
	blogtest.Equal(t, "another text", id("a.md", "---\ndate: 2020-01-02\n---\nother"), first)
	for name, more := range map[string][]string{
		"alias":   {"a.md", "---\ndate: 2020-01-02\naliases: [/b/]\n---\nx"},
		"slug":    {"a.md", "---\ndate: 2020-01-02\nslug: b\n---\nx"},
		"post":    {"b.md", "x"},
		"file":    {"y.png", ""},
		"section": {"s/_index.md", "x"},
		"site":    {"_config.yml", "url: https://example.org"},
	} {
		if id(more...) == first {
			t.Errorf("%s: the ID has not changed", name)
		}
	}
}

// FuzzResolve: no destination makes it fail, and what it finds is of the blog.
func FuzzResolve(f *testing.F) {
	for _, seed := range []string{"", "#", "/", "../..", "@/", "{filename}", "|static|", "//", "a:", "%2e%2e/", "?#", "/blog", "https://example.org/blog?x", "{", "|"} {
		f.Add(seed)
	}
	x := blogtest.Load(f, blogtest.Files("_config.yml", "url: https://example.org\nbaseurl: /blog\n", "_posts/2020-01-02-a.md", "x", "a.png", ""), loader.Options{})
	f.Fuzz(func(t *testing.T, dest string) {
		for _, from := range append([]*blog.Post{nil}, x.All()...) {
			got, ok := x.Resolve(from, dest)
			if ok != (got != blog.Target{}) || got.File != "" && got.File != "a.png" {
				t.Errorf("%q: %+v, %v", dest, got, ok)
			}
		}
	})
}
