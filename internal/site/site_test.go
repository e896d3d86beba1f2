package site_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/frontmatter"
	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/site"
	"github.com/sshblog/sshblog/internal/test/blogtest"
)

func TestSiteFiles(t *testing.T) {
	for name, c := range map[string]struct {
		files  []string
		want   blog.Site
		zone   string
		slug   string // of the only post
		date   string
		permit string // its permalink
	}{
		"jekyll": {
			files: []string{
				"_config.yml", "title: My Blog\ndescription: >\n  On bees\nauthor:\n  name: Ada\nurl: https://example.org\nbaseurl: /blog\ntimezone: Europe/Berlin\nlang: en\nexclude: [notes, x.md]\n",
				"_posts/2024-01-02-hello.md", "---\ntitle: x\ncategories: [Big Bees, b]\n---\n",
				"notes/a.md", "x", "x.md", "x",
			},
			want: blog.Site{Title: "My Blog", Description: "On bees", Author: "Ada", BaseURL: "https://example.org/blog", Lang: "en", Engine: "jekyll", File: "_config.yml", Content: []string{"."}, Static: []string{"."}},
			zone: "Europe/Berlin", slug: "hello", date: "2024-01-02T00:00:00+01:00", permit: "/big-bees/b/2024/01/02/hello.html",
		},
		"jekyll with a pattern": {
			files: []string{"_config.yml", "title: T\npermalink: pretty\nsource: src\n", "src/_posts/2024-01-02-hello.md", "x", "themes/x.md", "x"},
			want:  blog.Site{Title: "T", Engine: "jekyll", File: "_config.yml", Content: []string{"src"}, Static: []string{"src"}},
			zone:  "UTC", slug: "hello", date: "2024-01-02T00:00:00Z", permit: "/2024/01/02/hello/",
		},
		"hexo": {
			files: []string{"_config.yml", "title: T\nsubtitle: S\nauthor: A\nlanguage: zh-CN\ntimezone: Asia/Shanghai\nurl: http://example.org/\npermalink: :year/:title/\n", "source/_posts/hello.md", "title: Hi\ndate: 2024-01-02 03:04:05\n---\nx", "README.md", "---\na: b\n---\n"},
			want:  blog.Site{Title: "T", Description: "S", Author: "A", Lang: "zh-CN", BaseURL: "http://example.org", Engine: "hexo", File: "_config.yml", Content: []string{"source"}, Static: []string{"source"}},
			zone:  "Asia/Shanghai", slug: "hello", date: "2024-01-02T03:04:05+08:00", permit: "/2024/hello/",
		},
		"hugo": {
			files: []string{
				"hugo.toml", "title = \"T\"\nbaseURL = 'https://example.org/'\nlanguageCode = 'en-us'\ntimeZone = 'America/New_York'\n[params]\ndescription = 'D'\n[params.author]\nname = 'A'\n[permalinks]\nposts = '/:year/:month/:slug/'\n",
				"content/posts/hello.md", "+++\ndate = 2024-07-02\n+++\n", "archetypes/default.md", "x", "static/x.png", "", "themes/t/README.md", "---\na: b\n---\n",
			},
			want: blog.Site{Title: "T", Description: "D", Author: "A", BaseURL: "https://example.org", Lang: "en-US", Engine: "hugo", File: "hugo.toml", Content: []string{"content"}, Static: []string{"static"}},
			zone: "America/New_York", slug: "hello", date: "2024-07-02T00:00:00-04:00", permit: "/2024/07/hello/",
		},
		"hugo in yaml": {
			files: []string{"config.yaml", "title: T\npermalinks:\n  page:\n    blog: /b/:slug\n", "content/blog/hello.md", "---\ndate: 2024-07-02\n---\n"},
			want:  blog.Site{Title: "T", Engine: "hugo", File: "config.yaml", Content: []string{"content"}},
			zone:  "UTC", slug: "hello", date: "2024-07-02T00:00:00Z", permit: "/b/hello",
		},
		"hugo in json": {
			files: []string{"hugo.json", `{"title": "T", "contentDir": "stuff"}`, "stuff/blog/hello.md", "---\ndate: 2024-07-02\n---\n"},
			want:  blog.Site{Title: "T", Engine: "hugo", File: "hugo.json", Content: []string{"stuff"}},
			zone:  "UTC", slug: "hello", date: "2024-07-02T00:00:00Z", permit: "/blog/hello/",
		},
		"zola": {
			files: []string{"config.toml", "base_url = 'https://example.org'\ntitle = 'T'\ndescription = 'D'\ndefault_language = 'de'\n[extra]\nauthor = 'A'\n", "content/blog/2024-07-02-hello.md", "+++\n[taxonomies]\ntags = ['a']\n+++\n"},
			want:  blog.Site{Title: "T", Description: "D", Author: "A", BaseURL: "https://example.org", Lang: "de", Engine: "zola", File: "config.toml", Content: []string{"content"}},
			zone:  "UTC", slug: "hello", date: "2024-07-02T00:00:00Z", permit: "/blog/hello/",
		},
		"no site file": {
			files: []string{"content/posts/2024-07-02-hello.md", "x", "static/a.png", "", "archetypes/a.md", "x"},
			want:  blog.Site{Content: []string{"content"}, Static: []string{"static"}},
			zone:  "UTC", slug: "hello", date: "2024-07-02T00:00:00Z",
		},
		"a directory of posts": {
			files: []string{"2024-07-02-hello.md", "x", "assets/a.png", ""},
			want:  blog.Site{Content: []string{"."}, Static: []string{".", "assets"}},
			zone:  "UTC", slug: "hello", date: "2024-07-02T00:00:00Z",
		},
	} {
		t.Run(name, func(t *testing.T) {
			x := blogtest.Load(t, blogtest.Files(c.files...), loader.Options{Now: func() time.Time { return blogtest.Noon.AddDate(1, 0, 0) }})
			blogtest.Clean(t, x.Problems())
			got := x.Site()
			blogtest.Equal(t, "title", got.Title, c.want.Title)
			blogtest.Equal(t, "description", got.Description, c.want.Description)
			blogtest.Equal(t, "author", got.Author, c.want.Author)
			blogtest.Equal(t, "base", got.BaseURL, c.want.BaseURL)
			blogtest.Equal(t, "lang", got.Lang, c.want.Lang)
			blogtest.Equal(t, "engine", got.Engine, c.want.Engine)
			blogtest.Equal(t, "file", got.File, c.want.File)
			blogtest.Equal(t, "content", got.Content, c.want.Content)
			blogtest.Equal(t, "static", got.Static, c.want.Static)
			blogtest.Equal(t, "zone", got.Location.String(), c.zone)
			blogtest.Equal(t, "posts", blogtest.Slugs(x.Posts())+blogtest.Slugs(x.Pages()), c.slug)
			if p, ok := x.Lookup(c.slug); ok {
				blogtest.Equal(t, "date", p.Date.Format(time.RFC3339), c.date)
				blogtest.Equal(t, "permalink", p.Permalink, c.permit)
			}
		})
	}
}

func TestOptionsOverrideTheSite(t *testing.T) {
	x := blogtest.Load(t, blogtest.Files("_config.yml", "title: T\nurl: https://a.example\ntimezone: Europe/Berlin\n", "_posts/2024-01-02-a.md", "x"),
		loader.Options{Title: "Mine", BaseURL: "https://b.example/", Location: time.UTC, Author: "Me", Lang: "fr"})
	s := x.Site()
	blogtest.Equal(t, "site", []string{s.Title, s.BaseURL, s.Author, s.Lang, s.Location.String()}, []string{"Mine", "https://b.example", "Me", "fr", "UTC"})
}

func TestBrokenSiteFile(t *testing.T) {
	for text, want := range map[string]string{
		"title: a: b\n":            "_config.yml:1: error: the site file cannot be read",
		"title: T\ntimezone: Mars": `_config.yml:2: warning: time zone "Mars" is not known`,
	} {
		x := blogtest.Load(t, blogtest.Files("_config.yml", text, "_posts/2024-01-02-a.md", "x"), loader.Options{})
		blogtest.Equal(t, "posts", blogtest.Slugs(x.Posts()), "a")
		if len(x.Problems()) != 1 || !strings.HasPrefix(x.Problems()[0].String(), want) {
			t.Errorf("problems: %v, want %s", x.Problems(), want)
		}
	}
}

// Settings are found in a root of any size, of which only a part is listed.
func TestSettingsInALargeRoot(t *testing.T) {
	fsys := fstest.MapFS{"_config.yml": {Data: []byte("title: Found\n")}}
	for i := range 3000 {
		fsys[fmt.Sprintf("%04d.md", i)] = &fstest.MapFile{}
	}
	s, problems := site.Read(fsys, site.Options{FileBytes: 1 << 16, Limits: frontmatter.Limits{Bytes: 1 << 16, Depth: 8, Nodes: 100}})
	if s.Title != "Found" || len(problems) > 0 {
		t.Errorf("title %q, problems %v", s.Title, problems)
	}
}
