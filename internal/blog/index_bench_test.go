package blog_test

import (
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/source"
	"github.com/sshblog/sshblog/internal/test/blogtest"
)

func benchIndex(b *testing.B) *blog.Index {
	b.Helper()
	fsys, done, err := source.FromDir(blogtest.MixedBlog(b, 10_000))()
	if err != nil {
		b.Fatal(err)
	}
	defer done()
	x, err := loader.Load(fsys, loader.Options{})
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

func BenchmarkResolve10000(b *testing.B) {
	x := blogtest.LinkedBlog(b, 10_000)
	from := x.Posts()[5000]
	file, _ := blogtest.MixedPost(5000)
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
	x := blogtest.LinkedBlog(b, 10_000)
	b.ReportAllocs()
	for b.Loop() {
		blog.NewAddresses(x)
		blog.MakeID(x)
	}
}
