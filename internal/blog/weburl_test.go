package blog_test

import (
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/test/blogtest"
)

func TestWebURL(t *testing.T) {
	for _, c := range []struct{ base, header, want string }{
		{"", "", ""},
		{"https://example.org/blog/", "", ""},
		{"", "permalink: /a/b/", ""},
		{"https://example.org/blog/", "permalink: /a/b/", "https://example.org/blog/a/b/"},
		{"http://example.org", "permalink: bees.html", "http://example.org/bees.html"},
		{"https://example.org", "permalink: /Große Bienen/", "https://example.org/Gro%C3%9Fe%20Bienen/"},
		{"https://example.org", "permalink: https://else.example/x", "https://else.example/x"},
		{"https://example.org", "permalink: javascript://example.org/x", ""},
		{"gopher://example.org", "permalink: /a/", ""},
		{"https://example.org", "permalink: /a/\ncanonical_url: https://else.example/bees", "https://else.example/bees"},
		{"https://example.org", "permalink: /a/\ncanonical_url: /bees", "https://example.org/a/"},
		{"https://example.org", "permalink: /a/\ncanonical_url: javascript:alert(1)", "https://example.org/a/"},
		{"https://example.org", "permalink: /a/\ncanonical_url: https://", "https://example.org/a/"},
		{"https://example.org", "permalink: /a/\ncanonical_url: see https://else.example/bees", "https://example.org/a/"},
		{"", "canonical_url: https://else.example/bees", "https://else.example/bees"},
	} {
		x := blogtest.Load(t, blogtest.Files("bees.md", "---\ntitle: Bees\n"+c.header+"\n---\nBuzz.\n"), loader.Options{BaseURL: c.base})
		p, ok := x.Lookup("bees.md")
		if !ok {
			t.Fatalf("%q: the post is not there", c.header)
		}
		if got := x.WebURL(p); got != c.want {
			t.Errorf("base %q, %q: %q, want %q", c.base, strings.ReplaceAll(c.header, "\n", "; "), got, c.want)
		}
	}
}
