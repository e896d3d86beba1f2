package terminal_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"github.com/sshblog/sshblog/internal/terminal"
)

func TestProfile(t *testing.T) {
	none, basic, many, direct := colorprofile.ASCII, colorprofile.ANSI, colorprofile.ANSI256, colorprofile.TrueColor
	for environ, want := range map[string]colorprofile.Profile{
		"TERM=xterm": basic, "TERM=xterm-256color": many, "TERM=xterm-kitty": direct, "TERM=linux": basic, "TERM=screen": basic, "TERM=screen.xterm-256color": many, "TERM=screen-256color": many, "TERM=screen COLORTERM=truecolor": basic,
		"TERM=tmux":                  many,
		"TERM=rxvt-unicode-256color": many, "TERM=putty": basic, "TERM=ansi": basic, "TERM=vte": basic, "TERM=XTERM": basic,
		"TERM=vt52": colorprofile.NoTTY, "TERM=vt100": none, "TERM=vt102": none, "TERM=vt220": none, "TERM=vt220-8bit": none,
		"TERM=vt420": none, "TERM=unknown": none, "TERM=qwerty": none, "TERM=sun": none, "TERM=wy60": none, "TERM=xterm-mono": none,
		"TERM=brand-new-256color": many, "TERM=brand-new COLORTERM=truecolor": direct, "TERM=vt100 COLORTERM=truecolor": none,
		"TERM=xterm NO_COLOR=yes": none, "TERM=xterm NO_COLOR=0": none, "TERM=xterm NO_COLOR=": basic,
		"TERM=dumb": colorprofile.NoTTY, "TERM=" + strings.Repeat("x", 1<<16): none,
	} {
		if got := terminal.Profile(strings.Fields(environ)); got != want {
			t.Errorf("%.60s: %v, want %v", environ, got, want)
		}
	}
}

// TestAskPlainTerminals checks what terminals are asked whose names promise nothing: those without
// colours nothing, the others who they are, and their background only if they are more than a VT102.
func TestAskPlainTerminals(t *testing.T) {
	const (
		who        = "\x1b[c"
		background = "\x1b]11;?"
	)
	for _, c := range []struct {
		term, answer string
		profile      colorprofile.Profile
		asked, then  bool
		told         bool // of a black background
	}{
		{"vt100", "", colorprofile.ASCII, false, false, false},
		{"vt52", "", colorprofile.NoTTY, false, false, false},
		{"ansi", "\x1b[?6c", colorprofile.ANSI, true, false, false},
		{"ansi", "\x1b[?62;22c", colorprofile.ANSI, true, true, false},
		{"linux", "\x1b[?6c", colorprofile.ANSI, true, false, true},
		{"linux", "\x1b[?64;1;2c", colorprofile.ANSI, true, true, false},
		{"cygwin", "", colorprofile.ANSI, true, false, false},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := start(t, setup{mute: true, term: c.term, view: screenView("x"), profile: c.profile})
			time.Sleep(time.Second)
			s.settle()
			if got := s.out.take(); strings.Contains(got, who) != c.asked || strings.Contains(got, background) {
				t.Errorf("%s was asked %q", c.term, got)
			}
			if c.answer != "" {
				s.typed(c.answer + c.answer)
			}
			if got := s.out.take(); strings.Count(got, background) != map[bool]int{true: 1}[c.then] {
				t.Errorf("%s that answers %q was asked %q", c.term, c.answer, got)
			}
			told := false
			for _, msg := range s.page.told() {
				if ground, ok := msg.(tea.BackgroundColorMsg); ok {
					told = ground.IsDark()
				}
			}
			if told != c.told {
				t.Errorf("%s that answers %q: told of a black background: %v", c.term, c.answer, told)
			}
			_ = s.quit()
		})
	}
}

// TestScreenOrTmux checks that a terminal called "screen" has 256 colours if it is tmux.
func TestScreenOrTmux(t *testing.T) {
	for answer, want := range map[string]bool{"\x1b[>84;0;0c": true, "\x1b[>83;40900;0c": false, "\x1b[>c": false, "\x1b[>84;0;0c\x1b[>84;0;0c": true} {
		synctest.Test(t, func(t *testing.T) {
			s := start(t, setup{mute: true, term: "screen", view: screenView("\x1b[38;5;98mx"), profile: colorprofile.ANSI})
			time.Sleep(time.Second)
			s.settle()
			if got := s.out.take(); !strings.Contains(got, "\x1b[>c") {
				t.Errorf("it is asked %q", got)
			}
			s.typed(answer)
			told := 0
			for _, msg := range s.page.told() {
				if msg == tea.Msg(tea.ColorProfileMsg{Profile: colorprofile.ANSI256}) {
					told++
				}
			}
			if got := s.out.take(); strings.Contains(got, "38;5;98") != want || (told == 1) != want {
				t.Errorf("%q: told %d times, drawn %q", answer, told, got)
			}
			_ = s.quit()
		})
	}
}

// TestUpright checks that terminals without italics get lines below what is stressed, and nothing
// for what has a colour.
func TestUpright(t *testing.T) {
	const content = "\x1b[3mstressed   \x1b[0m\x1b[0;3;31m// said\x1b[m   \x1b[0;1;3mboth\x1b[m"
	for _, tt := range []struct {
		term, attributes, name string
		want                   bool
	}{
		{"screen", "", "", true},
		{"screen.xterm-256color", "", "", true},
		{"putty-256color", "", "", true},
		{"xterm", "\x1b[?6c", "\x1b[>0;136;0c", true},
		{"xterm-256color", "\x1b[?6c", "\x1b[>0;136;0c", true},
		{"xterm-256color", "\x1b[?6c", "\x1b[>0;2200;1c", false},
		{"xterm-256color", "\x1b[?6c", "\x1b[>c", false},
		{"xterm-256color", "\x1b[?64;1c", "", false},
		{"tmux-256color", "\x1b[?1;2c", "", false},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := start(t, setup{mute: true, term: tt.term, view: screenView(content), profile: colorprofile.ANSI})
			time.Sleep(time.Second)
			s.settle()
			got := s.out.take()
			if tt.attributes != "" {
				s.typed(tt.attributes)
				asked := s.out.take()
				if strings.Contains(asked, "\x1b[>c") != (tt.name != "") {
					t.Errorf("%q: %q is asked %q", tt.term, tt.attributes, asked)
				}
				s.typed(tt.name + tt.attributes)
				got += s.out.take()
			}
			for _, text := range []string{"\x1b[4mstressed\x1b[m ", "\x1b[31m// said", "\x1b[1;4;39mboth"} {
				if tt.want && !strings.Contains(got, text) {
					t.Errorf("%q %q: no %q in %q", tt.term, tt.name, text, got)
				}
			}
			if !tt.want && strings.Contains(got, "\x1b[4m") {
				t.Errorf("%q %q: there are italics, but lines in %q", tt.term, tt.name, got)
			}
			_ = s.quit()
		})
	}
}

// TestUnstruck checks which terminals draw a line through text.
func TestUnstruck(t *testing.T) {
	for term, want := range map[string]bool{
		"screen": true, "screen.xterm-256color": true, "rxvt-unicode-256color": true, "linux": true, "vt220": true,
		"xterm": false, "xterm-256color": false, "tmux-256color": false, "vte-256color": false, "xterm-kitty": false,
	} {
		if got := terminal.Unstruck([]string{"TERM=" + term}); got != want {
			t.Errorf("%s: %v", term, got)
		}
	}
}
