package loader_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/check"
	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/source"
	"github.com/sshblog/sshblog/internal/test/blogtest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestDialects lists a small blog of each dialect: all that its engine would know of it, and what
// its author should mend.
func TestDialects(t *testing.T) {
	for _, dialect := range []string{"jekyll", "hugo", "zola", "hexo", "pelican", "eleventy", "devto"} {
		t.Run(dialect, func(t *testing.T) {
			dir := filepath.Join("testdata", dialect)
			fsys, done, err := source.FromDir(dir)()
			if err != nil {
				t.Fatal(err)
			}
			defer done()
			x := blogtest.Load(t, fsys, loader.Options{Drafts: true})
			golden(t, dir+".golden", listing(t, x))
		})
	}
}

func listing(t testing.TB, x *blog.Index) string {
	var b strings.Builder
	s := x.Site()
	fmt.Fprintf(&b, "site %q by %q, %s %s, lang %q, zone %s, base %q\ncontent %v static %v languages %v\n",
		s.Title, s.Author, s.Engine, s.File, s.Lang, s.Location, s.BaseURL, s.Content, s.Static, s.Languages)
	for _, section := range x.Sections() {
		fmt.Fprintf(&b, "section %s: %q %q\n", section.Dir, section.Title, section.Description)
	}
	for _, p := range append(append([]*blog.Post{}, x.Posts()...), x.Pages()...) {
		list(&b, p)
		for _, q := range p.Translations {
			b.WriteString("translation of it:\n")
			list(&b, q)
		}
	}
	for _, p := range x.All() {
		if p.Hidden {
			b.WriteString("hidden:\n")
			list(&b, p)
		}
	}
	for _, problem := range check.All(t.Context(), x, check.Options{}).Problems {
		fmt.Fprintln(&b, problem)
	}
	return b.String()
}

func list(b *strings.Builder, p *blog.Post) {
	kind, date := "post", "undated"
	if p.Page {
		kind = "page"
	}
	if p.Draft {
		kind = "draft " + kind
	}
	if !p.Date.IsZero() {
		date = p.Date.Format(time.RFC3339)
	}
	fmt.Fprintf(b, "%s %s: %s\n\t%s\n\tby %q tags %q categories %q lang %q\n\tpermalink %s\n\t%s\n", kind, p.Slug, p.Title, date, p.Authors, p.Tags, p.Categories, p.Lang, p.Permalink, p.Teaser())
}

func golden(t testing.TB, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (rewrite with -update); got\n%s", file, got)
	}
}

// TestEngines lists small blogs as the starters of other engines lay them out, served from their
// root with nothing configured. What is held back is not in the golden.
func TestEngines(t *testing.T) {
	files, err := filepath.Glob("testdata/engines/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			fsys := fstest.MapFS{}
			for _, f := range archive.Files {
				fsys[f.Name] = &fstest.MapFile{Data: f.Data}
			}
			golden(t, strings.TrimSuffix(file, ".txtar")+".golden", listing(t, blogtest.Load(t, fsys, loader.Options{})))
		})
	}
}
