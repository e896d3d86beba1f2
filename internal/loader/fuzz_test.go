package loader_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/test/blogtest"
	"github.com/sshblog/sshblog/internal/test/fuzzseed"
)

// FuzzFrontMatter: any bytes are a post, and so is what choices make, under any name and beside
// any site file, with nothing in its fields that could move a cursor.
func FuzzFrontMatter(f *testing.F) {
	for _, seed := range []string{
		"", "---\n", "---\n---\n", "---\ntitle: T\ntags: [a, b]\ndate: 2020-01-01\n---\nBody", "+++\ntitle = 'T'\n[extra]\na.b = [1, {c = 2}]\n[[x.y]]\nz = 1\n+++\nBody",
		"{\"title\": \"T\", \"tags\": [\"a\"]}\nBody", "\"title\": \"T\"\n;;;\n", ";;;\n\"a\": 1\n;;;\n", "Title: T\nDate: 2020-01-01\n\nBody", "title: T\n---\nBody",
		"---\na: &a [*a]\n---\n", "---\n<<: *x\n---\n", "---\n? {a: b}\n: c\n---\n", "---\ntitle: {{ x }}\n---\n", "\xff\xfe-\x00-\x00-\x00\n\x00", "\xef\xbb\xbf---\ntitle: x\n---",
		"---\nimage: {src: [a]}\nseries: [[x]]\nauthors: {a: {b: c}}\naliases: [[/a], {b: c}]\n---\n", "---json\n{\"a\": {\"b\": [[[]]]}}\n---\n", "+++\na = 1\na.b = 2\n[a]\nb = 3\n+++\n",
	} {
		f.Add([]byte(seed), []byte(nil))
	}
	for kind := range byte(8) {
		f.Add([]byte(nil), []byte{kind, 0, kind, 0, kind + 1, 5, 1, 3, 2, kind, 9, 8, 7, 6, 5, kind, 1, 2, 3, 11, 12, 13, 17, 19, 23, 29, 31})
	}
	f.Fuzz(func(t *testing.T, src, made []byte) {
		m := fstest.MapFS{}
		name, settings := "posts/x.md", ""
		if len(made) > 0 {
			r := choices{fuzzseed.Choices(made)}
			name = r.name()
			var site string
			if site, settings = r.site(); site != "" {
				m[site] = &fstest.MapFile{Data: []byte(settings)}
			}
			src = slices.Concat([]byte(r.file()), src)
		}
		m[name] = &fstest.MapFile{Data: src}
		x := blogtest.Load(t, m, loader.Options{Drafts: true})
		if len(x.All()) != 1 {
			if len(x.All()) == 0 && strings.Contains(strings.ToLower(strings.ReplaceAll(string(src)+settings, "\x00", "")), "expir") {
				return // it may say that it is over
			}
			t.Fatalf("%d posts; problems %v", len(x.All()), x.Problems())
		}
		p := x.All()[0]
		if p.Slug == "" || p.Title == "" || !strings.HasSuffix(p.Raw(), p.Body()) || p.BodyLine() < 1 {
			t.Errorf("slug %q, title %q, line %d", p.Slug, p.Title, p.BodyLine())
		}
		fields := []string{p.Path, x.Site().Title, x.Site().Description, x.Site().Author, x.Site().BaseURL, x.Site().Lang, p.Slug, p.Title, p.Summary, p.Excerpt, p.Series, p.Lang, p.Image.Src, p.Permalink, p.Canonical, p.RedirectTo}
		for _, list := range [][]string{p.Authors, p.Tags, p.Categories, p.Aliases} {
			fields = append(fields, list...)
		}
		for _, problem := range x.Problems() {
			fields = append(fields, problem.String())
			if problem.Line < 1 || problem.Path == p.Path && problem.Line > 1+strings.Count(p.Raw(), "\n") {
				t.Errorf("no such line: %v", problem)
			}
		}
		for _, s := range append(fields, p.Raw()) {
			if !utf8.ValidString(s) {
				t.Errorf("invalid UTF-8: %q", s)
			}
		}
		for _, s := range fields {
			if strings.ContainsFunc(s, isUnsafe) {
				t.Errorf("control character: %q", s)
			}
		}
		if q, ok := x.Lookup(p.Slug); !ok || q != p {
			t.Errorf("the slug %q does not find its post", p.Slug)
		}
	})
}
