package loader_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/source"
	"github.com/sshblog/sshblog/internal/test/blogtest"
)

// counted is a file system that counts how often its top directory is listed.
type counted struct {
	fs.ReadLinkFS
	walks *atomic.Int64
}

func (c counted) Open(name string) (fs.File, error) {
	if name == "." {
		c.walks.Add(1)
	}
	return c.ReadLinkFS.Open(name)
}

// TestChangesOfKnownFiles: what an editor does to a post that is there needs no walk, and anything
// else does.
func TestChangesOfKnownFiles(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	rename := func(from, to string) { blogtest.Must(t, os.Rename(at(from), at(to))) }
	remove := func(name string) { blogtest.Must(t, os.Remove(at(name))) }
	blogtest.Write(t, dir, "posts/a.md", blogtest.Dated("A"))
	blogtest.Write(t, dir, "posts/b.md", blogtest.Dated("B"))
	blogtest.Write(t, dir, "posts/picture.png", "")
	var walks atomic.Int64
	source := source.FromDir(dir)
	s := blogtest.NewStore(t, func() (fs.FS, func() error, error) {
		fsys, done, err := source()
		return counted{fsys.(fs.ReadLinkFS), &walks}, done, err
	}, loader.StoreOptions{WatchDir: dir, Poll: time.Hour})
	watch(t, s)
	titles := func() string {
		var titles []string
		for _, p := range s.Index().Posts() {
			titles = append(titles, p.Title)
		}
		if title := s.Index().Site().Title; title != "" {
			titles = append(titles, "in "+title)
		}
		return strings.Join(titles, "|")
	}
	await := func(want string) {
		t.Helper()
		deadline := time.After(10 * time.Second)
		for {
			changed := s.Changed()
			if titles() == want {
				return
			}
			select {
			case <-changed:
			case <-deadline:
				t.Fatalf("got %q, want %q", titles(), want)
			}
		}
	}
	for _, title := range []string{"C1", "C2", "C"} { // as the watch begins, all is looked at twice
		blogtest.Write(t, dir, "posts/c.md", blogtest.Dated(title))
		await("A|B|" + title)
	}
	for _, step := range []struct {
		name   string
		do     func()
		want   string
		walked bool
	}{
		{"written anew", func() { blogtest.Write(t, dir, "posts/a.md", blogtest.Dated("A2")) }, "A2|B|C", false},
		{"a copy moved over it", func() { blogtest.Write(t, dir, "posts/4711", blogtest.Dated("B2")); rename("posts/4711", "posts/b.md") }, "A2|B2|C", false},
		{"a backup is kept while it is written", func() {
			blogtest.Write(t, dir, "posts/.a.md.swp", "x")
			rename("posts/a.md", "posts/a.md~")
			blogtest.Write(t, dir, "posts/a.md", blogtest.Dated("A3"))
			remove("posts/a.md~")
			remove("posts/.a.md.swp")
		}, "A3|B2|C", false},
		{"two at once", func() {
			blogtest.Write(t, dir, "posts/a.md", blogtest.Dated("A4"))
			blogtest.Write(t, dir, "posts/b.md", blogtest.Dated("B3"))
		}, "A4|B3|C", false},
		{"a new one", func() { blogtest.Write(t, dir, "posts/d.md", blogtest.Dated("D")) }, "A4|B3|C|D", true},
		{"one less", func() { remove("posts/d.md") }, "A4|B3|C", true},
		{"a section presets a title", func() { blogtest.Write(t, dir, "posts/_index.md", "---\ncascade:\n  draft: true\n---\n") }, "", true},
		{"it does so no more", func() { blogtest.Write(t, dir, "posts/_index.md", "---\ntitle: Posts\n---\n") }, "A4|B3|C", false},
		{"a picture goes", func() { remove("posts/picture.png"); blogtest.Write(t, dir, "posts/a.md", blogtest.Dated("A5")) }, "A5|B3|C", true},
		{"a site file", func() { blogtest.Write(t, dir, "_config.yml", "title: S\n") }, "A5|B3|C|in S", true},
		{"it goes", func() { remove("_config.yml") }, "A5|B3|C", true},
		{"a site file that is broken", func() {
			blogtest.Write(t, dir, "_config.yml", "title: [S\n")
			blogtest.Write(t, dir, "posts/c.md", blogtest.Dated("C6"))
		}, "A5|B3|C6", true},
		{"it goes", func() { remove("_config.yml"); blogtest.Write(t, dir, "posts/c.md", blogtest.Dated("C")) }, "A5|B3|C", true},
		{"a link in its place", func() { remove("posts/a.md"); blogtest.Must(t, os.Symlink("b.md", at("posts/a.md"))) }, "B3|B3|C", true},
		{"what a link leads to", func() { blogtest.Write(t, dir, "posts/b.md", blogtest.Dated("B4")) }, "B4|B4|C", true},
	} {
		before := walks.Load()
		step.do()
		await(step.want)
		if walked := walks.Load() != before; walked != step.walked {
			t.Errorf("%s: walked %v, want %v", step.name, walked, step.walked)
		}
	}
}

// TestNoticesDoNotPutOffThePoll: files that change without end are noticed all the time, others all
// the same.
func TestNoticesDoNotPutOffThePoll(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	for _, name := range []string{"a.md", "b.md"} {
		blogtest.Write(t, dir, name, blogtest.Dated(name))
	}
	s := blogtest.NewStore(t, source.FromDir(dir), loader.StoreOptions{WatchDir: other, Poll: 50 * time.Millisecond})
	blogtest.Write(t, other, "a.md", "")
	watch(t, s)
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		ticker := time.NewTicker(time.Millisecond)
		defer ticker.Stop()
		for {
			select {
			case <-ticker.C:
				// where it fails there is no notice, and the test shows less
				_ = os.WriteFile(filepath.Join(other, "a.md"), nil, 0o600)
			case <-stop:
				return
			}
		}
	}()
	t.Cleanup(func() { close(stop); <-stopped })
	// the first of them may be seen as the watch begins
	for want, names := "a b", "cdefg"; names != ""; names = names[1:] {
		blogtest.Write(t, dir, names[:1]+".md", blogtest.Dated(names[:1]+".md"))
		want += " " + names[:1]
		watched(t, s, want)
	}
}
