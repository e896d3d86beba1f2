package terminal_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/vt"

	"github.com/sshblog/sshblog/internal/terminal"
)

// line is a line to a terminal that carries so many bytes in a second and delays them, in the time
// of a synctest bubble. Nothing that is written to it waits.
type line struct {
	rate   int           // bytes in a second, to the terminal
	delay  time.Duration // in each direction
	deaf   bool          // the terminal answers no question for its status
	down   chan piece
	up     chan piece
	screen *vt.Emulator
	keys   *io.PipeWriter

	mu      sync.Mutex
	free    time.Time // when all has been carried that was written
	written int
	frames  int
	last    time.Time // when the terminal got something last
}

// piece is some bytes and when they arrive.
type piece struct {
	text []byte
	at   time.Time
}

func (l *line) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if now := time.Now(); l.free.Before(now) {
		l.free = now
	}
	l.frames++
	l.written += len(p)
	for rest := p; len(rest) > 0; {
		n := min(50, len(rest))
		l.free = l.free.Add(time.Duration(n) * time.Second / time.Duration(l.rate))
		l.down <- piece{bytes.Clone(rest[:n]), l.free.Add(l.delay)}
		rest = rest[n:]
	}
	return len(p), nil
}

// press has the reader press keys.
func (l *line) press(keys string) { l.up <- piece{[]byte(keys), time.Now().Add(l.delay)} }

// carry starts the line.
func (l *line) carry() {
	go func() {
		for p := range l.down {
			time.Sleep(time.Until(p.at))
			_, _ = l.screen.Write(p.text)
			l.mu.Lock()
			l.last = time.Now()
			l.mu.Unlock()
		}
	}()
	go func() {
		for p := range l.up {
			time.Sleep(time.Until(p.at))
			_, _ = l.keys.Write(p.text)
		}
	}()
	go func() {
		buf := make([]byte, 1000)
		for {
			n, err := l.screen.Read(buf)
			if err != nil {
				return
			}
			if text := buf[:n]; !l.deaf || !bytes.HasSuffix(text, []byte("0n")) {
				l.press(string(text))
			}
		}
	}()
}

// visit runs a reader's session over the line, until leave has returned, and returns when it ended.
func (l *line) visit(t *testing.T, leave func(*terminal.Terminal)) (ended time.Time) {
	t.Helper()
	l.down, l.up = make(chan piece, 1<<16), make(chan piece, 1<<10)
	l.screen = vt.NewEmulator(80, 24)
	in, keys := io.Pipe()
	l.keys = keys
	l.carry()
	term := terminal.New(newShelf(), terminal.Options{
		In: in, Out: l, Width: 80, Height: 24, Environ: []string{"TERM=xterm-256color"},
		Profile: colorprofile.ANSI256, Log: slog.New(slog.DiscardHandler),
	})
	done := make(chan error, 1)
	go func() { done <- term.Run(context.Background()) }()
	time.Sleep(10 * time.Second) // until the first questions are answered
	leave(term)
	term.Quit("")
	if err := <-done; err != nil {
		t.Error(err)
	}
	ended = time.Now()
	time.Sleep(10 * time.Second)
	_ = keys.Close()
	close(l.down)
	close(l.up)
	if pipe, ok := l.screen.InputPipe().(io.Closer); ok {
		_ = pipe.Close()
	}
	time.Sleep(10 * time.Second)
	synctest.Wait()
	return ended
}

// rest returns how long after now the terminal got something last, once it has come to rest.
func (l *line) rest() time.Duration {
	now := time.Now()
	time.Sleep(time.Minute)
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.last.Sub(now)
}

// drawn returns how many frames were written.
func (l *line) drawn() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.frames
}

// TestSlowLine turns 20 pages on a line that carries few bytes and delays them. Soon after the last
// key the screen has come to rest, at the last page.
func TestSlowLine(t *testing.T) {
	for i, pause := range []time.Duration{0, 7, 30, 47, 50, 80, 100, 130, 170} {
		synctest.Test(t, func(t *testing.T) {
			l := &line{rate: 2000, delay: []time.Duration{300, 20}[i%2] * time.Millisecond}
			l.visit(t, func(*terminal.Terminal) {
				l.press("\r")
				time.Sleep(10 * time.Second)
				for i := range 20 {
					l.press(map[bool]string{true: "g", false: " "}[i%6 == 5])
					if i == 19 {
						l.press("G")
					} else {
						time.Sleep(pause * time.Millisecond)
					}
				}
				if rest := l.rest(); rest > 2*time.Second {
					t.Errorf("with %d ms between the keys, the screen comes to rest %v after the last one", pause, rest)
				} else {
					t.Logf("%d ms between the keys: at rest after %v", pause, rest)
				}
				if text := l.screen.String(); !strings.Contains(text, "100%") {
					t.Errorf("the last page is not on the screen:\n%s", text)
				}
			})
		})
	}
}

// TestDeafTerminal has a terminal that does not answer get its frames, and be asked but once.
func TestDeafTerminal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &line{rate: 1 << 20, delay: time.Millisecond, deaf: true}
		l.visit(t, func(*terminal.Terminal) {
			l.press("\r")
			time.Sleep(10 * time.Second)
			for range 20 {
				l.press(" ")
				time.Sleep(50 * time.Millisecond)
			}
			if rest := l.rest(); rest > 20*time.Millisecond {
				t.Errorf("the screen comes to rest %v after the last key", rest)
			}
		})
	})
}

// TestFastLine turns pages on lines that carry much, near ones and far ones: each key is seen as
// soon as it can be.
func TestFastLine(t *testing.T) {
	for _, delay := range []time.Duration{time.Millisecond, 20 * time.Millisecond} {
		synctest.Test(t, func(t *testing.T) {
			l := &line{rate: 10 << 20, delay: delay}
			l.visit(t, func(*terminal.Terminal) {
				l.press("\r")
				time.Sleep(time.Second)
				was := l.drawn()
				for range 5 {
					l.press(" ")
					time.Sleep(50 * time.Millisecond)
				}
				if rest := l.rest(); rest > 2*delay-40*time.Millisecond {
					t.Errorf("delayed by %v, the last key is seen after %v", delay, rest+50*time.Millisecond)
				}
				if n := l.drawn() - was; n != 5 {
					t.Errorf("%d frames for 5 keys", n)
				}
			})
		})
	}
}

// TestLateAnswer leaves while a question is on its way over a slow line. The session ends only when
// the answer has come, which would be typed into the reader's shell otherwise.
func TestLateAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &line{rate: 2000, delay: 300 * time.Millisecond}
		asked := time.Time{}
		took := l.visit(t, func(*terminal.Terminal) {
			l.press("\r")
			time.Sleep(l.delay + 10*time.Millisecond)
			asked = time.Now()
		})
		if least := 2 * l.delay; took.Sub(asked) < least {
			t.Errorf("left %v after a page was written, want at least %v", took.Sub(asked), least)
		}
	})
}
