package feed_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/sshblog/sshblog/internal/loader"
)

// Whatever a post contains, the feeds are valid and nothing in them is active.
func TestHostilePosts(t *testing.T) {
	const size, part = 2<<20 - 200, 256 << 10
	for name, body := range map[string]string{
		"scripts":       `<script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)><iframe src="https://e.org"></iframe><style>p{}</style>`,
		"code":          "```\"><script>alert(1)</script>\n</code></pre><script>alert(1)</script>\n```\n`</code><script>alert(1)</script>`",
		"links":         "[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](data:text/html,x) [d](vbscript:x) [e](&#106;avascript:alert(1)) [f](//e.org/x y) [g](file:///etc/passwd)",
		"images":        "![a](javascript:alert(1)) ![b](data:image/svg+xml;base64,AAAA) ![\"><script>](https://e.org/\"onerror=x) ![](ssh://h/x.png)",
		"attributes":    "<a href=\"https://e.org\" onclick=\"x\" style=\"x\">a</a> [b](https://e.org '\"onclick=\"x')\n\n## \"><script> {#\"onclick=x}\n\n<h2 id='\"><script>'>x</h2>",
		"controls":      "a\x00b\x01c\x1b[31md\x7fe\u0085f\u202eg\ufffeh\uffffi\u2028j &#0; &#1; &#27; &#xFFFE; &#xD800; &#x110000;",
		"invalid":       "a\xff\xfe\xc0\xafb\xed\xa0\x80",
		"markup of XML": "]]> <![CDATA[ <!-- x --> <?php ?> &lt;!DOCTYPE x> &amp;amp; &unknown; </content></entry></feed>",
		"deep":          strings.Repeat("> ", 500) + "x\n\n" + strings.Repeat("- ", 500) + "y\n\n" + strings.Repeat("*", 3000) + "z",
		"quotes":        strings.Repeat(`"'&<>`, part/5),
		"one line":      strings.Repeat("x", size),
		"paragraphs":    strings.Repeat("A paragraph of [words](https://example.org/?a&b).\n\n", size/53),
		"tags":          strings.Repeat("<b><a href=x>", part/13),
		"code block":    "```\n" + strings.Repeat("if a < b && c > d {}\n", part/22),
	} {
		header := "---\ntitle: \"T \\e[31m\\u0001 <script> ]]> &amp; \\uFFFE\"\ntags: [\"\\e[1m\", \"<b>\"]\nauthor: \"\\uFFFF\"\nlang: \"\\\"><x>\"\ndate: 2026-01-01\n---\n"
		x := load(t, files("x.md", header+body), loader.Options{Title: "\x1b]0;x\a<&\ufffe", Description: "\x00", Author: "\uffff"})
		if len(x.Posts()) != 1 {
			t.Fatalf("%s: %v", name, x.Problems())
		}
		for _, f := range formats {
			t.Run(name+"/"+f.name, func(t *testing.T) {
				got := written(t, f, x, options())
				f.check(t, got)
				if strings.ContainsFunc(string(got), isControl) {
					t.Error("control characters")
				}
			})
		}
	}
}

// FuzzFeed makes a post of any bytes. Both of its feeds are valid.
func FuzzFeed(f *testing.F) {
	for _, seed := range []string{
		"", "Text.", "---\ntitle: T\ntags: [a, \"\\x01\"]\n---\n[a](b.md) ![c](d.png)", "<a href='javascript:x'>y</a>", "[^1]\n\n[^1]: note",
		"| a |\n|---|\n| b |", "- [x] a\n\n  b", "```go title=x\ny\n```", "$$\nx\n$$", "term\n: def", "> [!NOTE]\n> x", "&#1;&#xfffe;\ufffe",
		"[a](https://e.org/\u00a0\"<>) <https://e.org/%zz>", "---\nredirect_to: //e.org/\nimage: ../x\nupdated: 9999-12-31\ndate: 0001-01-01\n---\n",
	} {
		f.Add([]byte(seed), "https://example.org/b")
		f.Add([]byte(seed), "")
	}
	for _, base := range []string{`"`, "https://<e>.org", "::1", "h\x00", "https://e.org/ü \"?#"} {
		f.Add([]byte("[a](b.md)"), base)
	}
	f.Fuzz(func(t *testing.T, src []byte, base string) {
		if !utf8.ValidString(base) || len(src) > 64<<10 {
			return
		}
		x := load(t, files("posts/x.md", string(src), "posts/b.md", "---\ndate: 2025-01-01\n---\nB"), loader.Options{Drafts: true, BaseURL: base})
		o := options()
		o.Host = base
		for _, f := range formats {
			f.check(t, written(t, f, x, o))
		}
	})
}
