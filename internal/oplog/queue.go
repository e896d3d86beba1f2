package oplog

import (
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/sshblog/sshblog/internal/safego"
)

// queue stands between the log and where it goes, so that nobody waits for a log that is slow or
// stuck: a reader's session does not hang because nobody empties a pipe. What finds the queue full
// is lost, and the number of lost lines is written when there is room again.
type queue struct {
	w     io.Writer
	gap   func(lost int) // writes to w that lines were lost
	lines chan []byte
	stop  chan struct{} // closed when what is queued is the last
	done  chan struct{} // closed when that is written
	once  sync.Once

	mu   sync.Mutex
	lost int
}

const (
	maxQueued    = 1024
	flushTimeout = time.Second // for what is left at the end
)

// newQueue begins to write lines to w. It calls gap, which writes there, where some were lost.
func newQueue(w io.Writer, gap func(lost int)) *queue {
	q := &queue{w: w, gap: gap, lines: make(chan []byte, maxQueued), stop: make(chan struct{}), done: make(chan struct{})}
	safego.Go(func(string, any, []byte) {}, "write the log", q.run) // there is no log to tell
	return q
}

// run writes lines until it is told to stop, and then those that are left.
func (q *queue) run() {
	defer close(q.done)
	for {
		select {
		case line := <-q.lines:
			q.write(line)
			continue
		case <-q.stop:
		}
		for {
			select {
			case line := <-q.lines:
				q.write(line)
			default:
				return
			}
		}
	}
}

// write writes a line. It may fail, for a disk is full or a pipe gone: the blog is served all the
// same.
func (q *queue) write(line []byte) {
	_, _ = q.w.Write(line)
	if n := q.takeLost(); n > 0 {
		q.gap(n)
	}
}

// Write queues a line. It never blocks and never fails.
func (q *queue) Write(line []byte) (int, error) {
	select {
	case q.lines <- append([]byte(nil), line...):
	default:
		q.mu.Lock()
		q.lost++
		q.mu.Unlock()
	}
	return len(line), nil
}

// takeLost returns how many lines were lost since it was asked last.
func (q *queue) takeLost() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	n := q.lost
	q.lost = 0
	return n
}

// Close waits until all is written, but not for long. What is logged later is lost.
func (q *queue) Close() error {
	q.once.Do(func() { close(q.stop) })
	timer := time.NewTimer(flushTimeout)
	defer timer.Stop()
	select {
	case <-q.done:
		return nil
	case <-timer.C:
		return fmt.Errorf("%d lines of the log are not written", len(q.lines))
	}
}
