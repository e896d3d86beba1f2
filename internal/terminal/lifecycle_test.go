package terminal_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"regexp"
	"runtime/pprof"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"github.com/sshblog/sshblog/internal/picture"
	"github.com/sshblog/sshblog/internal/terminal"
)

var decMode = regexp.MustCompile(`\x1b\[\?(\d+)([hl])`)

// checkRestored checks that every mode is restored.
func checkRestored(t *testing.T, written string) {
	t.Helper()
	state := map[string]string{}
	for _, m := range decMode.FindAllStringSubmatch(written, -1) {
		state[m[1]] = m[2]
	}
	for mode, last := range state {
		want := "l"
		if mode == "7" || mode == "25" {
			want = "h"
		}
		if last != want {
			t.Errorf("mode %s is left %q, want %q", mode, last, want)
		}
	}
	if strings.Count(written, "\x1b[22;0t") != strings.Count(written, "\x1b[23;0t") {
		t.Error("the title is not given back")
	}
}

// fullView asks for every mode there is.
func fullView(content string) tea.View {
	v := screenView(content)
	v.ReportFocus = true
	v.MouseMode = tea.MouseModeAllMotion
	v.WindowTitle = "a \x1b]0;bad\atitle"
	v.Cursor = tea.NewCursor(2, 1)
	v.Cursor.Shape = tea.CursorBar
	v.Cursor.Color = colorOf(0xff8000)
	return v
}

func boom() tea.Msg { panic("boom\x1b[2J") }

var errLink = errors.New("the link broke")

// exits are the ways to end a session.
var exits = []struct {
	name     string
	end      func(s *session)
	err      error
	farewell string
}{
	{name: "the model quits", end: func(s *session) { s.typed("\x11") }},
	{name: "the model is interrupted", end: func(s *session) { s.term.Send(tea.InterruptMsg{}) }},
	{name: "quit from outside", end: func(s *session) { s.term.Quit("See\x1b[2J you\nsoon.\u202e") }, farewell: "See[2J you soon."},
	{name: "the context ends", end: func(s *session) { s.end() }, err: context.Canceled},
	{name: "the keys end", end: func(s *session) { _ = s.in.Close() }},
	{name: "the keys fail", end: func(s *session) { _ = s.in.CloseWithError(errLink) }, err: errLink},
	{name: "panic in Update", end: func(s *session) { s.term.Send(fuse{}) }, err: terminal.ErrPanic},
	{name: "panic in a command", end: func(s *session) { s.term.Send(do{boom}) }, err: terminal.ErrPanic},
	{name: "panic in a batch", end: func(s *session) { s.term.Send(do{tea.Batch(boom, tea.Batch(boom, boom))}) }, err: terminal.ErrPanic},
	{name: "panic in a batch that was sent", end: func(s *session) { s.term.Send(tea.BatchMsg{boom, boom}) }, err: terminal.ErrPanic},
	{
		name: "panic in a sequence", err: terminal.ErrPanic,
		end: func(s *session) {
			s.term.Send(do{tea.Sequence(tea.ClearScreen, tea.Sequence(tea.ClearScreen, tea.Batch(boom, boom)))})
		},
	},
	{
		name: "panic in View", err: terminal.ErrPanic,
		end: func(s *session) { s.page.onView = func() { boom() }; s.term.Send(show{}) },
	},
	{
		name: "panic in OnMouse", err: terminal.ErrPanic,
		end: func(s *session) {
			v := fullView("")
			v.OnMouse = func(tea.MouseMsg) tea.Cmd { boom(); return nil }
			s.show(v)
			s.typed("\x1b[<0;1;1M")
		},
	},
}

// TestRestore ends sessions in every possible way and checks that the terminal is restored.
func TestRestore(t *testing.T) {
	for _, c := range exits {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				page := &page{view: fullView("page\x1b[31m one")}
				page.update = func(msg tea.Msg) tea.Cmd {
					if _, ok := msg.(fuse); ok {
						boom()
					}
					return nil
				}
				s := start(t, setup{page: page, answers: true})
				c.end(s)
				if err := s.wait(); !errors.Is(err, c.err) {
					t.Errorf("Run: %v, want %v", err, c.err)
				}
				checkRestored(t, s.out.take())
				checkLeft(t, s, c.farewell, errors.Is(c.err, terminal.ErrPanic))
			})
		})
	}
}

// checkLeft checks what a session leaves on the normal screen and in the log.
func checkLeft(t *testing.T, s *session, farewell string, panicked bool) {
	t.Helper()
	log := s.log.String()
	if panicked {
		farewell = "Sorry"
		if !strings.Contains(log, "panic in session") || !strings.Contains(log, "boom") || !strings.Contains(log, "terminal_test.boom") {
			t.Errorf("log %q", log)
		}
	} else if log != "" {
		t.Errorf("log %q", log)
	}
	if text := s.text(); !strings.HasPrefix(text, farewell) || farewell == "" && text != "" {
		t.Errorf("left on the screen: %q", text)
	}
}

// fuse makes a page's update panic.
type fuse struct{}

func TestPanicBeforeFirstFrame(t *testing.T) {
	for name, c := range map[string]*page{
		"Init":  {init: func() tea.Cmd { boom(); return nil }},
		"View":  {onView: func() { boom() }},
		"first": {update: func(tea.Msg) tea.Cmd { boom(); return nil }},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := start(t, setup{page: c})
				if err := s.wait(); !errors.Is(err, terminal.ErrPanic) {
					t.Errorf("Run: %v", err)
				}
				if got := s.out.take(); !strings.HasPrefix(got, "Sorry, ") {
					t.Errorf("wrote %q", got)
				}
			})
		})
	}
}

// TestQuitBeforeRun checks that a session that ends before it began only writes its farewell.
func TestQuitBeforeRun(t *testing.T) {
	out := new(wire)
	term := terminal.New(&page{}, terminal.Options{In: strings.NewReader(""), Out: out, Log: slog.New(slog.DiscardHandler)})
	term.Quit("bye")
	term.Quit("bye again")
	if err := term.Run(t.Context()); err != nil {
		t.Errorf("Run: %v", err)
	}
	term.Send(show{})
	term.Resize(9, 9, picture.Size{})
	if got := out.take(); got != "bye\r\n" {
		t.Errorf("wrote %q", got)
	}
}

// TestLostLink checks that a session ends when writing fails, and leaves nothing behind.
func TestLostLink(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, setup{mute: true, view: screenView("one")})
		s.out.mu.Lock()
		s.out.err = io.ErrClosedPipe
		s.out.mu.Unlock()
		s.show(screenView("two"))
		if err := s.wait(); !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("Run: %v", err)
		}
	})
}

// TestNeverReads checks that a reader who takes no output holds one frame at most and does not
// delay the model. The session ends when the context ends and the write fails.
func TestNeverReads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, setup{mute: true, view: screenView("one")})
		gate := make(chan struct{})
		s.out.mu.Lock()
		s.out.blocked = gate
		before := s.out.writes
		s.out.mu.Unlock()
		for i := range 1000 {
			s.term.Send(show{screenView(strings.Repeat("x", i%40))})
		}
		s.term.Send(show{screenView("last")})
		s.settle()
		s.end()
		s.settle()
		select {
		case <-s.done:
			t.Fatal("Run returned while a write was under way")
		default:
		}
		close(gate)
		if err := s.wait(); !errors.Is(err, context.Canceled) {
			t.Errorf("Run: %v", err)
		}
		if n := s.out.writes - before; n > 2 {
			t.Errorf("%d writes, want the one under way and the restoration", n)
		}
	})
}

// TestNewestFrame checks that only the newest of the frames is drawn that come during a write.
func TestNewestFrame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, setup{view: screenView("one")})
		gate := make(chan struct{})
		s.out.mu.Lock()
		s.out.blocked = gate
		before := s.out.writes
		s.out.mu.Unlock()
		for range 100 {
			s.term.Send(show{screenView("some")})
			s.term.Send(show{screenView("other")})
		}
		s.term.Send(show{screenView("last")})
		synctest.Wait()
		s.out.mu.Lock()
		s.out.blocked = nil
		s.out.mu.Unlock()
		close(gate)
		s.settle()
		if s.text() != "last" || s.out.writes-before != 2 {
			t.Errorf("%q after %d writes", s.text(), s.out.writes-before)
		}
		_ = s.quit()
	})
}

// TestFlood checks that a lone frame is drawn at once, and a flood of them at intervals.
func TestFlood(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, setup{view: screenView("one")})
		began := time.Now()
		s.term.Send(show{screenView("two")})
		synctest.Wait()
		if s.text() != "two" {
			t.Errorf("a lone frame shows %q after %v", s.text(), time.Since(began))
		}
		before := s.out.writes
		for i := range 1000 {
			s.term.Send(show{screenView(strings.Repeat("x", i%37))})
			synctest.Wait()
			time.Sleep(10 * time.Microsecond)
		}
		s.settle()
		if n := s.out.writes - before; n > 11 || n < 8 {
			t.Errorf("%d writes in 10 ms", n)
		}
		_ = s.quit()
	})
}

// TestTicker checks that Bubble Tea's ticker is stopped, and that the session may end at any moment
// of that.
func TestTicker(t *testing.T) {
	for stay := time.Duration(0); stay < 1700*time.Millisecond; stay += 50 * time.Millisecond {
		synctest.Test(t, func(t *testing.T) {
			s := start(t, setup{mute: true})
			time.Sleep(stay)
			if err := s.quit(); err != nil {
				t.Error(err)
			}
		})
	}
	synctest.Test(t, func(t *testing.T) {
		s := start(t, setup{mute: true})
		for range 2 {
			stacks := new(strings.Builder)
			_ = pprof.Lookup("goroutine").WriteTo(stacks, 1)
			if got, want := strings.Contains(stacks.String(), "startRenderer"), time.Since(s.began) < time.Second; got != want {
				t.Errorf("after %v the ticker runs: %v", time.Since(s.began), got)
			}
			time.Sleep(2 * time.Second)
			synctest.Wait()
		}
		_ = s.quit()
	})
}

// TestSizes checks that the latest size wins and none is repeated.
func TestSizes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in, keys := io.Pipe()
		p, out := new(page), new(wire)
		term := terminal.New(p, terminal.Options{
			In: in, Out: out, Width: 10, Height: 5, Environ: []string{"TERM=xterm", "LANG=C"},
			Profile: colorprofile.ANSI, Log: slog.New(slog.DiscardHandler),
		})
		term.Resize(20, 6, picture.Size{})
		done := make(chan error)
		go func() { done <- term.Run(t.Context()) }()
		synctest.Wait()
		first := p.msgs
		if len(first) != 3 || first[0].(tea.EnvMsg).Getenv("LANG") != "C" || first[1] != tea.Msg(tea.ColorProfileMsg{Profile: colorprofile.ANSI}) ||
			first[2] != tea.Msg(tea.WindowSizeMsg{Width: 20, Height: 6}) {
			t.Errorf("first messages %v", first)
		}
		term.Resize(20, 6, picture.Size{})
		synctest.Wait()
		for i := range 100 {
			term.Resize(30+i, 7, picture.Size{})
		}
		term.Send(tea.WindowSizeMsg{Width: 200, Height: 0})
		synctest.Wait()
		got := p.told()
		if len(got) == 0 || len(got) > 2 || got[len(got)-1] != tea.Msg(tea.WindowSizeMsg{Width: 200, Height: 1}) {
			t.Errorf("sizes %v", got)
		}
		_ = keys.Close()
		if err := <-done; err != nil {
			t.Error(err)
		}
		term.Resize(1, 1, picture.Size{})
		term.Send(show{})
		time.Sleep(time.Second)
	})
}

// TestDrain checks that a session that ends soon after the queries waits for the answers, and no
// other session does.
func TestDrain(t *testing.T) {
	for _, c := range []struct {
		name  string
		setup setup
		stay  time.Duration
		want  time.Duration
	}{
		{"gone before it is asked", setup{mute: true}, 100 * time.Millisecond, 0},
		{"mute", setup{mute: true}, 200 * time.Millisecond, 100 * time.Millisecond},
		{"mute for long", setup{mute: true}, 2 * time.Second, 0},
		{"answers", setup{answers: true}, 200 * time.Millisecond, 0},
		{"plain", setup{mute: true, term: "vt220", profile: colorprofile.ASCII}, 200 * time.Millisecond, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := start(t, c.setup)
				time.Sleep(c.stay)
				began := time.Now()
				s.term.Quit("")
				<-s.done
				if took := time.Since(began); took != c.want {
					t.Errorf("left after %v, want %v", took, c.want)
				}
				_ = s.wait()
			})
		})
	}
	t.Run("a late answer", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			s := start(t, setup{mute: true})
			time.Sleep(200 * time.Millisecond)
			began := time.Now()
			s.term.Quit("")
			time.Sleep(30 * time.Millisecond)
			_, _ = io.WriteString(s.in, "\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[?62;1c")
			<-s.done
			if took := time.Since(began); took != 30*time.Millisecond {
				t.Errorf("left after %v", took)
			}
			_ = s.wait()
		})
	})
}
