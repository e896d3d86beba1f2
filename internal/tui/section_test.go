package tui_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sshblog/sshblog/internal/tui"
)

// sections is a post of n sections whose lines name their section.
func sections(n int) fstest.MapFS {
	var text strings.Builder
	text.WriteString("in0\n\n")
	for i := 1; i <= n; i++ {
		in := fmt.Sprintf("in%d", i)
		text.WriteString(strings.Repeat("#", 2+i%3) + fmt.Sprintf(" Sec%d\n\n", i) + in + "\n\n> " + in + "\n\n```\n" + in +
			"\n\n" + in + "\n```\n\n" + in + "\n\n")
	}
	return fstest.MapFS{"long.md": page("title: Long\ndate: 2026-02-02", text.String())}
}

// TestSectionIsOnTheWindow scrolls line by line: the section in the running head, in the farewell
// and in what y copies is that of the first line with anything on it.
func TestSectionIsOnTheWindow(t *testing.T) {
	names := regexp.MustCompile(`\b(?:in|Sec)([0-9]+)\b`)
	for _, size := range [][2]int{{80, 24}, {80, 20}, {40, 12}, {160, 30}} {
		v := newVisit(t, sections(30), tui.Session{Open: "long", Width: size[0], Height: size[1]}, func(s *tui.Shared) {
			s.Command, s.Reachable = here, true
		})
		v.settle()
		for range 400 {
			v.press("j")
			lines := strings.Split(v.text(), "\n")
			if size[1] > 20 {
				lines = lines[1:]
			}
			first := names.FindStringSubmatch(strings.Join(lines[:len(lines)-1], "\n"))
			if first == nil {
				break // in what comes below the post
			}
			want := "Long › Sec" + first[1]
			if first[1] == "0" {
				want = "Long"
			}
			bye := v.model.(*tui.Model).Farewell()
			if !strings.HasPrefix(bye, `You left "`+want+`".`) {
				t.Fatalf("%v: %q, want %q:\n%s", size, bye, want, v.text())
			}
			if copied := v.copies("y"); first[1] != "0" && copied != "open long#sec"+first[1] {
				t.Fatalf("%v: y copies %q", size, copied)
			}
			v.press("<esc>")
			if head := v.text(); size == [2]int{80, 24} && !strings.HasPrefix(strings.TrimSpace(head), want+" ") {
				t.Fatalf("the running head is not %q:\n%s", want, head)
			}
		}
	}
}

// TestSectionOfAJump jumps to headings that the end of the post keeps from the top of the window.
func TestSectionOfAJump(t *testing.T) {
	farewell := func(v *visit) string {
		v.settle()
		place, _, _ := strings.Cut(strings.TrimPrefix(v.model.(*tui.Model).Farewell(), "You left "), ".")
		return place
	}
	for _, keys := range []string{"oG<enter>", "ob<enter>oG<enter>", strings.Repeat("]", 12), strings.Repeat("]", 20)} {
		v := newVisit(t, sections(12), tui.Session{Open: "long"})
		v.settle()
		v.press(keys)
		if got := farewell(v); got != `"Long › Sec12"` {
			t.Errorf("%s: left %s", keys, got)
		}
		v.press("kkkkkkkkkkk")
		if got := farewell(v); got == `"Long › Sec12"` {
			t.Errorf("%s and k: still %s:\n%s", keys, got, v.text())
		}
	}
	for _, height := range []int{12, 24, 60} {
		v := newVisit(t, sections(12), tui.Session{Open: "long#sec11", Width: 80, Height: height})
		if got := farewell(v); got != `"Long › Sec11"` {
			t.Errorf("height %d, by address: left %s", height, got)
		}
	}
}
