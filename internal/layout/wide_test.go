package layout_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/pages"
)

// reader renders a text as the reader shows it: wide code is cut.
func reader(tb testing.TB, src string, width int, theme *theme.Theme) *layout.Page {
	tb.Helper()
	q := request("test", src, width, theme)
	q.WrapCode = false
	p, err := pages.New(pages.Options{}).Render(context.Background(), q)
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

func TestWideCode(t *testing.T) {
	src := "a\n\n> ```\n> 0123456789abcdefghij\n> short\n>\n>     0123456789abcdefghij\n> 一二三四五六七八九\n> ```\n\nb\n\n```\nfits\n```"
	p := reader(t, src, 20, theme.Plain())
	if fault := breach(p); fault != "" {
		t.Error(fault)
	}
	if len(p.Wide) != 1 || p.Wide[0] != (layout.WideBlock{First: 2, Last: 6, Cells: 24, Room: 14}) {
		t.Fatalf("wide blocks are %+v", p.Wide)
	}
	for cells, want := range map[int][]string{
		0:   {">     0123456789abc›", ">     short", ">", ">         012345678›", ">     一二三四五六 ›"},
		1:   {">     ‹23456789abcd›", ">     ‹ort", ">", ">        0123456789›", ">     ‹二三四五六七›"},
		2:   {">     ‹3456789abcde›", ">     ‹rt", ">", ">       0123456789a›", ">     ‹ 三四五六七 ›"},
		6:   {">     ‹789abcdefghij", ">     ", ">", ">     ‹3456789abcde›", ">     ‹ 五六七八九"},
		10:  {">     ‹bcdefghij", ">     ", ">", ">     ‹789abcdefghij", ">     ‹ 七八九"},
		100: {">     ‹bcdefghij", ">     ", ">", ">     ‹789abcdefghij", ">     ‹ 七八九"},
	} {
		for i, line := range want {
			if line == ">     " && cells >= 5 {
				line = ">     ‹" // all of it is on the left
			}
			if got := p.Scrolled(2+i, cells); got != line {
				t.Errorf("line %d by %d is %q, want %q", i, cells, got, line)
			}
		}
	}
	for _, line := range []int{0, 8, 10} {
		if p.Scrolled(line, 5) != p.Lines[line] {
			t.Errorf("line %d was scrolled", line)
		}
	}
	if p.Scrolled(-1, 1) != "" || p.Scrolled(99, 1) != "" {
		t.Error("there are lines beyond the page")
	}
}

// TestWideCodeIsWhole scrolls coloured code cell by cell: all of it is seen, in the right place.
func TestWideCodeIsWhole(t *testing.T) {
	line := `	fmt.Println("Hello, 世界", 12345) // a comment é that is long enough to reach beyond the edge of a narrow screen`
	p := reader(t, "- x\n\n  ```go\n  "+line+"\n  ```", 30, theme.Dark())
	b := p.Wide[0]
	whole := strings.Replace(line, "\t", "    ", 1)
	for cells := 1; cells <= b.Cells-b.Room; cells++ {
		got := p.Scrolled(b.First, cells)
		if fault := lineBreach(got, 30); fault != "" {
			t.Fatalf("by %d: %s: %q", cells, fault, got)
		}
		plain := ansi.Strip(got)
		inner := strings.TrimSuffix(ansi.Cut(plain, 5, 30), "›")
		if !strings.Contains(whole, strings.TrimSpace(inner)) || len(inner) < 15 {
			t.Errorf("by %d it is %q", cells, inner)
		}
	}
	if !strings.Contains(p.Scrolled(b.First, 1<<20), "screen") {
		t.Error("the end is never seen")
	}
}

// TestVeryWideCode breaks what nobody would scroll through.
func TestVeryWideCode(t *testing.T) {
	p := reader(t, "```\n"+strings.Repeat("word ", 1000)+"\n```", 40, theme.Plain())
	if len(p.Wide) > 0 || len(p.Lines) < 100 || !strings.Contains(p.Lines[1], "... word") {
		t.Errorf("it is %d lines, %+v", len(p.Lines), p.Wide)
	}
}

// TestWideCodeKeepsPlaces looks for the lines behind wide code after the width has changed.
func TestWideCodeKeepsPlaces(t *testing.T) {
	var b strings.Builder
	b.WriteString("```\n")
	for i := range 50 {
		fmt.Fprintf(&b, "line%02d %s\n", i, strings.Repeat("abcdefg ", i%12))
	}
	b.WriteString("```\n")
	narrow, wide := reader(t, b.String(), 40, theme.Plain()), reader(t, b.String(), 120, theme.Plain())
	for line, text := range narrow.Lines {
		if at := wide.LineAt(narrow.PlaceAt(line)); wide.Lines[at][:10] != text[:10] {
			t.Errorf("%q became %q", text, wide.Lines[at])
		}
	}
}

func BenchmarkScrolled(b *testing.B) {
	p := reader(b, "```go\nfunc f() { return \"x\" } // "+strings.Repeat("comment ", 20)+"\n```", 80, theme.Dark())
	b.ReportAllocs()
	for b.Loop() {
		p.Scrolled(1, 40)
	}
}
