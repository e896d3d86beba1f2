//go:build unix

package export_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/export"
	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/source"
)

// meddledFS is a file system in which something happens to a file just before it is opened.
type meddledFS struct {
	fs.ReadLinkFS
	name string
	do   func()
}

func (m meddledFS) Open(name string) (fs.File, error) {
	if name == m.name {
		m.do()
	}
	return m.ReadLinkFS.Open(name)
}

// TestPicturesThatChange changes a picture just before it is opened, or between opening and
// reading. It is there as it was, or it is not there. Nothing secret gets out, and all other files
// can be taken as before.
func TestPicturesThatChange(t *testing.T) {
	swap := func(name string, put func(string) error) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			t.Helper()
			file := filepath.Join(dir, name)
			if err := errors.Join(os.RemoveAll(file), put(file)); err != nil {
				t.Fatal(err)
			}
		}
	}
	link := func(target string) func(string) error {
		return func(file string) error { return os.Symlink(target, file) }
	}
	for _, c := range []struct {
		name   string
		before func(t *testing.T, dir string) // the opening
		after  func(t *testing.T, dir string) // the opening, and before the reading
		want   string                         // what is read; "" if it cannot be opened
	}{
		{name: "nothing happens", want: "a map"},
		{name: "it becomes a link to what is hidden", before: swap("trip/map.png", link("../.git/x.png"))},
		{name: "it becomes a link to settings", before: swap("trip/map.png", link("../sshblog.yaml"))},
		{name: "it becomes a link to another picture", before: swap("trip/map.png", link("../later/cover.png"))},
		{name: "it becomes a link out", before: swap("trip/map.png", link("../../secret.png"))},
		{name: "its directory becomes a link", before: swap("trip", link(".git"))},
		{name: "its directory becomes a link out", before: swap("trip", link("../away"))},
		{name: "it becomes a pipe", before: swap("trip/map.png", func(file string) error { return syscall.Mkfifo(file, 0o600) })},
		{name: "it becomes a directory", before: swap("trip/map.png", func(file string) error { return os.Mkdir(file, 0o700) })},
		{name: "it vanishes", before: swap("trip/map.png", func(string) error { return nil })},
		{name: "it is another file", before: swap("trip/map.png", func(file string) error { return os.WriteFile(file, []byte("new"), 0o600) }), want: "new"},
		{name: "it grows", after: swap("trip/none", func(file string) error {
			return os.WriteFile(filepath.Join(filepath.Dir(file), "map.png"), []byte("a map and more"), 0o600)
		}), want: "a map"},
		{name: "it shrinks", after: swap("trip/none", func(file string) error {
			return os.Truncate(filepath.Join(filepath.Dir(file), "map.png"), 2)
		}), want: "a "},
		{name: "it is removed", after: swap("trip/map.png", func(string) error { return nil }), want: "a map"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := harbour(t)
			write(t, dir, map[string]string{".git/map.png": secret})
			write(t, filepath.Dir(dir), map[string]string{"away/map.png": secret})
			inner := source.FromDir(dir)
			store, err := loader.NewStore(inner, loader.StoreOptions{})
			if err != nil {
				t.Fatal(err)
			}
			source := func() (fs.FS, func() error, error) {
				fsys, done, err := inner()
				linked, ok := fsys.(fs.ReadLinkFS)
				if !ok {
					t.Error("links cannot be told")
				}
				return meddledFS{linked, "trip/map.png", func() {
					if c.before != nil {
						c.before(t, dir)
					}
				}}, done, err
			}
			fsys := export.New(export.Options{Index: store.Index, Source: source}).Latest()
			if got := take(t, fsys, "trip/map.png", func() {
				if c.after != nil {
					c.after(t, dir)
				}
			}); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if got := take(t, fsys, "boats.md", func() {}); !strings.HasPrefix(got, "---\ntitle: Boats") {
				t.Errorf("a post is %q", got)
			}
		})
	}
}

// take opens a file, lets something happen, and reads it, which must end; "" if it does not open.
func take(t *testing.T, fsys fs.FS, name string, between func()) string {
	t.Helper()
	type result struct {
		text string
		err  error
	}
	done := make(chan result, 1)
	go func() {
		f, err := fsys.Open(name)
		if err != nil {
			done <- result{}
			return
		}
		between()
		text, err := io.ReadAll(f)
		done <- result{string(text), errors.Join(err, f.Close())}
	}()
	select {
	case got := <-done:
		if got.err != nil {
			t.Error(got.err)
		}
		return got.text
	case <-time.After(time.Minute):
		t.Fatal("it does not end")
	}
	return ""
}

// TestBlogThatGoesAway removes the directory of a blog. The posts are still there. The pictures are
// gone, and return with the directory.
func TestBlogThatGoesAway(t *testing.T) {
	dir := harbour(t)
	s, _ := exports(t, dir)
	fsys := s.Latest()
	if err := os.Rename(dir, dir+".away"); err != nil {
		t.Fatal(err)
	}
	if post, picture := take(t, fsys, "boats.md", func() {}), take(t, fsys, "trip/map.png", func() {}); post == "" || picture != "" {
		t.Errorf("the post is %q, the picture %q", post, picture)
	}
	if err := os.Rename(dir+".away", dir); err != nil {
		t.Fatal(err)
	}
	if picture := take(t, fsys, "trip/map.png", func() {}); picture != "a map" {
		t.Errorf("the picture is %q", picture)
	}
}
