package terminal_test

import (
	"fmt"
	"image/color"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/charmbracelet/colorprofile"
)

func TestFirstFrame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, setup{view: screenView("hello\n\nworld"), width: 20, height: 4})
		got := s.out.take()
		want := "\x1b[?1049h\x1b[?7l\x1b[m\x1b[?2004h\x1b[?25l\x1b[H\x1b[Jhello\r\n\nworld"
		if got != want {
			t.Errorf("first frame\n got %q\nwant %q", got, want)
		}
		time.Sleep(time.Second)
		synctest.Wait()
		got = s.out.take()
		want = "\x1b[2;20H\x1b]11;?\a\x1b[?2026$p\x1b[?2027$p\x1b[c\x1b[K"
		if got != want {
			t.Errorf("queries\n got %q\nwant %q", got, want)
		}
		if err := s.quit(); err != nil {
			t.Errorf("Run: %v", err)
		}
		got = s.out.take()
		want = "\x1b[m\x1b[H\x1b[J\x1b[?2004l\x1b[?25h\x1b[?7h\x1b[?1049l"
		if got != want {
			t.Errorf("restored\n got %q\nwant %q", got, want)
		}
	})
}

// TestFreshPaint checks that the screen shows the same for a view, whatever was shown before it.
func TestFreshPaint(t *testing.T) {
	for seed := range uint64(30) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := rand.New(rand.NewPCG(seed, 1))
				term := []string{"xterm-256color", "linux", "tmux-256color"}[seed%3]
				profile := []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI, colorprofile.ANSI256, colorprofile.ASCII}[seed%4]
				c := setup{width: 30, height: 10, term: term, profile: profile, answers: seed%2 == 0}
				s := start(t, c)
				defer func() { _ = s.quit() }()
				lines := randomLines(r, 40)
				for range 60 {
					if r.IntN(8) == 0 {
						c.width, c.height = 1+r.IntN(60), 1+r.IntN(20)
						s.resize(c.width, c.height)
					}
					c.view = screenView(randomView(r, lines))
					if seed%5 == 0 && r.IntN(6) > 0 {
						c.view.BackgroundColor, c.view.ForegroundColor = color.RGBA{20, 30, 40, 255}, color.RGBA{200, 210, 220, 255}
					}
					s.show(c.view)
					checkFresh(t, s, c)
				}
			})
		})
	}
}

// checkFresh compares the screen of s with one that c's view is painted on afresh.
func checkFresh(t *testing.T, s *session, c setup) {
	t.Helper()
	fresh := start(t, c)
	defer func() { _ = fresh.quit() }()
	got, want := s.cells(), fresh.cells()
	if slices.Equal(got, want) {
		return
	}
	for y := range want {
		if got[y] != want[y] {
			t.Errorf("row %d\n got %s\nwant %s", y, got[y], want[y])
		}
	}
	t.Fatalf("view %q\nbytes %q", c.view.Content, s.out.take())
}

// randomView picks rows from lines as a scrolled page with a bar would, or at random.
func randomView(r *rand.Rand, lines []string) string {
	var rows []string
	switch r.IntN(4) {
	case 0:
		for range r.IntN(15) {
			rows = append(rows, lines[r.IntN(len(lines))])
		}
	default:
		from := r.IntN(len(lines) - 8)
		rows = append(rows, "top")
		rows = append(rows, lines[from:from+8]...)
		rows = append(rows, fmt.Sprintf("a bar of some length %3d%%", from))
	}
	return strings.Join(rows, "\n")
}

var pieces = []string{
	"a", "b", "word", " ", "   ", "          ", "é", "e\u0301", "中", "文字", "😀", "👨‍👩‍👧", "🇩🇪", "\u0301", "~", "—", "│", "ｱ", "·", "ß─█", "…",
	"\x1b[1m", "\x1b[m", "\x1b[0m", "\x1b[31m", "\x1b[38;5;123m", "\x1b[38;2;10;200;30m", "\x1b[48;2;60;60;60m", "\x1b[7m", "\x1b[4m",
	"\x1b[22;24;27m", "\x1b[39;49m", "\x1b[4:3m", "\x1b[58;5;9m", "\x1b[91;104m", "\x1b[9m", "\x1b[38:2::1:2:3m", "\x1b[3;2m",
	"\x1b]8;;https://example.org/a\x1b\\", "\x1b]8;;\x1b\\", "\x1b]8;id=1;https://example.org/b\a", "\x1b[2J", "\x1b]0;no\a", "\u202e", "\u0085",
	"\x9b", "\t", "\x1bP1$r\x1b\\", "\x1b[", "the quick brown fox",
}

func randomLines(r *rand.Rand, n int) []string {
	lines := make([]string, n)
	for i := range lines {
		var b strings.Builder
		for range r.IntN(14) {
			if r.IntN(3) > 0 {
				b.WriteString(pieces[r.IntN(5)])
			} else {
				b.WriteString(pieces[r.IntN(len(pieces))])
			}
		}
		lines[i] = b.String()
	}
	return lines
}
