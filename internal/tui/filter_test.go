package tui_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sshblog/sshblog/internal/tui"
)

// TestFilterOrder filters titles and tags. Literal matches come first, in the order of the list,
// and more letters never find more.
func TestFilterOrder(t *testing.T) {
	files := fstest.MapFS{
		"a.md": page("title: Moving a normal house\ndate: 2026-01-09\ntags: [manual]", "x"),
		"b.md": page("title: A manual of knots\ndate: 2026-01-08", "x"),
		"c.md": page("title: The unmanual\ndate: 2026-01-07", "x"),
		"d.md": page("title: Manuals\ndate: 2026-01-06", "x"),
		"e.md": page("title: Something else\ndate: 2026-01-05\ntags: [essay]", "x"),
		"f.md": page("title: More of it\ndate: 2026-01-04\ntags: [Manual]", "x"),
	}
	v := newVisit(t, files, tui.Session{})
	last := 100
	for _, letter := range "manual" {
		if letter == 'm' {
			v.press("/")
		}
		v.press(string(letter))
		n := strings.Count(v.text(), "2026-01-")
		if n > last {
			t.Errorf("%q finds %d, one letter less %d", letter, n, last)
		}
		last = n
	}
	var got []string
	for line := range strings.Lines(v.text()) {
		if _, day, ok := strings.Cut(line, "2026-01-0"); ok {
			got = append(got, day[:1])
		}
	}
	if order := strings.Join(got, ""); order != "86794" {
		t.Errorf("order %s, want 86794:\n%s", order, v.text())
	}
	v.press("<ctrl+u>manaul")
	if !strings.Contains(v.text(), "of 6") {
		t.Error("the filter is gone")
	}
	v.press("<ctrl+u>zq")
	v.sees("No title or tag matches")
}
