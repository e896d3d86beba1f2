package loader_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/source"
	"github.com/sshblog/sshblog/internal/test/blogtest"
)

// TestSample: the sample is shown, files and all, until there is something to read; then never
// again.
func TestSample(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "blog")
	sample := func() (*loader.Store, error) {
		files := blogtest.Files("sample.md", blogtest.Dated("Sample"))
		return loader.NewStore(source.FromFS(files), loader.StoreOptions{Options: loader.Options{Now: blogtest.Fixed}})
	}
	s := blogtest.NewStore(t, loader.Optional(source.FromDir(dir)), loader.StoreOptions{Sample: sample})
	for _, step := range []struct {
		name, file, text string
		want, arrived    bool
	}{
		{name: "no directory"},
		{name: "settings", file: "_config.yml", text: "title: T\n"},
		{name: "a draft", file: "draft.md", text: "---\ndraft: true\n---\n"},
		{name: "not due", file: "later.md", text: "---\ndate: 2050-01-01\n---\n"},
		{name: "a post", file: "a.md", text: blogtest.Dated("A"), want: true, arrived: true},
		{name: "no post any more", want: true, arrived: true},
	} {
		if step.file != "" {
			blogtest.Write(t, dir, step.file, step.text)
		} else if step.want {
			blogtest.Must(t, os.RemoveAll(dir))
		}
		_ = s.Reload() // a directory that has gone is an error
		slug, file := "sample", "sample.md"
		if step.want {
			slug, file = "a", "a.md"
		}
		blogtest.Equal(t, step.name, blogtest.Slugs(s.Index().Posts()), slug)
		arrived := false
		select {
		case <-s.Arrived():
			arrived = true
		default:
		}
		blogtest.Equal(t, step.name+": arrived", arrived, step.arrived)
		fsys, done, err := s.Source()()
		blogtest.Must(t, err)
		if _, err := fs.Stat(fsys, file); err != nil && step.file != "" {
			t.Errorf("%s: %v", step.name, err)
		}
		blogtest.Must(t, done())
	}
}

// TestWatchFindsTheFirstPost: also where there is not even a directory at the start.
func TestWatchFindsTheFirstPost(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "blog")
	s := blogtest.NewStore(t, loader.Optional(source.FromDir(dir)),
		loader.StoreOptions{WatchDir: dir, Poll: 5 * time.Millisecond})
	watch(t, s)
	blogtest.Write(t, dir, "a.md", blogtest.Dated("A"))
	watched(t, s, "a")
	select {
	case <-s.Arrived():
	case <-time.After(10 * time.Second):
		t.Error("nobody is told")
	}
}

// TestWaitForPlace: a place that fails at the start is waited for.
func TestWaitForPlace(t *testing.T) {
	fails := true
	src := func() (fs.FS, func() error, error) {
		if fails {
			return nil, nil, fs.ErrPermission
		}
		return source.FromFS(blogtest.Files("a.md", blogtest.Dated("A")))()
	}
	s := blogtest.NewStore(t, src, loader.StoreOptions{Wait: true})
	blogtest.Equal(t, "at first", blogtest.Slugs(s.Index().Posts()), "")
	if s.Reload() == nil {
		t.Error("no error while it cannot be read")
	}
	fails = false
	if !blogtest.ChangedBy(t, s, func() {}) {
		t.Error("it can be read, and nothing has changed")
	}
	blogtest.Equal(t, "then", blogtest.Slugs(s.Index().Posts()), "a")
}

// TestDescribeAgain: what may be changed while a blog is served counts from the next reload.
func TestDescribeAgain(t *testing.T) {
	files := blogtest.Files("a.md", blogtest.Dated("A"), "b.md", "---\ntitle: B\ndraft: true\n---\nText.\n")
	s := blogtest.NewStore(t, source.FromFS(files), loader.StoreOptions{})
	east := time.FixedZone("east", 3600)
	for _, c := range []struct {
		loader.Description
		posts, hour string
	}{
		{loader.Description{Drafts: true}, "a b", "+0000"},
		{loader.Description{Location: east}, "a", "+0100"},
		{loader.Description{Title: "T"}, "a", "+0000"},
	} {
		s.Describe(c.Description)
		blogtest.Must(t, s.Reload())
		blogtest.Equal(t, "posts", blogtest.Slugs(s.Index().Posts()), c.posts)
		blogtest.Equal(t, "zone", s.Index().Posts()[0].Date.Format("-0700"), c.hour)
		blogtest.Equal(t, "title", s.Index().Site().Title == "T", c.Title == "T")
	}
}
