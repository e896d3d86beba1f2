package terminal_test

import (
	"fmt"
	"io"
	"log/slog"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/charmbracelet/colorprofile"

	"github.com/sshblog/sshblog/internal/terminal"
)

// TestBytes counts the bytes that keys cost, on a terminal of 80x24 that has not answered.
func TestBytes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := startModel(t, setup{mute: true, width: 80, height: 24, term: "xterm-256color", profile: colorprofile.ANSI256}, newShelf())
		defer func() { _ = s.quit() }()
		first := len(s.out.take())
		for _, c := range []struct {
			name, keys  string
			times, most int
		}{
			{"a key in the list", "j", 20, 200},
			{"a post opened", "\r", 1, 1900},
			{"a line scrolled down", "j", 60, 110},
			{"a line scrolled up", "k", 60, 110},
			{"a page scrolled", " ", 4, 1900},
		} {
			for range c.times {
				s.typed(c.keys)
			}
			if n := len(s.out.take()) / c.times; n > c.most {
				t.Errorf("%s: %d bytes, want at most %d", c.name, n, c.most)
			} else {
				t.Logf("%s: %d bytes", c.name, n)
			}
		}
		t.Logf("first frame: %d bytes", first)
	})
}

// live is a session in real time whose writes can be waited for.
type live struct {
	keys  *io.PipeWriter
	drawn chan int
	done  chan error
	term  *terminal.Terminal
}

func startLive(tb testing.TB, width, height int) *live {
	tb.Helper()
	in, keys := io.Pipe()
	var seconds atomic.Int64 // a clock that runs fast, so that no frame waits for its turn
	l := &live{keys: keys, drawn: make(chan int, 1), done: make(chan error, 1)}
	l.term = terminal.New(newShelf(), terminal.Options{
		In: in, Out: l, Width: width, Height: height, Environ: []string{"TERM=xterm-256color"}, Profile: colorprofile.ANSI256,
		Log: slog.New(slog.DiscardHandler),
		Now: func() time.Time { return time.Unix(seconds.Add(1), 0) }, Drawn: func(time.Duration) {},
	})
	go func() { l.done <- l.term.Run(tb.Context()) }()
	<-l.drawn
	return l
}

func (l *live) Write(p []byte) (int, error) {
	select {
	case l.drawn <- len(p):
	default:
	}
	return len(p), nil
}

func (l *live) stop(tb testing.TB) {
	tb.Helper()
	l.term.Quit("")
	if err := <-l.done; err != nil {
		tb.Error(err)
	}
	_ = l.keys.Close()
}

// benchmarkKeys measures a key from its byte to its frame.
func benchmarkKeys(b *testing.B, before string, keys ...string) {
	l := startLive(b, 80, 24)
	defer l.stop(b)
	if before != "" {
		_, _ = io.WriteString(l.keys, before)
		<-l.drawn
	}
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		_, _ = io.WriteString(l.keys, keys[n%len(keys)])
		<-l.drawn
		n++
	}
}

func BenchmarkScrollKey(b *testing.B) { benchmarkKeys(b, "\r", "j", "k") }
func BenchmarkListKey(b *testing.B)   { benchmarkKeys(b, "", "j", "k") }

// BenchmarkSession measures a session from New to the end of Run, with its first frame.
func BenchmarkSession(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		startLive(b, 80, 24).stop(b)
	}
}

// BenchmarkMemory reports the memory of a session at rest, including its goroutines.
func BenchmarkMemory(b *testing.B) {
	for _, size := range [][2]int{{80, 24}, {200, 60}} {
		b.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(b *testing.B) {
			const sessions = 500
			for b.Loop() {
				before, goroutines := memory()
				all := make([]*live, sessions)
				for i := range all {
					all[i] = startLive(b, size[0], size[1])
				}
				after, more := memory()
				b.ReportMetric(float64(after-before)/sessions/1024, "KiB/session")
				b.ReportMetric(float64(more-goroutines)/sessions, "goroutines/session")
				var ended sync.WaitGroup
				for _, l := range all {
					ended.Go(func() { l.stop(b) })
				}
				ended.Wait()
			}
		})
	}
}

func memory() (bytes uint64, goroutines int) {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc + m.StackInuse, runtime.NumGoroutine()
}
