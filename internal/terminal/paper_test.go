package terminal_test

import (
	"bytes"
	"fmt"
	"image/color"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// sheet is a terminal whose erased cells and new rows have its own background, whatever colour is
// set, as GNU screen's: it knows for each cell whether text has painted it.
type sheet struct {
	painted [][]bool
	x, y    int
	set     bool // a background is set
	top     int  // of the scroll region
	bottom  int
}

func newSheet(width, height int) *sheet {
	s := &sheet{bottom: height}
	for range height {
		s.painted = append(s.painted, make([]bool, width))
	}
	return s
}

// Write takes what a screen is sent.
func (s *sheet) Write(p []byte) (int, error) {
	for rest := p; len(rest) > 0; {
		rest = rest[s.step(rest):]
	}
	return len(p), nil
}

func (s *sheet) step(p []byte) int {
	switch {
	case bytes.HasPrefix(p, []byte("\x1b]")):
		return bytes.IndexAny(p, "\a\\") + 1
	case bytes.HasPrefix(p, []byte("\x1b[")):
		end := 2 + bytes.IndexFunc(p[2:], func(r rune) bool { return r >= '@' })
		s.control(string(p[2:end]), p[end])
		return end + 1
	case p[0] == '\r':
		s.x = 0
	case p[0] == '\n':
		s.y++
	default:
		s.painted[s.y][min(s.x, len(s.painted[s.y])-1)] = s.set
		s.x++
	}
	return 1
}

func (s *sheet) control(params string, final byte) {
	first, second, _ := strings.Cut(params, ";")
	a, _ := strconv.Atoi(first)
	b, _ := strconv.Atoi(second)
	switch final {
	case 'm':
		s.set = (s.set && params != "" && params != "0" && !strings.HasPrefix(params, "0;")) || strings.Contains(";"+params, ";48;")
	case 'H':
		s.y, s.x = max(a, 1)-1, max(b, 1)-1
	case 'C':
		s.x += max(a, 1)
	case 'K':
		clear(s.painted[s.y][min(s.x, len(s.painted[s.y])):])
	case 'J':
		for _, row := range s.painted {
			clear(row)
		}
	case 'r':
		s.top, s.bottom, s.x, s.y = max(a, 1)-1, b, 0, 0
		if b == 0 {
			s.bottom = len(s.painted)
		}
	case 'S', 'T':
		region := s.painted[s.top:s.bottom]
		for range max(a, 1) {
			if blank := make([]bool, len(region[0])); final == 'S' {
				copy(region, region[1:])
				region[len(region)-1] = blank
			} else {
				copy(region[1:], region[:len(region)-1])
				region[0] = blank
			}
		}
	}
}

// TestPaper checks that a paper covers every cell of the window, whatever was shown before and
// however the terminal erases and scrolls.
func TestPaper(t *testing.T) {
	for seed := range uint64(20) {
		synctest.Test(t, func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 7))
			s := start(t, setup{mute: true, width: 30, height: 10, profile: []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI256}[seed%2]})
			defer func() { _ = s.quit() }()
			seen, lines := newSheet(30, 10), paperLines(r)
			_, _ = seen.Write([]byte(s.out.take()))
			for range 60 {
				view := screenView(randomView(r, lines))
				view.BackgroundColor, view.ForegroundColor = color.RGBA{20, 30, 40, 255}, color.RGBA{200, 210, 220, 255}
				showOn(s, seen, view)
				for y, row := range seen.painted {
					for x, painted := range row {
						if !painted {
							t.Fatalf("seed %d: cell %d of row %d is not covered; shown %q", seed, x, y, view.Content)
						}
					}
				}
				if r.IntN(10) == 0 {
					time.Sleep(time.Second) // for the queries
					showOn(s, seen, screenView("no paper"))
				}
			}
		})
	}
}

func showOn(s *session, seen *sheet, view tea.View) {
	s.show(view)
	_, _ = seen.Write([]byte(s.out.take()))
}

// TestTextColour checks that plain text can have a colour without a paper.
func TestTextColour(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		view := screenView("plain \x1b[1mbold\x1b[m")
		view.ForegroundColor = color.RGBA{1, 2, 3, 255}
		s := start(t, setup{mute: true, width: 30, height: 3, view: view})
		if got := s.out.take(); !strings.Contains(got, "\x1b[38;2;1;2;3m\x1b[H\x1b[Jplain \x1b[1mbold\x1b[0;38;2;1;2;3m\x1b[m") {
			t.Errorf("drawn %q", got)
		}
		_ = s.quit()
	})
}

// paperLines are lines of plain cells in several looks.
func paperLines(r *rand.Rand) []string {
	lines := make([]string, 40)
	for i := range lines {
		for range r.IntN(5) {
			lines[i] += []string{"word ", "\x1b[1;31mred\x1b[m", "      ", "\x1b[48;5;200mground\x1b[m ", "\x1b[39;49mx", "\x1b[7minverse \x1b[27m"}[r.IntN(6)]
		}
		lines[i] += fmt.Sprint(i)
		if i%5 == 0 {
			lines[i] = ""
		}
	}
	return lines
}
