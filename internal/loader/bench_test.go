package loader_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/source"
	"github.com/sshblog/sshblog/internal/test/blogtest"
)

func BenchmarkLoad10000(b *testing.B) {
	source := source.FromDir(blogtest.MixedBlog(b, 10_000))
	b.ReportAllocs()
	for b.Loop() {
		fsys, done, err := source()
		if err != nil {
			b.Fatal(err)
		}
		x, err := loader.Load(fsys, loader.Options{})
		if err != nil || len(x.Posts()) != 10_000 {
			b.Fatal(err, len(x.Posts()))
		}
		if err := done(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkNoticeOne is a change of one file among 10,000 of which there was notice,
// BenchmarkReloadOne one of which there was none; BenchmarkReloadNone the same without a change,
// which is the directory walk.
func BenchmarkNoticeOne(b *testing.B)  { benchmarkReload(b, true, true) }
func BenchmarkReloadOne(b *testing.B)  { benchmarkReload(b, true, false) }
func BenchmarkReloadNone(b *testing.B) { benchmarkReload(b, false, false) }

func benchmarkReload(b *testing.B, change, notice bool) {
	dir := blogtest.MixedBlog(b, 10_000)
	store, err := loader.NewStore(source.FromDir(dir), loader.StoreOptions{})
	if err != nil {
		b.Fatal(err)
	}
	name, text := blogtest.MixedPost(5000)
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
			if !store.RefreshPaths("_posts/" + name[:4] + "/" + name) {
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
