package oplog

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// stuckWriter takes nothing until it is let go.
type stuckWriter struct {
	free chan struct{}
	mu   sync.Mutex
	got  bytes.Buffer
}

func (w *stuckWriter) Write(p []byte) (int, error) {
	<-w.free
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.got.Write(p)
}

// TestLogQueue: nobody waits for a log that is stuck, and when it goes on it says how much was
// lost.
func TestLogQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &stuckWriter{free: make(chan struct{})}
		q := newQueue(w, func(n int) { _, _ = fmt.Fprintf(w, "lines=%d\n", n) })
		const lines = maxQueued + 500
		for i := range lines {
			if i == 1 {
				synctest.Wait() // the first one is being written
			}
			if _, err := fmt.Fprintf(q, "line %d\n", i); err != nil {
				t.Fatal(err)
			}
		}
		close(w.free)
		if err := q.Close(); err != nil {
			t.Error(err)
		}
		got := w.got.String()
		if !strings.HasPrefix(got, "line 0\n") || !strings.Contains(got, fmt.Sprintf("lines=%d\n", lines-maxQueued-1)) {
			t.Errorf("%.200s", got)
		}
		_, _ = q.Write([]byte("late\n"))
	})
}

// TestLogQueueStuck: the end does not wait for it either.
func TestLogQueueStuck(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &stuckWriter{free: make(chan struct{})}
		q := newQueue(w, func(n int) { _, _ = fmt.Fprintf(w, "lines=%d\n", n) })
		_, _ = q.Write([]byte("one\n"))
		begun := time.Now()
		if err := q.Close(); err == nil || time.Since(begun) > 2*flushTimeout {
			t.Errorf("%v after %v", err, time.Since(begun))
		}
		close(w.free)
	})
}
