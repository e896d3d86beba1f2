package tui_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/tui"
)

// belowHead returns the lines of a window below the first one, which is the running head of a post
// that is scrolled.
func belowHead(text string) string {
	_, rest, _ := strings.Cut(text, "\n")
	return rest
}

// TestRunningHead scrolls through a post: its title and section stay above the text, no line is
// hidden below them, and the keys of pages leave none out.
func TestRunningHead(t *testing.T) {
	v := newVisit(t, parts(20), tui.Session{Open: "long"})
	v.sees("Begin.")
	if first := v.lines()[0]; strings.Contains(first, "min left") {
		t.Errorf("there is a running head above the title: %q", first)
	}
	before := v.lines()
	v.press("j")
	after := v.lines()
	if !strings.Contains(after[0], "Long") || !strings.Contains(after[0], "min left") {
		t.Errorf("no running head: %q", after[0])
	}
	if after[1] != before[1] || after[20] != before[20] {
		t.Error("the first line down moves the text")
	}
	v.press("]]")
	if first := v.lines()[0]; !strings.Contains(first, "Long › Detail 1") {
		t.Errorf("not the section: %q", first)
	}
	v.press("g")
	for range 200 {
		was := v.lines()
		v.press("<space>")
		now := v.lines()
		if !strings.Contains(strings.Join(now, "\n"), strings.TrimSpace(was[len(was)-2])) {
			t.Fatalf("a page leaves out lines behind %q", was[len(was)-2])
		}
		if strings.Contains(v.text(), "end") {
			break
		}
	}
	v.sees("1 min left")
}

// TestNoRunningHead leaves small windows and the text alone without one.
func TestNoRunningHead(t *testing.T) {
	v := newVisit(t, parts(20), tui.Session{Open: "long", Width: 80, Height: 20})
	v.sees("Begin.")
	v.press("jj")
	v.sees("%")
	if strings.Contains(v.text(), "min left") {
		t.Error("a low window has a running head")
	}
	v.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	v.settle()
	v.sees("min left")
	v.press("z")
	v.settle()
	if strings.Contains(v.text(), "min left") {
		t.Error("the text alone has a running head")
	}
}
