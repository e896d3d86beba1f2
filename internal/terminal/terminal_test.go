package terminal_test

import (
	"image/color"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

func colorOf(rgb uint32) color.Color {
	return color.RGBA{R: uint8(rgb >> 16), G: uint8(rgb >> 8), B: uint8(rgb), A: 255}
}

// TestModes checks what each mode of a view writes, and that nothing is written twice.
func TestModes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, setup{view: screenView("x"), answers: true})
		first := s.out.take()
		v := fullView("x")
		s.show(v)
		want := "\x1b[?1004h\x1b[?1003h\x1b[?1006h\x1b[22;0t\x1b]2;a ]0;badtitle\a\x1b[2;3H\x1b[5 q\x1b]12;#ff8000\a\x1b[?25h"
		on := s.out.take()
		if on != want {
			t.Errorf("on\n got %q\nwant %q", on, want)
		}
		v.Cursor = tea.NewCursor(99, 99)
		s.show(v)
		if got, want := s.out.take(), "\x1b[12;40H\x1b[0 q\x1b]112\a"; got != want {
			t.Errorf("cursor\n got %q\nwant %q", got, want)
		}
		v.MouseMode, v.ReportFocus, v.WindowTitle, v.Cursor, v.DisableBracketedPasteMode = tea.MouseModeCellMotion, false, "b", nil, true
		s.show(v)
		want = "\x1b[?2004l\x1b[?1004l\x1b[?1003l\x1b[?1006l\x1b[?1002h\x1b[?1006h\x1b]2;b\a\x1b[?25l"
		off := s.out.take()
		if off != want {
			t.Errorf("off\n got %q\nwant %q", off, want)
		}
		s.show(v)
		if got := s.out.take(); got != "" {
			t.Errorf("the same view again writes %q", got)
		}
		_ = s.quit()
		checkRestored(t, first+on+off+s.out.take())
	})
}

func TestAltScreenComesAndGoes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, setup{view: tea.NewView("normal")})
		s.show(screenView("other"))
		s.show(tea.NewView("normal again"))
		if s.text() != "normal again" {
			t.Errorf("screen %q", s.text())
		}
		_ = s.quit()
		if s.text() != "" {
			t.Errorf("left over %q", s.text())
		}
	})
}

// TestPlainTerminals checks that the plainest terminals are sent no queries.
func TestPlainTerminals(t *testing.T) {
	for _, term := range []string{"linux", "vt100", "vt220", "ansi", "dumb", "cons25"} {
		synctest.Test(t, func(t *testing.T) {
			v := fullView("\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\ \x1b[4:3;31mred\x1b[m")
			s := start(t, setup{term: term, view: v, profile: colorprofile.ANSI})
			_ = s.quit()
			got := s.out.take()
			if strings.Contains(got, "\x1b]") || strings.Contains(got, "$p") || strings.Contains(got, "t\x1b") || !strings.Contains(got, "\x1b[31;4mred") &&
				!strings.Contains(got, "\x1b[4;31mred") {
				t.Errorf("%s got %q", term, got)
			}
			checkRestored(t, got)
		})
	}
}

func TestSynchronizedOutput(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, setup{mute: true, view: screenView("x")})
		s.show(screenView("y"))
		if strings.Contains(s.out.take(), "\x1b[?2026h") {
			t.Error("used before it is known")
		}
		s.typed("\x1b[?2026;2$y")
		s.show(screenView("z"))
		if got, want := s.out.take(), "\x1b[?2026h\x1b[H\x1b[Kz\x1b[?2026l"; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		_ = s.quit()
	})
}

func TestGraphemeWidths(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		family := strings.Repeat("👨‍👩‍👧", 4)
		s := start(t, setup{mute: true, width: 20, height: 2, view: screenView(family)})
		if n := strings.Count(s.out.take(), "👧"); n != 3 {
			t.Errorf("%d families fit in 20 cells of a terminal that counts each rune, want 3", n)
		}
		s.typed("\x1b[?2027;2$y")
		got := s.out.take()
		if n := strings.Count(got, "👧"); n != 4 || !strings.Contains(got, "\x1b[?2027h") {
			t.Errorf("%d families in %q", n, got)
		}
		_ = s.quit()
		checkRestored(t, got+s.out.take())
	})
}

// TestTrueColor checks that a terminal with more colours than expected gets them, once.
func TestTrueColor(t *testing.T) {
	for _, reply := range []string{"\x1bP1+r524742=382F382F38\x1b\\", "\x1bP1+r5463\x1b\\", "\x1bP1+r524742\x1b\\"} {
		synctest.Test(t, func(t *testing.T) {
			s := start(t, setup{mute: true, profile: colorprofile.ANSI256, view: screenView("\x1b[38;2;1;2;3mx")})
			if !strings.Contains(s.out.take(), "\x1b[38;5;") {
				t.Error("colours are not reduced")
			}
			s.typed("\x1b[?2026;0$y")
			if got, want := s.out.take(), "\x1bP+q524742;5463\x1b\\\x1b[c"; got != want {
				t.Errorf("asked %q, want %q", got, want)
			}
			s.typed(reply)
			s.typed(reply)
			if got := s.out.take(); strings.Count(got, "\x1b[38;2;1;2;3m") != 1 {
				t.Errorf("drawn %q", got)
			}
			told := slices.DeleteFunc(s.page.told(), func(msg tea.Msg) bool { _, ok := msg.(tea.ColorProfileMsg); return !ok })
			if len(told) != 1 || told[0] != tea.Msg(tea.ColorProfileMsg{Profile: colorprofile.TrueColor}) {
				t.Errorf("told %v", told)
			}
			_ = s.quit()
		})
	}
}

func TestNoColor(t *testing.T) {
	for profile, want := range map[colorprofile.Profile]string{
		colorprofile.ASCII: "\x1b[1mx\x1b[my",
		colorprofile.NoTTY: "xy",
	} {
		synctest.Test(t, func(t *testing.T) {
			s := start(t, setup{mute: true, profile: profile, view: screenView("\x1b[1;31;48;5;9mx\x1b[my")})
			s.typed("\x1b[?2026;0$y\x1bP1+r524742\x1b\\")
			if got := s.out.take(); !strings.Contains(got, want) || strings.Contains(got, "31") && strings.Contains(got, "+q") {
				t.Errorf("%v: %q", profile, got)
			}
			_ = s.quit()
		})
	}
}

func TestBackground(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, setup{mute: true})
		s.typed("\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b]11;nonsense\x07\x1b[?62c")
		told := s.page.told()
		if len(told) != 1 || told[0].(tea.BackgroundColorMsg).IsDark() {
			t.Errorf("told %v", told)
		}
		s.out.take()
		s.term.Send(do{tea.RequestBackgroundColor})
		s.settle()
		if got := s.out.take(); got != "\x1b]11;?\a" {
			t.Errorf("asked %q", got)
		}
		_ = s.quit()
	})
}

// TestCommands checks the commands of Bubble Tea that write to a terminal, and those that must do
// nothing.
func TestCommands(t *testing.T) {
	copied := "\x1b]52;c;aGk=\a"
	unbroken := "\x0f\x1b[m\x1b[r\x1b[?6l\x1b[4l\x1b[?7l"
	for name, c := range map[string]struct {
		cmd  tea.Cmd
		want string
	}{
		"raw":            {tea.Raw("\x1b[5n"), "\x1b[5n"},
		"tea.clipboard":  {tea.SetClipboard("hi"), copied},
		"too much":       {tea.SetClipboard(strings.Repeat("x", 1<<20)), ""},
		"redraw":         {tea.ClearScreen, unbroken + "\x1b[?1049h\x1b[?2004h\x1b[H\x1b[Jpage"},
		"suspend":        {tea.Suspend, ""},
		"primary":        {tea.SetPrimaryClipboard("hi"), ""},
		"exec":           {tea.ExecProcess(exec.Command("/bin/false"), func(err error) tea.Msg { return tea.Quit() }), ""},
		"size":           {tea.RequestWindowSize, ""},
		"a foreign size": {func() tea.Msg { return tea.WindowSizeMsg{Width: 3, Height: 3} }, ""},
		"print":          {tea.Println("over the page"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := start(t, setup{mute: true, view: screenView("page")})
				s.typed("\x1b[?62c")
				s.out.take()
				s.term.Send(do{c.cmd})
				s.settle()
				if got := strings.ReplaceAll(s.out.take(), "\x1b[?25l", ""); got != c.want {
					t.Errorf("got %q, want %q", got, c.want)
				}
				if err := s.quit(); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

// TestRawBeforeLeaving checks that pending raw sequences are written before the terminal is
// restored.
func TestRawBeforeLeaving(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, setup{mute: true, view: screenView("")})
		s.term.Send(do{tea.Sequence(tea.SetClipboard("hi"), tea.Quit)})
		_ = s.wait()
		got := s.out.take()
		before, _, left := strings.Cut(got, "\x1b[?1049l")
		if !left || !strings.Contains(before, "\x1b]52;c;aGk=\a") {
			t.Errorf("wrote %q", got)
		}
	})
}

func TestOnMouse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		type clicked struct{ x, y int }
		v := fullView("x")
		v.OnMouse = func(msg tea.MouseMsg) tea.Cmd {
			m := msg.Mouse()
			return func() tea.Msg { return clicked{m.X, m.Y} }
		}
		s := start(t, setup{mute: true, view: v})
		s.typed("\x1b[<0;5;3M")
		told := s.page.told()
		if len(told) != 2 || !slices.Contains(told, tea.Msg(clicked{4, 2})) {
			t.Errorf("told %v", told)
		}
		_ = s.quit()
	})
}
