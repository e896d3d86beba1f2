package terminal_test

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/terminal"
)

var inputs = []struct {
	name, bytes string
	want        []string
}{
	{"letters", "aZ é中😀", []string{"a", "Z", "space", "é", "中", "😀"}},
	{"controls", "\r\t\x7f\x03\x00\x08", []string{"enter", "tab", "backspace", "ctrl+c", "ctrl+space", "ctrl+h"}},
	{"arrows", "\x1b[A\x1bOB\x1b[1;5C\x1b[1;2D", []string{"up", "down", "ctrl+right", "shift+left"}},
	{"pages", "\x1b[5~\x1b[6~\x1b[H\x1b[F\x1b[1~\x1b[4~\x1b[7~\x1b[8~", []string{"pgup", "pgdown", "home", "end", "home", "end", "home", "end"}},
	{"function keys", "\x1bOP\x1b[15~\x1b[[A\x1b[[E\x1b[[Zx", []string{"f1", "f5", "f1", "f5", "x"}},
	{"alt", "\x1ba\x1b\x7f\x1bé\x1b\x1b[A", []string{"alt+a", "alt+backspace", "alt+é", "alt+up"}},
	{"esc", "\x1b", []string{"esc"}},
	{"esc twice", "\x1b\x1b", []string{"esc", "esc"}},
	{"esc before an answer", "\x1b\x1b[?62;22c\x1b\x1b[?2026;2$y\x1b\x1b[<0;3;4M", []string{"esc", "esc", "tea.ModeReportMsg", "esc", "tea.MouseClickMsg"}},
	{"esc before a paste", "\x1b\x1b[200~a b\x1b[201~x", []string{"esc", "paste:a b", "x"}},
	{"esc before a status", "\x1b\x1b[0nx", []string{"esc", "x"}},
	{"delete", "\x1b[3~\x1b[P\x1b[3^", []string{"delete", "delete", "ctrl+delete"}},
	{"shift and tab of a console", "\x1b\t", []string{"alt+tab"}},
	{"esc thrice", "\x1b\x1b\x1bx", []string{"esc", "esc", "alt+x"}},
	{"alt and a bracket", "\x1b[", []string{"alt+["}},
	{"alt and other beginnings", "\x1bO", []string{"alt+shift+o"}},
	{"alt and ]", "\x1b]", []string{"alt+]"}},
	{"focus", "\x1b[I\x1b[O", []string{"tea.FocusMsg", "tea.BlurMsg"}},
	{"mouse", "\x1b[<0;3;4M\x1b[<0;3;4m\x1b[<64;3;4M\x1b[M !!", []string{"tea.MouseClickMsg", "tea.MouseReleaseMsg", "tea.MouseWheelMsg", "tea.MouseClickMsg"}},
	{"moves are one", "\x1b[<35;3;4M\x1b[<35;4;4M\x1b[<35;5;4Mx\x1b[<35;6;4M", []string{"tea.MouseMotionMsg", "x", "tea.MouseMotionMsg"}},
	{"kitty keys", "\x1b[97u\x1b[97;5u\x1b[97;1:3u\x1b[57352;1:2u", []string{"a", "ctrl+a", "up"}},
	{"paste", "\x1b[200~one\r\ntwo\rthree\n\x1b[31m\ttab\x07\u202e\xff\x1b[201~x", []string{"paste:one\ntwo\nthree\n[31m\ttab", "x"}},
	{"paste with half an end", "\x1b[200~a\x1b[201\x1b[201~", []string{"paste:a[201"}},
	{"empty paste", "\x1b[200~\x1b[201~", []string{"paste:"}},
	{"mode report", "\x1b[?2026;2$y", []string{"tea.ModeReportMsg"}},
	{"resize in band", "\x1b[48;20;20;1;1t\x1b[8;3;3tx", []string{"x"}},
	{"cursor report", "\x1b[5;5Rx", []string{"x"}},

	{"broken UTF-8", "\xff\xc0\x80a\xe4\xb8b\xf5c\xe4\xb8\xadd", []string{"a", "b", "c", "中", "d"}},
	{"C1", "\x9b\x31\x9c\xc2\x9bx", []string{"1", "x"}},
	{"surrogate", "\xed\xa0\x80x", []string{"x"}},
	{"bidi", "\u202e\u2066x", []string{"x"}},
	{"key with hostile text", "\x1b[97;1;27u\x1b[97;1;8238u\x1b[97;1;133u\x1b[55296ux", []string{"x"}},
	{"key out of range", "\x1b[9999999ux\x1b[1;9999A", []string{"x"}},
	{"huge numbers", "\x1b[99999999999999999999999999Ax\x1b[<99999999;1;1Mx\x1b[<0;9999999;1Mx", []string{"x", "x", "x"}},
	{"too many parameters", "\x1b[" + strings.Repeat("1;", 40) + "Ax", []string{"x"}},
	{"too long", "\x1b[" + strings.Repeat(" ", 500) + "Ax", []string{"x"}},
	{"too long a string", "\x1b]11;" + strings.Repeat("f", 5000) + "\ax", []string{"x"}},
	{"broken off", "\x1b[1;\x1b[A\x1b]11;rgb:\x1b[B\x1b[1\rx\x1b]4\x03y", []string{"up", "down", "enter", "x", "ctrl+c", "y"}},
	{"other strings", "\x1bPq\x1b\\\x1b_Gi=1;OK\x1b\\\x1b^x\x1b\\\x1bXy\x1b\\\x1b]52;c;aGk=\ax", []string{"x"}},
	{"repeats", "\x1b[65;30;97;1;0;60000_x", []string{"x"}},
	{"F3 or a place", "\x1b[1;2R", []string{"shift+f3"}},
}

// TestKeys checks the messages to the model for whole input, for every split of it in two, and for
// single bytes.
func TestKeys(t *testing.T) {
	for _, c := range inputs {
		t.Run(c.name, func(t *testing.T) {
			splits := [][]string{{c.bytes}, strings.Split(c.bytes, "")}
			var single []string
			for i := range len(c.bytes) {
				single = append(single, c.bytes[i:i+1])
			}
			splits = append(splits, single)
			for i := 1; i < len(c.bytes) && i < 40; i++ {
				splits = append(splits, []string{c.bytes[:i], c.bytes[i:]})
			}
			for _, parts := range splits {
				synctest.Test(t, func(t *testing.T) { checkKeys(t, parts, c.want) })
			}
		})
	}
}

func checkKeys(t *testing.T, parts, want []string) {
	t.Helper()
	s := start(t, setup{mute: true})
	for _, part := range parts {
		_, _ = io.WriteString(s.in, part)
		synctest.Wait()
	}
	time.Sleep(60 * time.Millisecond)
	got := s.page.keys()
	if strings.Join(parts, "")[0] == 0x1b && len(parts) > 1 { // moves of the mouse that come apart are not joined
		got, want = slices.CompactFunc(got, sameMove), slices.CompactFunc(slices.Clone(want), sameMove)
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q: got %q, want %q", parts, got, want)
	}
	_ = s.quit()
}

func sameMove(a, b string) bool { return a == b && a == fmt.Sprintf("%T", tea.MouseMotionMsg{}) }

// TestLoneEscape checks when an ESC becomes a key.
func TestLoneEscape(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, setup{mute: true})
		for _, step := range []struct {
			bytes string
			wait  time.Duration
			want  []string
		}{
			{"\x1b", 49 * time.Millisecond, nil},
			{"[A", 0, []string{"up"}},
			{"\x1b", 49 * time.Millisecond, []string{"up"}},
			{"", 2 * time.Millisecond, []string{"up", "esc"}},
			{"[A", 0, []string{"up", "esc", "[", "A"}},
			{"\x1b[1;", 1900 * time.Millisecond, []string{"up", "esc", "[", "A"}},
			{"5A", 0, []string{"up", "esc", "[", "A", "ctrl+up"}},
		} {
			if step.bytes != "" {
				_, _ = io.WriteString(s.in, step.bytes)
			}
			synctest.Wait()
			time.Sleep(step.wait)
			synctest.Wait()
			if got := s.page.keys(); !slices.Equal(got, step.want) {
				t.Errorf("%q and %v: got %q, want %q", step.bytes, step.wait, got, step.want)
			}
		}
		_ = s.quit()
	})
}

// TestBrokenOff checks that an unfinished sequence ends after two seconds, so that the reader's
// next keys are not taken for its rest.
func TestBrokenOff(t *testing.T) {
	for begun, want := range map[string][]string{
		"\x1b[1;": {"q"}, "\x1b[<0;1": {"q"}, "\x1b[M\x20": {"q"}, "\x1b]11;rgb:": {"q"}, "\x1bP1+r": {"q"}, "\x1b]11;x\x1b": {"q"}, "\x1bO5": {"q"},
		"\x1b[[": {"q"}, "\xf0\x9f": {"q"}, "\x1b[200~words": {"paste:words", "q"}, "\x1b[200~words\x1b[20": {"paste:words", "q"},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := start(t, setup{mute: true})
			_, _ = io.WriteString(s.in, begun)
			time.Sleep(1900 * time.Millisecond)
			synctest.Wait()
			if got := s.page.keys(); len(got) > 0 {
				t.Errorf("%q is %q too early", begun, got)
			}
			time.Sleep(200 * time.Millisecond)
			_, _ = io.WriteString(s.in, "q")
			time.Sleep(100 * time.Millisecond)
			if got := s.page.keys(); !slices.Equal(got, want) {
				t.Errorf("%q, a silence, and q: got %q, want %q", begun, got, want)
			}
			_ = s.quit()
		})
	}
}

// TestBigPaste checks that the first 64 KiB of a paste count, as one message.
func TestBigPaste(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, setup{mute: true})
		_, _ = io.WriteString(s.in, "\x1b[200~"+strings.Repeat("é", 100_000)+"\x1b[201~x")
		time.Sleep(time.Minute)
		got := s.page.keys()
		if len(got) != 2 || got[1] != "x" || len(got[0]) != len("paste:")+64<<10 {
			t.Errorf("%d messages", len(got))
		}
		_ = s.quit()
	})
}

// TestRate checks that input beyond a burst is taken at the rate, that of input far ahead only
// Ctrl-C counts, and that waiting ends with the session.
func TestRate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, setup{mute: true})
		count := func() int { return len(s.page.keys()) }
		began := time.Now()
		_, _ = io.WriteString(s.in, strings.Repeat("j", 64<<10))
		if took := time.Since(began); took > time.Millisecond {
			t.Errorf("a burst took %v", took)
		}
		_, _ = io.WriteString(s.in, strings.Repeat("j", 8<<10))
		time.Sleep(time.Until(began.Add(time.Second)))
		s.settle()
		if n := count(); n != 72<<10 {
			t.Errorf("%d keys after a burst and a second", n)
		}

		ahead := strings.Repeat("j", 256) + "\x03" + strings.Repeat("k", 64<<10-257)
		_, _ = io.WriteString(s.in, strings.Repeat("j", 256)+ahead+"last")
		time.Sleep(time.Second)
		s.settle()
		keys := s.page.keys()
		if n := len(keys); n > 73<<10+300 || strings.Join(keys[n-4:], "") != "last" {
			t.Errorf("%d keys, the last ones %q", n, keys[n-4:])
		}
		if !slices.Contains(keys, "ctrl+c") {
			t.Error("Ctrl-C does not count")
		}
		_, _ = io.WriteString(s.in, "jj")
		if err := s.quit(); err != nil {
			t.Error(err)
		}
	})
}

// TestMutedPaste checks that a paste is ignored to its end if its beginning is.
func TestMutedPaste(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, setup{mute: true})
		_, _ = io.WriteString(s.in, strings.Repeat("j", 64<<10)+strings.Repeat("j", 256))
		_, _ = io.WriteString(s.in, "\x1b[200~"+strings.Repeat("words ", 20_000))
		_, _ = io.WriteString(s.in, "and words\x1b[201~q")
		time.Sleep(time.Second)
		s.settle()
		keys := s.page.keys()
		if last := keys[len(keys)-1]; last != "q" {
			t.Errorf("the last key is %.40q", last)
		}
		_ = s.quit()
	})
}

// TestWork checks that a slow model gets fewer keys, so that the session stays within its share.
func TestWork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const each = 10 * time.Millisecond // of work for a key
		p := &page{stays: true}
		p.update = func(msg tea.Msg) tea.Cmd {
			if _, ok := msg.(tea.KeyPressMsg); ok {
				time.Sleep(each)
			}
			return nil
		}
		s := startModel(t, setup{mute: true}, p)
		for range 40 { // the burst
			_, _ = io.WriteString(s.in, "j")
		}
		began := time.Now()
		for range 100 {
			_, _ = io.WriteString(s.in, "j")
		}
		if took := time.Since(began); took < 3*time.Second {
			t.Errorf("100 keys of %v took %v", each, took)
		}
		time.Sleep(10 * time.Second)
		began = time.Now()
		_, _ = io.WriteString(s.in, "j")
		s.settle()
		if took := time.Since(began); took > 2*each {
			t.Errorf("a key of who had rested took %v", took)
		}
		_ = s.quit()
	})
}

// TestNoProgress checks that an In that keeps returning nothing ends the session.
func TestNoProgress(t *testing.T) {
	out := new(wire)
	term := terminal.New(&page{}, terminal.Options{In: stuck{}, Out: out, Log: slog.New(slog.DiscardHandler)})
	if err := term.Run(t.Context()); !errors.Is(err, io.ErrNoProgress) {
		t.Errorf("Run: %v", err)
	}
}

type stuck struct{}

func (stuck) Read([]byte) (int, error) { return 0, nil }
