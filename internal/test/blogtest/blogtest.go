// Package blogtest has small blogs and short checks for the tests of the packages that read and
// hold posts.
package blogtest

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/problem"
	"github.com/sshblog/sshblog/internal/source"
)

// Noon is the moment at which tests look at blogs.
var Noon = time.Date(2024, 6, 15, 12, 0, 0, 0, time.UTC)

// Fixed is a clock that stands at Noon.
func Fixed() time.Time { return Noon }

// Files makes a file system of path, text, path, text ...
func Files(pathAndText ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for i := 0; i+1 < len(pathAndText); i += 2 {
		m[pathAndText[i]] = &fstest.MapFile{Data: []byte(pathAndText[i+1])}
	}
	return m
}

// Load reads a blog at Noon, if the options name no other clock.
func Load(t testing.TB, fsys fs.FS, o loader.Options) *blog.Index {
	t.Helper()
	if o.Now == nil {
		o.Now = Fixed
	}
	x, err := loader.Load(fsys, o)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// Only loads one file, drafts too, and returns what became of it.
func Only(t testing.TB, path, text string) (*blog.Post, []problem.Problem) {
	t.Helper()
	x := Load(t, Files(path, text), loader.Options{Drafts: true})
	if len(x.All()) != 1 {
		t.Fatalf("%d posts, want 1; problems %v", len(x.All()), x.Problems())
	}
	return x.All()[0], x.Problems()
}

// Clean fails the test for each problem.
func Clean(t testing.TB, problems []problem.Problem) {
	t.Helper()
	for _, p := range problems {
		t.Errorf("unexpected problem: %v", p)
	}
}

// Slugs returns the slugs of posts, with blanks between them.
func Slugs(posts []*blog.Post) string {
	s := make([]string, 0, len(posts))
	for _, p := range posts {
		s = append(s, p.Slug)
	}
	return strings.Join(s, " ")
}

// Equal fails the test if two values differ; slices of strings are compared by their elements.
func Equal(t testing.TB, what string, got, want any) {
	t.Helper()
	if g, ok := got.([]string); ok {
		if w, ok := want.([]string); ok && slices.Equal(g, w) {
			return
		}
	} else if got == want {
		return
	}
	t.Errorf("%s: got %#v, want %#v", what, got, want)
}

// Write puts a file into a directory, with the directories above it.
func Write(t testing.TB, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Must ends the test on an error.
func Must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Dated returns the text of a post of that title.
func Dated(title string) string {
	return "---\ntitle: " + title + "\ndate: 2024-01-02\n---\nText.\n"
}

// NewStore loads a blog at Noon, if the options name no other clock.
func NewStore(t testing.TB, src source.Source, o loader.StoreOptions) *loader.Store {
	t.Helper()
	if o.Now == nil {
		o.Now = Fixed
	}
	s, err := loader.NewStore(src, o)
	Must(t, err)
	return s
}

// ChangedBy runs f and Reload and reports whether that made a new Index, and whether Changed said
// so.
func ChangedBy(t testing.TB, s *loader.Store, f func()) bool {
	t.Helper()
	before, signal := s.Index(), s.Changed()
	f()
	Must(t, s.Reload())
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
