package html_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	nethtml "golang.org/x/net/html"

	"github.com/sshblog/sshblog/internal/html"
	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/markdown/parser"
)

var update = flag.Bool("update", false, "write the golden files anew")

// page returns the page of a text, whose pictures are all there and whose links all lead somewhere.
func page(src string) string { return pageOf(parser.Parse(src, 1)) }

func pageOf(doc *markdown.Document) string {
	return html.Body(doc, html.Options{
		Form: html.ForPages,
		Link: func(dest string) string {
			if strings.HasPrefix(dest, "javascript:") {
				return ""
			}
			return dest
		},
		Picture: func(dest string) (html.Picture, bool) {
			return html.Picture{Src: dest, Width: 640, Height: 480}, strings.HasSuffix(dest, ".png")
		},
	})
}

// TestPage holds the page of a post with something of everything to a golden file.
func TestPage(t *testing.T) {
	src, err := os.ReadFile(filepath.Join("testdata", "everything.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(strings.TrimPrefix(string(src), "---\n"), "---\n")
	got := []byte(page(body))
	golden := filepath.Join("testdata", "everything.html")
	if *update {
		if err := os.WriteFile(golden, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what was written:\n%s", golden, got)
	}
	checkPage(t, string(got))
}

// TestForms shows what pages have and feeds do not.
func TestForms(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"heading", "## A *b*", `<h2 id="a-b"><a class="anchor" href="#a-b">A <em>b</em></a></h2>`},
		{"heading with a link", "## A [b](c)", `<h2 id="a-b">A <a href="c">b</a></h2>`},
		{"headings of the first level", "x\n\n# A\n\n## B", `<h3 id="b"><a class="anchor" href="#b">B</a></h3>`},
		{"code", "```go\nif x { y(\"z\") }\n```", `<pre tabindex="0" data-lang="go"><code class="language-go"><span class="k">if</span>`},
		{"code of no language", "```\n<b>\n```", "<pre tabindex=\"0\"><code>&lt;b&gt;\n</code></pre>"},
		{"code of an unknown language", "```zork\n<b>\n```", `<pre tabindex="0" data-lang="zork"><code class="language-zork">&lt;b&gt;`},
		{"hostile language", "```\"onclick=x\n<b>\n```", "<pre tabindex=\"0\"><code>&lt;b&gt;\n</code></pre>"},
		{"mathematics", "$$\n\\int x\n$$", `<pre tabindex="0"><code class="language-math">\int x`},
		{"anchor that a heading has", "## A\n\n<a name=\"a\"></a>x", "</h2>\n<p><span></span>x</p>"},
		{"alert", "> [!TIP]\n> x", "<aside class=\"alert tip\">\n<p class=\"label\"><strong>Tip</strong></p>\n<p>x</p>\n</aside>"},
		{"picture", "![a](b.png)", `<img src="b.png" alt="a" width="640" height="480" loading="lazy">`},
		{"picture elsewhere", "![a](https://e.org/b.gif)", `<a href="https://e.org/b.gif">a</a>`},
		{"table", "| a |\n|--:|\n| b |", "<div class=\"scroll\" tabindex=\"0\">\n<table>\n<thead>\n<tr>\n<th align=\"right\">a</th>"},
		{"task", "- [x] a", `<li class="task">☑ a</li>`},
		{"note", "a[^1]\n\n[^1]: b", "<section class=\"footnotes\">\n<ol>\n<li id=\"fn:1\">\n<p>b</p>\n<a href=\"#fnref:1\">↩</a></li>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := page(c.src)
			if !strings.Contains(got, c.want) {
				t.Errorf("%s\nwant %s", got, c.want)
			}
			checkPage(t, got)
			feed := html.Body(parser.Parse(c.src, 1), html.Options{Link: func(string) string { return "https://e.org/x" }})
			if strings.Contains(feed, "tabindex") || strings.Contains(feed, `class="`) && !strings.Contains(feed, `class="language-`) {
				t.Errorf("a feed has %s", feed)
			}
		})
	}
}

// allowed are the elements that a page may have of a post.
var allowed = regexp.MustCompile(`^(?:p|h[1-6]|pre|blockquote|aside|section|div|[uo]l|li|hr|br|d[ltd]|table|caption|thead|tbody|t[rhd]|figure|` +
	`figcaption|details|summary|em|strong|del|ins|mark|kbd|su[pb]|code|a|img|span|html|head|body)$`)

// checkPage checks that nothing of a page is active.
func checkPage(t testing.TB, text string) {
	t.Helper()
	root, err := nethtml.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		switch {
		case n.Type == nethtml.CommentNode:
			t.Errorf("a comment: %q", n.Data)
		case n.Type != nethtml.ElementNode:
		case !allowed.MatchString(n.Data):
			t.Errorf("an element %q", n.Data)
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:") {
				t.Errorf("an attribute %s=%q of %s", a.Key, a.Val, n.Data)
			}
		}
	}
}

// FuzzPage makes a page of any text: nothing in it is active, and its text is that of the post.
func FuzzPage(f *testing.F) {
	for _, seed := range []string{
		"", "Text.", "[a](javascript:x) ![b](\"onerror=x.png)", "<a href='javascript:x'>y</a>", "[^1]\n\n[^1]: note", "| a |\n|---|\n| b |",
		"- [x] a\n\n  b", "```go title=x\ny\n```", "$$\nx\n$$", "term\n: def", "> [!NOTE]\n> x", "&#1;&#xfffe;\ufffe", "a. x\nb. y\n", "# a\n# a\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > 64<<10 {
			return
		}
		doc := parser.Parse(src, 1)
		checkPage(t, pageOf(doc))
		checkText(t, doc)
	})
}
