package loader_test

import (
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/test/blogtest"
)

func TestVisibility(t *testing.T) {
	const (
		listed = "listed"
		hidden = "hidden" // by address only
		draft  = "draft"  // only with Drafts
		gone   = "gone"
	)
	for name, c := range map[string]struct{ path, yaml, want string }{
		"plain":             {"x.md", "title: T", listed},
		"draft":             {"x.md", "draft: true", draft},
		"draft as text":     {"x.md", "draft: 'yes'", draft},
		"no draft":          {"x.md", "draft: false", listed},
		"empty draft":       {"x.md", "draft:", listed},
		"doubtful draft":    {"x.md", "draft: soon", draft},
		"nested draft":      {"x.md", "extra: {draft: true}", draft},
		"published":         {"x.md", "published: true", listed},
		"not published":     {"x.md", "published: false", draft},
		"Not Published":     {"x.md", "published: False", draft},
		"published date":    {"x.md", "published: 2020-01-01", listed},
		"status draft":      {"x.md", "status: Draft", draft},
		"status published":  {"x.md", "status: published", listed},
		"status hidden":     {"x.md", "status: hidden", hidden},
		"unlisted":          {"x.md", "unlisted: true", hidden},
		"hidden":            {"x.md", "hidden: true", hidden},
		"not hidden":        {"x.md", "hidden: false", listed},
		"drafts folder":     {"_drafts/x.md", "title: T", draft},
		"deep drafts":       {"src/_drafts/a/x.md", "title: T", draft},
		"future":            {"x.md", "date: 2024-06-15 12:00:01 +0000", draft},
		"now":               {"x.md", "date: 2024-06-15 12:00:00 +0000", listed},
		"future elsewhere":  {"x.md", "date: 2024-06-15 12:30 -0100", draft},
		"expired":           {"x.md", "expiryDate: 2024-06-15T12:00:00Z", gone},
		"expires":           {"x.md", "expiryDate: 2024-06-15T12:00:01Z", listed},
		"link post":         {"x.md", "redirect_to: https://example.org", listed},
		"toml-like boolean": {"x.md", "draft: TRUE", draft},
	} {
		t.Run(name, func(t *testing.T) {
			fsys := blogtest.Files(c.path, "---\n"+c.yaml+"\n---\nText")
			state := func(drafts bool) string {
				x := blogtest.Load(t, fsys, loader.Options{Drafts: drafts})
				p, ok := x.Lookup("x")
				switch {
				case !ok:
					return gone
				case len(x.Posts())+len(x.Pages()) == 1:
					return listed
				case p.Hidden:
					return hidden
				}
				return "lost"
			}
			want := map[bool]string{false: c.want, true: c.want}
			if c.want == draft {
				want = map[bool]string{false: gone, true: listed}
			}
			blogtest.Equal(t, "without drafts", state(false), want[false])
			blogtest.Equal(t, "with drafts", state(true), want[true])
		})
	}
}

func TestNextChange(t *testing.T) {
	for name, c := range map[string]struct {
		yaml   []string
		drafts bool
		want   string
	}{
		"none":             {[]string{"date: 2024-01-01"}, false, ""},
		"scheduled":        {[]string{"date: 2024-07-01", "date: 2024-08-01", "date: 2024-01-01"}, false, "2024-07-01"},
		"expires":          {[]string{"expirydate: 2024-07-02", "date: 2024-08-01"}, false, "2024-07-02"},
		"expired":          {[]string{"expirydate: 2024-01-02"}, false, ""},
		"draft":            {[]string{"date: 2024-07-01\ndraft: true"}, false, ""},
		"with drafts":      {[]string{"date: 2024-07-01\nexpirydate: 2024-09-01"}, true, "2024-09-01"},
		"gone before":      {[]string{"date: 2024-07-01\nexpirydate: 2024-06-20"}, false, ""},
		"comes and goes":   {[]string{"date: 2024-07-01\nexpirydate: 2024-09-01"}, false, "2024-07-01"},
		"hidden scheduled": {[]string{"date: 2024-07-01\nhidden: true"}, false, "2024-07-01"},
	} {
		t.Run(name, func(t *testing.T) {
			m := blogtest.Files()
			for i, yaml := range c.yaml {
				for path, f := range blogtest.Files(string(rune('a'+i))+".md", "---\n"+yaml+"\n---\n") {
					m[path] = f
				}
			}
			x := blogtest.Load(t, m, loader.Options{Drafts: c.drafts})
			got := ""
			if next := x.NextChange(); !next.IsZero() {
				got = next.Format(time.DateOnly)
			}
			blogtest.Equal(t, "next", got, c.want)
		})
	}
}
