package lineui_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"github.com/sshblog/sshblog/content"
	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/lineui"
	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/pages"
	"github.com/sshblog/sshblog/internal/search"
	"github.com/sshblog/sshblog/internal/textwidth"
)

var update = flag.Bool("update", false, "write the golden files anew")

// harbour is a small blog with more posts than a list has lines.
func harbour() fstest.MapFS {
	files := fstest.MapFS{
		"tides.md": {Data: []byte(`---
title: How to read a tide table
date: 2026-05-20
author: Mika Sol
tags: [tides, beginners]
---
Twice a day the water comes. See [the ropes](ropes.md), [the questions](#three-questions) or [elsewhere](https://example.com/tides).

## Three questions

1. When is *high water*?
2. How **high** will it be, at the place where I want to sail?

` + "```text\n├── tides\n└── ropes\n```\n" + `
> The sea does not read tables.

| Place | Height |
|---|---:|
| Harbour | 4.1 m |
| Island | 3.2 m |

---

![A chart of the bay](bay.png)

## The answer

` + strings.Repeat("The moon pulls and the water follows, a little later every day. ", 30) + `
`)},
		"ropes.md": {Data: []byte("---\ntitle: Ropes\ndate: 2025-04-11\nauthor: Ola\ntags: [ropes]\nlang: en\n---\nA rope has two ends. Splice them.\n")},
		"evil.md": {Data: []byte("---\ntitle: \"Evil \\e]0;owned\\a │ title\"\ndate: 2024-01-01\ntags: [\"\\e[31mred\"]\n---\n" +
			"Text \x1b[31mred\x1b[0m &#27;[32m \u202eback. [link \x1b](https://example.com/\x1b[2J)\n")},
		"about.md": {Data: []byte("# About\n\nA small harbour.\n")},
	}
	for i := 1; i <= 9; i++ {
		files[fmt.Sprintf("log-%d.md", i)] = &fstest.MapFile{Data: fmt.Appendf(nil,
			"---\ntitle: Log book, page %d\ndate: 2023-01-0%d\n---\nWind and waves.\n", i, i)}
	}
	return files
}

// aReader makes a reader of a blog, ready to search.
func aReader(t testing.TB, files fstest.MapFS) *lineui.Reader {
	t.Helper()
	return readerOf(t, func() (*blog.Index, error) {
		return loader.Load(files, loader.Options{Title: "Harbour notes", Now: func() time.Time {
			return time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
		}})
	})
}

func readerOf(t testing.TB, load func() (*blog.Index, error)) *lineui.Reader {
	t.Helper()
	x, err := load()
	if err != nil {
		t.Fatal(err)
	}
	searcher := search.NewSearcher()
	if err := searcher.Update(context.Background(), x); err != nil {
		t.Fatal(err)
	}
	return lineui.New(lineui.Options{
		Index: func() *blog.Index { return x }, Renderer: pages.New(pages.Options{}), Searcher: searcher,
	})
}

// visit types lines and returns all that was said.
func visit(t testing.TB, r *lineui.Reader, env lineui.Env, input string) string {
	t.Helper()
	var out bytes.Buffer
	env.In, env.Out = strings.NewReader(input), &out
	if err := r.Run(context.Background(), env); err != nil {
		t.Error(err)
	}
	return out.String()
}

// lined writes "a;b;" as lines.
func lined(typed string) string { return strings.ReplaceAll(typed, ";", "\n") }

func window(width, height int) func() (int, int) {
	return func() (int, int) { return width, height }
}

// TestIntroIsSaidOnce: whatever a blog says of itself, its welcome has no sentence twice.
func TestIntroIsSaidOnce(t *testing.T) {
	for name, o := range map[string]loader.Options{
		"description": {Title: "Harbour", Description: "Notes  on tides."},
		"links":       {Title: "Harbour", Description: "Notes on tides.", Links: []blog.Link{{Name: "Web", Address: "https://example.com"}}},
		"title":       {Title: "Notes on tides.", Description: "Notes on tides."},
	} {
		for _, intro := range []string{"", "Notes on *tides*.\n", "Something else.\n"} {
			files := harbour()
			if intro != "" {
				files["intro.md"] = &fstest.MapFile{Data: []byte(intro)}
			}
			said := visit(t, readerOf(t, func() (*blog.Index, error) { return loader.Load(files, o) }), lineui.Env{}, "q\n")
			if n := strings.Count(said, "Notes on tides."); n != 1 || strings.Contains(said, "else") != strings.Contains(intro, "else") {
				t.Errorf("%s, intro %q: said %d times:\n%s", name, intro, n, said)
			}
		}
	}
}

// TestTranscripts compares whole visits with what they were: a file has what was typed, and below
// what was said.
func TestTranscripts(t *testing.T) {
	reader := aReader(t, harbour())
	for _, c := range []struct {
		name  string
		env   lineui.Env
		input string
	}{
		{"leave", lineui.Env{}, "q;"},
		{"list", lineui.Env{}, "m;m;13;q;99;0;r;x;h;"},
		{"post", lineui.Env{}, "1;;;;b;b;b;b;r;nonsense here;5;h;q;q;"},
		{"beside", lineui.Env{}, "2;p;p;n;n;"},
		{"links", lineui.Env{}, "1;l;3;2;l;1;l;"},
		{"headings", lineui.Env{}, "1;t;2;t;q;q;2;t;"},
		{"search", lineui.Env{}, "waves;m;2;q;moon water;1;/splice;s;rope;s;;zzzz;q;q;"},
		{"tags", lineui.Env{}, "tags;9;1;1;q;q;q;"},
		{"narrow", lineui.Env{Size: window(40, 12)}, "1;;t;1;q;q;"},
		{"terminal", lineui.Env{Raw: true, Size: window(60, 20)}, "3x\x7f\rl\r\x15tagz\x08s\rq\rq\r"},
		{"german", lineui.Env{Environ: []string{"LANG=de_DE.UTF-8"}}, "1;;l;1;h;q;h;tags;q;zzzz;q;"},
		{"chinese", lineui.Env{Environ: []string{"LANG=zh_CN.UTF-8"}, Size: window(50, 20)}, "1;t;1;h;q;h;zzzz;q;"},
		{"open", lineui.Env{Open: "tides#the-answer"}, "b;q;q;"},
		{"nearest", lineui.Env{Open: "rope"}, ""},
		{"nowhere", lineui.Env{Open: "qqqqqqqqq\x1b[2J"}, "q;"},
	} {
		t.Run(c.name, func(t *testing.T) {
			input := lined(c.input)
			got := visit(t, reader, c.env, input)
			if !c.env.Raw {
				got = input + strings.Repeat("=", 20) + "\n" + got
			} else {
				got = fmt.Sprintf("%q\n", input) + strings.Repeat("=", 20) + "\n" + strings.NewReplacer("\r\n", "\n", "\b", "<").Replace(got)
			}
			golden(t, c.name, got)
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.MkdirAll("testdata", 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: said\n%s\nwant\n%s", name, got, want)
	}
}

// checkHeard fails on what is not for the ear: control characters but for the ends of lines and the
// echo of Backspace, and what is drawn with characters.
func checkHeard(t testing.TB, said string) {
	t.Helper()
	if !utf8.ValidString(said) {
		t.Error("not UTF-8")
	}
	for i, r := range said {
		control := r < ' ' && r != '\n' && r != '\r' && r != '\b' || r >= 0x7f && r < 0xa0
		turns := r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
		drawn := r >= 0x2500 && r <= 0x259f
		if control || turns || drawn {
			t.Errorf("%q is said, in %q", r, said[max(0, i-40):min(len(said), i+40)])
			return
		}
	}
}

// everything reads all posts to their ends, their links and headings.
func everything(posts int) string {
	var b strings.Builder
	for i := 1; i <= posts; i++ {
		fmt.Fprintf(&b, "%d;%sl;m;m;q;t;m;q;h;q;", i, strings.Repeat(";", 30))
	}
	return lined(b.String() + "tags;m;m;1;│ code │;q;q;q;")
}

// TestOnlyTextIsSaid reads all that there is, in several windows and languages.
func TestOnlyTextIsSaid(t *testing.T) {
	sample := func() (*blog.Index, error) { return loader.Load(content.FS(), loader.Options{}) }
	for name, reader := range map[string]*lineui.Reader{"harbour": aReader(t, harbour()), "sample": readerOf(t, sample)} {
		for _, env := range []lineui.Env{
			{},
			{Size: window(20, 8)},
			{Size: window(300, 100), Raw: true},
			{Environ: []string{"LANG=zh_CN.UTF-8"}, Raw: true},
			{Environ: []string{"LANG=de_DE.UTF-8"}, Size: window(40, 10)},
		} {
			said := visit(t, reader, env, everything(16))
			checkHeard(t, said)
			width := 80
			if env.Size != nil {
				width, _ = env.Size()
			}
			for line := range strings.Lines(said) {
				if line = strings.TrimRight(line, "\r\n"); !env.Raw && textwidth.Cautious.Width(line) > min(width, 88) {
					t.Errorf("%s: a line of %d cells: %q", name, textwidth.Cautious.Width(line), line)
				}
			}
			if !env.Raw && strings.Contains(said, "\r") || env.Raw && strings.Count(said, "\n") != strings.Count(said, "\r\n") {
				t.Errorf("%s: ends of lines are mixed", name)
			}
		}
	}
}

// TestLinksHaveTheirNumbers holds the list of links to the numbers that stand in the text.
func TestLinksHaveTheirNumbers(t *testing.T) {
	x, err := loader.Load(content.FS(), loader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	reader := readerOf(t, func() (*blog.Index, error) { return x, nil })
	found := 0
	for _, p := range x.Posts() {
		text := visit(t, reader, lineui.Env{Open: p.Slug, Size: window(88, 100)}, strings.Repeat("\n", 10))
		list := visit(t, reader, lineui.Env{Open: p.Slug, Size: window(88, 100)}, lined("l;m;m;m;m;"))
		for line := range strings.Lines(text) {
			var n int
			if _, err := fmt.Sscanf(line, "Link %d leads to", &n); err != nil {
				continue
			}
			found++
			_, says, _ := strings.Cut(strings.TrimSpace(line), " leads to ")
			said := strings.Join(strings.Fields(list), " ")
			entry := said[strings.LastIndex(said, fmt.Sprintf(" %d. ", n))+1:] // the text may have numbers, too
			entry, _, _ = strings.Cut(entry, fmt.Sprintf(" %d. ", n+1))
			if !strings.Contains(entry, says) {
				t.Errorf("%s: link %d is %s in the text, and in the list %q", p.Slug, n, says, entry)
			}
		}
	}
	if found < 20 {
		t.Errorf("%d links were read out", found)
	}
}

// TestResize turns a page after the window has changed: reading goes on at the same words.
func TestResize(t *testing.T) {
	var mu sync.Mutex
	width, height := 80, 12
	in, typing := io.Pipe()
	out := new(bytes.Buffer)
	said := &onPrompt{w: out, react: func(n int) {
		switch n {
		case 1:
			_, _ = io.WriteString(typing, "1\n")
		case 2:
			mu.Lock()
			width, height = 30, 40
			mu.Unlock()
			_, _ = io.WriteString(typing, "\n")
		case 3:
			_ = typing.Close()
		}
	}}
	aReader(t, harbour()).Run(context.Background(), lineui.Env{In: in, Out: said, Size: func() (int, int) {
		mu.Lock()
		defer mu.Unlock()
		return width, height
	}})
	pages := strings.Split(out.String(), "Press Enter")
	if len(pages) < 2 || !strings.Contains(pages[0], "Three questions") && !strings.Contains(pages[1], "Three questions") {
		t.Fatalf("said %q", out)
	}
	if strings.Count(out.String(), "Twice a day") != 1 {
		t.Errorf("the beginning is read again:\n%s", out)
	}
	if lines := strings.Split(pages[1], "\n"); len(lines) < 25 {
		t.Errorf("the page after the change has %d lines, want those of a window of 40:\n%s", len(lines), pages[1])
	}
}

// onPrompt calls react, from another goroutine, after each flush that ends in a prompt.
type onPrompt struct {
	w     io.Writer
	n     int
	react func(n int)
}

func (o *onPrompt) Write(p []byte) (int, error) {
	n, err := o.w.Write(p)
	o.n++
	go o.react(o.n)
	return n, err
}

// TestGoodbye ends a visit in all the ways that there are.
func TestGoodbye(t *testing.T) {
	reader := aReader(t, harbour())
	for input, want := range map[string]string{
		"":                           "Goodbye.\r\n",
		"\x03":                       "Goodbye.\r\n",
		"1\r\x04":                    "Goodbye.\r\n",
		"wave\x03":                   "Goodbye.\r\n",
		strings.Repeat("\r", 10_000): "more than can be typed in one visit. Goodbye.\r\n",
	} {
		if said := visit(t, reader, lineui.Env{Raw: true, Size: window(100, 20)}, input); !strings.HasSuffix(said, want) {
			t.Errorf("%.20q: ends with %q, want %q", input, said[max(0, len(said)-80):], want)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	in, typing := io.Pipe()
	defer func() { _ = typing.Close() }()
	var out bytes.Buffer
	said := &onPrompt{w: &out, react: func(int) { cancel() }}
	if err := reader.Run(ctx, lineui.Env{In: in, Out: said}); err != nil {
		t.Error(err)
	}
	if !strings.HasSuffix(out.String(), "The reader is closing. Goodbye.\n") {
		t.Errorf("a closing reader says %q", out.String())
	}
}

// TestNobodyListens ends a visit whose output goes nowhere.
func TestNobodyListens(t *testing.T) {
	in, typing := io.Pipe()
	defer func() { _ = typing.Close() }()
	_, w := io.Pipe()
	_ = w.Close()
	if err := aReader(t, harbour()).Run(context.Background(), lineui.Env{In: in, Out: w}); err == nil {
		t.Error("no error of an output that is closed")
	}
}

// TestGarbage feeds a megabyte without a line end: it is one line, and little of it is kept.
func TestGarbage(t *testing.T) {
	garbage := strings.Repeat("\x1b[31m\xff日本│\x00x", 100_000) + "\rq\r"
	said := visit(t, aReader(t, harbour()), lineui.Env{Raw: true, Size: window(80, 24)}, garbage)
	checkHeard(t, said)
	if len(said) > 4000 {
		t.Errorf("%d bytes are said", len(said))
	}
}

// TestEmptyBlog has nothing to read. TestTooMuch: a visit ends in words when more lines come than
// anybody types, or far more than can be answered.
func TestTooMuch(t *testing.T) {
	for name, typed := range map[string]string{
		"lines": strings.Repeat("h\n", 6000),
		"bytes": strings.Repeat("a line that is very long ", 1<<16),
	} {
		t.Run(name, func(t *testing.T) {
			out := visit(t, aReader(t, harbour()), lineui.Env{}, typed)
			if want := "That is more than can be typed in one visit. Goodbye."; !strings.HasSuffix(out, want+"\n") {
				t.Errorf("it ends with %q, want %q", out[max(0, len(out)-100):], want)
			}
		})
	}
}

func TestEmptyBlog(t *testing.T) {
	said := visit(t, aReader(t, fstest.MapFS{}), lineui.Env{}, "1\nm\ntags\nwords\n\nq\n")
	for _, want := range []string{"No posts here yet.", "No post here has a tag.", "Nothing was found", "Goodbye."} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said:\n%s", want, said)
		}
	}
}
