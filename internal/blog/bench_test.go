package blog_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
)

// mixedPost writes the n-th post of a blog in several dialects and languages, of about 8 KB.
func mixedPost(n int) (name, text string) {
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

// mixedBlog writes n posts into a directory, with times that are long past.
func mixedBlog(tb testing.TB, n int) string {
	tb.Helper()
	dir := tb.TempDir()
	old := time.Now().Add(-time.Hour)
	for i := range n {
		name, text := mixedPost(i)
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

func BenchmarkLoad10000(b *testing.B) {
	source := blog.FromDir(mixedBlog(b, 10_000))
	b.ReportAllocs()
	for b.Loop() {
		fsys, done, err := source()
		if err != nil {
			b.Fatal(err)
		}
		x, err := blog.Load(fsys, blog.Options{})
		if err != nil || len(x.Posts()) != 10_000 {
			b.Fatal(err, len(x.Posts()))
		}
		if err := done(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkNoticeOne is a change of one file among 10,000 of which there was notice, BenchmarkReloadOne one of which there was none;
// BenchmarkReloadNone the same without a change, which is the directory walk.
func BenchmarkNoticeOne(b *testing.B)  { benchmarkReload(b, true, true) }
func BenchmarkReloadOne(b *testing.B)  { benchmarkReload(b, true, false) }
func BenchmarkReloadNone(b *testing.B) { benchmarkReload(b, false, false) }

func benchmarkReload(b *testing.B, change, notice bool) {
	dir := mixedBlog(b, 10_000)
	store, err := blog.NewStore(blog.FromDir(dir), blog.StoreOptions{})
	if err != nil {
		b.Fatal(err)
	}
	name, text := mixedPost(5000)
	file := filepath.Join(dir, "_posts", name[:4], name)
	n := 0
	b.ReportAllocs()
	for b.Loop() {
		before := store.Index()
		if change {
			n++
			if err := os.WriteFile(file, fmt.Appendf(nil, "%s%d\n", text, n), 0o644); err != nil {
				b.Fatal(err)
			}
		}
		if notice {
			if !store.Touch("_posts/" + name[:4] + "/" + name) {
				b.Fatal("the notice is not enough")
			}
		} else if err := store.Reload(); err != nil {
			b.Fatal(err)
		}
		if (store.Index() != before) != change {
			b.Fatal("the index has not followed the files")
		}
	}
}

func benchIndex(b *testing.B) *blog.Index {
	b.Helper()
	fsys, done, err := blog.FromDir(mixedBlog(b, 10_000))()
	if err != nil {
		b.Fatal(err)
	}
	defer done()
	x, err := blog.Load(fsys, blog.Options{})
	if err != nil {
		b.Fatal(err)
	}
	return x
}

func BenchmarkLookup(b *testing.B) {
	x := benchIndex(b)
	for _, ref := range []string{"post-5000", "/Post-5000/", "_posts/2012/2012-05-31-post-5000.md", "nowhere"} {
		b.Run(strings.ReplaceAll(ref, "/", "|"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				x.Lookup(ref)
			}
		})
	}
}

func BenchmarkNearest(b *testing.B) {
	x := benchIndex(b)
	for _, slug := range []string{"psot-5000", "on-the-keeping-of-bees"} {
		b.Run(slug, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				x.Nearest(slug)
			}
		})
	}
}

func BenchmarkNeighbours(b *testing.B) {
	x := benchIndex(b)
	p := x.Posts()[4321]
	b.ReportAllocs()
	for b.Loop() {
		x.Neighbours(p)
	}
}

// linkedBlog is mixedBlog where each post links to others in several ways, and shows an image.
func linkedBlog(tb testing.TB, n int) *blog.Index {
	tb.Helper()
	m := files("_config.yml", "url: https://example.org\nbaseurl: /blog\n", "assets/hive.png", "")
	for i := range n {
		name, text := mixedPost(i)
		other, _ := mixedPost((i + 7) % n)
		text += fmt.Sprintf("\n## Links\n\n[a](%s) [b](/blog/post-%d/#links) [c](#links) [d](post-%d) ![hive](/assets/hive.png)\n", other, (i+1)%n, (i+2)%n)
		m["_posts/"+name] = files("x", text)["x"]
	}
	return load(tb, m, blog.Options{Now: time.Now})
}

func BenchmarkResolve10000(b *testing.B) {
	x := linkedBlog(b, 10_000)
	from := x.Posts()[5000]
	file, _ := mixedPost(5000)
	for name, dest := range map[string]string{
		"file": file, "slug": "/post-77/", "permalink": "/blog/" + strings.ReplaceAll(file[:10], "-", "/") + "/post-5000.html", "image": "/assets/hive.png",
		"external": "https://example.com/x", "dead": "/nowhere/at/all/", "anchor": "#links",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				x.Resolve(from, dest)
			}
		})
	}
}

// BenchmarkAddresses is what the first Resolve of an Index costs, and its ID.
func BenchmarkAddresses(b *testing.B) {
	x := linkedBlog(b, 10_000)
	b.ReportAllocs()
	for b.Loop() {
		blog.NewAddresses(x)
		blog.MakeID(x)
	}
}

func BenchmarkCheck10000(b *testing.B) {
	x := linkedBlog(b, 10_000)
	b.ReportAllocs()
	for b.Loop() {
		if problems := blog.Check(b.Context(), x); len(problems) != 0 {
			b.Fatal(len(problems), problems[0])
		}
	}
}
