package blog_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
)

// noon is the moment at which tests look at blogs.
var noon = time.Date(2024, 6, 15, 12, 0, 0, 0, time.UTC)

func fixed() time.Time { return noon }

// files makes a file system of path, text, path, text ...
func files(pathAndText ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for i := 0; i+1 < len(pathAndText); i += 2 {
		m[pathAndText[i]] = &fstest.MapFile{Data: []byte(pathAndText[i+1])}
	}
	return m
}

func load(t testing.TB, fsys fs.FS, o blog.Options) *blog.Index {
	t.Helper()
	if o.Now == nil {
		o.Now = fixed
	}
	x, err := blog.Load(fsys, o)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// only loads one file, drafts too, and returns what became of it.
func only(t testing.TB, path, text string) (*blog.Post, []blog.Problem) {
	t.Helper()
	x := load(t, files(path, text), blog.Options{Drafts: true})
	if len(x.All()) != 1 {
		t.Fatalf("%d posts, want 1; problems %v", len(x.All()), x.Problems())
	}
	return x.All()[0], x.Problems()
}

func clean(t testing.TB, problems []blog.Problem) {
	t.Helper()
	for _, p := range problems {
		t.Errorf("unexpected problem: %v", p)
	}
}

func slugs(posts []*blog.Post) string {
	s := make([]string, 0, len(posts))
	for _, p := range posts {
		s = append(s, p.Slug)
	}
	return strings.Join(s, " ")
}

func equal(t testing.TB, what string, got, want any) {
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

// The two posts that the blog was asked to show before all others.
func TestJekyllPost(t *testing.T) {
	p, problems := only(t, "2021-12-10-a-badge.md", `---
title: 'A Badge: What It Is Worth'
author: jdoe
heroimage: /assets/images/posts/badge.jpg
date: 2021-12-10 00:00:00 +1000
category: blog
---

First paragraph with a [link](https://example.org).

## Closed heading ##

![remote](https://example.org/x.png)

The last line has no end.`)
	clean(t, problems)
	equal(t, "title", p.Title, "A Badge: What It Is Worth")
	equal(t, "authors", p.Authors, []string{"jdoe"})
	equal(t, "image", p.Image, blog.Image{Src: "/assets/images/posts/badge.jpg", Line: 4})
	equal(t, "date", p.Date.Format(time.RFC3339), "2021-12-10T00:00:00+10:00")
	equal(t, "categories", p.Categories, []string{"blog"})
	equal(t, "slug", p.Slug, "a-badge")
	equal(t, "body line", p.BodyLine(), 8)
	if !strings.HasSuffix(p.Body(), "has no end.") || !strings.HasPrefix(p.Body(), "\nFirst") {
		t.Errorf("body: %q", p.Body())
	}
	if !strings.HasPrefix(p.Raw(), "---\ntitle:") {
		t.Errorf("raw: %q", p.Raw())
	}
	if p.Page || p.Draft || p.Hidden || len(p.ID) != 32 || p.Minutes != 1 {
		t.Errorf("got %+v", p)
	}
}

func TestHugoPost(t *testing.T) {
	p, problems := only(t, "posts/sailing.md", `+++
title = "Sailing \u2014 an introduction"
date = 2019-04-05T10:00:00-05:00
lastmod = 2020-01-02
tags = ["boats", "wind"]
categories = ["sport"]
series = ["Water"]
series_order = 2
draft = false
aliases = ["/old/sailing/"]
weight = 3

[params]
author = "Ada"
+++
Text.
`)
	clean(t, problems)
	equal(t, "title", p.Title, "Sailing — an introduction")
	equal(t, "date", p.Date.Format(time.RFC3339), "2019-04-05T10:00:00-05:00")
	equal(t, "updated", p.Updated.Format(time.DateOnly), "2020-01-02")
	equal(t, "tags", p.Tags, []string{"boats", "wind"})
	equal(t, "categories", p.Categories, []string{"sport"})
	equal(t, "series", p.Series, "Water")
	equal(t, "order", p.SeriesOrder, 2)
	equal(t, "weight", p.Weight, 3)
	equal(t, "authors", p.Authors, []string{"Ada"})
	equal(t, "aliases", p.Aliases, []string{"/old/sailing/"})
	equal(t, "body", p.Body(), "Text.\n")
	equal(t, "body line", p.BodyLine(), 16)
}

func TestOneBrokenFileHidesNoOther(t *testing.T) {
	fsys := files(
		"good.md", "---\ntitle: Good\ndate: 2024-01-01\n---\nText.\n",
		"broken.md", "---\ntitle: Bro: ken\ndate: 2024-01-02\ntags: [a, b\n---\nStill here.\n",
		"binary.md", "\x00\x01\xff\xfe\x80",
		"empty.md", "",
	)
	x := load(t, fsys, blog.Options{})
	equal(t, "posts and pages", len(x.Posts())+len(x.Pages()), 4)
	p, ok := x.Lookup("broken")
	if !ok {
		t.Fatal("the broken post is gone")
	}
	equal(t, "title", p.Title, "Bro: ken")
	equal(t, "date", p.Date.Format(time.DateOnly), "2024-01-02")
	equal(t, "body", p.Body(), "Still here.\n")
	if len(x.Problems()) < 2 || x.Problems()[1].Severity != blog.Error || x.Problems()[1].Line != 2 {
		t.Errorf("problems: %v", x.Problems())
	}
}

func TestSorting(t *testing.T) {
	x := load(t, files(
		"posts/b.md", "---\ntitle: B\ndate: 2024-01-02\n---\n",
		"posts/a.md", "---\ntitle: A\ndate: 2024-01-02\n---\n",
		"posts/new.md", "---\ntitle: N\ndate: 2024-01-02 10:00 -0500\n---\n",
		"posts/old.md", "---\ntitle: O\ndate: 2020-01-02\n---\n",
		"posts/undated.md", "---\ntitle: U\n---\n",
		"posts/also-undated.md", "---\ntitle: T\n---\n",
		"about.md", "---\ntitle: Me\n---\nI.",
		"now.md", "---\ntitle: Now\nweight: 2\n---\nI.",
		"uses.md", "---\ntitle: Uses\nweight: 1\n---\nI.",
	), blog.Options{})
	equal(t, "posts", slugs(x.Posts()), "new a b old also-undated undated")
	equal(t, "pages", slugs(x.Pages()), "uses now about")
}

func TestLoadFailsOnlyForTheRoot(t *testing.T) {
	if _, err := blog.Load(failingFS{}, blog.Options{}); err == nil {
		t.Fatal("no error for a root that cannot be read")
	}
	x := load(t, fstest.MapFS{}, blog.Options{})
	equal(t, "posts", len(x.Posts()), 0)
}

type failingFS struct{}

func (failingFS) Open(string) (fs.File, error) { return nil, fs.ErrPermission }
