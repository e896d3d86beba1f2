package blogtest

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/loader"
)

// MixedPost writes the n-th post of a blog in several dialects and languages, of about 8 KB.
func MixedPost(n int) (name, text string) {
	date := time.Date(2005, 1, 1, 9, 30, 0, 0, time.UTC).Add(time.Duration(n) * 13 * time.Hour)
	var b strings.Builder
	switch n % 4 {
	case 0:
		fmt.Fprintf(&b, "---\ntitle: 'Number %d: on the keeping of bees'\nauthor: ada\ndate: %s +1000\ncategory: blog\ntags: [bees, garden]\n---\n", n, date.Format("2006-01-02 15:04:05"))
	case 1:
		fmt.Fprintf(&b, "+++\ntitle = \"Number %d\"\ndate = %s\ntags = [\"bees\", \"honey\"]\ndraft = false\n[extra]\nauthor = \"Bob\"\n+++\n", n, date.Format(time.RFC3339))
	case 2:
		fmt.Fprintf(&b, "---\nlayout: post\ntitle: \"第 %d 篇：养蜂\"\ncategories:\n  - 日记\n---\n", n)
	case 3:
		fmt.Fprintf(&b, "{\"title\": \"Number %d\", \"date\": %q, \"tags\": [\"wax\"], \"summary\": \"What wax is for.\"}\n", n, date.Format(time.DateOnly))
	}
	paragraph := "The bees came back on Tuesday, [as they do](https://example.org/bees), and nobody had asked *them* to. We looked on.\n\n"
	if n%4 == 2 {
		paragraph = "星期二蜜蜂回来了，谁也没有叫它们。我们在旁边看着，觉得很有意思。\n\n"
	}
	for b.Len() < 8<<10 {
		b.WriteString(paragraph)
	}
	return fmt.Sprintf("%s-post-%d.md", date.Format(time.DateOnly), n), b.String()
}

// MixedBlog writes n posts into a directory, with times that are long past.
func MixedBlog(tb testing.TB, n int) string {
	tb.Helper()
	dir := tb.TempDir()
	old := time.Now().Add(-time.Hour)
	for i := range n {
		name, text := MixedPost(i)
		sub := filepath.Join(dir, "_posts", name[:4])
		if err := os.MkdirAll(sub, 0o755); err != nil {
			tb.Fatal(err)
		}
		file := filepath.Join(sub, name)
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			tb.Fatal(err)
		}
		if err := os.Chtimes(file, old, old); err != nil {
			tb.Fatal(err)
		}
	}
	return dir
}

// LinkedBlog is mixedBlog where each post links to others in several ways, and shows an image.
func LinkedBlog(tb testing.TB, n int) *blog.Index {
	tb.Helper()
	m := Files("_config.yml", "url: https://example.org\nbaseurl: /blog\n", "assets/hive.png", "")
	for i := range n {
		name, text := MixedPost(i)
		other, _ := MixedPost((i + 7) % n)
		text += fmt.Sprintf("\n## Links\n\n[a](%s) [b](/blog/post-%d/#links) [c](#links) [d](post-%d) ![hive](/assets/hive.png)\n", other, (i+1)%n, (i+2)%n)
		m["_posts/"+name] = Files("x", text)["x"]
	}
	return Load(tb, m, loader.Options{Now: time.Now})
}

// VariedBlog is a blog of n posts that have titles, paragraphs and tags of many words, few of them
// common, as those of people have.
func VariedBlog(tb testing.TB, n int) *blog.Index {
	tb.Helper()
	r := rand.New(rand.NewPCG(7, 7))
	words, tags := rand.NewZipf(r, 1.1, 8, 40_000), rand.NewZipf(r, 1.2, 4, 600)
	text := func(n int) string {
		var b strings.Builder
		for range n {
			fmt.Fprintf(&b, "w%cx%d ", 'a'+rune(r.IntN(2)), words.Uint64())
		}
		return b.String()
	}
	m := fstest.MapFS{}
	for i := range n {
		date := time.Date(1995, 1, 1, 9, 30, 0, 0, time.UTC).Add(time.Duration(i) * 5 * time.Hour)
		m[fmt.Sprintf("posts/p%d.md", i)] = &fstest.MapFile{Data: fmt.Appendf(nil,
			"---\ntitle: %s\ndate: %s\ntags: [Tag %d, tag-%d, tag %d]\ncategories: [c%d]\nseries: s%d\nauthor: a%d\n---\n%s\n",
			text(6), date.Format(time.RFC3339), tags.Uint64(), tags.Uint64(), tags.Uint64(), tags.Uint64()%9, i%500, i%7, text(60))}
	}
	return Load(tb, m, loader.Options{Now: time.Now})
}

// UniformBlog is a blog of n posts that want to be like all others: a quarter of them, just few
// enough for a tag to say something, have the same hundred tags and words.
func UniformBlog(tb testing.TB, n int) *blog.Index {
	tb.Helper()
	var tags, words strings.Builder
	for i := range 100 {
		fmt.Fprintf(&tags, "tag%d, ", i)
		fmt.Fprintf(&words, "word%c%c ", 'a'+i/10, 'a'+i%10)
	}
	m := fstest.MapFS{}
	for i := range n {
		text := "---\ntitle: Alone\n---\nNothing else.\n"
		if i%4 == 0 {
			text = fmt.Sprintf("---\ntitle: %s\ntags: [%s]\n---\n%s\n", words.String(), tags.String(), words.String())
		}
		m[fmt.Sprintf("posts/p%d.md", i)] = &fstest.MapFile{Data: []byte(text)}
	}
	return Load(tb, m, loader.Options{Now: time.Now})
}

// RandomBlog is a blog of n posts that take their names from few, in many spellings; some are
// hidden, drafts or undated.
func RandomBlog(r *rand.Rand, n int) fstest.MapFS {
	names := []string{"Web Dev", "web-dev", "webdev", "Go", "go", "C", "C--", "Café", "CAFE\\u0301", "-", "蜜蜂", "bees"}
	pick := func() string { return `"` + names[r.IntN(len(names))] + `"` }
	m := fstest.MapFS{}
	for i := range n {
		text := fmt.Sprintf("---\ntags: [%s, %s, %s]\ncategories: [%s]\nauthor: %s\n", pick(), pick(), pick(), pick(),
			pick())
		if r.IntN(5) > 0 {
			text += fmt.Sprintf("date: %d-%02d-02\n", 2018+r.IntN(9), 1+r.IntN(12))
		}
		if r.IntN(2) > 0 {
			text += fmt.Sprintf("series: %s\npart: %d\n", pick(), r.IntN(4))
		}
		text += []string{"", "", "", "hidden: true\n", "draft: true\n"}[r.IntN(5)] + "title: About " +
			names[r.IntN(4)] + "\n---\n"
		m[fmt.Sprintf("posts/p%d.md", i)] = Files("x", text+"Nothing but bees.\n")["x"]
	}
	return m
}
