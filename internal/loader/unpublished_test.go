package loader_test

import (
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"github.com/sshblog/sshblog/internal/loader"
)

// TestAssets lists the files beside posts that are published, and none that lies with what is not.
func TestAssets(t *testing.T) {
	fsys := fstest.MapFS{
		"a.md":                    {Data: []byte("---\ndate: 2026-01-01\n---\nText.")},
		"a.png":                   {},
		"draft/index.md":          {Data: []byte("---\ndraft: true\n---\nText.")},
		"draft/cover.png":         {},
		"draft/deep/down/x.png":   {},
		"hidden/index.md":         {Data: []byte("---\nhidden: true\n---\nText.")},
		"hidden/cover.png":        {},
		"later/index.md":          {Data: []byte("---\ndate: 2027-01-01\n---\nText.")},
		"later/cover.png":         {},
		"mixed/one.md":            {Data: []byte("---\ndate: 2026-01-01\n---\nText.")},
		"mixed/two.md":            {Data: []byte("---\ndraft: true\n---\nText.")},
		"mixed/cover.png":         {},
		"mixed/two/cover.png":     {},
		"shelf/here/index.md":     {Data: []byte("---\ndate: 2026-01-01\n---\nText.")},
		"shelf/here/cover.png":    {},
		"shelf/not-yet/index.md":  {Data: []byte("---\ndraft: true\n---\nText.")},
		"shelf/not-yet/cover.png": {},
		"_drafts/cover.png":       {},
		"images/cover.png":        {},
		".hidden.png":             {},
	}
	load := func(drafts bool) []string {
		t.Helper()
		x, err := loader.Load(fsys, loader.Options{Drafts: drafts, Now: func() time.Time { return time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC) }})
		if err != nil {
			t.Fatal(err)
		}
		assets := x.Assets()
		slices.Sort(assets)
		return assets
	}
	want := []string{"a.png", "images/cover.png", "mixed/cover.png", "mixed/two/cover.png", "shelf/here/cover.png"}
	if got := load(false); !slices.Equal(got, want) {
		t.Errorf("assets are %q, want %q", got, want)
	}
	want = []string{
		"_drafts/cover.png", "a.png", "draft/cover.png", "draft/deep/down/x.png", "images/cover.png", "later/cover.png",
		"mixed/cover.png", "mixed/two/cover.png", "shelf/here/cover.png", "shelf/not-yet/cover.png",
	}
	if got := load(true); !slices.Equal(got, want) {
		t.Errorf("with drafts, assets are %q, want %q", got, want)
	}
}
