package terminal_test

import (
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"
)

// TestOnlyASCII has a client that shows no UTF-8 get nothing but ASCII, in whatever is sent.
func TestOnlyASCII(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		view := screenView("▌ Blätter — “ja”\n\x1b[1mcafe\u0301\x1b[m │ ü\n中文 👨‍👩‍👧‍👦 end")
		view.WindowTitle = "Über"
		s := start(t, setup{width: 20, height: 4, environ: []string{"LANG=de_DE.ISO-8859-1"}, answers: true, view: view})
		if got, want := s.text(), "> Blaetter -- \"ja\"\ncafe | ue\n?? ? end"; got != want {
			t.Errorf("screen:\n%s\nwant:\n%s", got, want)
		}
		view.Content = "▌ Blätter — “na”\n\x1b[1mcafe\u0301\x1b[m │ ö, a long row that is cut é\n"
		s.show(view)
		if got, want := s.text(), "> Blaetter -- \"na\"\ncafe | oe, a long ro"; got != want {
			t.Errorf("screen:\n%s\nwant:\n%s", got, want)
		}
		s.term.Send(do{tea.SetClipboard("Straße")})
		s.settle()
		s.term.Quit("Tschüß — bis bald")
		if err := s.wait(); err != nil {
			t.Fatal(err)
		}
		sent := s.out.take()
		for i := range len(sent) {
			if sent[i] > 0x7e {
				t.Fatalf("byte %#x in %q", sent[i], sent)
			}
		}
		for _, part := range []string{"Ueber", "U3RyYXNzZQ==", "Tschuess -- bis bald"} {
			if !strings.Contains(sent, part) {
				t.Errorf("%q is not sent", part)
			}
		}
	})
}

// TestConsoleGlyphs shows on a console what its font has.
func TestConsoleGlyphs(t *testing.T) {
	for term, want := range map[string]string{
		"linux":  "█ • - * │ ↓ ü ═ ─ x « < „",
		"cons25": "█ • - * │ ↓ ü ═ ─ x « < „",
		"xterm":  "▌ • ◦ ▪ ▏ ↓ ü ━ ┈ ☑ « ↩ „",
	} {
		synctest.Test(t, func(t *testing.T) {
			s := start(t, setup{term: term, view: screenView("▌ • ◦ ▪ ▏ ↓ ü ━ ┈ ☑ « ↩ „")})
			if got := s.text(); got != want {
				t.Errorf("%s: %q, want %q", term, got, want)
			}
			if err := s.quit(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// TestConsoleGlyphsAreNarrow checks that no sign stands for another one of another width.
func TestConsoleGlyphsAreNarrow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, setup{term: "linux", view: screenView("┃x\n❦x\n▣x\n☑x")})
		for row := range strings.Lines(s.text()) {
			if len([]rune(strings.TrimSpace(row))) != 2 || []rune(row)[1] != 'x' {
				t.Errorf("row %q", row)
			}
		}
		if err := s.quit(); err != nil {
			t.Fatal(err)
		}
	})
}
