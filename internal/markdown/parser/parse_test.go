package parser_test

import (
	"os"
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/markdown/parser"
	"github.com/sshblog/sshblog/internal/plaintext"
)

// construct is a text and the tree that is made of it, as dump writes it.
type construct struct{ name, src, want string }

func run(t *testing.T, cases []construct) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			doc := parser.Parse(c.src, 1)
			got := dump(doc.Blocks)
			if len(doc.Footnotes) > 0 {
				got += " || " + dump(doc.Footnotes)
			}
			if got != c.want {
				t.Errorf("%q\nis   %s\nwant %s", c.src, got, c.want)
			}
		})
	}
}

func TestCommonMark(t *testing.T) {
	run(t, []construct{
		{"nothing", "", ""},
		{"paragraphs", "a\nb\n\nc", "p(a~b) | p(c)"},
		{"breaks", "a  \nb\\\nc", "p(a/b/c)"},
		{"emphasis", "*a* **b** ***c*** _d_ x_y_z", "p(em(a) strong(b) em(strong(c)) em(d) x_y_z)"},
		{"marks that mean nothing", "a * b _ c ] [ d < e > f ` g", "p(a * b _ c ] [ d < e > f ` g)"},
		{"escapes", `\*a\* \# \& \q`, `p(*a* # & \q)`},
		{"entities", "&amp; &lt;b&gt; &copy; &#65; &#x42; &nope; &amp;amp;", "p(& <b> © A B &nope; &amp;)"},
		{"entities in code", "`&amp;`\n\n    &lt;", "p(code(&amp;)) | code(\"&lt;\\n\")"},
		{"entities that control", "a&#27;[31m&#x202e;b&#0;&#9;c&#x85;", "p(a\ufffd[31m\ufffdb\ufffd c\ufffd)"},
		{"code spans", "`a` `` b`c `` ` d `", "p(code(a) code(b`c) code(d))"},
		{"links", "[a](b \"c\") [d][e] <http://f> [g](<h i>)\n\n[e]: j 'k'", "p(a<b>'c'(a) a<j>'k'(d) a<http://f>(http://f) a<h i>(g))"},
		{"entities in addresses", "[a](b?c&amp;d \"&quot;\")", "p(a<b?c&d>'\"'(a))"},
		{"images", "![a *b*](c \"d\") [![e](f)](g)", "p(img<c>'d'(a b) a<g>(img<f>(e)))"},
		{"headings", "# a\n## b ##\n### c #d\nE\n=\nf\n-", "h1#a(a) | h2#b(b) | h3#c-d(c #d) | h1#e(E) | h2#f(f)"},
		{"rules", "***\n---\n_ _ _", "rule() | rule() | rule()"},
		{"quotes", "> a\nb\n>\n> > c", "quote(p(a~b) | quote(p(c)))"},
		{"lists", "- a\n- b\n  1. c\n\n3. d", "list(item(p(a)) | item(p(b) | list1(item(p(c))))) | list3(item(p(d)))"},
		{"loose list", "- a\n\n- b", "list~(item(p(a)) | item(p(b)))"},
		{"indented code", "    a\n\n\tb", "code(\"a\\n\\nb\\n\")"},
		{"tabs in code", "```\n\ta\n```", "code(\"\\ta\\n\")"},
		{"fence without end", "```\na", "code(\"a\\n\")"},
		{"fence in a list", "- a\n\n  ```x\n  b\n    c\n  ```", "list~(item(p(a) | code.x(\"b\\n  c\\n\")))"},
		{"line ends", "a\r\nb\rc", "p(a~b~c)"},
		{"byte order mark", "\ufeff# a", "h1#a(a)"},
	})
}

func TestGFM(t *testing.T) {
	run(t, []construct{
		{"table", "|a|b|c|d|\n|-|:-|:-:|-:|\n|e|*f*|\n|g|h|i|j|k|", "table(-<^> [a,b,c,d] [e,em(f),,] [g,h,i,j])"},
		{"bar in a cell", "a|b\n-|-\n`c\\|d`|e\\|f", "table(-- [a,b] [code(c|d),e|f])"},
		{"no table", "a|b\nc|d", "p(a|b~c|d)"},
		{"strike", "~~a~~ ~b~", "p(del(a) del(b))"},
		{"tasks", "- [ ] a\n- [x] b\n- [y] c\n- d", "list(open(p(a)) | done(p(b)) | item(p([y] c)) | item(p(d)))"},
		{"bare addresses", "see https://a.b/c_d_e, www.f.g. h@i.jk", "p(see a<https://a.b/c_d_e>(https://a.b/c_d_e), a<http://www.f.g>(www.f.g). a<mailto:h@i.jk>(h@i.jk))"},
	})
}

func TestNotes(t *testing.T) {
	run(t, []construct{
		{"in the order of mention", "a[^y] b[^x]\n\n[^x]: one\n[^y]: two", "p(aref(1) bref(2)) || note1#fn:y(p(two)) | note2#fn:x(p(one))"},
		{"mentioned twice", "a[^x] b[^x]\n\n[^x]: one", "p(aref(1) bref(1)) || note1#fn:x(p(one))"},
		{"never mentioned", "a\n\n[^x]: one", "p(a) || note1#fn:x(p(one))"},
		{"not there", "a[^x]", "p(a[^x])"},
		{"of several blocks", "a[^x]\n\n[^x]: one\n\n    two\n\n    - three\n\nb", "p(aref(1)) | p(b) || note1#fn:x(p(one) | p(two) | list(item(p(three))))"},
		{"that mention each other", "a[^x]\n\n[^y]: two[^x]\n[^x]: one[^y]", "p(aref(1)) || note1#fn:x(p(oneref(2))) | note2#fn:y(p(tworef(1)))"},
		{"any case", "a[^X]\n\n[^x]: one", "p(aref(1)) || note1#fn:x(p(one))"},
	})
}

func TestExtras(t *testing.T) {
	run(t, []construct{
		{"definitions", "a\nb\n: c\n: d\n\ne\n\n: f", "dl(dt(a) | dt(b) | dd(p(c)) | dd(p(d)) | dt(e) | dd(p(f)))"},
		{"emoji", ":tada: :nope: 10:30:45 `:tada:` a:smile:b", "p(🎉 :nope: 10:30:45 code(:tada:) a:smile:b)"},
		{"alert", "> [!NOTE]\n> a\n\n> [!danger] b *c*\n\n> [!x", "alert.note(Note: p(a)) | alert.caution(Danger: b em(c)) | quote(p([!x))"},
		{"container", ":::tip b\na\n:::\nc", "alert.tip(Tip: b: p(a)) | p(c)"},
		{"container in a container", "::: warning\na\n:::note\nb\n:::\nc\n:::\nd", "alert.warning(Warning: p(a) | alert.note(Note: p(b)) | p(c)) | p(d)"},
		{"container without a meaning", ":::{.column}\na\n:::", "p(a)"},
		{"container around code", ":::tip\n```\n:::\n```\n:::", "alert.tip(Tip: code(\":::\\n\"))"},
		{"formulas", "$a_b_c$ $5 and $6 $HOME/$USER\n\n$$\na_b\n$$", "p(math($a_b_c$) $5 and $6 $HOME/$USER) | math(\"a_b\\n\")"},
		{"formula as a fence", "```math\na\n```", "math(\"a\\n\")"},
		{"ids", "## a {#b}\n\n## c {.d}\n\n## e\n{: #f}\n\n## {g}", "h2#b(a) | h2#c(c) | h2#f(e) | h2#g({g})"},
		{"attribute lines", "a\n{: .b}\n\n{: .c}\nd\n\n[e](f){:target=\"_blank\"} ![g](h){width=50%}", "p(a) | p(d) | p(a<f>(e) img<h>(g))"},
		{"place of a table of contents", "* TOC\n{:toc}\n\na", "p(a)"},
		{"attributes below a table", "a|b\n-|-\nc|d\n{: .e}", "table(-- [a,b] [c,d])"},
		{"same anchor", "# a\n# a\n# a-1\n# A!", "h1#a(a) | h1#a-1(a) | h1#a-1-1(a-1) | h1#a-2(A!)"},
		{"anchors of all scripts", "# Über uns\n# 你好 世界\n# ¿?", "h1#über-uns(Über uns) | h1#你好-世界(你好 世界) | h1#section(¿?)"},
	})
}

func TestFences(t *testing.T) {
	for info, want := range map[string]string{
		"go": "code.go", "Go": "code.go", "rust,ignore": "code.rust", "{r, echo=TRUE}": "code.r", "{.python .numberLines}": "code.python",
		"js title=\"a b.js\"": "code.js=a b.js", "js{1,3}": "code.js", "js:src/a.js": "code.js=src/a.js", "c++": "code.c++", "c#": "code.c#",
		"main.go": "code.go=main.go", "{title=\"x\"}": "code=x", "ts filename=a.ts": "code.ts=a.ts", "": "code", "objective-c": "code.objective-c",
		"sh {linenos=true}": "code.sh", "{ .sh }": "code.sh",
	} {
		got := dump(parser.Parse("```"+info+"\na\n```", 1).Blocks)
		if got != want+"(\"a\\n\")" {
			t.Errorf("%q makes %s, want %s", info, got, want)
		}
	}
}

func TestHTML(t *testing.T) {
	run(t, []construct{
		{"paragraphs", "<p>a\nb</p><p>c</p>", "p(a~b) | p(c)"},
		{"looks", "<b>a</b> <i>b</i> <code>c&lt;d</code> <del>e</del> <u>f</u> <kbd>g</kbd> <mark>h</mark> <q>i</q>", "p(strong(a) em(b) code(c<d) del(e) ins(f) kbd(g) mark(h) “i”)"},
		{"links and images", "a <a href=\"b?c&amp;d\" title='e'>f <b>g</b></a> <img src=h alt=\"i\">", "p(a a<b?c&d>'e'(f strong(g)) img<h>(i))"},
		{"breaks", "a<br>b<br/>c\n\n<p>d<br>e</p>", "p(a/b/c) | p(d/e)"},
		{"headings", "<h2 id=\"x\">a <em>b</em></h2>\n\n<h3>c</h3>", "h2#x(a em(b)) | h3#c(c)"},
		{"lists", "<ul><li>a<li>b<ol start=3><li>c</ol></ul>", "list(item(p(a)) | item(p(b) | list3(item(p(c)))))"},
		{"table", "<table><caption>t</caption><tr><th>a<th>b<tr><td>c</td><td><b>d</b></td></tr></table>", "table(t: -- [a,b] [c,strong(d)])"},
		{"definitions", "<dl><dt>a<dd>b</dl>", "dl(dt(a) | dd(p(b)))"},
		{"quote", "<blockquote><p>a</p><p>b</p></blockquote>", "quote(p(a) | p(b))"},
		{"code", "<pre><code class=\"language-go\">a &lt; b\n\n  c</code></pre>", "code.go(\"a < b\\n\\n  c\\n\")"},
		{"code in a block", "<div><pre>\na\n\n*b*\n</pre>\n<p><a href=x>c</a></p>\n</div>", "code(\"a\\n\\n*b*\\n\") | p(a<x>(c))"},
		{"markdown within", "<div>\n\n*a*\n\n</div>", "p(em(a))"},
		{"details", "<details>\n<summary>a <b>b</b></summary>\n\n- c\n\n</details>\nd", "details(a strong(b): list(item(p(c)))) | p(d)"},
		{"details in a list", "- <details><summary>a</summary>\n\n  b\n\n  </details>", "list~(item(details(a: p(b))))"},
		{"figure", "<figure><img src=a><figcaption>b</figcaption></figure>", "p(img<a>()) | p(em(b))"},
		{"media", "<iframe src=\"https://www.youtube.com/embed/x\" title=\"t\"></iframe>\n\n<video src=a.mp4></video>", "p([youtube] a<https://www.youtube.com/embed/x>(t)) | p([video] a<a.mp4>(a.mp4))"},
		{"what goes", "a<!-- b -->c\n\n<!--more-->\n\n<script>\nd\n\ne\n</script>\n\n<style>f</style>\n\ng <script>h</script>i", "p(ac) | p(g i)"},
		{"what stays", "<font color=red>a</font> <blink>b</blink> <x-y>c</x-y>", "p(a b c)"},
		{"never closed", "<b>a <i>b\n\nc", "p(strong(a em(b))) | p(c)"},
		{"never opened", "a</b></div>\n\n</ul></p>b", "p(a) | p(b)"},
		{"anchors", "<a name=\"x\"></a>a\n\n<p id=\"y\">b</p>", "p(anchor(x)a) | p(anchor(y)b)"},
		{"ruby", "<ruby>漢<rt>かん</rt></ruby> <ruby>字<rp>(</rp><rt>じ</rt><rp>)</rp></ruby>", "p(漢(かん) 字(じ))"},
		{"picture", "<picture><source srcset=a><img src=b alt=c></picture>", "p(img<b>(c))"},
		{"data", "![a](data:image/png;base64,AAAA)", "p(img<data:image/png>(a))"},
		{"attributes that are not closed", "<a href=\"b>c</a>\n\nd", "p(<a href=\"b>c) | p(d)"},
		{"markdown in HTML", "<figure markdown=\"1\">\n![a](b)\n<figcaption>c *d*</figcaption>\n</figure>", "p(img<b>(a)) | p(em(c em(d)))"},
		{"entities", "<p>&lt;b&gt; &#27;</p>", "p(<b> \ufffd)"},
	})
}

func TestLines(t *testing.T) {
	src := "a\n\n# b\n\n- c\n- d\n\n> e\n\n```\nf\n```\n\n<h2>g</h2>\n\nh[^i]\n\n[^i]: j\n"
	doc := parser.Parse(src, 10)
	for i, want := range []int{10, 12, 14, 17, 19, 23, 25} {
		if got := doc.Blocks[i].Line; got != want {
			t.Errorf("block %d, %s, is on line %d, want %d", i, dumpBlock(&doc.Blocks[i]), got, want)
		}
	}
	if got := doc.Blocks[2].Blocks[1].Line; got != 15 {
		t.Errorf("the second item is on line %d", got)
	}
	if got := doc.Footnotes[0].Line; got != 27 {
		t.Errorf("the note is on line %d", got)
	}
	if h := doc.Headings; len(h) != 2 || h[0].Line != 12 || h[1].Line != 23 || h[1].Text != "g" || h[0].Level != 1 || h[0].ID != "b" {
		t.Errorf("the outline is %+v", h)
	}
}

func TestDepth(t *testing.T) {
	for _, mark := range []string{"> ", "- ", "1. ", ">", "<ul><li>", "*a ", "<b>", "[^1]: "} {
		doc := parser.Parse(strings.Repeat(mark, 500)+"word", 1)
		if depth := depthOf(doc.Blocks); depth > 70 {
			t.Errorf("%q is %d deep", mark, depth)
		}
		if !strings.Contains(doc.Text(), "word") {
			t.Errorf("the word in 500 of %q is lost", mark)
		}
	}
}

func depthOf(blocks []markdown.Block) int {
	most := 0
	for i := range blocks {
		most = max(most, 1+depthOf(blocks[i].Blocks))
	}
	return most
}

func TestTooMuch(t *testing.T) {
	src := strings.Repeat("- a *b*\n", 100_000) + "\nlast words"
	doc := parser.Parse(src, 1)
	last := doc.Blocks[len(doc.Blocks)-1]
	if last.Kind != markdown.Plain || !strings.HasSuffix(last.Text, "last words") {
		t.Errorf("the last block is %.200s", dumpBlock(&last))
	}
	if doc.Blocks[0].Kind != markdown.List {
		t.Error("the beginning is not a list")
	}
	lines := strings.Count(src, "\n") - strings.Count(last.Text, "\n") + 1
	if last.Line != lines {
		t.Errorf("the last block is on line %d, want %d", last.Line, lines)
	}
}

func TestClean(t *testing.T) {
	for src, want := range map[string]string{
		"plain\n\ttext": "plain\n\ttext", "a\x1b[31mb\x07": "a[31mb", "a\x7f\u0085b\x00": "ab", "\u202ea\u2066b\u2069": "ab",
		"\xffa": "\ufffda", "a\u200c\u200d\u200e\u200fb": "a\u200c\u200d\u200e\u200fb", "\r": "", "é世界👩‍💻": "é世界👩‍💻",
	} {
		if got := plaintext.Clean(src); got != want {
			t.Errorf("%q is %q, want %q", src, got, want)
		}
	}
	if n := testing.AllocsPerRun(10, func() { plaintext.Clean("a clean text, 世界") }); n > 0 {
		t.Errorf("a clean text costs %v allocations", n)
	}
}

func TestPlain(t *testing.T) {
	for src, want := range map[string]string{
		"A *plain* `title`": "A plain title", "[a](b) ![c](d)": "a c", "1. not a list": "1. not a list", "# not a heading": "# not a heading",
		"a &amp; b\\*": "a & b*", "<b>a</b><br>b": "a b", "  a \n b ": "a b", ":tada:": "🎉", "C# & F#": "C# & F#", "": "",
		"a\x1b[31m": "a[31m", "snake_case_name": "snake_case_name", "5 < 6": "5 < 6",
	} {
		if got := parser.PlainInline(src); got != want {
			t.Errorf("%q is %q, want %q", src, got, want)
		}
	}
	for src, want := range map[string]string{
		"{% for x in y %}\nno\n\nnot\n{% endfor %}\n\nb {{ site.title }}c": "b c", "{% raw %}{{ page.a }}{% endraw %} b": "{{ page.a }} b",
		"import A from 'a'\n\n<Card a={b}>\n\nc <B2 />d\n\n</Card>": "c d", "{{< figure src=\"a\" >}}\n\nb": "b", "{% if a %}\n\nb\n\n{% else %}\n\nc\n\n{% endif %}": "b",
		"# a\n\nb *c*\nd\n\ne": "b c d", "a\n\nb\n<!--more-->\nc": "a b", "a\n\n<!-- truncate -->\n\nb": "a", "": "", "# a": "",
		"![a](b)\n\nc": "c", "```\na\n```\n\nb": "b", "- a\n\nb": "b", "<p>a <b>b</b></p>": "a b",
		strings.Repeat("word ", 100): strings.TrimSpace(strings.Repeat("word ", 7)) + "…",
		"一二三四五六七八九十一二三四五六七八九十":       "一二三四五六七八九十一二…",
	} {
		if got := parser.Excerpt(src, 39); got != want {
			t.Errorf("the excerpt of %q is %q, want %q", src, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, src := range []string{
		"", "# a\n\n- b\n  1. *c*\n\n> d", "|a|b|\n|-|-|\n|`c\\|`|d|", "<details><summary>a</summary>\n\n<ul><li>b\n\n</details>",
		"[^1]\n\n[^1]: a\n    b[^1]", "a\n: b\n\n:::note\nc\n:::", "$a$ $$\nb\n$$", "<pre>\n\n*a*</pre><table><tr><td>b", "&#27;&amp;\\", "{: #a}\n# b {#c}",
		"<a href='b>", "> [!NOTE] a\n> b", "```{r a=\"b", "<b><i>a</b></i>", "[a]: b\n[a]", "{% raw %}{% if %}{{< a >}}",
		"import {\n a} from 'b'\n\n<Aa b={c}>\n  d\n</Aa> <p c={d}>", "!!! note \"[a](b)\"\n    c", "{::a}{:/}*[a]: b", "{% note %}\n{% end %}{{ a(b=1) }}",
		"<p markdown=1>\n[a](b)", "- <td>[a](b)\n:::a [c](d)", "{% details [a](b) %}\nc\n{% enddetails %}",
	} {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		doc := parser.Parse(src, 3)
		text := doc.Text()
		if plaintext.Clean(text) != text {
			t.Errorf("%q is not clean", text)
		}
		if dump(doc.Blocks) != dump(parser.Parse(src, 3).Blocks) {
			t.Error("the same text made two trees")
		}
		last := 3 + strings.Count(strings.ReplaceAll(src, "\r\n", "\n"), "\n") + strings.Count(src, "\r")
		seen := map[string]bool{}
		anchors := doc.Anchors()
		for _, l := range doc.Links() {
			if l.Line < 3 || l.Line > last || l.URL == "" {
				t.Errorf("%+v is on line %d of %d", l, l.Line, last)
			}
		}
		for _, p := range doc.Problems {
			if p.Line < 3 || p.Line > last {
				t.Errorf("%+v is on line %d of %d", p, p.Line, last)
			}
		}
		for _, h := range doc.Headings {
			if !anchors[h.ID] {
				t.Errorf("%q is no anchor", h.ID)
			}
			if h.Line < 3 || h.Line > last {
				t.Errorf("a heading is on line %d of %d", h.Line, last)
			}
			if seen[h.ID] {
				t.Errorf("two headings are %q", h.ID)
			}
			seen[h.ID] = true
		}
		parser.PlainInline(src)
		if e := parser.Excerpt(src, 100); len(e) > 100 {
			t.Errorf("the excerpt has %d bytes", len(e))
		}
		parser.HeadingTitle(src)
		if title := parser.TitleLine(src, 100); plaintext.Clean(title) != title || len(title) > 100 {
			t.Errorf("the title %q is no clean line", title)
		}
		for _, b := range doc.WithoutTitle(parser.HeadingTitle(src)).Headings {
			if !seen[b.ID] {
				t.Errorf("%q is a new heading", b.ID)
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	source, err := os.ReadFile("parse_test.go") // any text of some length
	if err != nil {
		b.Fatal(err)
	}
	src := string(source)
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		parser.Parse(src, 1)
	}
}

func BenchmarkExcerpt(b *testing.B) {
	src := "# Title\n\n" + strings.Repeat("A paragraph with *some* words in it. ", 10) + "\n\n" + strings.Repeat("More of it.\n\n", 600)
	b.ReportAllocs()
	for b.Loop() {
		parser.Excerpt(src, 480)
	}
}

func BenchmarkClean(b *testing.B) {
	src := strings.Repeat("A clean text, with 世界 in it. ", 100)
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		plaintext.Clean(src)
	}
}

func TestProblems(t *testing.T) {
	for src, want := range map[string]int{
		"a": 0, "```\na\n```": 0, "a\n\n```\nb": 3, "~~~go\n```\n~~~": 0, "```\n~~~": 1, "```": 1, "```\n```": 0, "````\n```\n````": 0,
		"- a\n  ```\n  b\n\nc": 2, "- a\n  ```\n  b\n  ```\n\nc": 0, "> ```\n> a\n> ```": 0, "> ```\n> a\n\nb": 1, "    ```\n\na": 0,
		"```\na\n```\n\n```\nb": 5, "{% highlight go %}\na\n{% endhighlight %}": 0, "    ```\na\n    ```": 0,
	} {
		line := 0
		if p := parser.Parse(src, 1).Problems; len(p) > 0 {
			line = p[0].Line
		}
		if line != want {
			t.Errorf("%q: the first problem is on line %d, want %d", src, line, want)
		}
	}
}

// headingLine is the line of the first heading of a text.
func headingLine(t *testing.T, src string) int {
	t.Helper()
	doc := parser.Parse(src, 1)
	if len(doc.Headings) == 0 {
		t.Fatal("there is no heading")
	}
	return doc.Headings[0].Line
}
