package loader_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/source"
	"github.com/sshblog/sshblog/internal/test/blogtest"
)

// patientStore waits for the rest of files for longer than any test takes.
func patientStore(t *testing.T, dir string) *loader.Store {
	t.Helper()
	return blogtest.NewStore(t, source.FromDir(dir), loader.StoreOptions{Options: loader.Options{Unfinished: time.Hour}})
}

// drafts are drafts in many forms, whose header says so at its end.
var drafts = map[string]string{
	"yaml.md":  "---\ntitle: Whole\ndate: 2024-01-02\ndraft: true\n---\nText.\n",
	"toml.md":  "+++\ntitle = \"Whole\"\ndate = 2024-01-02\ndraft = true\n+++\nText.\n",
	"json.md":  "{\n\"title\": \"Whole\",\n\"date\": \"2024-01-02\",\n\"draft\": true\n}\nText.\n",
	"pairs.md": "Title: Whole\nDate: 2024-01-02\nStatus: draft\n\nText.\n",
	"old.md":   "title: Whole\ndate: 2024-01-02\npublished: false\n---\nText.\n",
	"dots.md":  ".. title: Whole\n.. date: 2024-01-02\n.. status: draft\n\nText.\n",
	"org.org":  "#+title: Whole\n#+date: <2024-01-02 Tue>\n#+draft: t\n\nText.\n",
	"mdx.mdx":  "import X from 'x'\n\nexport const meta = {\n  title: 'Whole',\n  date: '2024-01-02',\n  draft: true,\n}\n\nText.\n",
}

// TestWrittenInPlace writes posts byte by byte: a draft is never listed, and any other is listed with
// the title that it will have or not at all. The same where the file is there at the start.
func TestWrittenInPlace(t *testing.T) {
	for name, draft := range drafts {
		public := strings.NewReplacer("true", "false", "published: false", "published: true", ": draft\n", ": published\n",
			"#+draft: t", "#+draft: nil").Replace(draft)
		for kind, text := range map[string]string{"draft": draft, "public": public} {
			dir := t.TempDir()
			blogtest.Write(t, dir, "other.md", blogtest.Dated("Other"))
			s := patientStore(t, dir)
			for end := range len(text) + 1 {
				blogtest.Write(t, dir, name, text[:end])
				blogtest.Must(t, s.Reload())
				stores := []*loader.Store{s}
				if end%5 == 0 {
					stores = append(stores, patientStore(t, dir))
				}
				for _, s := range stores {
					for _, p := range s.Index().All() {
						if p.Title != "Other" && (kind == "draft" || p.Title != "Whole") {
							t.Fatalf("%s, %s: %q is shown as %q", name, kind, text[:end], p.Title)
						}
					}
				}
			}
			if shown := len(s.Index().All()) == 2; shown != (kind == "public") {
				t.Errorf("%s, %s: the whole is shown: %v", name, kind, shown)
			}
		}
	}
}

// TestRewrittenInPlace: a post that is written anew stays what it was until its header is there.
func TestRewrittenInPlace(t *testing.T) {
	dir := t.TempDir()
	blogtest.Write(t, dir, "a.md", blogtest.Dated("Before"))
	blogtest.Write(t, dir, "b.md", "---\ntitle: Secret\ndraft: true\n---\nText.\n")
	s := patientStore(t, dir)
	before := s.Index()
	for _, text := range []string{"", "---\n", "---\ntitle: Af", "---\ntitle: After\n--"} {
		blogtest.Write(t, dir, "a.md", text)
		blogtest.Write(t, dir, "b.md", text)
		blogtest.Must(t, s.Reload())
		if s.Index() != before {
			t.Fatalf("%q has changed the blog: %v", text, s.Index().All()[0].Title)
		}
	}
	blogtest.Write(t, dir, "a.md", blogtest.Dated("After"))
	blogtest.Must(t, s.Reload())
	blogtest.Equal(t, "title", s.Index().Posts()[0].Title, "After")
	blogtest.Write(t, dir, "a.md", "---\n")
	blogtest.Must(t, s.Reload())
	blogtest.Write(t, dir, "a.md", blogtest.Dated("After")) // as it was
	blogtest.Must(t, s.Reload())
	blogtest.Equal(t, "posts", len(s.Index().Posts()), 1)
}

// TestUnfinishedForLong: what is not finished in time is shown as it is, and what was left like that
// long ago at once.
func TestUnfinishedForLong(t *testing.T) {
	const open = "---\ntitle: Open\n"
	for name, mtime := range map[string]time.Duration{"now": 0, "in the future": time.Hour} {
		dir := t.TempDir()
		blogtest.Write(t, dir, "a.md", blogtest.Dated("A"))
		s := blogtest.NewStore(t, source.FromDir(dir), loader.StoreOptions{
			WatchDir: dir, Poll: time.Hour, Options: loader.Options{Unfinished: 500 * time.Millisecond},
		})
		watch(t, s)
		file := filepath.Join(dir, "open.md")
		start := time.Now()
		blogtest.Write(t, dir, "open.md", open)
		if mtime != 0 {
			blogtest.Must(t, os.Chtimes(file, start, start.Add(mtime)))
		}
		watched(t, s, "a open")
		if took := time.Since(start); took < 400*time.Millisecond {
			t.Errorf("%s: shown after %v", name, took)
		}
	}
	dir := t.TempDir()
	blogtest.Write(t, dir, "open.md", open)
	blogtest.Equal(t, "new at the start", blogtest.Slugs(patientStore(t, dir).Index().Posts()), "")
	old := time.Now().Add(-2 * time.Hour)
	blogtest.Must(t, os.Chtimes(filepath.Join(dir, "open.md"), old, old))
	blogtest.Equal(t, "old at the start", blogtest.Slugs(patientStore(t, dir).Index().Posts()), "open")
	m := fstest.MapFS{"open.md": {Data: []byte(open)}} // no times
	s := blogtest.NewStore(t, source.FromFS(m), loader.StoreOptions{
		Poll: time.Hour, Options: loader.Options{Unfinished: 50 * time.Millisecond},
	})
	blogtest.Equal(t, "without a time", blogtest.Slugs(s.Index().Posts()), "")
	watch(t, s)
	watched(t, s, "open")
	x := blogtest.Load(t, m, loader.Options{})
	blogtest.Equal(t, "read once", blogtest.Slugs(x.Posts()), "open")
}

// TestPresetsWrittenInPlace: files that hold posts back do so while they are written anew.
func TestPresetsWrittenInPlace(t *testing.T) {
	for _, c := range []struct{ name, file, before, after string }{
		{
			"site file", "_config.yml", "title: A\ndefaults:\n- scope: {path: posts}\n  values: {published: false}\n",
			"title: B\ndefaults:\n- scope: {path: posts}\n  values: {published: false}\n",
		},
		{"data of a directory", "posts/posts.json", "{\"draft\": true}\n", "{\"tags\": [\"a\"],\n\"draft\": true}\n"},
		{"data of a post", "posts/a.meta", ".. status: draft\n", ".. tags: a\n.. status: draft\n"},
	} {
		dir := t.TempDir()
		blogtest.Write(t, dir, c.file, c.before)
		blogtest.Write(t, dir, "conf.py", "") // Nikola's
		blogtest.Write(t, dir, "posts/a.md", blogtest.Dated("A"))
		blogtest.Write(t, dir, "index.md", "---\ntitle: B\n---\nText.\n")
		s := patientStore(t, dir)
		blogtest.Equal(t, c.name, blogtest.Slugs(s.Index().Posts()), "")
		for _, cut := range []int{0, 1, 5, len(c.after) - 2, len(c.after)} {
			blogtest.Write(t, dir, c.file, c.after[:cut])
			blogtest.Must(t, s.Reload())
			blogtest.Equal(t, c.name, blogtest.Slugs(s.Index().Posts()), "")
		}
		if c.file == "_config.yml" {
			blogtest.Equal(t, c.name, s.Index().Site().Title, "B")
		}
	}
}
