package blog_test

import (
	"testing"

	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/test/blogtest"
)

func TestLookup(t *testing.T) {
	x := blogtest.Load(t, blogtest.Files(
		"_config.yml", "url: https://example.org\nbaseurl: /blog\n",
		"_posts/2024-01-02-hello-world.md", "---\naliases: [/old/greeting/, 'https://example.org/blog/older.html']\n---\n",
		"_posts/2024-01-03-Café.md", "x",
		"_posts/2024-01-04-secret.md", "---\nhidden: true\n---\n",
		"_posts/2024-01-05-bundle/index.md", "x",
		"about.md", "---\npermalink: /me/\n---\n",
	), loader.Options{})
	for ref, want := range map[string]string{
		"hello-world":                        "hello-world",
		"Hello-World":                        "hello-world",
		"\thello-world":                      "hello-world",
		"/hello-world/":                      "hello-world",
		"hello-world#part":                   "hello-world",
		"/2024/01/02/hello-world":            "hello-world",
		"/2024/01/02/hello-world.html#a":     "hello-world",
		"/2024/01/02/hello-world/index.html": "hello-world",
		"https://example.org/blog/2024/01/02/hello-world/": "hello-world",
		"http://EXAMPLE.org/blog/hello-world":              "hello-world",
		"_posts/2024-01-02-hello-world.md":                 "hello-world",
		"2024-01-02-hello-world.md":                        "hello-world",
		"2024-01-02-hello-world":                           "hello-world",
		"./2024-01-02-hello-world.md":                      "hello-world",
		"@/_posts/2024-01-02-hello-world.md":               "hello-world",
		"{filename}/_posts/2024-01-02-hello-world.md":      "hello-world",
		"../elsewhere/2024-01-02-hello-world.md":           "hello-world",
		"old/greeting":                                     "hello-world",
		"/old/Greeting":                                    "hello-world",
		"/older":                                           "hello-world",
		"/some/other/pattern/hello-world/":                 "hello-world",
		"café":                                             "Café",
		"CAFE\u0301":                                       "Café",
		"/caf%C3%A9/":                                      "Café",
		"secret":                                           "secret",
		"bundle":                                           "bundle",
		"_posts/2024-01-05-bundle/":                        "bundle",
		"_posts/2024-01-05-bundle/index.md":                "bundle",
		"about":                                            "me",
		"me":                                               "me",
	} {
		p, ok := x.Lookup(ref)
		if !ok {
			t.Errorf("%q: not found", ref)
		} else if p.Slug != want {
			t.Errorf("%q: got %s, want %s", ref, p.Slug, want)
		}
	}
	for _, ref := range []string{"", "/", "nope", "hello", "https://elsewhere.example/hello-world", "https://example.org/hello-world/x/y", "..", "%zz", "\x00"} {
		if p, ok := x.Lookup(ref); ok {
			t.Errorf("%q: found %s", ref, p.Slug)
		}
	}
}

func TestNearest(t *testing.T) {
	x := blogtest.Load(t, blogtest.Files(
		"posts/getting-started.md", "x", "posts/keys-and-commands.md", "x", "posts/hosting.md", "x", "posts/数据统计.md", "x",
		"posts/hidden-thing.md", "---\nhidden: true\n---\n", "about.md", "x",
	), loader.Options{})
	for slug, want := range map[string]string{
		"getitng-started": "getting-started", "getting-startd": "getting-started", "Getting-Started": "getting-started", "getting": "getting-started",
		"started": "getting-started", "hostign": "hosting", "abuot": "about", "key-and-comands": "keys-and-commands", "hosting-it": "hosting",
		"数据": "", "数据统汁": "数据统计", "数据统": "数据统计", "zzzzzz": "", "": "", "hidden-thing": "", "x": "", "entirely-different-words": "",
	} {
		p, ok := x.Nearest(slug)
		got := ""
		if ok {
			got = p.Slug
		}
		if got != want && (slug != "数据" || got != "数据统计") {
			t.Errorf("%q: got %q, want %q", slug, got, want)
		}
	}
	if _, ok := blogtest.Load(t, blogtest.Files(), loader.Options{}).Nearest("x"); ok {
		t.Error("a suggestion from an empty blog")
	}
}

func TestIDs(t *testing.T) {
	id := func(path, text string) string {
		p, _ := blogtest.Only(t, path, text)
		return p.ID
	}
	first := id("a.md", "x")
	if first != id("a.md", "x") {
		t.Error("the same text has two IDs")
	}
	if first == id("a.md", "y") || first == id("b.md", "x") {
		t.Error("two texts have one ID")
	}
}
