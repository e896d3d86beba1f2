//go:build unix

package loader_test

import (
	"bytes"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"

	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/source"
	"github.com/sshblog/sshblog/internal/test/blogtest"
)

func TestReload(t *testing.T) {
	dir := t.TempDir()
	blogtest.Write(t, dir, "posts/a.md", blogtest.Dated("A"))
	blogtest.Write(t, dir, "posts/b.md", blogtest.Dated("B"))
	s := blogtest.NewStore(t, source.FromDir(dir), loader.StoreOptions{})
	blogtest.Equal(t, "first", blogtest.Slugs(s.Index().Posts()), "a b")
	keep, _ := s.Index().Lookup("b")

	for _, step := range []struct {
		name string
		do   func()
		want string // slugs; "": no change
	}{
		{"nothing", func() {}, ""},
		{"touched", func() { blogtest.Must(t, os.Chtimes(filepath.Join(dir, "posts/a.md"), blogtest.Noon, blogtest.Noon)) }, ""},
		{"written again the same", func() { blogtest.Write(t, dir, "posts/a.md", blogtest.Dated("A")) }, ""},
		// a link may lead to it
		{"a file that is no post", func() { blogtest.Write(t, dir, "posts/a.png", "x") }, "a b"},
		{"added", func() { blogtest.Write(t, dir, "posts/c.md", blogtest.Dated("C")) }, "a b c"},
		{"changed, same size", func() { blogtest.Write(t, dir, "posts/a.md", blogtest.Dated("Z")) }, "b c a"},
		{"renamed", func() {
			blogtest.Must(t, os.Rename(filepath.Join(dir, "posts/c.md"), filepath.Join(dir, "posts/d.md")))
		}, "b d a"},
		{"removed", func() { blogtest.Must(t, os.Remove(filepath.Join(dir, "posts/d.md"))) }, "b a"},
		{"new folder", func() { blogtest.Write(t, dir, "more/deep/e.md", blogtest.Dated("E")) }, "b e a"},
		{"site file", func() { blogtest.Write(t, dir, "_config.yml", "timezone: Europe/Berlin\n") }, "b e a"},
		{"site file gone", func() { blogtest.Must(t, os.Remove(filepath.Join(dir, "_config.yml"))) }, "b e a"},
	} {
		if changed := blogtest.ChangedBy(t, s, step.do); changed != (step.want != "") {
			t.Errorf("%s: changed is %v", step.name, changed)
		}
		if step.want != "" {
			blogtest.Equal(t, step.name, blogtest.Slugs(s.Index().Posts()), step.want)
		}
		if p, _ := s.Index().Lookup("b"); !strings.HasPrefix(step.name, "site") && p != keep {
			t.Errorf("%s: a post that did not change is another now", step.name)
		}
	}
}

// TestNothingToRead: an operator who names the wrong directory reads which one it was.
func TestNothingToRead(t *testing.T) {
	dir := t.TempDir()
	var log bytes.Buffer
	blogtest.NewStore(t, source.FromDir(dir), loader.StoreOptions{WatchDir: dir, Options: loader.Options{Log: slog.New(slog.NewTextHandler(&log, nil))}})
	if text := log.String(); !strings.Contains(text, "level=WARN msg=\"there is nothing to read\" dir="+dir) {
		t.Errorf("%q", text)
	}
}

// Nothing is to be learnt from a time that a file system does not have, nor from the size.
func TestReloadWithoutTimes(t *testing.T) {
	m := fstest.MapFS{"a.md": {Data: []byte(blogtest.Dated("A"))}}
	s := blogtest.NewStore(t, source.FromFS(m), loader.StoreOptions{})
	if blogtest.ChangedBy(t, s, func() {}) {
		t.Error("changed without a change")
	}
	if !blogtest.ChangedBy(t, s, func() { m["a.md"].Data = []byte(blogtest.Dated("B")) }) {
		t.Error("a change was not seen")
	}
}

func TestEmptiedDirectoryKeepsTheIndex(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "blog")
	blogtest.Write(t, dir, "a.md", blogtest.Dated("A"))
	var log bytes.Buffer
	s := blogtest.NewStore(t, source.FromDir(dir), loader.StoreOptions{Options: loader.Options{Log: slog.New(slog.NewTextHandler(&log, nil))}})
	index := s.Index()
	for _, f := range []func() error{
		func() error { return os.Remove(filepath.Join(dir, "a.md")) },
		func() error { return os.Remove(dir) },
		func() error { return os.WriteFile(dir, []byte("a file"), 0o600) },
		func() error { return os.Remove(dir) },
	} {
		blogtest.Must(t, f())
		if s.Reload() == nil || s.Index() != index {
			t.Error("the last good index did not stay")
		}
	}
	blogtest.Write(t, dir, "b.md", blogtest.Dated("B"))
	if !blogtest.ChangedBy(t, s, func() {}) {
		t.Error("the directory is back and nothing has changed")
	}
	blogtest.Equal(t, "posts", blogtest.Slugs(s.Index().Posts()), "b")
	if n := strings.Count(log.String(), "level=WARN"); n != 1 {
		t.Errorf("%d warnings, want 1:\n%s", n, log.String())
	}
	if !strings.Contains(log.String(), "can be loaded again") {
		t.Errorf("log:\n%s", log.String())
	}
}

func TestNewStoreFails(t *testing.T) {
	if _, err := loader.NewStore(source.FromDir(filepath.Join(t.TempDir(), "none")), loader.StoreOptions{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
	s := blogtest.NewStore(t, source.FromDir(t.TempDir()), loader.StoreOptions{})
	blogtest.Equal(t, "posts of an empty directory", len(s.Index().Posts()), 0)
}

func TestLinksAndPipes(t *testing.T) {
	outside := t.TempDir()
	blogtest.Write(t, outside, "secret.md", blogtest.Dated("Secret"))
	dir := t.TempDir()
	blogtest.Write(t, dir, "a.md", blogtest.Dated("A"))
	blogtest.Write(t, dir, ".hidden/real.md", blogtest.Dated("Real"))
	blogtest.Write(t, dir, "sub/b.md", blogtest.Dated("B"))
	blogtest.Must(t, syscall.Mkfifo(filepath.Join(dir, "pipe.md"), 0o600))
	for link, to := range map[string]string{
		"out.md": filepath.Join(outside, "secret.md"), "up.md": "../" + filepath.Base(outside) + "/secret.md", "outdir": outside, "broken.md": "nowhere.md",
		"in.md": ".hidden/real.md", "cycle": ".", "again": "sub", "hiddendir": ".hidden", "topipe.md": "pipe.md",
	} {
		blogtest.Must(t, os.Symlink(to, filepath.Join(dir, link)))
	}
	s := blogtest.NewStore(t, source.FromDir(dir), loader.StoreOptions{})
	blogtest.Equal(t, "posts", blogtest.Slugs(s.Index().Posts()), "a b real in")
	got := make([]string, 0, 6)
	for _, p := range s.Index().Problems() {
		got = append(got, p.String())
	}
	want := []string{
		"broken.md:1: warning: skipped: the link points to nothing",
		"out.md:1: warning: skipped: the link leaves the content directory or cannot be followed",
		"outdir:1: warning: skipped: the link leaves the content directory or cannot be followed",
		"pipe.md:1: warning: skipped: not a regular file",
		"topipe.md:1: warning: skipped: the link does not point to a regular file",
		"up.md:1: warning: skipped: the link leaves the content directory or cannot be followed",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("problems:\n%s", strings.Join(got, "\n"))
	}
	fsys, done, err := source.FromDir(dir)()
	blogtest.Must(t, err)
	defer done()
	for _, name := range []string{"pipe.md", "out.md", "../x", "/etc/passwd"} {
		if f, err := fsys.Open(name); err == nil {
			t.Errorf("%s opens", name)
			f.Close()
		}
	}
}

func TestFromDirIsAFileSystem(t *testing.T) {
	dir := t.TempDir()
	blogtest.Write(t, dir, "a.md", "A")
	blogtest.Write(t, dir, "sub/b.md", "B")
	fsys, done, err := source.FromDir(dir)()
	blogtest.Must(t, err)
	blogtest.Must(t, fstest.TestFS(fsys, "a.md", "sub/b.md"))
	blogtest.Must(t, done())
}

// A ConfigMap is a directory of links into a hidden one that is swapped as a whole.
func TestConfigMapSwap(t *testing.T) {
	dir := t.TempDir()
	blogtest.Write(t, dir, "..v1/a.md", blogtest.Dated("A1"))
	blogtest.Must(t, os.Symlink("..v1", filepath.Join(dir, "..data")))
	blogtest.Must(t, os.Symlink("..data/a.md", filepath.Join(dir, "a.md")))
	s := blogtest.NewStore(t, source.FromDir(dir), loader.StoreOptions{})
	blogtest.Equal(t, "title", s.Index().Posts()[0].Title, "A1")
	swap := func() {
		blogtest.Write(t, dir, "..v2/a.md", blogtest.Dated("A2"))
		blogtest.Must(t, os.Symlink("..v2", filepath.Join(dir, "..tmp")))
		blogtest.Must(t, os.Rename(filepath.Join(dir, "..tmp"), filepath.Join(dir, "..data")))
		blogtest.Must(t, os.RemoveAll(filepath.Join(dir, "..v1")))
	}
	if !blogtest.ChangedBy(t, s, swap) {
		t.Error("the swap was not seen")
	}
	blogtest.Equal(t, "title", s.Index().Posts()[0].Title, "A2")
}

func TestSwappedDirectory(t *testing.T) {
	base := t.TempDir()
	blogtest.Write(t, base, "one/a.md", blogtest.Dated("One"))
	blogtest.Write(t, base, "two/a.md", blogtest.Dated("Two"))
	dir := filepath.Join(base, "current")
	blogtest.Must(t, os.Symlink("one", dir))
	s := blogtest.NewStore(t, source.FromDir(dir), loader.StoreOptions{})
	swap := func() {
		blogtest.Must(t, os.Symlink("two", dir+".new"))
		blogtest.Must(t, os.Rename(dir+".new", dir))
	}
	if !blogtest.ChangedBy(t, s, swap) {
		t.Error("the swap was not seen")
	}
	blogtest.Equal(t, "title", s.Index().Posts()[0].Title, "Two")
}

func TestUnreadableFile(t *testing.T) {
	m := blogtest.Files("good.md", blogtest.Dated("Good"), "bad.md", blogtest.Dated("Bad"))
	s := blogtest.NewStore(t, source.FromFS(lossyFS{m, "bad.md"}), loader.StoreOptions{})
	blogtest.Equal(t, "posts", blogtest.Slugs(s.Index().Posts()), "good")
	if p := s.Index().Problems(); len(p) != 1 || p[0].String() != "bad.md:1: error: the file cannot be read: input/output error" {
		t.Errorf("problems: %v", p)
	}
	if blogtest.ChangedBy(t, s, func() {}) {
		t.Error("the same error again is no change")
	}
}

// lossyFS fails to open one of its files.
type lossyFS struct {
	fstest.MapFS
	lost string
}

func (l lossyFS) Open(name string) (fs.File, error) {
	if name == l.lost {
		return nil, &fs.PathError{Op: "open", Path: name, Err: syscall.EIO}
	}
	return l.MapFS.Open(name)
}

// Files that presets, names of authors and settings come from make no new Index where they say what
// they said before, though they were written a moment ago.
func TestReloadOfOtherFiles(t *testing.T) {
	dir := t.TempDir()
	write := func() {
		blogtest.Write(t, dir, "mkdocs.yml", "site_name: T\ndocs_dir: .\n")
		blogtest.Write(t, dir, ".authors.yml", "authors:\n  ann:\n    name: Ann\n")
		blogtest.Write(t, dir, "posts/.meta.yml", "tags: [a]\n")
		blogtest.Write(t, dir, "posts/posts.json", `{"author": "ann"}`)
	}
	write()
	blogtest.Write(t, dir, "posts/a.md", blogtest.Dated("A"))
	s := blogtest.NewStore(t, source.FromDir(dir), loader.StoreOptions{})
	blogtest.Equal(t, "author", s.Index().Posts()[0].Authors[0], "Ann")
	before := s.Index()
	for range 3 {
		write()
		blogtest.Must(t, s.Reload())
		if s.Index() != before {
			t.Fatal("a new Index, though nothing has changed")
		}
	}
	blogtest.Write(t, dir, ".authors.yml", "authors:\n  ann:\n    name: Anna\n")
	blogtest.Must(t, s.Reload())
	blogtest.Equal(t, "author", s.Index().Posts()[0].Authors[0], "Anna")
}
