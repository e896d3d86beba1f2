package terminal_test

import (
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
)

// TestLatency: the time to a frame is that since the key that it answers, and since no other key.
func TestLatency(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var waits []time.Duration
		took := func(d time.Duration) { time.Sleep(d) }
		p := &page{view: screenView("start")}
		frames := 0
		next := func() tea.View { frames++; return screenView(string(rune('a' + frames))) }
		later := func(d time.Duration, msg tea.Msg) tea.Cmd {
			return func() tea.Msg { took(d); return msg }
		}
		p.update = func(msg tea.Msg) tea.Cmd {
			key, ok := msg.(tea.KeyPressMsg)
			if !ok {
				return nil
			}
			switch key.String() {
			case "a": // shows something at once
				p.view = next()
			case "b": // takes a while to do so
				took(30 * time.Millisecond)
				p.view = next()
			case "c": // has a command do so
				return later(50*time.Millisecond, show{next()})
			case "d": // has a command do something that is not shown
				return later(0, nil)
			}
			return nil
		}
		s := start(t, setup{page: p, answers: true, drawn: func(since time.Duration) {
			mu.Lock()
			defer mu.Unlock()
			waits = append(waits, since.Round(time.Millisecond))
			if since > 0 && since < time.Millisecond {
				waits[len(waits)-1] = 1 // at once
			}
		}})
		taken := func() []time.Duration {
			mu.Lock()
			defer mu.Unlock()
			defer func() { waits = nil }()
			return waits
		}
		if got := taken(); !slices.Equal(got, []time.Duration{0}) {
			t.Errorf("the first frame: %v", got)
		}
		const ms = time.Millisecond
		for _, c := range []struct {
			what string
			do   func()
			want []time.Duration
		}{
			{"at once", func() { s.typed("a") }, []time.Duration{1}},
			{"after work", func() { s.typed("b"); took(time.Second) }, []time.Duration{30 * ms}},
			{"by a command", func() { s.typed("c"); took(time.Second) }, []time.Duration{50 * ms}},
			{"nothing", func() { s.typed("x"); took(time.Second); s.show(next()) }, []time.Duration{0}},
			{"a command for nothing, and another key", func() { s.typed("d"); took(time.Second); s.typed("a") }, []time.Duration{1}},
			{"a command for nothing, and another frame much later", func() { s.typed("d"); took(time.Minute); s.show(next()) }, []time.Duration{0}},
			{"the first of two", func() { s.typed("ba"); took(time.Second) }, nil},
			{"a frame of its own", func() { s.show(next()) }, []time.Duration{0}},
			{"a frame while the line is blocked", func() {
				gate := make(chan struct{})
				s.out.mu.Lock()
				s.out.blocked = gate
				s.out.mu.Unlock()
				s.typed("a")
				took(time.Second)
				s.typed("a")
				s.out.mu.Lock()
				s.out.blocked = nil
				s.out.mu.Unlock()
				close(gate)
				s.settle()
			}, []time.Duration{1, 0}},
		} {
			taken()
			c.do()
			s.settle()
			if got := taken(); c.want != nil && !slices.Equal(got, c.want) {
				t.Errorf("%s: %v, want %v", c.what, got, c.want)
			}
		}
		_ = s.quit()
	})
}
