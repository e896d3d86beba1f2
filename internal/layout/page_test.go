package layout_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	gansi "charm.land/glamour/v2/ansi"
	"charm.land/glamour/v2/styles"
	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/markdown/parser"
	"github.com/sshblog/sshblog/internal/pages"
	"github.com/sshblog/sshblog/internal/textwidth"
)

// TestPlaceOutlivesWidth looks for the words at the top of the screen after the width has changed.
func TestPlaceOutlivesWidth(t *testing.T) {
	var b strings.Builder
	words := []string{"alder", "birch", "cedar", "elder", "hazel", "larch", "maple", "rowan"}
	for i := range 40 {
		b.WriteString("## Part\n\n")
		for j := range 60 {
			b.WriteString(words[(i+j)%8] + strings.Repeat("x", i%7) + string(rune('a'+j%26)) + string(rune('a'+i%26)) + " ")
		}
		b.WriteString("\n\n")
	}
	narrow := page(t, b.String(), 40, theme.Plain(), layout.Hyperlinks)
	wide := page(t, b.String(), 120, theme.Plain(), layout.Hyperlinks)
	for line, text := range narrow.Lines {
		first, _, _ := strings.Cut(text, " ")
		at := wide.LineAt(narrow.PlaceAt(line))
		if !strings.Contains(wide.Lines[at], first) {
			t.Fatalf("%q of line %d is not in %q, line %d", first, line, wide.Lines[at], at)
		}
	}
	for line := range wide.Lines {
		if back := wide.LineAt(wide.PlaceAt(line)); back != line {
			t.Errorf("line %d came back as %d", line, back)
		}
	}
	if line := wide.LineAt(layout.Place{}); line != 0 {
		t.Errorf("the beginning is line %d", line)
	}
	if line := wide.LineAt(narrow.PlaceAt(1 << 20)); line < len(wide.Lines)-2 {
		t.Errorf("the end is line %d of %d", line, len(wide.Lines))
	}
	if line := new(layout.Page).LineAt(narrow.PlaceAt(5)); line != 0 {
		t.Errorf("on an empty page it is line %d", line)
	}
}

func TestHeadingLine(t *testing.T) {
	p := page(t, "# One\n\na\n\n## Two, three\n\nb\n\n## One\n\n<a id=\"here\"></a>c\n\nd[^n]\n\n[^n]: e", 40, theme.Plain(), 0)
	for id, want := range map[string]int{
		"one": 0, "#one": 0, "ONE": 0, "two-three": 5, "Two, three": 5, "one-1": 10, "here": 13, "fn:n": 18, "fnref:1": 15,
	} {
		if line, ok := p.HeadingLine(id); !ok || line != want {
			t.Errorf("%q is on line %d, %v, want %d", id, line, ok, want)
		}
	}
	for _, id := range []string{"", "#", "four"} {
		if _, ok := p.HeadingLine(id); ok {
			t.Errorf("%q was found", id)
		}
	}
	if len(p.Headings) != 3 || p.Headings[1].Level != 2 || p.Headings[1].Text != "Two, three" || p.Headings[1].Line != 5 {
		t.Errorf("headings are %+v", p.Headings)
	}
}

func TestLinks(t *testing.T) {
	src := "a [one two](https://x.y/ö?q=\"1\") [up](#top) [js](javascript:x) [rel](b.md) <m@x.y>\n\n![i](http://x.y/i.png)"
	q := request("a", src, 60, theme.Plain())
	q.Resolve = func(address string) layout.Target {
		if address == "b.md" {
			return layout.Target{URL: "https://blog/b"}
		}
		return layout.Target{}
	}
	p, err := pages.New(pages.Options{}).Render(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Join(p.Lines, "\n")
	for _, want := range []string{
		"\x1b]8;;https://x.y/%C3%B6?q=%221%22\x1b\\one two\x1b]8;;\x1b\\", "\x1b]8;;https://blog/b\x1b\\rel", "\x1b]8;;mailto:m@x.y\x1b\\m@x.y",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not in %q", want, all)
		}
	}
	if strings.Contains(all, "javascript") || strings.Contains(all, "]8;;#") {
		t.Errorf("an address that must not be there is in %q", all)
	}
	first := p.Links[0]
	if len(p.Links) != 5 || first.Line != 0 || first.Col != 2 || first.Width != 7 || !p.Links[1].Internal || p.Links[1].URL != "#top" {
		t.Errorf("links are %+v", p.Links)
	}
	if len(p.Images) != 1 || p.Images[0].URL != "http://x.y/i.png" || p.Images[0].Line != 2 {
		t.Errorf("images are %+v", p.Images)
	}
}

// TestGlamourThemes renders with all of Glamour's themes, as they are.
func TestGlamourThemes(t *testing.T) {
	src := tour(t)
	for name, style := range styles.DefaultStyles {
		t.Run(name, func(t *testing.T) {
			source, err := json.Marshal(style)
			if err != nil {
				t.Fatal(err)
			}
			theme, err := theme.ParseTheme(name, source)
			if err != nil {
				t.Fatal(err)
			}
			p := page(t, src, 80, theme, layout.Hyperlinks)
			if fault := breach(p); fault != "" {
				t.Error(fault)
			}
			if word := missing(parser.Parse(src, 1), p); word != "" {
				t.Errorf("%q is missing", word)
			}
		})
	}
}

// TestStyleSheet tries the fields of Glamour's schema one by one.
func TestStyleSheet(t *testing.T) {
	for _, c := range []struct{ name, sheet, src, want string }{
		{"document", `{"document":{"color":"1","margin":2}}`, "a", "  \x1b[31ma\x1b[m"},
		{"text", `{"text":{"color":"2"}}`, "a", "\x1b[32ma\x1b[m"},
		{"cascade", `{"strong":{"bold":true},"emph":{"italic":true}}`, "***a***", "\x1b[1;3ma\x1b[m"},
		{"faint", `{"text":{"faint":true}}`, "a", "\x1b[2ma\x1b[m"},
		{"upper", `{"heading":{"upper":true}}`, "# a\\*b", "A*B"},
		{"prefix", `{"h2":{"prefix":"## ","suffix":" ##"}}`, "## a", "## a ##"},
		{"format", `{"image_text":{"format":"Image: {{.text}} →"}}`, "![a](b)", "Image: a → b"},
		{"item", `{"item":{"block_prefix":"* "}}`, "- a", "* a"},
		{"enumeration", `{"enumeration":{"block_prefix":") "}}`, "1. a", "1) a"},
		{"task", `{"task":{"ticked":"[X] "}}`, "- [x] a", "[X] a"},
		{"quote", `{"block_quote":{"indent_token":"| "},"sshblog":{"quiet":{}}}`, "> a", "| a"},
		{"code", `{"code":{"prefix":" ","suffix":" ","background_color":"4"}}`, "`a`", "\x1b[44m a \x1b[m"},
		{"code block", `{"code_block":{"margin":2}}`, "    a", "  a"},
		{"chroma", `{"code_block":{"chroma":{"keyword":{"color":"#ff0000"}}}}`, "```go\nfunc\n```", "\x1b[38;2;255;0;0mfunc  "},
		{"named code theme", `{"code_block":{"theme":"monokai"}}`, "```go\nfunc\n```", "func"},
		{"rule", `{"hr":{"format":"\n----\n"}}`, "***", "----"},
		{"columns", `{"table":{"column_separator":"|"},"sshblog":{"quiet":{}}}`, "|a|b|\n|-|-|", "a\x1b[m | \x1b[1mb"},
	} {
		t.Run(c.name, func(t *testing.T) {
			theme, err := theme.ParseTheme(c.name, []byte(c.sheet))
			if err != nil {
				t.Fatal(err)
			}
			p := page(t, c.src, 40, theme, layout.Numbered)
			if all := strings.Join(p.Lines, "\n"); !strings.Contains(all, c.want) {
				t.Errorf("%q is not in %q", c.want, all)
			}
		})
	}
	if _, err := theme.ParseTheme("broken", []byte(`{"text":`)); err == nil {
		t.Error("broken JSON is no error")
	}
	var unset gansi.StyleConfig
	if source, err := json.Marshal(unset); err != nil {
		t.Error(err)
	} else if _, err := theme.ParseTheme("empty", source); err != nil {
		t.Error(err)
	}
}

// TestHeaderMargin checks that the title stands above its text, whatever margin a theme has.
func TestHeaderMargin(t *testing.T) {
	own, err := theme.ParseTheme("wide", []byte(`{"document":{"margin":3,"indent":1}}`))
	if err != nil {
		t.Fatal(err)
	}
	head := layout.Header(own, textwidth.CodePoints, 60, layout.Title{Text: "Title", Facts: []string{"fact"}})
	for _, line := range append(head, page(t, "text", 60, own, layout.Hyperlinks).Lines...) {
		if line = osc8.ReplaceAllString(sgr.ReplaceAllString(line, ""), ""); line != "" && len(line)-len(strings.TrimLeft(line, " ")) != 4 {
			t.Errorf("%q does not begin in the fifth column", line)
		}
	}
}

func TestHeader(t *testing.T) {
	facts := []string{"10 December 2021", "Ada, Bob", "3 min", "#a #b"}
	for _, c := range []struct {
		title layout.Title
		width int
		want  string
	}{
		{layout.Title{Text: "A\x1b[31m title"}, 40, "A[31m title|===========|"},
		{layout.Title{Text: "Title", Facts: facts}, 60, "Title|=====|10 December 2021; Ada, Bob; 3 min; #a #b|"},
		{layout.Title{Text: "Title", Facts: facts}, 40, "Title|=====|10 December 2021; Ada, Bob; 3 min; #a #b|"},
		{layout.Title{Text: "Title", Facts: facts}, 39, "Title|=====|10 December 2021; Ada, Bob; 3 min|#a #b|"},
		{layout.Title{Text: "Title", Facts: facts}, 20, "Title|=====|10 December 2021|Ada, Bob; 3 min|#a #b|"},
		{layout.Title{Text: "Title", Facts: facts}, 10, "Title|=====|10|December|2021|Ada, Bob|3 min|#a #b|"},
		{layout.Title{Text: "T", Facts: []string{"", "a\x1b[31m\nb", " ", "\x07", "一二"}}, 20, "T|=|a[31m b; 一二|"},
		{layout.Title{Text: "a longer title", Empty: "This post has no text."}, 10, "a longer|title|========||This post|has no|text.|"},
		{layout.Title{Text: "a", Facts: []string{"b"}, Empty: "Leer."}, 10, "a|=|b||Leer.|"},
		{layout.Title{}, 10, ""},
	} {
		got := strings.Join(layout.Header(theme.Plain(), textwidth.Cautious, c.width, c.title), "|")
		if got != c.want {
			t.Errorf("%+v is %q, want %q", c.title, got, c.want)
		}
	}
	for _, line := range layout.Header(theme.Dark(), textwidth.Cautious, 12, layout.Title{Text: "标题很长所以必须换行", Facts: facts}) {
		if fault := lineBreach(line, 12); fault != "" {
			t.Errorf("%s: %q", fault, line)
		}
	}
}

func TestWidths(t *testing.T) {
	for s, want := range map[string]int{"": 0, "abc": 3, "标题": 4, "é": 1, "👩‍💻": 2, "\x1b[1ma\x1b[m": 1, "🇯🇵": 2} {
		if got := textwidth.Cautious.Width(s); got != want || got != ansi.StringWidth(s) {
			t.Errorf("%q is %d cells wide, want %d", s, got, want)
		}
	}
	for _, c := range []struct {
		s     string
		cells int
		want  string
	}{{"abc", 3, "abc"}, {"abcd", 3, "ab…"}, {"标题很", 5, "标题…"}, {"标题", 1, "…"}, {"a", 0, ""}, {"a", -1, ""}} {
		if got := textwidth.Cautious.Fit(c.s, c.cells); got != c.want || textwidth.Cautious.Width(got) > max(0, c.cells) {
			t.Errorf("%q in %d cells is %q, want %q", c.s, c.cells, got, c.want)
		}
	}
	for _, c := range []struct {
		s            string
		cells, lines int
		want         string
	}{
		{"one two three", 8, 5, "one two|three"},
		{"one two three", 8, 1, "one two…"},
		{"一二三四", 4, 5, "一二|三四"},
		{"", 8, 2, ""},
		{"one", 0, 2, ""},
		{"one", 8, 0, ""},
		{"one\ntwo", 8, 2, "one two"},
	} {
		if got := strings.Join(layout.Wrap(textwidth.Cautious, c.s, c.cells, c.lines), "|"); got != c.want {
			t.Errorf("%q is %q, want %q", c.s, got, c.want)
		}
	}
}

// TestNarrowAndWide renders the tour in every width that there is.
func TestNarrowAndWide(t *testing.T) {
	src := tour(t)
	for width := 10; width <= 300; width += 7 {
		p := page(t, src, width, theme.Dark(), layout.Hyperlinks)
		if fault := breach(p); fault != "" {
			t.Errorf("width %d: %s", width, fault)
		}
	}
	if p := page(t, src, -5, theme.Dark(), 0); p.Width != 10 {
		t.Errorf("the least width is %d", p.Width)
	}
	if p := page(t, src, 1000, theme.Dark(), 0); p.Width != 300 {
		t.Errorf("the greatest width is %d", p.Width)
	}
}

// TestFewBytes holds a screen of prose to what a reader's line should carry.
func TestFewBytes(t *testing.T) {
	p := page(t, tour(t), 80, theme.Dark(), layout.Hyperlinks)
	bytes := 0
	for _, line := range p.Lines[:24] {
		bytes += len(line)
	}
	if bytes > 1500 {
		t.Errorf("a screen of 24 lines has %d bytes", bytes)
	}
}
