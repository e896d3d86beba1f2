package command_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/pages"
)

var update = flag.Bool("update", false, "write the golden files anew")

// harbour is a small blog.
func harbour() fstest.MapFS {
	return fstest.MapFS{
		"tides.md": {Data: []byte(`---
title: How to read a tide table
date: 2026-05-20 08:00:00 +0200
updated: 2026-05-21
author: Mika Sol
tags: [tides, beginners]
category: sea
aliases: [/old/tides/]
series: Basics
---
Twice a day the water comes. See [the ropes](ropes.md) or [elsewhere](https://example.com/tides).

## Three questions

1. When is *high water*?
2. How **high** will it be, at the place where I want to sail?

` + "```go\nfunc height() float64 { return 4.1 }\n```\n" + `
> The sea does not read tables.

| Place | Height |
|---|---:|
| Harbour | 4.1 m |
`)},
		"ropes.md": {Data: []byte("---\ntitle: Ropes\ndate: 2025-04-11\nauthor: Ola\ntags: [ropes]\n---\nA rope has two ends.\n")},
		"evil.md":  {Data: []byte("---\ntitle: \"Evil \\e]0;owned\\a title\"\ndate: 2024-01-01\ntags: [\"\\e[31mred\"]\n---\nText \x1b[31mred\x1b[0m &#27;[32m \u202eback.\n\n# Head\x1bline\n\n[li\x1bnk](https://example.com/\x1b]0;owned\a) ![i\a](x\u202e.png)\n")},
		"draft.md": {Data: []byte("---\ntitle: Draft\ndraft: true\n---\nHm.\n")},
		"about.md": {Data: []byte("# About\n\nA small harbour.\n")},
	}
}

// world runs commands on a blog.
type world struct {
	t        testing.TB
	commands *command.Commands
}

func newWorld(t testing.TB, files fstest.MapFS) world {
	t.Helper()
	x, err := loader.Load(files, loader.Options{Title: "Harbour notes", Limits: loader.Limits{FileBytes: 8 << 20}, Now: func() time.Time {
		return time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	}})
	if err != nil {
		t.Fatal(err)
	}
	taken := fstest.MapFS{"ropes.md": files["ropes.md"], "trip/map.png": {Data: []byte("a map")}}
	return world{t, command.New(command.Options{
		Index: func() *blog.Index { return x }, Files: func() fs.FS { return taken }, Renderer: pages.New(pages.Options{}), Prefix: "ssh HOST", Version: "1.2.3",
	})}
}

// run runs a command line and returns what it printed.
func (w world) run(env command.Env, args ...string) (stdout, stderr string, status int) {
	var out, errs bytes.Buffer
	env.Stdout, env.Stderr = &out, &errs
	status = w.commands.Run(context.Background(), env, args)
	return out.String(), errs.String(), status
}

func TestCommands(t *testing.T) {
	w := newWorld(t, harbour())
	for _, c := range []struct {
		args   string
		status int
		stdout string // a part of it; "" for none at all
		stderr string
	}{
		{"help", 0, "  cat SLUG [--width N]", ""},
		{"--help", 0, "  ls [--json]", ""},
		{"-h", 0, "Exit status: 0 done", ""},
		{"help cat", 0, "ssh HOST cat SLUG", ""},
		{"cat --help", 0, "ssh HOST cat SLUG", ""},
		{"help nothing", 1, "", `no command is called "nothing"`},
		{"version", 0, "sshblog 1.2.3\n", ""},
		{"--version", 0, "sshblog 1.2.3\n", ""},
		{"ls --pages", 0, "            about  About\n", ""},
		{"help ls", 0, "--year Y        only posts of this year", ""},
		{"help ls cat", 2, "", "expected one COMMAND"},
		{"version now", 2, "", `expected no argument "now"`},
		{"ls", 0, "2026-05-20  tides  How to read a tide table\n2025-04-11  ropes  Ropes\n", ""},
		{"ls -n 1", 0, "2026-05-20  tides", ""},
		{"ls --tag TIDES", 0, "tides", ""},
		{"ls --category sea", 0, "tides", ""},
		{"ls --author ola", 0, "2025-04-11  ropes  Ropes\n", ""},
		{"ls --year 2025", 0, "2025-04-11  ropes  Ropes\n", ""},
		{"ls --year 1999", 1, "", `nothing has the year "1999"; what there is: ssh HOST years`},
		{"ls --tag nope --json", 1, "", `nothing has the tag "nope"; what there is: ssh HOST tags`},
		{"ls --tag tides --year 1999", 1, "", `nothing has all of: tag "tides", year "1999"`},
		{"ls --pages --author nobody", 1, "", `nothing has the author "nobody"; what there is: ssh HOST authors`},
		{"ls --year nineteen", 2, "", "usage: ls"},
		{"ls --tag=tides -n0", 0, "tides", ""},
		{"ls -n1", 0, "2026-05-20  tides", ""},
		{"ls -n -1", 2, "", `-n "-1": expected a number, 0 or more`},
		{"ls -n", 2, "", "-n: expected a value behind it"},
		{"ls --json=maybe", 2, "", `--json takes no value, but has "maybe"`},
		{"ls everything", 2, "", `expected no argument "everything"`},
		{"ls --nonsense", 2, "", "nonsense"},
		{"cat ropes", 0, "A rope has two ends.\n", ""},
		{"cat ROPES", 0, "A rope has two ends.\n", ""},
		{"ropes", 0, "A rope has two ends.\n", ""},
		{"cat ropes#part", 0, "A rope has two ends.\n", ""},
		{"cat ropes --width 40", 0, "A rope has two ends.\n", ""},
		{"cat -- ropes", 0, "A rope has two ends.\n", ""},
		{"cat about", 0, "A small harbour.\n", ""},
		{"cat rope", 1, "", `no post is called "rope"; did you mean "ropes"?`},
		{"rope", 1, "", `did you mean "ropes"?`},
		{"cat draft", 1, "", `no post is called "draft"`},
		{"cat", 2, "", "expected one SLUG"},
		{"cat a b", 2, "", "expected one SLUG"},
		{"cat ropes --width 5", 2, "", "expected 20 to 300"},
		{"cat ropes --color blue", 2, "", "expected auto, always or never"},
		{"cat --raw ropes", 0, "---\ntitle: Ropes\n", ""},
		{"latest", 0, "How to read a tide table\n", ""},
		{"latest --raw", 0, "---\ntitle: How to read", ""},
		{"latest now", 2, "", "expected no argument"},
		{"random --raw", 0, "---\ntitle: ", ""},
		{"random now", 2, "", "expected no argument"},
		{"search water", 0, "2026-05-20  tides  How to read a tide table\n    Twice a day the water comes.", ""},
		{"search WATER COMES -n 1", 0, "tides", ""},
		{"search -n1 ends", 0, "ropes", ""},
		{"search water -n 1 comes", 0, "tides", ""},
		{"cat -width 40 ropes", 0, "A rope has two ends.\n", ""},
		{"ls --tag -json", 1, "", `nothing has the tag "-json"`},
		{"cat " + strings.Repeat("x ", 1000), 2, "", "expected at most 500 words"},
		{"search tag:ropes", 0, "2025-04-11  ropes  Ropes\n    A rope has two ends.\n", ""},
		{"search -- --json", 1, "", `nothing has all of "--json"`},
		{"search zeppelin", 1, "", `nothing has all of "zeppelin"`},
		{"search", 2, "", "expected WORDS"},
		{"search ...", 2, "", "expected WORDS"},
		{"search water -n much", 2, "", `-n "much": expected a number`},
		{"tags", 0, "beginners  1\nropes      1\ntides      1\n", ""},
		{"tags tides", 2, "", "expected no argument"},
		{"categories", 0, "sea  1\n", ""},
		{"authors", 0, "Mika Sol  1\nOla       1\n", ""},
		{"years", 0, "2026  1\n2025  1\n2024  1\n", ""},
		{"series", 0, "Basics  1\n", ""},
		{"series BASICS", 0, "2026-05-20  tides  How to read a tide table\n", ""},
		{"series advanced things", 1, "", `no series is called "advanced things"; all series: ssh HOST series`},
		{"toc tides", 0, "Three questions  #three-questions\n", ""},
		{"toc ropes", 0, "", ""},
		{"toc tide", 1, "", `did you mean "tides"?`},
		{"toc", 2, "", "usage: toc SLUG [--json]"},
		{"links tides", 0, "1  ropes                      the ropes\n     ssh HOST cat ropes\n" +
			"2  https://example.com/tides  elsewhere\n", ""},
		{"links ropes", 0, "", ""},
		{"links tide", 1, "", `did you mean "tides"?`},
		{"links a b", 2, "", "expected one SLUG"},
		{"feed", 0, "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<id>tag:localhost,2000-01-01:/</id>\n<title>Harbour notes</title>\n", ""},
		{"feed atom -n 1", 0, "<entry>\n<id>tag:localhost,2026-05-20:/tides</id>\n", ""},
		{"feed -n1 json", 0, `{"id":"tag:localhost,2026-05-20:/tides","url":"ssh://localhost/tides","title":"How to read a tide table",`, ""},
		{"feed rss", 2, "", `"rss": expected atom or json`},
		{"feed atom json", 2, "", `expected no argument "json"`},
		{"feed -n many", 2, "", `-n "many": expected a number`},
		{"about", 0, "Harbour notes\n=============\n3 posts from 2024 to 2026, 1 page, ", ""},
		{"about", 0, "A small harbour.\n", ""},
		{"about --raw", 0, "# About\n", ""},
		{"about it", 2, "", "expected no argument"},
		{"about --width 1", 2, "", "expected 20 to 300"},
		{"make me a sandwich", 1, "", `"make" is not a command, and no post is called that; try: ssh HOST help`},
		{"LS", 1, "", `"LS" is not a command, and no post is called that; did you mean "ls"?`},
		{"CAT ropes", 1, "", `did you mean "cat"?`},
		{"Help", 1, "", `did you mean "help"?`},
		{"searching water", 1, "", `did you mean "search"?`},
		{"zzzzzzzzzz", 1, "", `"zzzzzzzzzz" is not a command, and no post is called that; try: ssh HOST help`},
		{"ropes tides", 2, "", "expected one SLUG"},
		{"rope --width 40", 1, "", `did you mean "ropes"?`},
	} {
		stdout, stderr, status := w.run(command.Env{}, strings.Fields(c.args)...)
		if status != c.status || !matches(stdout, c.stdout) || !matches(stderr, c.stderr) {
			t.Errorf("%s: status %d, stdout %q, stderr %q; want %d, %q, %q", c.args, status, stdout, stderr, c.status, c.stdout, c.stderr)
		}
	}
	if _, stderr, status := w.run(command.Env{}); status != 2 || stderr == "" {
		t.Errorf("no command at all: status %d, stderr %q", status, stderr)
	}
}

// TestHostileArguments: whatever a client sends as a command line, the answer is a line or two.
func TestHostileArguments(t *testing.T) {
	w := newWorld(t, harbour())
	long := strings.Repeat("x", 30_000)
	for _, args := range [][]string{
		{long},
		{long, long},
		{"cat", long},
		{"ls", "--" + long},
		{"ls", "-" + long},
		{"ls", "--tag=" + long, "--" + long},
		{"ls", long},
		{"feed", long},
		{"help", long},
		{"cat", "\x00"},
		{"ls", "--\x00"},
		{"ls", "-\x00"},
		{"\x00", "\x00"},
		{"ls", "-n", long},
		slices.Repeat([]string{"ls"}, 10_000), slices.Repeat([]string{"--json"}, 10_000), append([]string{"ls"}, slices.Repeat([]string{"--json"}, 10_000)...),
	} {
		stdout, stderr, status := w.run(command.Env{}, args...)
		if status == command.Done || stdout != "" || len(stderr) > 500 || strings.ContainsRune(stderr, 0) {
			t.Errorf("%.40q: status %d, %d bytes, %q", args, status, len(stdout), stderr)
		}
	}
}

// matches reports whether text contains part, or, where part is empty, is empty too.
func matches(text, part string) bool {
	if part == "" {
		return text == ""
	}
	return strings.Contains(text, part)
}

func TestNothingThere(t *testing.T) {
	w := newWorld(t, fstest.MapFS{})
	if stdout, _, status := w.run(command.Env{}, "ls"); status != 0 || stdout != "" {
		t.Errorf("ls: %d, %q", status, stdout)
	}
	if _, stderr, status := w.run(command.Env{}, "latest"); status != 1 || !strings.Contains(stderr, "no posts yet") {
		t.Errorf("latest: %d, %q", status, stderr)
	}
	if _, stderr, status := w.run(command.Env{}, "cat", "x"); status != 1 || !strings.Contains(stderr, "no post is called") {
		t.Errorf("cat: %d, %q", status, stderr)
	}
	for _, name := range []string{"tags", "categories", "series", "authors", "years"} {
		if stdout, stderr, status := w.run(command.Env{}, name); status != 0 || stdout+stderr != "" {
			t.Errorf("%s: %d, %q, %q", name, status, stdout, stderr)
		}
	}
	if stdout, _, status := w.run(command.Env{}, "about"); status != 0 || !strings.Contains(stdout, "\n0 posts\n") {
		t.Errorf("about: %d, %q", status, stdout)
	}
	if _, stderr, status := w.run(command.Env{}, "search", "x"); status != 1 || !strings.Contains(stderr, "nothing has") {
		t.Errorf("search: %d, %q", status, stderr)
	}
	if stdout, _, status := w.run(command.Env{}, command.Greeting); status != 0 || !strings.Contains(stdout, "ssh HOST help") {
		t.Errorf("greeting: %d, %q", status, stdout)
	}
}

func TestGreeting(t *testing.T) {
	stdout, _, status := newWorld(t, harbour()).run(command.Env{}, command.Greeting)
	for _, want := range []string{"2026-05-20  tides", "Page: about", "ssh HOST cat tides", "ssh HOST help"} {
		if status != 0 || !strings.Contains(stdout, want) {
			t.Errorf("status %d, %q not in %q", status, want, stdout)
		}
	}
}

// TestEveryCommandExplainsItself asks each command for help in both ways.
func TestEveryCommandExplainsItself(t *testing.T) {
	w := newWorld(t, harbour())
	for _, name := range command.Names() {
		for _, args := range [][]string{{name, "--help"}, {name, "-h"}, {"help", name}} {
			stdout, stderr, status := w.run(command.Env{}, args...)
			if status != 0 || stderr != "" || !strings.HasPrefix(stdout, "ssh HOST "+command.Find(name).Usage()+"\n") && name != "help" {
				t.Errorf("%v: status %d, %q, %q", args, status, stdout, stderr)
			}
		}
		if _, stderr, status := w.run(command.Env{}, name, "--frobnicate"); status != 2 ||
			!strings.Contains(stderr, "there is no flag --frobnicate\nusage: "+name) {
			t.Errorf("%s --frobnicate: status %d, %q", name, status, stderr)
		}
	}
}

// TestSpellings lists by names in other spellings than their authors'.
func TestSpellings(t *testing.T) {
	w := newWorld(t, fstest.MapFS{
		"a.md":     {Data: []byte("---\ntitle: A\ndate: 2026-01-02\ntags: [Web Dev]\nauthor: José\ncategory: E-Mail\n---\nx\n")},
		"b.md":     {Data: []byte("---\ntitle: B\ndate: 2026-01-01\ntags: [web-dev]\nauthor: Jose\u0301\n---\nx\n")},
		"about.md": {Data: []byte("---\ntitle: About\nlayout: page\ntags: [webdev]\n---\nx\n")},
	})
	both := "2026-01-02  a  A\n2026-01-01  b  B\n"
	for args, want := range map[string]string{
		"ls --tag webdev": both, "ls --tag WEB-DEV": both, "ls --author JOSÉ": both, "ls --category email": "2026-01-02  a  A\n",
		"ls --tag webdev --category e-mail": "2026-01-02  a  A\n", "ls --pages --tag web-dev": "            about  About\n",
	} {
		if stdout, _, status := w.run(command.Env{}, strings.Fields(args)...); status != 0 || stdout != want {
			t.Errorf("%s: status %d, %q; want %q", args, status, stdout, want)
		}
	}
}

// TestRandom sees every post in the end, and nothing that is no post.
func TestRandom(t *testing.T) {
	w := newWorld(t, harbour())
	seen := map[string]bool{}
	for range 1000 {
		stdout, _, status := w.run(command.Env{}, "random", "--raw")
		if status != 0 {
			t.Fatalf("status %d", status)
		}
		seen[strings.Split(stdout, "\n")[1]] = true
		if len(seen) == 3 {
			break
		}
	}
	if len(seen) != 3 || seen["title: Draft"] {
		t.Errorf("random shows %v", seen)
	}
}

// TestNothingHostileGetsOut prints what an author has laced with control characters.
func TestNothingHostileGetsOut(t *testing.T) {
	w := newWorld(t, harbour())
	for _, args := range [][]string{
		{"ls"},
		{"ls", "--json"},
		{"cat", "evil"},
		{"cat", "evil", "--raw"},
		{"cat", "evil", "--color", "always"},
		{"cat", "\x1b]0;owned\a"},
		{"\x1b[31m", "x"},
		{"help", "\x1b[31m"},
		{"ls", "\x1b[31m"},
		{"ls", "--\x1b[31m"},
		{"cat", "x", "--color", "\x1b[31m"},
		{"feed"},
		{"feed", "json"},
		{"feed", "\x1b[31m"},
		{"tags"},
		{"tags", "--json"},
		{"links", "evil"},
		{"links", "evil", "--json"},
		{"toc", "evil"},
		{"search", "text"},
		{"search", "\x1b[31m"},
		{"series", "\x1b[31m"},
		{"ls", "-n", "\x1b[31m\u202e"},
	} {
		stdout, stderr, _ := w.run(command.Env{}, args...)
		text := stdout + stderr
		if args[len(args)-1] == "always" {
			text = ansi.Strip(text)
		}
		if strings.ContainsFunc(text, func(r rune) bool {
			return r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r == '\u202e'
		}) {
			t.Errorf("%q prints %q", args, text)
		}
	}
}

func TestColour(t *testing.T) {
	w := newWorld(t, harbour())
	pty := command.Env{Width: 100, Profile: colorprofile.ANSI256}
	for _, c := range []struct {
		env      command.Env
		color    string
		coloured bool
	}{
		{command.Env{}, "auto", false},
		{command.Env{}, "always", true},
		{command.Env{}, "never", false},
		{pty, "auto", true},
		{pty, "always", true},
		{pty, "never", false},
		{command.Env{Width: 80, Profile: colorprofile.Ascii}, "auto", false},
	} {
		stdout, _, _ := w.run(c.env, "cat", "tides", "--color", c.color)
		if strings.Contains(stdout, "\x1b[") != c.coloured {
			t.Errorf("--color %s with profile %v: coloured should be %v", c.color, c.env.Profile, c.coloured)
		}
		if strings.Contains(stdout, "38;2;") && c.env.Profile == colorprofile.ANSI256 {
			t.Error("true colour on a terminal with 256")
		}
	}
}

func TestWidth(t *testing.T) {
	w := newWorld(t, harbour())
	for _, c := range []struct {
		env   command.Env
		args  []string
		width int
	}{
		{command.Env{}, nil, 80},
		{command.Env{Width: 50}, nil, 50},
		{command.Env{Width: 250}, nil, 72},
		{command.Env{Width: 250}, []string{"--width", "30"}, 30},
		{command.Env{Width: 5}, nil, 20},
	} {
		stdout, _, _ := w.run(c.env, append([]string{"cat", "tides"}, c.args...)...)
		for line := range strings.Lines(stdout) {
			if cells := ansi.StringWidth(strings.TrimSuffix(line, "\n")); cells > c.width {
				t.Errorf("PTY %d, %v: a line of %d cells: %q", c.env.Width, c.args, cells, line)
			}
		}
	}
}

// TestPipeCloses stops as soon as nobody reads.
func TestPipeCloses(t *testing.T) {
	w := newWorld(t, harbour())
	pipe := &closedPipe{}
	status := w.commands.Run(context.Background(), command.Env{Stdout: pipe, Stderr: new(bytes.Buffer)}, []string{"cat", "tides"})
	if status != 1 || pipe.writes != 1 {
		t.Errorf("status %d after %d writes", status, pipe.writes)
	}
}

type closedPipe struct{ writes int }

func (p *closedPipe) Write([]byte) (int, error) {
	p.writes++
	return 0, errors.New("closed")
}

// TestLineReader gives the line reader what it needs, and fails when it fails.
func TestLineReader(t *testing.T) {
	var got []string
	o := command.Options{
		Index: func() *blog.Index { return nil }, Prefix: "ssh HOST",
		ReadLines: func(_ context.Context, env command.Env, open string) error {
			typed, err := io.ReadAll(env.Stdin)
			if err != nil {
				t.Error(err)
			}
			got = append(got, open+":"+string(typed))
			return io.ErrClosedPipe
		},
	}
	run := func(stdin io.Reader, args ...string) int {
		return command.New(o).Run(context.Background(), command.Env{Stdin: stdin, Stdout: io.Discard, Stderr: io.Discard}, args)
	}
	for _, c := range []struct {
		args []string
		want int
	}{
		{[]string{"plain"}, command.Failed},
		{[]string{"plain", "tides#x"}, command.Failed},
		{[]string{"plain", "a", "b"}, command.Misused},
		{[]string{"plain", "--width", "3"}, command.Misused},
	} {
		if status := run(strings.NewReader("q\n"), c.args...); status != c.want {
			t.Errorf("%q: status %d, want %d", c.args, status, c.want)
		}
	}
	run(nil, "plain", "x")
	if want := []string{":q\n", "tides#x:q\n", "x:"}; !slices.Equal(got, want) {
		t.Errorf("the reader got %q, want %q", got, want)
	}
	if o.ReadLines = nil; run(nil, "plain") != command.Failed {
		t.Error("without a reader: no failure")
	}
	if command.KindOf("plain") != command.Interactive || command.KindOf("cat") != command.Output {
		t.Error("plain is the one command that is talked with")
	}
}

func TestGoldens(t *testing.T) {
	w := newWorld(t, harbour())
	for name, args := range map[string][]string{
		"help":         {"help"},
		"cat-plain-80": {"cat", "tides"},
		"cat-plain-40": {"cat", "tides", "--width", "40"},
		"cat-dark-60":  {"cat", "tides", "--width", "60", "--color", "always"},
	} {
		stdout, _, _ := w.run(command.Env{}, args...)
		got := strings.ReplaceAll(stdout, "\x1b", "␛")
		path := filepath.Join("testdata", name+".golden")
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s: got:\n%s\nwant:\n%s", name, got, want)
		}
	}
}
