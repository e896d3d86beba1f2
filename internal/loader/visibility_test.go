package loader_test

import (
	"strings"
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

// Whatever may mean that a post is not public holds it back, in whatever words, and the author is
// told of it unless they said so in the usual ones.
func TestHeldBack(t *testing.T) {
	for header, warned := range map[string]bool{
		"publishDate: 2099-01-01": false, "publish_at: 2099-01-01": false, "embargo-until: 2099-05-06": false,
		"publishedAt: '2099-01-01T10:00:00Z'": false, "scheduled: 2099-01-01": false, "go_live: 2099-01-01": false,
		"date: 2001-01-01\npubDate: 2099-01-01": false, "params: {publishDate: 2099-01-01}": false,
		"unpublishdate: 2021-01-01": false, "expires: 2021-01-01": false, "valid_until: 2021-01-01": false,
		"publishDate: soon": true, "publish: false": false, "publish: no": false, "dg-publish: false": true,
		"publish: later": true, "published: not yet": true, "isPublished: false": false, "public: false": true,
		"password: x1": true, "password: 1234": true, "Password: [a, b]": true, "post_password: ab": true,
		"encrypted: true": true, "private: true": true, "isPrivate: yes": true, "members_only: true": true,
		"wip: true": true, "is_draft: true": false, "saveAsDraft: true": true, "draft: maybe": true,
		"permalink: false": true, "url: false": true, "render: false": true, "output: false": true, "build: {render: never}": true,
		"_build:\n  render: link": true, "build: {render: false, list: true}": true, "headless: true": true,
		"visibility: private": true, "visibility: members": true, "visibility: friends": true, "access: restricted": true,
		"status: pending": true, "status: In Progress": true, "status: [draft]": false, "status: trash": true,
		"status: not published": true, "state: unpublished": true, "_hidden: yes": true, "access: {site.login: true}": true, "auth: true": true, "extra: {private: true}": true,
		"draft: false\ndraft: true": true, // set twice
		"title: [a\ndraft: true":    true, // broken
		"draft: true\n  x: [":       true,
	} {
		t.Run(header, func(t *testing.T) {
			fsys := blogtest.Files("x.md", "---\n"+header+"\n---\nText")
			x := blogtest.Load(t, fsys, loader.Options{})
			if p, ok := x.Lookup("x"); ok {
				t.Errorf("served: draft %t, appears %s", p.Draft, p.Appears)
			}
			if got := len(x.Problems()) > 0; got != warned {
				t.Errorf("problems: %v, want some: %t", x.Problems(), warned)
			}
		})
	}
}

// A post is served where nothing says that it is not public, or where what is doubtful stands beside
// a plain yes.
func TestNotHeldBack(t *testing.T) {
	for _, header := range []string{
		"date: 2099-01-01\npublishDate: 2020-01-01", "publishDate: 2020-01-01", "expires: 2099-01-01", "expires: never",
		"password: ''", "password:", "password: false", "private: false", "publish: true", "public: yes", "wip: false",
		"permalink: /a/x", "url: https://example.org/x", "render: true", "build: {render: always}", "output: html", "list: [a, b]",
		"hide: [toc, navigation]", "status: published", "status: evergreen", "status: done", "visibility: public", "access: open",
		"audience: beginners", "state: Ohio", "stage: production", "draft: false\nstatus: in progress", "published: true\ndraft: maybe",
		"tags: [draft, private]", "published: 2020-01-01", "share: false", "locked: {comments: true}", "embargo: 2020-01-01",
		"skip: 3", "internal: https://example.org",
	} {
		t.Run(header, func(t *testing.T) {
			fsys := blogtest.Files("x.md", "---\ntitle: T\n"+header+"\n---\nText")
			x := blogtest.Load(t, fsys, loader.Options{})
			if len(x.Posts())+len(x.Pages()) != 1 {
				t.Errorf("not listed: %v", x.Problems())
			}
		})
	}
}

// Out of lists, but to be had by address.
func TestUnlisted(t *testing.T) {
	for _, header := range []string{
		"eleventyExcludeFromCollections: true", "build: {list: never}", "_build: {list: local}", "_discoverable: no",
		"listed: false", "hide_from_list: true", "unlisted: true", "status: unlisted", "visibility: unlisted", "showInList: false",
	} {
		t.Run(header, func(t *testing.T) {
			x := blogtest.Load(t, blogtest.Files("x.md", "---\ntitle: T\n"+header+"\n---\nText"), loader.Options{})
			if p, ok := x.Lookup("x"); !ok || !p.Hidden || len(x.Posts())+len(x.Pages()) != 0 {
				t.Errorf("listed %d, there %t; problems: %v", len(x.Posts()), ok, x.Problems())
			}
		})
	}
}

// A header that is not understood never publishes a draft.
func TestHeaderNotUnderstood(t *testing.T) {
	for name, text := range map[string]string{
		"never closed":       "---\ntitle: T\ndraft: true\n\nText",
		"toml never closed":  "+++\ntitle = 'T'\ndraft = true\n\nText",
		"json never closed":  "{\"title\": \"T\",\n\"draft\": true,\n\nText",
		"broken yaml":        "---\ntitle: T\n  x: [\ndraft: true\n---\nText",
		"broken json":        "---json\n{\"draft\": true,\n\"a\": oops}\n---\nText",
		"javascript":         "---js\n{ title: \"T\", draft: true }\n---\nText",
		"another language":   "---coffee\ntitle: 'T'\npublished: false\n---\nText",
		"behind a heading":   "# T\n\n---\ndraft: true\n---\nText",
		"behind text":        "Some words.\n\n+++\ndraft = true\n+++\nText",
		"no fences":          "draft = true\ntitle = 'T'\n\nText",
		"no opening fence":   "draft: true\n\nText",
		"in a comment":       "<!-- draft: true -->\n\nText",
		"in a long comment":  "<!--\ntitle: T\npublished: false\n-->\nText",
		"in code":            "```yaml\ntitle: T\ndraft: true\n```\nText",
		"too large":          "---\ndraft: true\nx: " + strings.Repeat("y", 65<<10) + "\n---\nText",
		"long fences":        "-----\nstatus: draft\n-----\nText",
		"fences in two ways": "---\ntitle: T\ndraft: true\n+++\nText",
		"nikola":             "<!--\n.. title: T\n.. status: draft\n-->\nText",
		"nikola's tags":      ".. title: T\n.. tags: bees, draft\n\nText",
		"franklin":           "@def title = \"T\"\n@def draft = true\n\nText",
		"logseq":             "title:: T\npublic:: false\n\n- Text",
		"exported by MDX":    "import A from 'a'\n\nexport const meta = {\n  title: 'T',\n  draft: true,\n}\n\nText",
		"clojure":            "{:title \"T\" :layout :post\n :draft? true}\n\nText",
		"two blocks":         "---\ntitle: T\n---\n---\ndraft: true\n---\nText",
		"full width":         "---\ntitle: T\ndraft： true\n---\nText",
		"encrypted part":     "---\ntitle: T\n---\nText\n\n{{% hugo-encryptor \"word\" %}}\nx\n{{% /hugo-encryptor %}}",
		"behind a licence":   "<!-- MIT -->\n---\ntitle: T\ndraft: true\n---\nText",
		"behind blank lines": "\n\n---\ndraft: true\n---\nText",
	} {
		t.Run(name, func(t *testing.T) {
			x := blogtest.Load(t, blogtest.Files("x.md", text), loader.Options{})
			if len(x.All()) != 0 {
				t.Errorf("served; problems: %v", x.Problems())
			}
		})
	}
	for name, text := range map[string]string{
		"a tag in code": "About\n\n```\n{{% hugo-encryptor \"x\" %}}\n```\n",
		"two rules":     "---\ntitle: T\n---\n---\n\nText\n\n---\n",
		"code later":    "Say draft so:\n\n```\n---\ndraft: true\n---\n```\n",
		"prose":         "Draft: true or not?\n\nMore.",
		"a later line":  "# T\n\nA post is a draft with\n\ndraft: true\n",
		"rules":         "One\n\n---\n\nTwo\n\n---\n\nThree",
	} {
		t.Run(name, func(t *testing.T) {
			x := blogtest.Load(t, blogtest.Files("x.md", text), loader.Options{})
			if len(x.All()) != 1 {
				t.Errorf("not served; problems: %v", x.Problems())
			}
		})
	}
}
