package terminal_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/charmbracelet/colorprofile"

	"github.com/sshblog/sshblog/internal/picture"
	"github.com/sshblog/sshblog/internal/terminal/graphics"
)

// supports returns what the model was told of pictures.
func (p *page) supports() []graphics.Support {
	p.mu.Lock()
	defer p.mu.Unlock()
	var all []graphics.Support
	for _, msg := range p.msgs {
		if s, ok := msg.(graphics.Support); ok {
			all = append(all, s)
		}
	}
	return all
}

// TestAskForPictures checks what a terminal is asked, and what the model learns from its answers.
func TestAskForPictures(t *testing.T) {
	const queries = "\x1b[>q\x1b[16t\x1b[c"
	blocks := graphics.Support{Protocol: picture.Blocks, Cell: picture.Size{W: 10, H: 20}}
	synctest.Test(t, func(t *testing.T) {
		s := start(t, setup{mute: true, view: screenView("x"), profile: colorprofile.ANSI256, pictures: true, width: 80, height: 24})
		if got := s.page.supports(); !slices.Equal(got, []graphics.Support{blocks}) {
			t.Errorf("before any answer: %+v", got)
		}
		time.Sleep(time.Second)
		s.settle()
		if got := s.out.take(); !strings.Contains(got, queries) {
			t.Errorf("asked %q", got)
		}
		s.typed("\x1bP>|kitty(0.35.2)\x1b\\\x1b[6;18;9t\x1b[?62;c")
		s.typed("\x1bP>|kitty(0.1)\x1b\\\x1b[6;65535;65535t\x1b[?62;4c") // further ones count for nothing
		want := []graphics.Support{
			blocks,
			{Protocol: picture.Blocks, Cell: picture.Size{W: 9, H: 18}},
			{Protocol: picture.KittyPlaceholder, Cell: picture.Size{W: 9, H: 18}},
		}
		if got := s.page.supports(); !slices.Equal(got, want) {
			t.Errorf("told %+v, want %+v", got, want)
		}
		s.term.Resize(100, 30, picture.Size{W: 800, H: 480})
		s.settle()
		want = append(want, graphics.Support{Protocol: picture.KittyPlaceholder, Cell: picture.Size{W: 8, H: 16}})
		if got := s.page.supports(); !slices.Equal(got, want) {
			t.Errorf("after a resize: told %+v, want %+v", got, want)
		}
		s.term.Resize(100, 30, picture.Size{W: 1000, H: 600}) // another font
		s.settle()
		if got := s.page.supports(); len(got) != 5 || got[4].Cell != (picture.Size{W: 10, H: 20}) {
			t.Errorf("after another font: told %+v", got)
		}
		_ = s.quit()
	})
}

// TestForgedPictureAnswers has a terminal answer what it was never asked, thousands of times.
func TestForgedPictureAnswers(t *testing.T) {
	for _, answer := range []string{
		"\x1b[6;0;0t", "\x1b[6;65535;65535t", "\x1b[6;9999999;1t", "\x1b[4;65535;65535t", "\x1b[6t", "\x1bP>|\x1b\\",
		"\x1bP>|" + strings.Repeat("x", 900) + "\x1b\\", "\x1b[?c", "\x1b_Gi=31;OK\x1b\\", "\x1b_G" + strings.Repeat("A", 900) + "\x1b\\",
	} {
		synctest.Test(t, func(t *testing.T) {
			s := start(t, setup{mute: true, view: screenView("x"), profile: colorprofile.ANSI256, pictures: true, pixels: picture.Size{W: 65535, H: 0}})
			for range 20 {
				go func() { _, _ = s.in.Write([]byte(strings.Repeat(answer, 500))) }()
				time.Sleep(10 * time.Second)
			}
			s.settle()
			told := s.page.supports()
			if len(told) > 3 {
				t.Errorf("%.20q: the model was told %d times", answer, len(told))
			}
			for _, support := range told {
				if c := support.Cell; c.W < 4 || c.W > 64 || c.H < 8 || c.H > 128 || support.Protocol != picture.Blocks {
					t.Errorf("%.20q: told %+v", answer, support)
				}
			}
			if keys := s.page.keys(); len(keys) > len(told) {
				t.Errorf("%.20q: the model got %d messages", answer, len(keys))
			}
			_ = s.quit()
		})
	}
}

// TestNoBorrowedPictures checks that text shows no picture of another program in the same window.
func TestNoBorrowedPictures(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		view := screenView("a\x1b[38;5;42m\U0010eeee\u0305\u0305\U0010eeee\x1b[m b")
		view.WindowTitle = "c\U0010eeeed"
		s := start(t, setup{mute: true, term: "xterm-kitty", view: view, pictures: true})
		s.typed("\x1bP>|kitty(0.35.2)\x1b\\\x1b[?62c\U0010eeee\x1b[200~e\U0010eeeef\x1b[201~")
		if got := s.page.keys(); !slices.Contains(got, "paste:ef") || slices.Contains(got, "\U0010eeee") {
			t.Errorf("the model got %q", got)
		}
		s.term.Quit("g\U0010eeeeh")
		if err := s.wait(); err != nil {
			t.Fatal(err)
		}
		if got := s.out.take(); strings.Contains(got, "\U0010eeee") || !strings.Contains(got, "cd") || !strings.Contains(got, "gh") {
			t.Errorf("sent %q", got)
		}
	})
}

// ofPictures finds what only terminals with pictures may be sent.
var ofPictures = regexp.MustCompile("\x1b_|\x1bP|\x1b]1337")

// TestNoPictures checks who gets nothing of any protocol, and is asked for nothing but what all are.
func TestNoPictures(t *testing.T) {
	view := screenView("text \x1b_Ga=T;AAAA\x1b\\\x1bPq#0~\x1b\\\x1b]1337;File=inline=1:AAAA\a end")
	for _, c := range []struct {
		name, answers string
		setup         setup
		asked         bool
	}{
		{"no answers", "", setup{profile: colorprofile.ANSI256}, true},
		{"dumb", "", setup{term: "dumb", profile: colorprofile.NoTTY}, false},
		{"linux", "\x1b[?6c", setup{term: "linux", profile: colorprofile.ANSI}, false},
		{"NO_COLOR", "\x1bP>|kitty(0.35.2)\x1b\\\x1b[?62;4c", setup{environ: []string{"NO_COLOR=1"}, profile: colorprofile.ASCII}, false},
		{"Terminology", "\x1bP>|terminology 1.13.0\x1b\\\x1b[?64;1;9;15;18;21;22c", setup{profile: colorprofile.ANSI256}, true},
		{"RLogin", "\x1bP>|RLogin(2.29.3)\x1b\\\x1b[?65;1;2;3;4;6;8;9;15;18;21;22;29;39;42;44c", setup{profile: colorprofile.ANSI256}, true},
		{"tmux", "\x1bP>|tmux 3.4\x1b\\\x1b[?1;2;4c", setup{term: "tmux-256color", profile: colorprofile.ANSI256}, true},
	} {
		synctest.Test(t, func(t *testing.T) {
			c.setup.mute, c.setup.view, c.setup.pictures = true, view, true
			s := start(t, c.setup)
			time.Sleep(time.Second)
			if c.answers != "" {
				s.typed(c.answers)
			}
			s.show(screenView("another view\n" + view.Content))
			_ = s.quit()
			got := s.out.take()
			if found := ofPictures.FindString(got); found != "" {
				t.Errorf("%s: %q in %q", c.name, found, got)
			}
			if asked := strings.Contains(got, "\x1b[>q"); asked != c.asked {
				t.Errorf("%s: asked for its name: %v", c.name, asked)
			}
		})
	}
}
