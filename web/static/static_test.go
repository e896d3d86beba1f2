package static_test

import (
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	nethtml "golang.org/x/net/html"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/export"
	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/source"
	"github.com/sshblog/sshblog/internal/test/blogtest"
	"github.com/sshblog/sshblog/web/static"
	"github.com/sshblog/sshblog/web/views"
)

// exported writes the blog of a source, and returns the files.
func exported(t *testing.T, from source.Source, o loader.Options) fs.FS {
	t.Helper()
	fsys, done, err := from()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = done() }() // it was only read
	x := blogtest.Load(t, fsys, o)
	files := export.New(export.Options{Index: func() *blog.Index { return x }, Source: from}).Latest
	b := views.New(views.Options{Origin: "https://example.org", Files: files, Now: blogtest.Fixed, Static: true}).Of(x)
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = root.Close() }() // the test is done with it
	if err := static.Write(t.Context(), root, b, files()); err != nil {
		t.Fatal(err)
	}
	return os.DirFS(dir)
}

// TestExport exports blogs: each link of each page leads to a file, and nothing that is held back is
// in any.
func TestExport(t *testing.T) {
	small := blogtest.Files(
		"_config.yml", "permalink: /:year/:title/\n",
		"a.md", "---\ntitle: A\ndate: 2024-01-01\ntags: [x, \"R&D\"]\naliases: [/old.html, //evil.example, ../../up]\nlayout: post\n---\n[b](b.md) ![p](p.png) [c](c.md)\n",
		"b.md", "---\ntitle: B\ndate: 2023-01-01\nlayout: post\n---\nText.\n",
		"c.md", "---\ntitle: C\nhidden: true\n---\nheldback7\n", "d.md", "---\ntitle: D\ndraft: true\n---\nheldback7\n", "p.png", "\x89PNG",
	)
	out := exported(t, source.FromFS(small), loader.Options{Title: "Small"})
	for _, name := range []string{
		"index.html", "2024/a/index.html", "2024/a.md", "a/index.html", "old.html", "p.png", "feed.xml", "feed.json", "tags/x/index.html", "tags/x/feed.xml",
		"sitemap.xml", "robots.txt", "404.html", "2024/index.html",
	} {
		if _, err := fs.Stat(out, name); err != nil {
			t.Error(err)
		}
	}
	checkLinks(t, out)
	for _, base := range []string{"", "https://example.org/blog"} {
		checkLinks(t, exported(t, source.FromDir("../../content"), loader.Options{BaseURL: base}))
	}
	corpus, _ := filepath.Glob("../../../shared/corpus/*") // beside the project, if there is one
	for _, dir := range corpus {
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			t.Run(filepath.Base(dir), func(t *testing.T) { checkLinks(t, exported(t, source.FromDir(dir), loader.Options{})) })
		}
	}
}

func checkLinks(t *testing.T, out fs.FS) {
	t.Helper()
	err := fs.WalkDir(out, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(out, name)
		if strings.Contains(string(text), "heldback7") {
			t.Errorf("%s has what is held back", name)
		}
		if !strings.HasSuffix(name, ".html") {
			return err
		}
		root, err := nethtml.Parse(strings.NewReader(string(text)))
		if err != nil {
			return err
		}
		for n := range root.Descendants() {
			for _, a := range n.Attr {
				if a.Key == "href" || a.Key == "src" {
					checkLink(t, out, name, a.Val)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// checkLink fails where a link of this host leads to no file.
func checkLink(t *testing.T, out fs.FS, page, address string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil || u.Host != "" || u.Scheme != "" || u.Path == "" {
		return
	}
	local := strings.Trim(strings.TrimPrefix(u.Path, "/blog"), "/")
	for _, name := range []string{local, path.Join(local, "index.html")} {
		if info, err := fs.Stat(out, path.Clean("./"+name)); err == nil && !info.IsDir() {
			return
		}
	}
	t.Errorf("%s: %s leads nowhere", page, address)
}
