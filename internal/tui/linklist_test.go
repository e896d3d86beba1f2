package tui_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/tui"
)

func TestLinksOfPost(t *testing.T) {
	v := newVisit(t, charts(), tui.Session{Open: "chart", Width: 100, Height: 24}, copying)
	v.sees("A chart")
	v.press("f")
	for _, want := range []string{
		"1  how tides are read +How to read a tide table", "2  the depths +#depths", `3  the office +https://example.com/charts/north\?sheet=12`,
		"4  those who come +https://example.com/sailors", "5  us +How to read a tide table", "6  the chart +#depths",
	} {
		if !matches(v, want) {
			t.Errorf("no %q in\n%s", want, v.text())
		}
	}
	if strings.Contains(v.text(), "fnref") || strings.Contains(v.text(), "↩") || strings.Contains(v.text(), "#fn:") {
		t.Errorf("a footnote is listed:\n%s", v.text())
	}
	v.wantCopied("y", "open tides#the-rule")
	v.press("j")
	v.wantCopied("y", "open chart#depths")
	v.press("j")
	v.wantCopied("Y", "https://example.com/charts/north?sheet=12")
	v.wantCopied("enter", "https://example.com/charts/north?sheet=12")
	v.seesNot("how tides are read +How")
	v.sees("A chart")

	before := withoutLast(v.text())
	v.press("f1<enter>")
	v.sees("Twelfths.")
	v.press("<backspace>")
	v.sees("A chart")
	if after := withoutLast(v.text()); after != before {
		t.Errorf("not the same place:\n%s\nwas:\n%s", after, before)
	}
	v.press("f<esc>")
	v.sees("A chart")
	v = newVisit(t, harbour(), tui.Session{Open: "ropes"})
	v.sees("A rope")
	v.press("f")
	v.sees("no links")
}

// TestLinksByNumber types numbers: digits add up as long as there is such a link.
func TestLinksByNumber(t *testing.T) {
	var text strings.Builder
	for i := 1; i <= 34; i++ {
		fmt.Fprintf(&text, "[link number %d.](https://example.com/%d)\n\n", i, i)
	}
	v := newVisit(t, fstest.MapFS{"many.md": {Data: []byte("# Many\n\n" + text.String())}}, tui.Session{Open: "many"})
	v.sees("link number")
	v.press("f")
	for _, c := range []struct{ keys, row, place string }{
		{"3", "link number 3.", "3_  3/34"},
		{"4", "link number 34.", "34_  34/34"},
		{"2", "link number 2.", "2_  2/34"},
		{"0", "link number 20.", "20_  20/34"},
		{"0", "link number 20.", "20_  20/34"},
		{"j", "link number 21.", " 21/34"},
		{"1", "link number 1.", "1_  1/34"},
	} {
		v.press(c.keys)
		if row := chosenRow(v); !strings.Contains(row, c.row) {
			t.Errorf("after %s: %q, want %q", c.keys, row, c.row)
		}
		v.sees(c.place)
	}
	v.wantCopied("enter", "https://example.com/1")
	v.press("dd")
	first := regexp.MustCompile(`number \d+\.`).FindString(v.text())
	v.press("f")
	if row := chosenRow(v); !strings.Contains(row, first) || first == "number 1." {
		t.Errorf("the list does not open at the first link on the screen, but at %q", row)
	}
	v.press("<esc>gf")
	if row := chosenRow(v); !strings.Contains(row, "link number 1.") {
		t.Errorf("at the top the list opens at %q", row)
	}
}

// TestLinksByMouse clicks on rows of the lists.
func TestLinksByMouse(t *testing.T) {
	for _, width := range []int{80, 160} {
		v := newVisit(t, charts(), tui.Session{Open: "chart", Width: width, Height: 40})
		v.settle()
		v.press("mf")
		v.clickOn("the depths ")
		v.seesNot("Links")
		v.sees("fathoms")
		v.press("f")
		v.send(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
		v.click(tea.Mouse{X: width / 2, Y: 0, Button: tea.MouseLeft})
		v.seesNot("Links")
		v.press("gc")
		if strings.Contains(v.text(), "Code") {
			v.press("<esc>")
		}
	}
}

// TestHostileLinks lists links with control characters and addresses of any length.
func TestHostileLinks(t *testing.T) {
	text := "[a\x1b[31mb](https://example.com/" + strings.Repeat("long", 400) + ")\n\n[" + strings.Repeat("wörter ", 3000) + "](https://example.com/x\u009b31m)\n\n[\u202e](<https://e.com/\u202e>)\n"
	v := newVisit(t, fstest.MapFS{"bad.md": {Data: []byte("# Bad\n\n" + text)}}, tui.Session{Open: "bad"}, copying)
	v.sees("wörter")
	v.press("f")
	v.sees("Links")
	for width := 20; width < 170; width += 3 {
		v.resize(width, 20)
		checkFits(t, v, width, 20)
	}
	if strings.ContainsAny(v.text(), "\u202e\u009b") {
		t.Errorf("not clean: %q", v.text())
	}
}

// TestManyNotes opens the list of links of posts with ever more footnotes, whose references are
// left out of the list. It takes as long per note, however many there are.
func TestManyNotes(t *testing.T) {
	fastest := func(notes int) time.Duration {
		var text strings.Builder
		for i := range notes {
			fmt.Fprintf(&text, "W[^%d]\n\n", i)
		}
		text.WriteString("[elsewhere](https://example.com)\n\n")
		for i := range notes {
			fmt.Fprintf(&text, "[^%d]: N\n\n", i)
		}
		v := newVisit(t, fstest.MapFS{"long.md": page("title: Long", text.String())}, tui.Session{Open: "long"})
		v.settle()
		least := time.Hour
		for range 7 {
			begun := time.Now()
			v.press("f")
			least = min(least, time.Since(begun))
			v.sees("https://example.com")
			v.press("<esc>")
		}
		return least
	}
	few, many := fastest(500), fastest(4000)
	if many > 30*few { // 8 is what it should be, 64 what it was
		t.Errorf("the list takes %v with 8 times as many notes, in place of %v", many, few)
	}
}
