package loader_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/problem"
	"github.com/sshblog/sshblog/internal/test/blogtest"
)

func TestForms(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		body string
		line int
	}{
		"yaml":                 {"---\ntitle: T\ndate: 2020-02-03\n---\nBody", "Body", 5},
		"yaml closed by dots":  {"---\ntitle: T\ndate: 2020-02-03\n...\nBody", "Body", 5},
		"blanks behind fences": {"---  \ntitle: T\ndate: 2020-02-03\n--- \nBody", "Body", 5},
		"yaml named":           {"---yaml\ntitle: T\ndate: 2020-02-03\n---\nBody", "Body", 5},
		"toml":                 {"+++\ntitle = 'T'\ndate = 2020-02-03\n+++\nBody", "Body", 5},
		"toml named":           {"---toml\ntitle = 'T'\ndate = 2020-02-03\n---\nBody", "Body", 5},
		"json named":           {"---json\n{\"title\": \"T\",\n\"date\": \"2020-02-03\"}\n---\nBody", "Body", 5},
		"json":                 {"{\n  \"title\": \"T\",\n  \"date\": \"2020-02-03\"\n}\nBody", "Body", 5},
		"json on one line":     {"{\"title\": \"T\", \"date\": \"2020-02-03\"}\n\nBody", "\nBody", 2},
		"bare json":            {"\"title\": \"T\",\n\"date\": \"2020-02-03\",\n;;;\nBody", "Body", 4},
		"fenced bare json":     {";;;\n\"title\": \"T\",\n\"date\": \"2020-02-03\"\n;;;\nBody", "Body", 5},
		"pelican":              {"Title: T\nDate: 2020-02-03\nMulti: a\n  b\n\nBody", "Body", 6},
		"old hexo":             {"title: T\ndate: 2020-02-03\ntags:\n- a\n---\nBody", "Body", 6},
		"long fences":          {"-----\ntitle: T\ndate: 2020-02-03\n-----\nBody", "Body", 5},
		"crlf":                 {"---\r\ntitle: T\r\ndate: 2020-02-03\r\n---\r\nBody", "Body", 5},
		"no end of file":       {"---\ntitle: T\ndate: 2020-02-03\n---", "", 4},
		"comments":             {"---\n# a\ntitle: T # b\ndate: 2020-02-03\n---\nBody", "Body", 6},
		"bom":                  {"\ufeff---\ntitle: T\ndate: 2020-02-03\n---\nBody", "Body", 5},
		"tag":                  {"---\ntitle: ! 'T'\ndate: !!str 2020-02-03\n---\nBody", "Body", 5},
		"merge":                {"---\nbase: &b {title: T, date: 2001-01-01}\n<<: *b\ndate: 2020-02-03\n---\nBody", "Body", 6},
		"blank first lines":    {"\n \n---\ntitle: T\ndate: 2020-02-03\n---\nBody", "Body", 7},
		"blanks before":        {" ---\ntitle: T\ndate: 2020-02-03\n---\nBody", "Body", 5},
		"licence":              {"<!-- MIT -->\n---\ntitle: T\ndate: 2020-02-03\n---\nBody", "Body", 6},
		"long licence":         {"<!--\nMIT\nor so\n-->\n\n+++\ntitle = 'T'\ndate = 2020-02-03\n+++\nBody", "Body", 10},
		"comment of MDX":       {"{/* MIT */}\n---\ntitle: T\ndate: 2020-02-03\n---\nBody", "Body", 6},
		"nikola":               {".. title: T\n.. date: 2020-02-03\n\nBody", "Body", 4},
		"nikola in a comment":  {"<!--\n.. title: T\n.. date: 2020-02-03\n-->\n\nBody", "\nBody", 5},
		"nikola in one line":   {"<!-- .. title: T\n.. date: 2020-02-03 -->\nBody", "Body", 3},
		"franklin":             {"@def title = \"T\"\n\n@def date = Date(2020, 2, 3)\nBody", "Body", 4},
		"franklin's fences":    {"+++\ntitle = \"T\"\ndate = Date(2020,2,3)\n+++\nBody", "Body", 5},
		"logseq":               {"title:: T\ndate:: 2020-02-03\n\nBody", "\nBody", 3},
		"logseq in a list":     {"- title:: T\n  date:: 2020-02-03\n- Body", "- Body", 3},
		"exported by MDX":      {"export const metadata = {\n  title: 'T',\n  date: '2020-02-03',\n}\n\nBody", "export const metadata = {\n  title: 'T',\n  date: '2020-02-03',\n}\n\nBody", 1},
		"clojure":              {"{:title \"T\"\n :date \"2020-02-03\" :tags [\"a\" :b]}\nBody", "\nBody", 2},
		"anchors":              {"---\nx: &t T\ntitle: *t\ndate: 2020-02-03\n---\nBody", "Body", 6},
	} {
		t.Run(name, func(t *testing.T) {
			p, problems := blogtest.Only(t, "x.md", c.text)
			blogtest.Clean(t, problems)
			blogtest.Equal(t, "title", p.Title, "T")
			blogtest.Equal(t, "date", p.Date.Format(time.DateOnly), "2020-02-03")
			blogtest.Equal(t, "body", p.Body(), c.body)
			blogtest.Equal(t, "line", p.BodyLine(), c.line)
		})
	}
}

func TestNoFrontMatter(t *testing.T) {
	for name, text := range map[string]string{
		"text":             "Just text.\n",
		"note":             "Note: this is prose.\n\nMore.\n",
		"two notes":        "Note: this is prose.\nAlso: this.\n\nMore.\n",
		"heading":          "# Title\n\nText\n",
		"setext":           "Some words\n---\n\nText\n",
		"liquid":           "{% raw %}\ntext\n",
		"shortcode":        "{{< figure >}}\n",
		"attributes":       "{: .lead}\ntext\n",
		"brace":            "{ not json }\n",
		"quotation":        "\"Well\", she said.\n",
		"rule of asterisk": "***\n\ntext\n\n---\n",
		"long rule":        "-----\n\ntext\n",
	} {
		t.Run(name, func(t *testing.T) {
			p, problems := blogtest.Only(t, "the-name.md", text)
			blogtest.Clean(t, problems)
			blogtest.Equal(t, "body", p.Body(), text)
			blogtest.Equal(t, "line", p.BodyLine(), 1)
		})
	}
}

func TestProblemsOfFrontMatter(t *testing.T) {
	for name, c := range map[string]struct{ text, want, body string }{
		"never closed":      {"---\ntitle: T\n\nText\n", "x.md:1: warning: the front matter is never closed", "---\ntitle: T\n\nText\n"},
		"toml never closed": {"+++\ntitle = 'T'\n", "x.md:1: warning: the front matter is never closed", "+++\ntitle = 'T'\n"},
		"json never closed": {"{\"title\": \"T\",\n", "x.md:1: warning: the front matter is never closed", "{\"title\": \"T\",\n"},
		"between rules":     {"---\n\nSome prose.\n\n---\n\nMore.\n", "x.md:1: warning: what stands between", "---\n\nSome prose.\n\n---\n\nMore.\n"},
		"yaml":              {"---\ntitle: T\ntags: [a\ndate: 2020-01-01\n---\nB", "x.md:4: error: the front matter is broken", "B"},
		"yaml tab":          {"---\ntitle: T\nx:\n\ty: 1\n---\nB", "x.md:4: error: the front matter is broken", "B"},
		"toml":              {"+++\ntitle = \"T\"\nbad = yes please\n+++\nB", "x.md:3: error: the front matter is broken", "B"},
		"json":              {"---json\n{\"title\": \"T\",\n\"a\": oops}\n---\nB", "x.md:3: error: the front matter is broken", "B"},
		"duplicate":         {"---\ntitle: A\ntags: x\ntitle: T\n---\nB", "x.md:4: warning: \"title\" is set twice, first in line 2", "B"},
		"toml duplicate":    {"+++\ntitle = 'A'\ntitle = 'T'\n+++\nB", "x.md:3: warning: \"title\" is set twice, first in line 2", "B"},
		"json duplicate":    {"{\"title\": \"A\",\n\"title\": \"T\"}\nB", "x.md:2: warning: \"title\" is set twice, first in line 1", "B"},
		"date":              {"---\ntitle: T\ndate: next week\n---\nB", "x.md:3: warning: \"next week\" is no date", "B"},
		"nested date":       {"---\ntitle: T\nextra:\n  date: 2020-02-30\n---\nB", "x.md:4: warning: \"2020-02-30\" is no date", "B"},
		"draft":             {"---\ntitle: T\ndraft: perhaps\n---\nB", "x.md:3: warning: \"draft: perhaps\" may mean that the post is not public", "B"},
		"weight":            {"---\ntitle: T\nweight: heavy\n---\nB", "x.md:3: warning: \"heavy\" is no number", "B"},
		"depth":             {"---\ntitle: T\nx: " + strings.Repeat("[", 60) + strings.Repeat("]", 60) + "\n---\nB", "x.md:3: error: the front matter is broken: it is nested deeper than 32 levels", "B"},
		"unknown anchor":    {"---\ntitle: T\nx: *nobody\n---\nB", "x.md:3: error: the front matter is broken", "B"},
		"large":             {"---\ntitle: X\nx: " + strings.Repeat("y", 65<<10) + "\n---\n# T\n", "x.md:1: error: the front matter is larger than 64 KiB", "---\ntitle: X\nx: " + strings.Repeat("y", 65<<10) + "\n---\n# T\n"},
		"large toml":        {"+++\nx = '" + strings.Repeat("y", 65<<10) + "'\n+++\n# T\n", "x.md:1: error: the front matter is larger than 64 KiB", "# T\n"},
	} {
		t.Run(name, func(t *testing.T) {
			p, problems := blogtest.Only(t, "x.md", c.text)
			if len(problems) != 1 || !strings.HasPrefix(problems[0].String(), c.want) {
				t.Errorf("problems: %v, want %s", problems, c.want)
			}
			blogtest.Equal(t, "body", p.Body(), c.body)
			if c.body == "B" {
				blogtest.Equal(t, "title", p.Title, "T")
			}
		})
	}
}

// A few kilobytes of YAML can stand for gigabytes. They must not be expanded, and the title is
// still to be had.
func TestAliasBomb(t *testing.T) {
	var b strings.Builder
	b.WriteString("---\ntitle: Bomb\na0: &a0 [" + strings.Repeat("x,", 9) + "]\n")
	for i := range 25 {
		fmt.Fprintf(&b, "a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n", i+1, i+1, i, i, i, i, i, i, i, i)
	}
	b.WriteString("tags: *a25\n---\nText\n")
	p, problems := blogtest.Only(t, "x.md", b.String())
	blogtest.Equal(t, "title", p.Title, "Bomb")
	if len(problems) != 1 || problems[0].Severity != problem.Error || !strings.Contains(problems[0].Message, "too many values") {
		t.Errorf("problems: %v", problems)
	}
}

func TestEncodings(t *testing.T) {
	const text = "---\ntitle: Größe 大\n---\nLine\n"
	utf16 := func(order func(hi, lo byte) string, mark string) string {
		out := mark
		for _, r := range text {
			out += order(byte(r>>8), byte(r))
		}
		return out
	}
	little := func(hi, lo byte) string { return string([]byte{lo, hi}) }
	big := func(hi, lo byte) string { return string([]byte{hi, lo}) }
	for name, src := range map[string]string{
		"utf-8":      text,
		"bom":        "\ufeff" + text,
		"utf-16 le":  utf16(little, "\xff\xfe"),
		"utf-16 be":  utf16(big, "\xfe\xff"),
		"crlf":       strings.ReplaceAll(text, "\n", "\r\n"),
		"lone cr":    strings.ReplaceAll(text, "\n", "\r"),
		"mixed ends": strings.Replace(text, "\n", "\r", 1),
	} {
		t.Run(name, func(t *testing.T) {
			p, problems := blogtest.Only(t, "x.md", src)
			blogtest.Clean(t, problems)
			blogtest.Equal(t, "title", p.Title, "Größe 大")
			blogtest.Equal(t, "raw", p.Raw(), text)
		})
	}
	p, problems := blogtest.Only(t, "x.md", "---\ntitle: A\n---\nLatin \xe9t\xe9\n")
	blogtest.Equal(t, "body", p.Body(), "Latin \ufffdt\ufffd\n")
	if len(problems) != 1 || problems[0].String() != "x.md:4: warning: invalid UTF-8 was replaced" {
		t.Errorf("problems: %v", problems)
	}
	for name, bytes := range map[string]string{
		"high alone": "\xd8\x3d\x00x", "low alone": "\xde\x00\x00x", "the wrong way round": "\xde\x00\xd8\x3d\x00x", "half a character": "\x00x\x00",
	} {
		p, problems := blogtest.Only(t, "x.md", "\xfe\xff\x00A\x00\n"+bytes)
		if !strings.Contains(p.Body(), "\ufffd") || !strings.Contains(p.Body(), "x") || len(problems) != 1 || problems[0].String() != "x.md:2: warning: invalid UTF-16 was replaced" {
			t.Errorf("%s: %q, problems %v", name, p.Body(), problems)
		}
	}
	p, problems = blogtest.Only(t, "x.md", "\xfe\xff\xd8\x3d\xde\x00")
	blogtest.Equal(t, "a pair", p.Body(), "\U0001F600")
	blogtest.Clean(t, problems)
}

func TestControlCharactersStayOut(t *testing.T) {
	evil := "a\x1b[31mb\u202ec\u0085d\x7fe\u2066f\x00g"
	p, _ := blogtest.Only(t, "x.md", "---\ntitle: \"T"+evil+"\"\ntags: [\"t"+evil+"\"]\nauthor: \"w"+evil+"\"\nslug: \"s"+evil+
		"\"\nsummary: \"u"+evil+"\"\nseries: \"r"+evil+"\"\nimage: \"i"+evil+"\"\naliases: [\"/l"+evil+"\"]\npermalink: \"/p"+evil+"\"\n---\nText\n")
	all := append([]string{p.Title, p.Slug, p.Summary, p.Series, p.Image.Src, p.Permalink, p.Path}, p.Tags...)
	for _, s := range append(append(all, p.Authors...), p.Aliases...) {
		if i := strings.IndexFunc(s, isUnsafe); i >= 0 {
			t.Errorf("%q has a control character at %d", s, i)
		}
	}
}

func isUnsafe(r rune) bool { return plaintext.ClassOf(r)&plaintext.Unsafe != 0 }
