package loader_test

import (
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/problem"
	"github.com/sshblog/sshblog/internal/test/blogtest"
)

// field loads a post with the given YAML lines.
func field(t *testing.T, yaml string) (*blog.Post, []problem.Problem) {
	t.Helper()
	return blogtest.Only(t, "posts/x.md", "---\n"+yaml+"\n---\nFirst paragraph.\n\nSecond.\n")
}

func TestTitle(t *testing.T) {
	for yaml, want := range map[string]string{
		"title: A":                      "A",
		"Title: A":                      "A",
		"link_title: A":                 "A",
		"title: ''\nlinktitle: A":       "A",
		"title: 2024":                   "2024",
		"title: 1_000":                  "1_000",
		"title: 0x1F":                   "0x1F",
		"title: true":                   "true",
		"title: 2020-01-01":             "2020-01-01",
		"title: 1.10":                   "1.10",
		"title: ~":                      "X",
		"title: null":                   "X",
		"title: 'null'":                 "null",
		"title: >\n  Two\n  lines":      "Two lines",
		"title: |\n  Two\n  lines":      "Two lines",
		"title: [a, b]":                 "a, b",
		"title: {a: b}":                 "X",
		"extra: {title: A}":             "A",
		"params: {title: A}":            "A",
		"title: 'It''s \"quoted\"'":     `It's "quoted"`,
		"title: \"tab\\there\"":         "tab here",
		"title: نیم\u200cفاصله":         "نیم\u200cفاصله",
		"title: Some `code` and **bold": "Some code and **bold",
	} {
		p, _ := field(t, yaml)
		if p.Title != want {
			t.Errorf("%s: got %q, want %q", yaml, p.Title, want)
		}
	}
	p, _ := blogtest.Only(t, "my-first_post.md", "# The *heading*\n\nText")
	if p.Title != "The heading" {
		t.Errorf("heading: got %q", p.Title)
	}
	p, _ = blogtest.Only(t, "my-first_post.md", "Text")
	blogtest.Equal(t, "title by name", p.Title, "My first post")
}

func TestDateAliases(t *testing.T) {
	for _, key := range []string{
		"date", "Date", "pubdate", "pubDate", "publishDate", "published", "pubDatetime", "published_at", "created", "created_at", "created-at",
	} {
		p, problems := field(t, key+": 2020-02-03")
		blogtest.Clean(t, problems)
		blogtest.Equal(t, key, p.Date.Format(time.DateOnly), "2020-02-03")
	}
	for yaml, want := range map[string]string{
		"created: 2001-01-01\ndate: 2002-02-02":               "2002-02-02",
		"date: ''\npubdate: 2003-03-03":                       "2003-03-03",
		"published: true\ncreated: 2004-04-04":                "2004-04-04",
		"published: 2005-05-05":                               "2005-05-05",
		"extra:\n  date: 2006-06-06":                          "2006-06-06",
		"data: {created: 2007-07-07}":                         "2007-07-07",
		"params: {date: 2008-08-08}\nextra: {title: x}":       "2008-08-08",
		"date: never\ncreated: 2009-09-09":                    "2009-09-09",
		"date: 0001-01-01T00:00:00Z\npublished_at: 2010-10-1": "2010-10-01",
		"date: [2011-11-11]":                                  "2011-11-11",
	} {
		p, _ := field(t, yaml)
		blogtest.Equal(t, yaml, p.Date.Format(time.DateOnly), want)
	}
	for _, key := range []string{"updated", "lastmod", "last_modified_at", "modified", "updatedDate"} {
		p, _ := field(t, key+": 2020-02-03 10:00 +0200")
		blogtest.Equal(t, key, p.Updated.Format(time.RFC3339), "2020-02-03T10:00:00+02:00")
	}
	p, _ := field(t, "expiryDate: 2030-01-01")
	blogtest.Equal(t, "expires", p.Expires.Format(time.DateOnly), "2030-01-01")
}

func TestAuthors(t *testing.T) {
	for yaml, want := range map[string][]string{
		"author: Jane Doe":                                {"Jane Doe"},
		"authors: [Jane, Joe]":                            {"Jane", "Joe"},
		"author: Jane, Joe":                               {"Jane", "Joe"},
		"authors: Jane Doe; Joe":                          {"Jane Doe", "Joe"},
		"author: '[Jane](https://example.org/a,b)'":       {"Jane"},
		"author: Jane <jane@example.org>":                 {"Jane"},
		"author: {name: Jane, url: 'https://x'}":          {"Jane"},
		"authors: [{name: Jane}, {name: Joe}]":            {"Jane", "Joe"},
		"authors:\n  - name: Jane\n    email: x\n  - Joe": {"Jane", "Joe"},
		"authors: {jane: {name: Jane}, joe: {x: 1}}":      {"Jane", "joe"},
		"authors: []\nauthor: Jane":                       {"Jane"},
		"extra: {author: Jane}":                           {"Jane"},
		"author: true":                                    nil,
		"author: _jane_x":                                 {"_jane_x"},
		"authors: [Jane, Jane, '']":                       {"Jane"},
	} {
		p, _ := field(t, yaml)
		blogtest.Equal(t, yaml, p.Authors, want)
	}
}

func TestTagsAndCategories(t *testing.T) {
	for yaml, want := range map[string][]string{
		"tags: [a, b]":            {"a", "b"},
		"tags:\n- a\n- b c":       {"a", "b c"},
		"tags: a b":               {"a", "b"},
		"tags: a b, c":            {"a b", "c"},
		"tags: a,":                {"a"},
		"tags: 数据，统计":             {"数据", "统计"},
		"tag: a":                  {"a"},
		"topics: [a]":             {"a"},
		"tags: []\ntopics: [a]":   {"a"},
		"keywords: a, b":          {"a", "b"},
		"keywords: a, b\ntags: c": {"c"},
		"keywords: a\ntaxonomies: {tags: [b, c]}": {"b", "c"},
		"extra: {keywords: [x]}":                  {"x"},
		"tags: [2024, true, 1.0, 2020-01-01]":     {"2024", "true", "1.0", "2020-01-01"},
		"tags: [[a, b], [c]]":                     {"a", "b", "c"},
		"tags: [{name: a}, {label: b}]":           {"a", "b"},
		"tags: [C++, C#, .NET]":                   {"C++", "C#", ".NET"},
		"tags: [a, ~, '', a]":                     {"a"},
		"tags: ~":                                 nil,
		"Tags: [a]":                               {"a"},
		"tags:\n- a: b":                           {"a: b"},
	} {
		p, _ := field(t, yaml)
		blogtest.Equal(t, yaml, p.Tags, want)
	}
	for yaml, want := range map[string][]string{
		"categories: [a, b]":               {"a", "b"},
		"category: long name":              {"long name"},
		"category: a, b":                   {"a", "b"},
		"section: a":                       {"a"},
		"categories: []\nsection: a":       {"a"},
		"categories:\n- [Diary, Games]":    {"Diary", "Games"},
		"taxonomies: {categories: [a, b]}": {"a", "b"},
	} {
		p, _ := field(t, yaml)
		blogtest.Equal(t, yaml, p.Categories, want)
	}
}

func TestSummaryAndExcerpt(t *testing.T) {
	for yaml, want := range map[string]string{
		"description: A":               "A",
		"summary: A":                   "A",
		"excerpt: A":                   "A",
		"subtitle: A":                  "A",
		"description: ''\nsummary: A":  "A",
		"excerpt: true\nsubtitle: A":   "A",
		"summary: >\n  two\n  lines":   "two lines",
		"extra: {description: A}":      "A",
		"description: 7":               "7",
		"title: nothing of the kind":   "",
		"summary: false\nexcerpt: 'A'": "A",
	} {
		p, _ := field(t, yaml)
		blogtest.Equal(t, yaml, p.Summary, want)
		if want == "" {
			want = "First paragraph."
			blogtest.Equal(t, yaml, p.Excerpt, want)
		}
		blogtest.Equal(t, yaml, p.Teaser(), want)
	}
	p, _ := blogtest.Only(t, "x.md", "One.\n\nTwo.\n\n<!--more-->\n\nThree.\n")
	if p.Excerpt == "" {
		t.Error("no excerpt")
	}
}

func TestImage(t *testing.T) {
	for yaml, want := range map[string]blog.Image{
		"image: /a.png":                               {Src: "/a.png"},
		"cover_image: /a.png":                         {Src: "/a.png"},
		"coverImage: /a.png":                          {Src: "/a.png"},
		"heroimage: /a.png":                           {Src: "/a.png"},
		"hero: /a.png":                                {Src: "/a.png"},
		"cover: true\nthumbnail: /a.png":              {Src: "/a.png"},
		"banner: /a.png":                              {Src: "/a.png"},
		"featured_image: /a.png":                      {Src: "/a.png"},
		"og_image: /a.png":                            {Src: "/a.png"},
		"image: {src: /a.png, alt: A}":                {Src: "/a.png"},
		"image: {url: /a.png}":                        {Src: "/a.png"},
		"image: {path: /a.png, alt: A}":               {Src: "/a.png"},
		"cover: {image: /a.png, alt: A, caption: B}":  {Src: "/a.png"},
		"image: [/a.png, /b.png]":                     {Src: "/a.png"},
		"image: {alt: A}":                             {},
		"extra: {image: /a.png}":                      {Src: "/a.png"},
		"image: /a.png\nimage_alt: A":                 {Src: "/a.png"},
		"thumbnail: /b.png\nimage: {src: '', url: a}": {Src: "a"},
	} {
		p, _ := field(t, yaml)
		blogtest.Equal(t, yaml, p.Image.Src, want.Src)
	}
}

func TestOtherFields(t *testing.T) {
	p, problems := field(t, `series: The Book
part: 3
weight: -2
lang: pt_BR
canonical_url: https://example.org/x
redirect_to: https://example.org/y
redirect_from:
  - /a/
  - /b/`)
	blogtest.Clean(t, problems)
	blogtest.Equal(t, "series", p.Series, "The Book")
	blogtest.Equal(t, "order", p.SeriesOrder, 3)
	blogtest.Equal(t, "weight", p.Weight, -2)
	blogtest.Equal(t, "lang", p.Lang, "pt-BR")
	blogtest.Equal(t, "canonical", p.Canonical, "https://example.org/x")
	blogtest.Equal(t, "redirect", p.RedirectTo, "https://example.org/y")
	blogtest.Equal(t, "aliases", p.Aliases, []string{"/a/", "/b/"})

	for yaml, want := range map[string]string{"lang: en": "en", "language: DE": "de", "locale: en_US.UTF-8": "en-US", "lang: zh-hans": "zh-Hans", "lang: [x": "", "lang: nonsense!": ""} {
		p, _ := field(t, yaml)
		blogtest.Equal(t, yaml, p.Lang, want)
	}
	p, _ = field(t, "series: {name: S, part: 4}")
	blogtest.Equal(t, "series", p.Series, "S")
	blogtest.Equal(t, "order", p.SeriesOrder, 4)
	p, _ = field(t, "alias: /one, /two")
	blogtest.Equal(t, "aliases", p.Aliases, []string{"/one", "/two"})
}

func TestWords(t *testing.T) {
	for body, want := range map[string]int{
		"":                                  0,
		"one two  three\n":                  3,
		"it's well-known":                   2,
		"## Heading ##\n\n- a\n- b":         3,
		"<p class=\"x y z\">two words</p>":  2,
		"a < b and c > d":                   5,
		"数据统计":                              4,
		"用 Go 写博客":                          5,
		"かな カナ":                             4,
		"한국어 단어":                            2,
		"naïve café":                        2,
		"نیم\u200cفاصله است":                2,
		"--- *** ===":                       0,
		"<!-- not this --> but this":        2,
		"| a | b |\n|---|---|\n| c | d e |": 5,
	} {
		p, _ := blogtest.Only(t, "x.md", "---\ntitle: T\n---\n"+body)
		blogtest.Equal(t, body, p.Words, want)
		blogtest.Equal(t, body, p.Minutes, 1)
	}
}
