package tui_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sshblog/sshblog/internal/tui"
)

// featured is a blog with a post above the others, one without a date, and two from right to left.
func featured() fstest.MapFS {
	post := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	return fstest.MapFS{
		"a.md": post("---\ntitle: Start here\ndate: 2020-01-01\nfeatured: true\n---\nWhy.\n"),
		"b.md": post("---\ntitle: Newest\ndate: 2026-01-02\n---\nNew.\n"),
		"c.md": post("---\ntitle: \"\u05e9\u05dc\u05d5\u05dd\"\ndate: 2025-11-10\ntags: [x]\n---\nPeace.\n"),
		"d.md": post("---\ntitle: Undated\n---\nNever.\n"),
		"e.md": post("---\ntitle: Latin\ndate: 2025-01-10\ntags: [\u0639\u0631\u0628\u064a]\n---\nTag.\n"),
	}
}

// TestRhythm looks at the parts of the list, from top to bottom.
func TestRhythm(t *testing.T) {
	v := newVisit(t, featured(), tui.Session{})
	at := 0
	for _, part := range []string{
		"▌ ★ Start here", "── 2026 ───", "Jan  2  Newest", "── 2025 ───", "Nov 10  \u200e\u05e9", "Jan 10  Latin", "─────", "Undated",
	} {
		i := strings.Index(v.text()[at:], part)
		if i < 0 {
			t.Fatalf("no %q below that:\n%s", part, v.text())
		}
		at += i
	}
	v.press("/new")
	v.sees("2026-01-02  Newest")
	v.seesNot("── 2026")
	v.press("<esc>j")
	if row := chosenRow(v); !strings.Contains(row, "Undated") && !strings.Contains(row, "Latin") && !strings.Contains(row, "שלום") {
		t.Errorf("chosen %q", row)
	}
}

// TestRightToLeft checks that rows with text from right to left say so to the terminal, and others
// do not.
func TestRightToLeft(t *testing.T) {
	v := newVisit(t, featured(), tui.Session{})
	for _, line := range strings.Split(v.text(), "\n") {
		turned := strings.ContainsAny(line, "\u05e9\u0639")
		if marked := strings.Contains(line, "\u200e"); marked != turned {
			t.Errorf("marked %v: %q", marked, line)
		}
	}
	v = newVisit(t, featured(), tui.Session{Environ: []string{"LANG=en_GB.ISO-8859-1"}})
	v.seesNot("\u200e")
}
