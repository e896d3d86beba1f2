package layout_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/markdown/parser"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares text with a file, in which escape characters are seen.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	got = strings.ReplaceAll(got, "\x1b", "␛") + "\n"
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs, rewrite it with -update if that is meant; it is now\n%s", file, got)
	}
}

func TestTour(t *testing.T) {
	src := tour(t)
	for _, c := range []struct {
		theme  *theme.Theme
		links  layout.LinkMode
		widths []int
	}{
		{theme.Dark(), layout.Hyperlinks, []int{40, 80, 120}},
		{theme.Light(), layout.Hyperlinks, []int{40, 80, 120}},
		{theme.Plain(), layout.Numbered, []int{40, 80, 120}},
		{theme.Contrast(true), layout.Hyperlinks, []int{80}},
		{theme.Contrast(false), layout.Hyperlinks, []int{80}},
		{theme.Terminal(), layout.Hyperlinks, []int{80}},
	} {
		for _, width := range c.widths {
			name := fmt.Sprintf("tour-%s-%d", c.theme.Name, width)
			t.Run(name, func(t *testing.T) {
				p := page(t, src, width, c.theme, c.links)
				if fault := breach(p); fault != "" {
					t.Error(fault)
				}
				if word := missing(parser.Parse(src, 1), p); word != "" {
					t.Errorf("%q is missing", word)
				}
				golden(t, name, strings.Join(p.Lines, "\n"))
			})
		}
	}
}

// TestSmallBlocks shows what each kind of block looks like, in the narrowest width that means
// anything.
func TestSmallBlocks(t *testing.T) {
	for _, c := range []struct {
		name, src string
		width     int
		want      []string
	}{
		{"nothing", "", 20, nil},
		{"paragraphs", "one\ntwo\n\nthree", 20, []string{"one two", "", "three"}},
		{"hard break", "one\\\ntwo  \nthree", 20, []string{"one", "two", "three"}},
		{"blanks", "one   two\t\tthree", 20, []string{"one two three"}},
		{"hyphen", "a well-known word", 10, []string{"a well-", "known word"}},
		{"long word", "a abcdefghijklmnop b", 10, []string{"a", "abcdefghij", "klmnop b"}},
		{"long address", "<http://example.com/one/two/three>", 20, []string{"http://example.com/", "one/two/three"}},
		{"wide", "一二三四五六七", 10, []string{"一二三四五", "六七"}},
		{"no mark begins a line", "一二三四五，六", 10, []string{"一二三四", "五，六"}},
		{"no bracket ends a line", "一二三四（五）", 10, []string{"一二三四", "（五）"}},
		{"soft break between wide", "一二\n三四", 20, []string{"一二三四"}},
		{"soft break beside narrow", "一二\nab\n三四", 20, []string{"一二 ab 三四"}},
		{"korean", "하나\n둘", 20, []string{"하나 둘"}},
		{"composed", "é👩‍💻🇯🇵", 20, []string{"é👩‍💻🇯🇵"}},
		{"headings", "# A\n## B\n### C", 20, []string{"A", "=", "", "B", "-", "", "C", "~"}},
		{"code", "    a\tb", 20, []string{"    a   b"}},
		{"fence", "```go\na := `b`\n\n\n```", 20, []string{"    a := `b`", "", ""}},
		{"wide code", "```\nfor all of us in here\n```", 20, []string{"    for all of us in", "    ... here"}},
		{"wide code, set in", "```\n  aaaaaaaaaaaaaaaaaaaaaaaa\n```", 20, []string{"      aaaaaaaaaaaaaa", "      ... aaaaaaaaaa"}},
		{"caption", "```go title=\"a.go\"\nb\n```", 20, []string{"    a.go", "    b"}},
		{"quote", "> one two three\n>\n> > four", 12, []string{"> one two", "> three", ">", "> > four"}},
		{"list", "- one two three\n- four\n  - five", 12, []string{"- one two", "  three", "- four", "  * five"}},
		{"loose list", "- one\n\n  two\n\n- three", 12, []string{"- one", "", "  two", "", "- three"}},
		{"numbers", "9. a\n10. b", 12, []string{" 9. a", "10. b"}},
		{"zero", "0. a\n1. b", 12, []string{"0. a", "1. b"}},
		{"tasks", "- [ ] a\n- [x] b\n- [X] c", 12, []string{"[ ] a", "[x] b", "[x] c"}},
		{"empty items", "-\n- a\n-", 12, []string{"-", "- a", "-"}},
		{"code in a list", "- a\n\n  ```\n  b\n  ```", 20, []string{"- a", "", "      b"}},
		{"rule", "a\n\n---\n\nb", 21, []string{"a", "", "      *   *   *", "", "b"}},
		{"table", "|a|b|\n|-|-:|\n|ccc|d|", 20, []string{"a   | b", "----+--", "ccc | d"}},
		{"wrapped table", "|a|b|\n|-|-|\n|one two three|four five|\n|six||", 22, []string{
			"a: one two three", "b: four five", "------------", "a: six",
		}},
		{"records", "|a|b|c|\n|-|-|-|\n|ddddddd|eeeeeee|fffffff|\n|g||h|", 20, []string{
			"a: ddddddd", "b: eeeeeee", "c: fffffff", "------------", "a: g", "c: h",
		}},
		{"alert", "> [!TIP]\n> a", 20, []string{"| Tip", "| a"}},
		{"details", "<details><summary>a</summary>\n\nb\n</details>", 20, []string{"a", "  b"}},
		{"definitions", "a\n: b\n: c\n\nd\n: e", 20, []string{"a", "  b", "  c", "", "d", "  e"}},
		{"notes", "a[^x] b[^y]\n\n[^y]: two\n[^x]: one", 20, []string{"a¹ b²", "", "------------", "1. one", "2. two"}},
		{"numbered links", "[a](http://b/) [c](http://d/) [e](http://b/) <http://f/>", 30, []string{
			"a[1] c[2] e[1] http://f/", "", "------------", "[1] http://b/", "[2] http://d/",
		}},
		{"image", "![a](http://b/c.png)", 30, []string{"[Image: a] http://b/c.png"}},
		{"image without a word", "![](http://b/c%20d.png)", 40, []string{"[Image: c d.png] http://b/c%20d.png"}},
		{"linked image", "[![a](http://b/)](http://c/)", 40, []string{"[Image: a] http://b/ -> http://c/"}},
		{"images", "![a](b)\n![c](d)", 40, []string{"[Image: a] b", "[Image: c] d"}},
		{"formula", "$$\na_b\n$$", 20, []string{"    a_b"}},
		{"raised", "10<sup>2</sup> H<sub>2</sub>O 1<sup>st</sup> x<sup>n</sup>", 40, []string{"10² H₂O 1st x^n"}},
		{"keys", "<kbd>q</kbd>", 20, []string{"[q]"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := page(t, c.src, c.width, theme.Plain(), layout.Numbered)
			if !slices.Equal(p.Lines, c.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(p.Lines, "\n"), strings.Join(c.want, "\n"))
			}
			if fault := breach(p); fault != "" {
				t.Error(fault)
			}
		})
	}
}
