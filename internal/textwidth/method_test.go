package textwidth_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/textwidth"
)

// TestWidth compares with what xterm and other terminals without mode 2027 do (code points), and
// with what terminals do that have it (graphemes).
func TestWidth(t *testing.T) {
	for _, c := range []struct {
		text                  string
		codePoints, graphemes int
	}{
		{"plain", 5, 5},
		{"\x1b[1mbold\x1b[m", 4, 4},
		{"é", 1, 1},
		{"e\u0301", 1, 1},
		{"中文", 4, 4},
		{"한", 2, 2},
		{"น้ำ", 2, 1},
		{"क्षत्रिय", 6, 3},
		{"நாடு", 4, 2},
		{"👨‍👩‍👧‍👦", 8, 2},
		{"👍🏽", 4, 2},
		{"🇩🇪", 2, 2},
		{"❤️", 1, 2},
		{"1️⃣", 1, 2},
		{"שָׁלוֹם", 4, 4},
	} {
		for method, want := range map[textwidth.Method]int{
			textwidth.CodePoints: c.codePoints, textwidth.Graphemes: c.graphemes,
		} {
			if got := method.Width(c.text); got != want {
				t.Errorf("%v of %q is %d cells, want %d", method, c.text, got, want)
			}
		}
		if got := textwidth.Cautious.Width(c.text); got < c.graphemes {
			t.Errorf("cautious: %q is %d cells", c.text, got)
		}
	}
}

func TestReported(t *testing.T) {
	for answer, want := range map[ansi.ModeSetting]textwidth.Method{
		ansi.ModeNotRecognized: textwidth.CodePoints, ansi.ModePermanentlyReset: textwidth.CodePoints,
		ansi.ModeSet: textwidth.Graphemes, ansi.ModeReset: textwidth.Graphemes, ansi.ModePermanentlySet: textwidth.Graphemes,
	} {
		if got := textwidth.Reported(answer); got != want {
			t.Errorf("after the answer %d: %v, want %v", answer, got, want)
		}
	}
}

func TestPart(t *testing.T) {
	family := "👨‍👩‍👧‍👦"
	if n, cells := textwidth.CodePoints.Part(family, 5); n == 0 || cells != 4 || !utf8.ValidString(family[:n]) {
		t.Errorf("in 5 cells: %q, %d cells", family[:n], cells)
	}
	if n, cells := textwidth.Graphemes.Part(family, 1); n != 0 || cells != 0 {
		t.Errorf("%q of one that is shown in one piece", family[:n])
	}
	if n, _ := textwidth.CodePoints.Part("中", 1); n != 0 {
		t.Error("half of a wide character")
	}
}

// TestMost breaks a line so that it fits in terminals that make a sign with the selector for emoji
// wide, and aligns it for those that do not.
func TestMost(t *testing.T) {
	for text, want := range map[string]int{"❤️": 2, "1️⃣": 2, "a": 1, "中": 2, "😀": 2, "☃": 1} {
		if _, cells := textwidth.CodePoints.Most(text); cells != want {
			t.Errorf("%q is at most %d cells, want %d", text, cells, want)
		}
	}
	if _, cells := textwidth.Graphemes.Most("❤️"); cells != 2 {
		t.Errorf("graphemes: %d cells", cells)
	}
}

// FuzzMethods checks that the parts of a text add up, and that what is cut fits.
func FuzzMethods(f *testing.F) {
	for _, s := range []string{
		"plain", "नमस्ते दुनिया", "น้ำคำทำนำ", "👨‍👩‍👧‍👦❤️1️⃣🇩🇪👍🏽", "\x1b[31mred\x1b[m 中文", "a\u0300\u0301\u200d", "\xff\xfe",
	} {
		f.Add(s, 7)
	}
	f.Fuzz(func(t *testing.T, s string, cells int) {
		cells = max(0, min(cells, 300))
		s = strings.Map(func(r rune) rune {
			if r < ' ' || r >= 0x7f && r < 0xa0 {
				return -1
			}
			return r
		}, strings.ToValidUTF8(s, ""))
		for _, m := range []textwidth.Method{textwidth.Cautious, textwidth.CodePoints, textwidth.Graphemes, textwidth.Transcribed} {
			sum := 0
			for rest := s; rest != ""; {
				n, w := m.First(rest)
				if n <= 0 || w < 0 {
					t.Fatalf("%v: first of %q is %d bytes, %d cells", m, rest, n, w)
				}
				rest, sum = rest[n:], sum+w
			}
			if width := m.Width(s); m != textwidth.Cautious && width != sum {
				t.Errorf("%v: %q has %d cells, its characters %d", m, s, width, sum)
			}
			if fit := m.Fit(s, cells); m.Width(fit) > cells {
				t.Errorf("%v: %q in %d cells is %q, %d cells", m, s, cells, fit, m.Width(fit))
			}
			if cut := m.Cut(s, 0, cells); m.Width(cut) > cells {
				t.Errorf("%v: %q cut at %d is %q, %d cells", m, s, cells, cut, m.Width(cut))
			}
			n, width := m.Prefix(s, cells)
			if width > cells || !utf8.ValidString(s[:n]) {
				t.Errorf("%v: %q of %q is %d cells, want at most %d", m, s[:n], s, width, cells)
			}
			if m != textwidth.Transcribed && m.Cut(s, 0, cells)+m.Cut(s, cells, len(s)*2+1) != s {
				t.Errorf("%v: %q is lost in a cut at %d", m, s, cells)
			}
		}
	})
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		text        string
		from, to    int
		first, then string
	}{
		{"plain", 0, 2, "pl", "ain"},
		{"中文", 0, 3, "中", "文"},
		{"00स्त0000", 0, 3, "00", "स्त0000"},
		{"\x1b[1mab\x1b[m", 0, 1, "\x1b[1ma\x1b[m", "\x1b[1mb\x1b[m"},
	} {
		if got := textwidth.CodePoints.Cut(c.text, c.from, c.to); got != c.first {
			t.Errorf("%q from %d to %d is %q, want %q", c.text, c.from, c.to, got, c.first)
		}
		if got := textwidth.CodePoints.Cut(c.text, c.to, 99); got != c.then {
			t.Errorf("%q from %d is %q, want %q", c.text, c.to, got, c.then)
		}
	}
}

func TestTranscribed(t *testing.T) {
	m := textwidth.Of([]string{"LANG=de_DE.ISO-8859-1"})
	if m != textwidth.Transcribed {
		t.Fatal("not chosen")
	}
	if n := m.Width("Blätter — \x1b[1m中\x1b[m"); n != len("Blaetter -- ?") {
		t.Errorf("%d cells", n)
	}
	if fit := m.Fit("Blätter", 7); fit != "Blae..." {
		t.Errorf("fits as %q", fit)
	}
	if n, cells := m.First("ß!"); n != 2 || cells != 2 {
		t.Errorf("ß is %d bytes, %d cells", n, cells)
	}
}
