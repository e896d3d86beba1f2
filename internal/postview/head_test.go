package postview_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/postview"
	"github.com/sshblog/sshblog/internal/source"
)

func TestHead(t *testing.T) {
	at := func(s string) time.Time {
		when, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	posted := at("2025-12-31T23:30:00+02:00")
	for _, c := range []struct {
		name string
		post blog.Post
		want string
	}{
		{"all", blog.Post{
			Date: posted, Updated: at("2026-03-03T00:00:00Z"), Authors: []string{"Ada", "Bob"}, Minutes: 5, Tags: []string{"a", "b"}, Words: 1,
		}, "31 December 2025; updated 3 March 2026; Ada, Bob; 5 min; #a #b|"},
		{"nothing", blog.Post{Words: 1}, ""},
		{"no text", blog.Post{Minutes: 1}, "1 min||This post has no text.|"},
		{"updated on the same day", blog.Post{Date: posted, Updated: posted.Add(time.Minute), Words: 1}, "31 December 2025|"},
		{"updated on the next", blog.Post{Date: posted, Updated: posted.Add(time.Hour), Words: 1}, "31 December 2025; updated 1 January 2026|"},
		{"updated before", blog.Post{Date: posted, Updated: posted.AddDate(-1, 0, 0), Words: 1}, "31 December 2025|"},
		{"only updated", blog.Post{Updated: posted, Words: 1}, "updated 31 December 2025|"},
	} {
		c.post.Title = "T"
		x := index(t, nil)
		got := strings.Join(postview.Look{Theme: theme.Plain()}.Head(catalog.English(), x, &c.post, 80), "|")
		if got != "T|=|"+c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// index loads a blog.
func index(t *testing.T, files fstest.MapFS) *blog.Index {
	t.Helper()
	store, err := loader.NewStore(source.FromFS(files), loader.StoreOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return store.Index()
}

// TestHeadOfAPart says which part of its series a post is, in the reader's language.
func TestHeadOfAPart(t *testing.T) {
	files := fstest.MapFS{
		"a.md": {Data: []byte("---\ntitle: A\ndate: 2026-01-01\nseries: Knots\n---\nx\n")},
		"b.md": {Data: []byte("---\ntitle: B\ndate: 2026-01-02\nseries: Knots\n---\nx\n")},
	}
	x := index(t, files)
	b, _ := x.Lookup("b")
	for lang, want := range map[string]string{
		"en": "2 January 2026; 1 min; Knots, part 2 of 2", "de": "2. Januar 2026; 1 Min.; Knots, Teil 2 von 2",
	} {
		got := postview.Look{Theme: theme.Plain()}.Head(catalog.For(lang), x, b, 80)[2]
		if got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
}
