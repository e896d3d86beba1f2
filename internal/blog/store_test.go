package blog_test

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

	"github.com/sshblog/sshblog/internal/blog"
)

// write puts a file into a directory, with the directories above it.
func write(t testing.TB, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func dated(title string) string {
	return "---\ntitle: " + title + "\ndate: 2024-01-02\n---\nText.\n"
}

func newStore(t testing.TB, src blog.Source, o blog.StoreOptions) *blog.Store {
	t.Helper()
	if o.Now == nil {
		o.Now = fixed
	}
	s, err := blog.NewStore(src, o)
	must(t, err)
	return s
}

// changedBy runs f and Reload and tells whether that made a new Index, and whether Changed said so.
func changedBy(t testing.TB, s *blog.Store, f func()) bool {
	t.Helper()
	before, signal := s.Index(), s.Changed()
	f()
	must(t, s.Reload())
	changed := s.Index() != before
	select {
	case <-signal:
		if !changed {
			t.Error("told of a change that there is not")
		}
	default:
		if changed {
			t.Error("not told of a change")
		}
	}
	return changed
}

func TestReload(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "posts/a.md", dated("A"))
	write(t, dir, "posts/b.md", dated("B"))
	s := newStore(t, blog.FromDir(dir), blog.StoreOptions{})
	equal(t, "first", slugs(s.Index().Posts()), "a b")
	keep, _ := s.Index().Lookup("b")

	for _, step := range []struct {
		name string
		do   func()
		want string // slugs; "": no change
	}{
		{"nothing", func() {}, ""},
		{"touched", func() { must(t, os.Chtimes(filepath.Join(dir, "posts/a.md"), noon, noon)) }, ""},
		{"written again the same", func() { write(t, dir, "posts/a.md", dated("A")) }, ""},
		{"a file that is no post", func() { write(t, dir, "posts/a.png", "x") }, "a b"}, // a link may lead to it
		{"added", func() { write(t, dir, "posts/c.md", dated("C")) }, "a b c"},
		{"changed, same size", func() { write(t, dir, "posts/a.md", dated("Z")) }, "b c a"},
		{"renamed", func() { must(t, os.Rename(filepath.Join(dir, "posts/c.md"), filepath.Join(dir, "posts/d.md"))) }, "b d a"},
		{"removed", func() { must(t, os.Remove(filepath.Join(dir, "posts/d.md"))) }, "b a"},
		{"new folder", func() { write(t, dir, "more/deep/e.md", dated("E")) }, "b e a"},
		{"site file", func() { write(t, dir, "_config.yml", "timezone: Europe/Berlin\n") }, "b e a"},
		{"site file gone", func() { must(t, os.Remove(filepath.Join(dir, "_config.yml"))) }, "b e a"},
	} {
		if changed := changedBy(t, s, step.do); changed != (step.want != "") {
			t.Errorf("%s: changed is %v", step.name, changed)
		}
		if step.want != "" {
			equal(t, step.name, slugs(s.Index().Posts()), step.want)
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
	newStore(t, blog.FromDir(dir), blog.StoreOptions{WatchDir: dir, Options: blog.Options{Log: slog.New(slog.NewTextHandler(&log, nil))}})
	if text := log.String(); !strings.Contains(text, "level=WARN msg=\"there is nothing to read\" dir="+dir) {
		t.Errorf("%q", text)
	}
}

// Nothing is to be learnt from a time that a file system does not have, nor from the size.
func TestReloadWithoutTimes(t *testing.T) {
	m := fstest.MapFS{"a.md": {Data: []byte(dated("A"))}}
	s := newStore(t, blog.FromFS(m), blog.StoreOptions{})
	if changedBy(t, s, func() {}) {
		t.Error("changed without a change")
	}
	if !changedBy(t, s, func() { m["a.md"].Data = []byte(dated("B")) }) {
		t.Error("a change was not seen")
	}
}

func TestEmptiedDirectoryKeepsTheIndex(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "blog")
	write(t, dir, "a.md", dated("A"))
	var log bytes.Buffer
	s := newStore(t, blog.FromDir(dir), blog.StoreOptions{Options: blog.Options{Log: slog.New(slog.NewTextHandler(&log, nil))}})
	index := s.Index()
	for _, f := range []func() error{
		func() error { return os.Remove(filepath.Join(dir, "a.md")) },
		func() error { return os.Remove(dir) },
		func() error { return os.WriteFile(dir, []byte("a file"), 0o600) },
		func() error { return os.Remove(dir) },
	} {
		must(t, f())
		if s.Reload() == nil || s.Index() != index {
			t.Error("the last good index did not stay")
		}
	}
	write(t, dir, "b.md", dated("B"))
	if !changedBy(t, s, func() {}) {
		t.Error("the directory is back and nothing has changed")
	}
	equal(t, "posts", slugs(s.Index().Posts()), "b")
	if n := strings.Count(log.String(), "level=WARN"); n != 1 {
		t.Errorf("%d warnings, want 1:\n%s", n, log.String())
	}
	if !strings.Contains(log.String(), "can be loaded again") {
		t.Errorf("log:\n%s", log.String())
	}
}

func TestNewStoreFails(t *testing.T) {
	if _, err := blog.NewStore(blog.FromDir(filepath.Join(t.TempDir(), "none")), blog.StoreOptions{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
	s := newStore(t, blog.FromDir(t.TempDir()), blog.StoreOptions{})
	equal(t, "posts of an empty directory", len(s.Index().Posts()), 0)
}

func TestLinksAndPipes(t *testing.T) {
	outside := t.TempDir()
	write(t, outside, "secret.md", dated("Secret"))
	dir := t.TempDir()
	write(t, dir, "a.md", dated("A"))
	write(t, dir, ".hidden/real.md", dated("Real"))
	write(t, dir, "sub/b.md", dated("B"))
	must(t, syscall.Mkfifo(filepath.Join(dir, "pipe.md"), 0o600))
	for link, to := range map[string]string{
		"out.md": filepath.Join(outside, "secret.md"), "up.md": "../" + filepath.Base(outside) + "/secret.md", "outdir": outside, "broken.md": "nowhere.md",
		"in.md": ".hidden/real.md", "cycle": ".", "again": "sub", "hiddendir": ".hidden", "topipe.md": "pipe.md",
	} {
		must(t, os.Symlink(to, filepath.Join(dir, link)))
	}
	s := newStore(t, blog.FromDir(dir), blog.StoreOptions{})
	equal(t, "posts", slugs(s.Index().Posts()), "a b real in")
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
	fsys, done, err := blog.FromDir(dir)()
	must(t, err)
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
	write(t, dir, "a.md", "A")
	write(t, dir, "sub/b.md", "B")
	fsys, done, err := blog.FromDir(dir)()
	must(t, err)
	must(t, fstest.TestFS(fsys, "a.md", "sub/b.md"))
	must(t, done())
}

// A ConfigMap is a directory of links into a hidden one that is swapped as a whole.
func TestConfigMapSwap(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "..v1/a.md", dated("A1"))
	must(t, os.Symlink("..v1", filepath.Join(dir, "..data")))
	must(t, os.Symlink("..data/a.md", filepath.Join(dir, "a.md")))
	s := newStore(t, blog.FromDir(dir), blog.StoreOptions{})
	equal(t, "title", s.Index().Posts()[0].Title, "A1")
	swap := func() {
		write(t, dir, "..v2/a.md", dated("A2"))
		must(t, os.Symlink("..v2", filepath.Join(dir, "..tmp")))
		must(t, os.Rename(filepath.Join(dir, "..tmp"), filepath.Join(dir, "..data")))
		must(t, os.RemoveAll(filepath.Join(dir, "..v1")))
	}
	if !changedBy(t, s, swap) {
		t.Error("the swap was not seen")
	}
	equal(t, "title", s.Index().Posts()[0].Title, "A2")
}

func TestSwappedDirectory(t *testing.T) {
	base := t.TempDir()
	write(t, base, "one/a.md", dated("One"))
	write(t, base, "two/a.md", dated("Two"))
	dir := filepath.Join(base, "current")
	must(t, os.Symlink("one", dir))
	s := newStore(t, blog.FromDir(dir), blog.StoreOptions{})
	swap := func() {
		must(t, os.Symlink("two", dir+".new"))
		must(t, os.Rename(dir+".new", dir))
	}
	if !changedBy(t, s, swap) {
		t.Error("the swap was not seen")
	}
	equal(t, "title", s.Index().Posts()[0].Title, "Two")
}

func TestUnreadableFile(t *testing.T) {
	m := files("good.md", dated("Good"), "bad.md", dated("Bad"))
	s := newStore(t, blog.FromFS(lossyFS{m, "bad.md"}), blog.StoreOptions{})
	equal(t, "posts", slugs(s.Index().Posts()), "good")
	if p := s.Index().Problems(); len(p) != 1 || p[0].String() != "bad.md:1: error: the file cannot be read: input/output error" {
		t.Errorf("problems: %v", p)
	}
	if changedBy(t, s, func() {}) {
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
