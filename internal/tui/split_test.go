package tui_test

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sshblog/sshblog/internal/tui"
)

// TestSideBySide shows the list and the chosen post on a wide window, and the list beside an open
// post.
func TestSideBySide(t *testing.T) {
	for _, width := range []int{120, 121, 160, 250} {
		v := newVisit(t, many(50), tui.Session{Width: width, Height: 30})
		v.sees("Text of post 1.")
		v.sees("Post 20")
		v.press("jj")
		v.sees("Text of post 3.")
		v.seesNot("Text of post 1.")
		checkFits(t, v, width, 30)
		v.press("<enter>")
		v.sees("Esc back")
		v.sees("Post 20")
		v.press("J")
		v.sees("Text of post 4.")
		if row := chosenRow(v); !strings.Contains(row, "Post 4 ") {
			t.Errorf("width %d: beside post 4 the list shows %q", width, row)
		}
		v.press("z")
		v.seesNot("Post 20")
		v.press("j")
		if strings.Contains(v.text(), "list") || strings.Contains(v.text(), "help") {
			t.Errorf("width %d: something but the text is left:\n%s", width, v.text())
		}
		v.press("z<esc>")
		v.sees("Text of post 4.")
		v.sees("4/50")
		v.resize(80, 30)
		v.sees("#tag4") // the list alone has room for tags
		v.resize(width, 30)
		v.sees("Text of post 4.")
	}
}

// TestRunningThroughTheList moves quickly. Only the post on which the cursor rests is requested.
func TestRunningThroughTheList(t *testing.T) {
	v := newVisit(t, many(50), tui.Session{Width: 160, Height: 30})
	v.sees("Text of post 1.")
	v.press("jjjjjjjjj")
	v.sees("Text of post 10.")
	v.press("/post 33")
	v.sees("Text of post 33.")
	v.press("<esc>g")
	v.sees("Text of post 1.")
}

// TestTextWidth goes through the widths of the text. The place is kept.
func TestTextWidth(t *testing.T) {
	text := strings.Repeat("Some words that fill a line, and then a few more of them. ", 60)
	files := fstest.MapFS{"one.md": {Data: []byte("# One\n\n" + text + "\n\nmark\n\n" + text)}}
	v := newVisit(t, files, tui.Session{Width: 118, Height: 20, Open: "one"})
	v.sees("Some words")
	v.press("/mark<enter><esc>")
	v.sees("mark")
	seen := map[int]bool{}
	for range 4 {
		v.press("w")
		v.settle()
		v.sees("mark")
		longest := 0
		for _, line := range strings.Split(withoutLast(v.text()), "\n") {
			longest = max(longest, len(strings.TrimSpace(line)))
		}
		seen[longest/8] = true
		checkFits(t, v, 118, 20)
	}
	if len(seen) != 4 {
		t.Errorf("four widths look like %d", len(seen))
	}
}

// TestOnlyTheFocusHasColours looks at the two panes of a wide window: the one without the keys is
// dimmed.
func TestOnlyTheFocusHasColours(t *testing.T) {
	files := harbour()
	v := newVisit(t, files, tui.Session{Width: 140, Height: 40})
	v.dark()
	v.settle()
	looks := func(line string) int {
		seen := map[string]bool{}
		for _, m := range regexp.MustCompile(`\x1b\[[0-9;]+m`).FindAllString(line, -1) {
			seen[m] = true
		}
		return len(seen)
	}
	panes := func() (left, right int) {
		for _, line := range v.lines()[:39] {
			l, r, _ := strings.Cut(line, "│")
			if strings.Contains(line, "┃") {
				l, r, _ = strings.Cut(line, "┃")
			}
			left, right = max(left, looks(l)), max(right, looks(r))
		}
		return left, right
	}
	for _, c := range []struct {
		keys      string
		onTheLeft bool
	}{{"", true}, {"<tab>", false}, {"o", true}, {"<esc>f", true}, {"<esc><esc>", true}, {"/tide", true}, {"<enter>", false}} {
		v.press(c.keys)
		v.settle()
		left, right := panes()
		if c.onTheLeft && right > 1 || !c.onTheLeft && left > 2 || left == right {
			t.Errorf("after %q there are %d looks on the left and %d on the right:\n%s", c.keys, left, right, v.text())
		}
	}
}
