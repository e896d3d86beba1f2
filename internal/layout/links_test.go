package layout_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/pages"
)

// TestResolvedLinks follows links to posts, with and without an address on the web, in both modes.
func TestResolvedLinks(t *testing.T) {
	src := "[one](a.md) [two](ab.md#part) [three](http://c.org/) [four](#here) [five](a.md) ![six](a.png)"
	for _, c := range []struct {
		name  string
		links layout.LinkMode
		hint  func(string) string
		want  []string
	}{
		{"hyperlinks", layout.Hyperlinks, nil, []string{
			"one \x1b]8;;https://blog.example/ab.md#part\x1b\\two\x1b]8;;\x1b\\ \x1b]8;;http://c.org/\x1b\\three\x1b]8;;\x1b\\ four five", "[Image: six] a.png",
		}},
		{"numbered", layout.Numbered, nil, []string{
			"one[1] two[2] three[3] four five[1]", "[Image: six] a.png", "", "------------", "[1] a.md", "[2] https://blog.example/ab.md#part", "[3] http://c.org/",
		}},
		{"with a hint", layout.Numbered, func(post string) string { return "ssh -t blog.example " + post }, []string{
			"one[1] two[2] three[3] four five[1]", "[Image: six] ssh -t blog.example a.png", "", "------------", "[1] ssh -t blog.example a.md",
			"[2] ssh -t blog.example ab.md#part", "[3] http://c.org/",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := resolving(request("a", strings.Replace(src, " !", "\n\n!", 1), 60, theme.Plain()))
			q.Links, q.Hint = c.links, c.hint
			p, err := pages.New(pages.Options{}).Render(context.Background(), q)
			if err != nil {
				t.Fatal(err)
			}
			got := slices.DeleteFunc(slices.Clone(p.Lines[:2]), func(s string) bool { return s == "" })
			got = append(got, p.Lines[2:]...)
			if !slices.Equal(got, c.want) {
				t.Errorf("got\n%q\nwant\n%q", got, c.want)
			}
			first, second, fourth := p.Links[0], p.Links[1], p.Links[3]
			if first.Post != "a.md" || first.Text != "one" || !first.Internal || first.URL != "a.md" {
				t.Errorf("the first link is %+v", first)
			}
			if second.Post != "ab.md#part" || second.URL != "https://blog.example/ab.md#part" {
				t.Errorf("the second link is %+v", second)
			}
			if fourth.Post != "" || !fourth.Internal || fourth.URL != "#here" {
				t.Errorf("the fourth link is %+v", fourth)
			}
			if p.Images[0].Post != "a.png" || p.Images[0].Text != "six" {
				t.Errorf("the image is %+v", p.Images[0])
			}
		})
	}
}

// TestWrappedLinks looks for the id that holds the parts of a link together.
func TestWrappedLinks(t *testing.T) {
	p := page(t, "[one two three four](http://a.example/) [b](http://b.example/)\n\n|c|d|\n|-|-|\n|[one two three four](http://e.example/)|f|", 14, theme.Plain(), 0)
	all := strings.Join(p.Lines, "\n")
	for part, want := range map[string]int{
		"\x1b]8;id=1;http://a.example/\x1b\\": 2, "\x1b]8;;http://b.example/\x1b\\": 1, "\x1b]8;;http://a.example/": 0,
	} {
		if got := strings.Count(all, part); got != want {
			t.Errorf("%q is %d times in %q", part, got, all)
		}
	}
	if n := strings.Count(all, "id="); n != 4 {
		t.Errorf("there are %d ids in %q", n, all)
	}
}

// TestTargets lists what becomes a hyperlink.
func TestTargets(t *testing.T) {
	for address, want := range map[string]string{
		"http://a/": "http://a/", "https://a/ü%20": "https://a/%C3%BC%20", "mailto:a@b": "mailto:a@b", "gemini://a/": "gemini://a/", "HTTP://a/": "HTTP://a/",
		"javascript:a": "", "file:///a": "", "data:text/html,a": "", "ssh://a": "", "a": "", "//a/b": "", "vbscript:a": "", "https://a/;b\"c": "https://a/;b%22c",
	} {
		all := strings.Join(page(t, "[text](<"+address+">)", 60, theme.Plain(), layout.Hyperlinks).Lines, "\n")
		if want == "" && all != "text" || want != "" && !strings.Contains(all, "\x1b]8;;"+want+"\x1b\\text") {
			t.Errorf("%q is %q", address, all)
		}
	}
}

// TestListedAddresses checks that the addresses at the end are whole as long as the page is wide
// enough.
func TestListedAddresses(t *testing.T) {
	src := "[a](http://a.example/) [b](http://b.example/one-two) [c](http://c.example/one/two-three?four=five&six=seven)"
	want := []string{
		"a[1] b[2] c[3]", "", "------------", "[1] http://a.example/", "[2]", "http://b.example/one-two",
		"[3]", "http://c.example/one/two-", "three?four=five&six=seven",
	}
	if got := page(t, src, 25, theme.Plain(), layout.Numbered).Lines; !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

func TestJumps(t *testing.T) {
	q := request("a", "a[^b]\n\n[^b]: c", 20, theme.Plain())
	q.InternalLinks = true
	p, err := pages.New(pages.Options{}).Render(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	if last := p.Lines[len(p.Lines)-1]; last != "1. c ↩" || p.Links[1].URL != "#fnref:1" {
		t.Errorf("the note is %q, the links %+v", last, p.Links)
	}
	if line, ok := p.HeadingLine("fnref:1"); !ok || line != 0 {
		t.Errorf("it leads back to %d", line)
	}
}

// TestMono checks that nothing depends on colour, and that what did has another sign.
func TestMono(t *testing.T) {
	src := "# H\n\n`code` **b** [l](http://a/) <kbd>k</kbd> <mark>m</mark> ~~s~~\n\n```go\nfunc f() {} // c\n```\n\n> [!NOTE]\n> n"
	for _, theme := range []*theme.Theme{
		theme.Dark().Mono(), theme.Light().Mono(), theme.Dark().On(theme.Screen{Depth: theme.Basic16}),
		theme.Contrast(true).Mono(), theme.Contrast(false).Mono(), theme.Terminal().Mono(),
	} {
		p := page(t, src, 60, theme, layout.Numbered)
		all := strings.Join(p.Lines, "\n")
		for _, want := range []string{"\x1b[1mH\x1b[m", "`code`", "\x1b[1mb ", "4ml\x1b[m", "[k]", "7mm\x1b[m", "\x1b[9ms\x1b[m", "func f() {}"} {
			if !strings.Contains(all, want) && !strings.Contains(plainLines(p), want) {
				t.Errorf("%s: %q is not in %q", theme.Name, want, all)
			}
		}
		for _, code := range sgr.FindAllString(all, -1) {
			if strings.ContainsAny(code, "3") && code != "\x1b[3m" {
				t.Errorf("%s: a colour: %q", theme.Name, code)
			}
		}
		if !strings.HasSuffix(theme.Name, "/mono") {
			t.Errorf("it is called %q", theme.Name)
		}
	}
	if !theme.Dark().Mono().Dark || theme.Light().Mono().Dark {
		t.Error("it is for another background")
	}
}
