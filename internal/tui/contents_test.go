package tui_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/tui"
)

// parts is a post of n headings with text between them.
func parts(n int) fstest.MapFS {
	var text strings.Builder
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&text, "## Part %d\n\nWords of part %d.\n\n### Detail %d\n\n%s\n\n", i, i, i, strings.Repeat("More words here. ", 30))
	}
	return fstest.MapFS{"long.md": {Data: []byte("---\ntitle: Long\n---\nBegin.\n\n" + text.String())}}
}

func TestHeadings(t *testing.T) {
	v := newVisit(t, parts(20), tui.Session{Open: "long"})
	v.sees("Begin.")
	for _, want := range []string{"Part 1", "Detail 1", "Part 2"} {
		v.press("]")
		if first := strings.TrimSpace(strings.Split(v.text(), "\n")[1]); first != want {
			t.Errorf("]: first line %q, want %q", first, want)
		}
	}
	v.press("[")
	if first := strings.TrimSpace(strings.Split(v.text(), "\n")[1]); first != "Detail 1" {
		t.Errorf("[: first line %q", first)
	}
	v.press("g[")
	v.sees("No heading further up.")
	v.press("G]")
	v.sees(" Part 20 ")
	v.press("]]")
	v.sees("No heading further down.")
}

func TestContents(t *testing.T) {
	for _, size := range [][2]int{{20, 8}, {40, 12}, {80, 24}, {129, 30}, {130, 30}, {200, 60}} {
		v := newVisit(t, parts(20), tui.Session{Open: "long", Width: size[0], Height: size[1]})
		v.settle()
		v.press("]]]]o")
		v.sees("Contents")
		if row := chosenRow(v); !strings.Contains(row, "Detail 2") {
			t.Errorf("%v: the contents open at %q", size, row)
		}
		v.press("j")
		checkFits(t, v, size[0], size[1])
		v.press("<enter>")
		if size[0] < 120 {
			v.seesNot("Contents")
		} else {
			v.sees("Contents")
			v.press("<esc>")
			v.seesNot("Contents")
		}
		v.sees("Words of part 3.")
		v.press("oG<enter>")
		v.sees("Detail 20")
		if size[0] >= 120 {
			v.press("o")
		}
		v.press("og<esc>")
		v.sees("Detail 20")
		for width := 20; width < 180; width += 7 {
			v.press("o")
			v.resize(width, 10+width%30)
			checkFits(t, v, width, 10+width%30)
			v.press("<esc>")
		}
	}
	v := newVisit(t, harbour(), tui.Session{Open: "ropes"})
	v.sees("A rope")
	v.press("o")
	v.sees("no headings")
}

// TestContentsBesideText opens the contents on a wide screen: no word of the text is covered.
func TestContentsBesideText(t *testing.T) {
	for _, width := range []int{130, 150, 200} {
		v := newVisit(t, parts(3), tui.Session{Open: "long", Width: width, Height: 40})
		v.settle()
		v.press("j")
		var before []string
		for line := range strings.Lines(withoutLast(v.text())) {
			before = append(before, strings.Fields(ansi.TruncateLeft(line, width*52/100, ""))...) // without the list
		}
		v.press("o")
		after := strings.Join(strings.Fields(withoutLast(v.text())), " ")
		if len(before) < 10 {
			t.Fatalf("width %d: no text beside the list:\n%s", width, v.text())
		}
		for _, word := range before {
			if word == "┃" || word == "│" { // the seam, or the bar of a quotation
				continue
			}
			if !strings.Contains(after, word) || strings.Contains(after, "…") {
				t.Fatalf("width %d: %q is covered:\n%s", width, word, v.text())
			}
		}
	}
}

// TestContentsStay jumps in the contents on a wide window: they stay beside the text and show where
// the reader is, until they are closed.
func TestContentsStay(t *testing.T) {
	v := newVisit(t, parts(20), tui.Session{Open: "long", Width: 140, Height: 20})
	v.settle()
	v.press("ojjj<enter>")
	for _, c := range []struct{ keys, current string }{{"", "Detail 2"}, {"]", "Part 3"}, {"]]]]]]]", "Detail 6"}, {"G", "Detail 19"}, {"g]", "Part 1"}} {
		v.press(c.keys)
		v.sees("Contents")
		if row := chosenRow(v); !strings.Contains(row, c.current) {
			t.Errorf("after %q the contents are at %q, want %q", c.keys, row, c.current)
		}
		checkFits(t, v, 140, 20)
	}
	v.press("J")
	v.sees("The last post.")
	v.sees("Contents")
	v.resize(100, 20)
	v.settle()
	v.seesNot("Contents")
	v.resize(140, 20)
	v.settle()
	v.sees("Contents")
	v.press("m")
	v.clickOn("Detail 4")
	v.sees("Words of part 5.")
	v.press("o")
	v.seesNot("Contents")
	v.sees("Words of part 5.")
	v.press("o<enter><esc>")
	v.seesNot("Contents")
	v.press("<esc>")
	v.sees("1/1")
}
