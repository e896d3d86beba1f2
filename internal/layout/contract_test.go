package layout_test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/markdown/parser"
	"github.com/sshblog/sshblog/internal/pages"
	"github.com/sshblog/sshblog/internal/plaintext"
)

var (
	sgr  = regexp.MustCompile("\x1b\\[[0-9;]*m")
	osc8 = regexp.MustCompile("\x1b\\]8;(?:id=[0-9]+)?;([!-~]*)\x1b\\\\")
)

// breach says how a page breaks the contract of its lines, "" if it does not.
func breach(p *layout.Page) string {
	for _, line := range p.Lines {
		if fault := lineBreach(line, p.Width); fault != "" {
			return fault + ": " + strings.ReplaceAll(line, "\x1b", "␛")
		}
	}
	return ""
}

func lineBreach(line string, width int) string {
	if !utf8.ValidString(line) {
		return "not UTF-8"
	}
	if w := ansi.StringWidth(line); w > width {
		return "too wide"
	}
	if all := sgr.FindAllString(line, -1); len(all) > 0 && all[len(all)-1] != "\x1b[m" {
		return "a look runs over the end"
	}
	if all := osc8.FindAllStringSubmatch(line, -1); len(all) > 0 && all[len(all)-1][1] != "" {
		return "a link runs over the end"
	}
	plain := sgr.ReplaceAllString(osc8.ReplaceAllString(line, ""), "")
	for _, r := range plain {
		if r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return "a control character"
		}
	}
	if strings.HasSuffix(line, " ") {
		return "a blank at the end"
	}
	return ""
}

// scrolledBreach says how the lines of wide code break the contract when they are scrolled, "" if
// they do not.
func scrolledBreach(p *layout.Page) string {
	for _, b := range p.Wide {
		for line := b.First; line <= min(b.Last, b.First+50); line++ {
			for _, cells := range []int{0, 1, 2, 7, b.Room - 1, b.Cells - b.Room, b.Cells + 5} {
				if fault := lineBreach(p.Scrolled(line, cells), p.Width); fault != "" {
					return fmt.Sprintf("by %d: %s: %q", cells, fault, p.Scrolled(line, cells))
				}
			}
		}
	}
	return ""
}

// markBreach says how the marks of code and footnotes break the contract of a page, "" if they do
// not.
func markBreach(p *layout.Page) string {
	last := -1
	for _, c := range p.Codes {
		if c.First <= last || c.Last < c.First || c.Last >= len(p.Lines) {
			return fmt.Sprintf("code is on lines %d to %d", c.First, c.Last)
		}
		if plaintext.Clean(c.Text) != c.Text || strings.TrimSpace(c.Text) == "" {
			return fmt.Sprintf("code to be copied is %q", c.Text)
		}
		last = c.Last
	}
	last = -1
	for _, n := range p.Notes {
		if line, ok := p.HeadingLine(n.ID); n.First <= last || n.Last < n.First || n.Last >= len(p.Lines) || !ok || line > n.First {
			return fmt.Sprintf("a note is %+v, its place line %d", n, line)
		}
		last = n.Last
	}
	return ""
}

// resolving is a request in a blog in which all addresses with an "a" lead to a post, those with a
// "b" have an address on the web, and there is a hint on how to get there.
func resolving(q layout.Request) layout.Request {
	q.Resolve = func(dest string) layout.Target {
		var to layout.Target
		if strings.Contains(dest, "a") {
			to.Post = dest
		}
		if strings.Contains(dest, "b") {
			to.URL = "https://blog.example/" + dest
		}
		return to
	}
	q.Hint = func(post string) string { return "ssh -t blog.example " + post }
	return q
}

// plainLines is a page without control sequences.
func plainLines(p *layout.Page) string {
	return ansi.Strip(strings.Join(p.Lines, "\n"))
}

// missing returns a word of three letters or more that a document has and a page has not, "" if
// none.
func missing(doc *markdown.Document, p *layout.Page) string {
	shown := letters(plainLines(p))
	isOther := func(r rune) bool { return !unicode.IsLetter(r) }
	for _, word := range strings.FieldsFunc(doc.Text(), isOther) {
		if utf8.RuneCountInString(word) >= 3 && !strings.Contains(shown, word) {
			return word
		}
	}
	return ""
}

// letters is s without all else, so that a word is found wherever lines broke it.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, s)
}

// Page renders a text for a test.
func page(tb testing.TB, src string, width int, theme *theme.Theme, links layout.LinkMode) *layout.Page {
	tb.Helper()
	q := request("test", src, width, theme)
	q.Links = links
	p, err := pages.New(pages.Options{}).Render(context.Background(), q)
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

func FuzzRender(f *testing.F) {
	for _, src := range []string{
		"", "a", "# a\n\n- b\n  1. c\n\n> d", "|a|b|\n|-|-|\n|c|d|", "```go\n\tx\x1b[31m\n```", "[a](http://b/\u202e%zz é)", "&#27;[31m",
		"字、字。\n字 é̂ 👩‍💻🇯🇵", "<details><summary>a</summary>\n\nb\n\n</details>", "[^1]\n\n[^1]: a", "a\n: b", "![](data:x)",
		"<table><tr><td>a<td>b</table>", "> [!NOTE]\n> a", ":::tip\na\n:::", "$$\na\n$$", "<ruby>漢<rt>かん</rt></ruby>", "- [ ] a",
	} {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > 20_000 {
			return
		}
		doc := parser.Parse(src, 1)
		var fresh *layout.Page
		for _, width := range []int{40, 80, 120, 10, 40} {
			for _, look := range []*theme.Theme{theme.Dark(), theme.Plain()} {
				p := page(t, src, width, look, layout.Hyperlinks)
				if fault := breach(p); fault != "" {
					t.Fatalf("width %d: %s", width, fault)
				}
				if word := missing(doc, p); word != "" {
					t.Fatalf("width %d: %q is missing", width, word)
				}
				if fault := markBreach(p); fault != "" {
					t.Fatalf("width %d: %s", width, fault)
				}
				if look == theme.Dark() && width == 40 {
					if fresh != nil && !slices.Equal(fresh.Lines, p.Lines) {
						t.Fatal("the same request made two pages")
					}
					fresh = p
				}
				for line := range p.Lines {
					if back := p.LineAt(p.PlaceAt(line)); back != line {
						t.Fatalf("line %d came back as %d", line, back)
					}
				}
			}
		}
		if fault := breach(page(t, src, 30, theme.Light(), layout.Numbered)); fault != "" {
			t.Fatalf("numbered: %s", fault)
		}
		for _, links := range []layout.LinkMode{layout.Hyperlinks, layout.Numbered} {
			q := resolving(request("test", src, 40, theme.Dark().Mono()))
			q.Links, q.WrapCode = links, false
			p, err := pages.New(pages.Options{}).Render(context.Background(), q)
			if err != nil {
				t.Fatal(err)
			}
			if fault := breach(p); fault != "" {
				t.Fatalf("resolved: %s", fault)
			}
			if fault := scrolledBreach(p); fault != "" {
				t.Fatalf("scrolled: %s", fault)
			}
		}
	})
}
