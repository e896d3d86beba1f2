package feed_test

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/mmcdole/gofeed"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/cache"
	"github.com/sshblog/sshblog/internal/feed"
	"github.com/sshblog/sshblog/internal/loader"
)

var update = flag.Bool("update", false, "write the golden files anew")

// noon is the moment at which tests look at blogs.
func noon() time.Time { return time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC) }

// files makes a file system of path, text, path, text ...
func files(pathAndText ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for i := 0; i+1 < len(pathAndText); i += 2 {
		m[pathAndText[i]] = &fstest.MapFile{Data: []byte(pathAndText[i+1])}
	}
	return m
}

func load(t testing.TB, fsys fstest.MapFS, o loader.Options) *blog.Index {
	t.Helper()
	o.Now = noon
	x, err := loader.Load(fsys, o)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// options returns the options of the tests.
func options() feed.Options {
	return feed.Options{Host: "blog.example.com", Port: 2222, Version: "1.2.3", Now: noon}
}

// harbour is a small blog with something of everything.
func harbour(t testing.TB) fstest.MapFS {
	t.Helper()
	everything, err := os.ReadFile(filepath.Join("testdata", "everything.md"))
	if err != nil {
		t.Fatal(err)
	}
	return files(
		"tides.md", string(everything),
		"2025-04-11-ropes.md", "---\ntitle: Ropes & 1 < 2\nlang: en-GB\n---\nA rope has two ends. One is [here](tides.md#heights).\n",
		"found.md", "---\ntitle: Found elsewhere\ndate: 2025-01-02\nredirect_to: https://example.net/found\n---\n",
		"plain.md", "---\ntitle: No date\nlayout: post\n---\nWritten once.\n",
		"draft.md", "---\ntitle: Draft\ndraft: true\n---\nHm.\n",
		"hidden.md", "---\ntitle: Hidden\nhidden: true\ndate: 2026-01-01\n---\nHm.\n",
		"about.md", "# About\n\nA small harbour.\n",
		"img/chart.png", "\x89PNG",
	)
}

// Both formats, with and without a web site, against golden files, the rules of their
// specifications, and an independent feed reader.
func TestFeeds(t *testing.T) {
	for _, site := range []struct {
		name    string
		options loader.Options
	}{
		{"ssh", loader.Options{Title: "Harbour notes", Description: "Of ropes & tides", Author: "Mika Sol", Lang: "en"}},
		{"web", loader.Options{Title: "Harbour notes", BaseURL: "https://example.org/blog/"}},
		{"bare", loader.Options{}},
	} {
		fsys := harbour(t)
		if site.name == "web" {
			fsys["_config.yml"] = &fstest.MapFile{Data: []byte("permalink: /:year/:title/\n")}
		}
		x := load(t, fsys, site.options)
		for _, format := range formats {
			t.Run(site.name+"/"+format.name, func(t *testing.T) {
				got := written(t, format, x, options())
				format.check(t, got)
				golden(t, site.name+"."+format.name, got)
				parsed, err := gofeed.NewParser().ParseString(string(got))
				if err != nil {
					t.Fatal(err)
				}
				if len(parsed.Items) != 4 || parsed.Items[0].Title != "How to read a tide table" || parsed.Items[1].Title != "Ropes & 1 < 2" {
					t.Errorf("another reader sees %v", parsed)
				}
				if !strings.Contains(parsed.Items[0].Content, "<p>Twice a day the water comes.") {
					t.Errorf("another reader sees the content %q", parsed.Items[0].Content)
				}
				if when := parsed.Items[0].PublishedParsed; when == nil || !when.Equal(x.Posts()[0].Date) {
					t.Errorf("another reader sees the date %v", when)
				}
			})
		}
	}
}

// format is one of the formats, with its rules.
type format struct {
	name  string
	write func(io.Writer, *blog.Index, feed.Options) error
	check func(testing.TB, []byte)
}

var formats = []format{{"atom", feed.Atom, checkAtom}, {"json", feed.JSON, checkJSON}}

func written(t testing.TB, f format, x *blog.Index, o feed.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f.write(&b, x, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what was written:\n%s", path, got)
	}
}

// A blog without posts has a feed.
func TestEmpty(t *testing.T) {
	x := load(t, files(), loader.Options{})
	for _, f := range formats {
		got := written(t, f, x, feed.Options{Now: noon})
		f.check(t, got)
		if f.name == "atom" && !strings.Contains(string(got), "<updated>2026-06-01T12:00:00Z</updated>") {
			t.Errorf("the feed was changed at another time: %s", got)
		}
	}
}

// Entries keep their identity, so that what has been read stays read: titles, texts, files and web
// addresses may change.
func TestIdentity(t *testing.T) {
	id := func(path, text string, o loader.Options) string {
		t.Helper()
		x := load(t, files(path, text), o)
		parsed, err := gofeed.NewParser().ParseString(string(written(t, formats[0], x, options())))
		if err != nil || len(parsed.Items) != 1 {
			t.Fatal(err, parsed)
		}
		return parsed.Items[0].GUID
	}
	const post = "---\ntitle: Tides\ndate: 2026-05-20 23:30:00 -0700\n---\nText.\n"
	web := loader.Options{BaseURL: "https://Example.org/blog"}
	for _, c := range []struct {
		name, path, text string
		options          loader.Options
		want             string
	}{
		{"as it is", "tides.md", post, loader.Options{}, "tag:blog.example.com,2026-05-20:/tides"},
		{"another text", "tides.md", post + "And more.\n", loader.Options{}, "tag:blog.example.com,2026-05-20:/tides"},
		{"another title", "tides.md", strings.Replace(post, "Tides", "High water", 1), loader.Options{}, "tag:blog.example.com,2026-05-20:/tides"},
		{"another directory", "posts/2026/tides.md", post, loader.Options{}, "tag:blog.example.com,2026-05-20:/tides"},
		{"on the web", "tides.md", post, web, "tag:example.org,2026-05-20:/blog/tides"},
		{"with a permalink", "tides.md", strings.Replace(post, "---\n", "---\npermalink: /sea/tides/\n", 1), web, "tag:example.org,2026-05-20:/blog/tides"},
		{"other letters", "Gezeiten – größer.md", post, loader.Options{}, "tag:blog.example.com,2026-05-20:/Gezeiten-%E2%80%93-gr%C3%B6%C3%9Fer"},
		{"no date", "tides.md", "---\ntitle: Tides\nlayout: post\n---\nText.\n", loader.Options{}, "tag:blog.example.com,2000-01-01:/tides"},
	} {
		if got := id(c.path, c.text, c.options); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// Addresses on the web win; there are some for every kind of host.
func TestAddresses(t *testing.T) {
	for _, c := range []struct {
		host   string
		port   int
		base   string
		header string
		home   string
		post   string
	}{
		{"blog.example.com", 22, "", "", "ssh://blog.example.com", "ssh://blog.example.com/tides"},
		{"blog.example.com", 0, "", "", "ssh://blog.example.com", "ssh://blog.example.com/tides"},
		{"blog.example.com", 2222, "", "", "ssh://blog.example.com:2222", "ssh://blog.example.com:2222/tides"},
		{"", 0, "", "", "ssh://localhost", "ssh://localhost/tides"},
		{"2001:db8::1", 0, "", "", "ssh://[2001:db8::1]", "ssh://[2001:db8::1]/tides"},
		{"[2001:db8::1]", 2222, "", "", "ssh://[2001:db8::1]:2222", "ssh://[2001:db8::1]:2222/tides"},
		{"h", 0, "https://example.org", "permalink: /sea/tides/", "https://example.org/", "https://example.org/sea/tides/"},
		{"h", 0, "https://example.org/b", "permalink: /a b/ü/", "https://example.org/b/", "https://example.org/b/a%20b/%C3%BC/"},
		{"h", 0, "https://example.org", "", "https://example.org/", "ssh://h/tides"},
		{"h", 0, "", "canonical_url: https://example.net/t", "ssh://h", "https://example.net/t"},
		{"h", 0, "javascript:alert(1)", "permalink: /x/", "ssh://h", "ssh://h/x"},
	} {
		text := "---\ntitle: Tides\ndate: 2026-05-20\n" + c.header + "\n---\nText.\n"
		if c.header == "" {
			text = strings.Replace(text, "\n\n---", "\n---", 1)
		}
		x := load(t, files("tides.md", text), loader.Options{BaseURL: c.base})
		parsed, err := gofeed.NewParser().ParseString(string(written(t, formats[0], x, feed.Options{Host: c.host, Port: c.port, Now: noon})))
		if err != nil {
			t.Fatal(err)
		}
		if parsed.Link != c.home || parsed.Items[0].Link != c.post {
			t.Errorf("%+v: home %q, post %q", c, parsed.Link, parsed.Items[0].Link)
		}
	}
}

// A feed contains the newest posts. A change date in the future does not count.
func TestLimitAndDates(t *testing.T) {
	x := load(t, files(
		"a.md", "---\ntitle: A\ndate: 2026-01-01\nupdated: 2026-05-01\n---\n",
		"b.md", "---\ntitle: B\ndate: 2026-02-01\nupdated: 2030-01-01\n---\n",
		"c.md", "---\ntitle: C\ndate: 2026-03-01\nupdated: 2020-01-01\n---\n",
	), loader.Options{})
	for _, c := range []struct {
		limit   int
		titles  string
		updated string
	}{
		{0, "CBA", "2026-05-01T00:00:00Z"}, {1, "C", "2026-03-01T00:00:00Z"}, {2, "CB", "2026-03-01T00:00:00Z"}, {9, "CBA", "2026-05-01T00:00:00Z"},
	} {
		o := options()
		o.Limit = c.limit
		for _, f := range formats {
			parsed, err := gofeed.NewParser().ParseString(string(written(t, f, x, o)))
			if err != nil {
				t.Fatal(err)
			}
			titles := ""
			for _, item := range parsed.Items {
				titles += item.Title
			}
			if titles != c.titles || f.name == "atom" && parsed.Updated != c.updated {
				t.Errorf("%s, limit %d: %s, updated %s", f.name, c.limit, titles, parsed.Updated)
			}
		}
	}
}

// gone is a reader who leaves after some bytes.
type gone struct{ left int }

func (g *gone) Write(p []byte) (int, error) {
	if g.left -= len(p); g.left < 0 {
		return 0, io.ErrClosedPipe
	}
	return len(p), nil
}

// Once the reader has left, no further post is written.
func TestReaderGone(t *testing.T) {
	x := load(t, harbour(t), loader.Options{})
	for _, f := range formats {
		whole := len(written(t, f, x, options()))
		for left := 0; left < whole; left += 997 {
			if err := f.write(&gone{left}, x, options()); err == nil {
				t.Fatalf("%s: no error for a reader who leaves after %d bytes", f.name, left)
			}
		}
	}
}

// TestCached: entries that are kept make the same feed, for each host, format, length and blog; one
// that changes with time is not kept.
func TestCached(t *testing.T) {
	kept := cache.New(0)
	later := files("a.md", "---\ntitle: A\ndate: 2026-05-01\nupdated: 2026-06-01T13:00:00Z\n---\nText.\n")
	for _, x := range []*blog.Index{
		load(t, harbour(t), loader.Options{}), load(t, harbour(t), loader.Options{BaseURL: "https://example.org/"}), load(t, later, loader.Options{}),
	} {
		for _, f := range formats {
			for _, host := range []string{"a.example.com", "b.example.com"} {
				for _, hours := range []time.Duration{0, 0, 2} {
					for _, limit := range []int{0, 2, 0} {
						o := options()
						o.Host, o.Limit, o.Now = host, limit, func() time.Time { return noon().Add(hours * time.Hour) }
						want := written(t, f, x, o)
						o.Cache = kept
						if got := written(t, f, x, o); !bytes.Equal(got, want) {
							t.Errorf("%s, %s, limit %d: %s\nwant %s", f.name, host, limit, got, want)
						}
					}
				}
			}
		}
	}
	if used, _ := kept.Used(); used == 0 {
		t.Error("nothing is kept")
	}
}
