package tui_test

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sshblog/sshblog/internal/tui"
)

// matches reports whether the screen matches a regular expression.
func matches(v *visit, pattern string) bool { return regexp.MustCompile(pattern).MatchString(v.text()) }

func TestNote(t *testing.T) {
	v := newVisit(t, charts(), tui.Session{Open: "chart"})
	v.sees("A chart")
	v.press("jj")
	before := withoutLast(v.text())
	v.press("<tab>")
	for _, closing := range []string{"<enter>", "<esc>"} {
		v.press("<enter>")
		v.sees("── Note 1 ──")
		v.sees("Made by those who were there")
		v.sees("A chart is a promise")
		v.press(closing)
		v.seesNot("Note 1")
		if after := withoutLast(v.text()); after != before {
			t.Errorf("%s: not the same place:\n%s\nwas:\n%s", closing, after, before)
		}
	}
	v.press("<backspace>") // a note is no place to come back from
	v.sees("1/2")
}

// TestLinksOfNote chooses links in a note, which the way back is not one of.
func TestLinksOfNote(t *testing.T) {
	v := newVisit(t, charts(), tui.Session{Open: "chart"})
	v.sees("A chart")
	before := withoutLast(v.text())
	v.press("<tab><enter><tab>")
	v.sees("https://example.com/sailors")
	v.wantCopied("enter", "https://example.com/sailors")
	v.seesNot("Note 1")
	v.press("<enter><shift+tab>") // the reference is still chosen
	v.sees("Note 1")
	v.press("<enter>")
	v.sees("Tides come.")
	v.press("<backspace>")
	v.sees("A chart")
	if after := withoutLast(v.text()); after != before {
		t.Errorf("not the same place:\n%s\nwas:\n%s", after, before)
	}
}

// TestLongNote opens a note that is longer than half the window, from a reference at the bottom,
// which stays visible.
func TestLongNote(t *testing.T) {
	v := newVisit(t, charts(), tui.Session{Open: "chart"})
	v.sees("A chart")
	v.press("/fathoms<enter><esc>gjj")
	for !strings.Contains(v.text(), "fathoms") {
		v.press("j")
	}
	before := withoutLast(v.text())
	v.press("<tab>")
	v.sees("Note 2")
	v.press("<enter>")
	v.sees("measured in fathoms")
	v.sees("Six feet.")
	for range 40 {
		v.press("j")
	}
	v.sees("See the chart.")
	v.seesNot("Six feet.")
	v.press("g")
	v.sees("Six feet.")
	v.press("<tab>") // scrolls there
	v.sees("See the chart.")
	v.resize(60, 30)
	v.settle()
	v.sees("measured in fathoms")
	checkFits(t, v, 60, 30)
	v.resize(80, 24)
	v.settle()
	v.press("<esc>")
	if after := withoutLast(v.text()); after != before {
		t.Errorf("not the same place:\n%s\nwas:\n%s", after, before)
	}
}

// TestNotesAtTheEnd goes from a note at the end of a post to its reference, and back.
func TestNotesAtTheEnd(t *testing.T) {
	v := newVisit(t, charts(), tui.Session{Open: "chart"})
	v.sees("A chart")
	v.press("G<shift+tab><shift+tab>") // the last is in the end matter
	before := withoutLast(v.text())
	v.press("<enter>")
	if first := strings.Split(v.text(), "\n")[1]; !strings.Contains(first, "fathoms") {
		t.Fatalf("↩ leads to %q", first)
	}
	v.press("<backspace>")
	if after := withoutLast(v.text()); strings.TrimSpace(after) != strings.TrimSpace(before) {
		t.Errorf("not the same place:\n%s\nwas:\n%s", after, before)
	}
}

// TestNoteByMouse clicks on a reference, on a link in the note and beside it.
func TestNoteByMouse(t *testing.T) {
	for _, width := range []int{80, 160} {
		v := newVisit(t, charts(), tui.Session{Open: "chart", Width: width, Height: 24})
		v.settle()
		v.press("m")
		v.clickOn("¹")
		v.sees("Note 1")
		v.clickOn("A chart is")
		v.seesNot("Note 1")
		v.clickOn("¹")
		v.clickOn("us. ↩")
		v.sees("Tides come.")
	}
}

// TestNestedNote opens a note that mentions another.
func TestNestedNote(t *testing.T) {
	text := "One[^a].\n\n[^a]: See also[^b].\n\n[^b]: The other.\n"
	v := newVisit(t, fstest.MapFS{"a.md": {Data: []byte("# A\n\n" + strings.Repeat("Words.\n\n", 30) + text)}}, tui.Session{Open: "a", Height: 12, Width: 40})
	v.sees("Words.")
	v.press("/one<enter><esc><tab><enter>")
	v.sees("Note 1")
	v.press("<tab><enter>")
	v.sees("Note 2")
	v.press("<enter>")
	v.seesNot("Note 2")
	v.sees("One")
}
