package tui_test

import (
	"testing"

	"github.com/sshblog/sshblog/internal/tui"
)

// TestFarewell says where the reader was, and how to come back if that is known.
func TestFarewell(t *testing.T) {
	known := func(s *tui.Shared) { s.Command, s.Reachable = here, true }
	for name, c := range map[string]struct {
		keys   string
		change func(*tui.Shared)
		want   string
	}{
		"a post":     {"", known, `You left "Long". Back: open long`},
		"a section":  {"]]", known, `You left "Long › Detail 1". Back: open long#detail-1`},
		"no host":    {"]", copying, `You left "Long › Part 1".`},
		"the list":   {"<esc>", known, ""},
		"not wanted": {"", func(s *tui.Shared) { known(s); s.NoFarewell = true }, ""},
	} {
		v := newVisit(t, parts(3), tui.Session{Open: "long"}, c.change)
		v.sees("Begin.")
		v.press(c.keys)
		v.settle()
		if got := v.model.(*tui.Model).Farewell(); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestPlateWithoutClipboard shows what can be selected where nothing can be sent.
func TestPlateWithoutClipboard(t *testing.T) {
	v := newVisit(t, charts(), tui.Session{NoClipboard: true, Width: 40, Height: 12}, copying)
	v.press("j")
	if got := v.copies("y"); got != "" {
		t.Errorf("%q is sent to a terminal without a clipboard", got)
	}
	v.sees("this terminal has no clipboard")
	v.sees("\nopen tides\n")
	checkFits(t, v, 40, 12)
	v.press("<down>")
	v.seesNot("no clipboard")
}
