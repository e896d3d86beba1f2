package loader_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/problem"
	"github.com/sshblog/sshblog/internal/test/blogtest"
)

func TestJekyllPost(t *testing.T) {
	p, problems := blogtest.Only(t, "2021-12-10-a-badge.md", `---
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
	blogtest.Clean(t, problems)
	blogtest.Equal(t, "title", p.Title, "A Badge: What It Is Worth")
	blogtest.Equal(t, "authors", p.Authors, []string{"jdoe"})
	blogtest.Equal(t, "image", p.Image, blog.Image{Src: "/assets/images/posts/badge.jpg", Line: 4})
	blogtest.Equal(t, "date", p.Date.Format(time.RFC3339), "2021-12-10T00:00:00+10:00")
	blogtest.Equal(t, "categories", p.Categories, []string{"blog"})
	blogtest.Equal(t, "slug", p.Slug, "a-badge")
	blogtest.Equal(t, "body line", p.BodyLine(), 8)
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
	p, problems := blogtest.Only(t, "posts/sailing.md", `+++
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
	blogtest.Clean(t, problems)
	blogtest.Equal(t, "title", p.Title, "Sailing — an introduction")
	blogtest.Equal(t, "date", p.Date.Format(time.RFC3339), "2019-04-05T10:00:00-05:00")
	blogtest.Equal(t, "updated", p.Updated.Format(time.DateOnly), "2020-01-02")
	blogtest.Equal(t, "tags", p.Tags, []string{"boats", "wind"})
	blogtest.Equal(t, "categories", p.Categories, []string{"sport"})
	blogtest.Equal(t, "series", p.Series, "Water")
	blogtest.Equal(t, "order", p.SeriesOrder, 2)
	blogtest.Equal(t, "weight", p.Weight, 3)
	blogtest.Equal(t, "authors", p.Authors, []string{"Ada"})
	blogtest.Equal(t, "aliases", p.Aliases, []string{"/old/sailing/"})
	blogtest.Equal(t, "body", p.Body(), "Text.\n")
	blogtest.Equal(t, "body line", p.BodyLine(), 16)
}

func TestOneBrokenFileHidesNoOther(t *testing.T) {
	fsys := blogtest.Files(
		"good.md", "---\ntitle: Good\ndate: 2024-01-01\n---\nText.\n",
		"broken.md", "---\ntitle: Bro: ken\ndate: 2024-01-02\ntags: [a, b\n---\nStill here.\n",
		"binary.md", "\x00\x01\xff\xfe\x80",
		"empty.md", "",
	)
	x := blogtest.Load(t, fsys, loader.Options{})
	blogtest.Equal(t, "posts and pages", len(x.Posts())+len(x.Pages()), 4)
	p, ok := x.Lookup("broken")
	if !ok {
		t.Fatal("the broken post is gone")
	}
	blogtest.Equal(t, "title", p.Title, "Bro: ken")
	blogtest.Equal(t, "date", p.Date.Format(time.DateOnly), "2024-01-02")
	blogtest.Equal(t, "body", p.Body(), "Still here.\n")
	if len(x.Problems()) < 2 || x.Problems()[1].Severity != problem.Error || x.Problems()[1].Line != 2 {
		t.Errorf("problems: %v", x.Problems())
	}
}

func TestSorting(t *testing.T) {
	x := blogtest.Load(t, blogtest.Files(
		"posts/b.md", "---\ntitle: B\ndate: 2024-01-02\n---\n",
		"posts/a.md", "---\ntitle: A\ndate: 2024-01-02\n---\n",
		"posts/new.md", "---\ntitle: N\ndate: 2024-01-02 10:00 -0500\n---\n",
		"posts/old.md", "---\ntitle: O\ndate: 2020-01-02\n---\n",
		"posts/undated.md", "---\ntitle: U\n---\n",
		"posts/also-undated.md", "---\ntitle: T\n---\n",
		"about.md", "---\ntitle: Me\n---\nI.",
		"now.md", "---\ntitle: Now\nweight: 2\n---\nI.",
		"uses.md", "---\ntitle: Uses\nweight: 1\n---\nI.",
	), loader.Options{})
	blogtest.Equal(t, "posts", blogtest.Slugs(x.Posts()), "new a b old also-undated undated")
	blogtest.Equal(t, "pages", blogtest.Slugs(x.Pages()), "uses now about")
}

func TestLoadFailsOnlyForTheRoot(t *testing.T) {
	if _, err := loader.Load(failingFS{}, loader.Options{}); err == nil {
		t.Fatal("no error for a root that cannot be read")
	}
	x := blogtest.Load(t, fstest.MapFS{}, loader.Options{})
	blogtest.Equal(t, "posts", len(x.Posts()), 0)
}

type failingFS struct{}

func (failingFS) Open(string) (fs.File, error) { return nil, fs.ErrPermission }
