package terminal

import (
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
)

// latency measures how long a reader waits for the frame that answers a key. Of keys that one frame
// answers the first counts. What the reader's line takes does not count: it says nothing about the
// server.
type latency struct {
	pressed atomic.Int64 // when the first key without an answer came, since latencyStart; 0: there is none
	quiet   atomic.Bool  // the model has handled that key and shown nothing; a command may still do so
}

// latencyStart is what the times of keys are counted from.
var latencyStart = time.Now()

const (
	// maxLatency is how late a frame may be. A later one has another reason than the key.
	maxLatency = 10 * time.Second
	// slowWrite is how long a write takes that the client has held up.
	slowWrite = 5 * time.Millisecond
)

// press says that a key has come.
func (l *latency) press(now time.Time) {
	at := int64(now.Sub(latencyStart))
	if l.quiet.CompareAndSwap(true, false) {
		l.pressed.Store(at)
		return
	}
	l.pressed.CompareAndSwap(0, at)
}

// handled says that the model has handled a message: whether it shows something else now, and whether a
// command goes on with it.
func (l *latency) handled(msg tea.Msg, shows bool, cmd tea.Cmd) {
	if shows || l.pressed.Load() == 0 {
		return
	}
	switch msg.(type) {
	case tea.KeyPressMsg, tea.MouseClickMsg, tea.MouseWheelMsg, tea.PasteMsg:
		if cmd == nil {
			l.forget()
			return
		}
		l.quiet.Store(true)
	}
}

// forget says that whatever comes now answers no key in time.
func (l *latency) forget() {
	l.pressed.Store(0)
	l.quiet.Store(false)
}

// answer returns how long ago the key came that a frame answers, 0 if it answers none.
func (l *latency) answer(now time.Time) time.Duration {
	at := l.pressed.Swap(0)
	l.quiet.Store(false)
	since := now.Sub(latencyStart) - time.Duration(at)
	if at == 0 || since > maxLatency {
		return 0
	}
	return max(since, 1)
}
