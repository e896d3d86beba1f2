package server

import (
	"net/netip"
	"testing"
	"testing/synctest"
	"time"

	"github.com/sshblog/sshblog/server/lifecycle"
)

// slowWriter takes what it is given when it is let.
type slowWriter struct{ let chan struct{} }

func (w slowWriter) Write(p []byte) (int, error) {
	<-w.let
	return len(p), nil
}

// testStream is a stream to a client that takes nothing until it is let.
func testStream(t *testing.T, patience, stall time.Duration) (s *stream, let chan struct{}) {
	t.Helper()
	sess := runningSession(t, Limits{Stall: stall})
	let = make(chan struct{})
	sess.out.W = slowWriter{let}
	return newStream(sess, sess.conn.server.work.Turn(netip.Prefix{}), patience), let
}

// TestStreamWaitsForWrites: a transfer is over when nothing is being written any more, for which
// there is little time; nothing is written after it, and the client has no more time than others to
// agree to the end.
func TestStreamWaitsForWrites(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const finish = 30 * time.Second
		s, let := testStream(t, time.Hour, time.Hour)
		wrote, over := make(chan error, 1), make(chan int, 1)
		begun := time.Now()
		go func() {
			over <- s.run(func(s *stream) int {
				go func() {
					_, err := s.Write([]byte("words"))
					wrote <- err
				}()
				synctest.Wait()
				return 7
			}, finish)
		}()
		time.Sleep(finish - time.Second)
		if state, _ := stateOf(s.sess); len(over) > 0 || state != lifecycle.SessionRunning {
			t.Errorf("after %v: over %v, state %d", time.Since(begun), len(over) > 0, state)
		}
		time.Sleep(2 * time.Second)
		if state, reason := stateOf(s.sess); len(over) > 0 || state != lifecycle.SessionAbandoned || reason != "stalled" {
			t.Errorf("after %v: over %v, state %d, reason %q", time.Since(begun), len(over) > 0, state, reason)
		}
		close(let)
		if err := <-wrote; err != nil {
			t.Error(err)
		}
		if status := <-over; status != 7 {
			t.Errorf("status %d", status)
		}
		if _, err := s.Write([]byte("more")); err == nil {
			t.Error("something is written after the end")
		}
		if s.sess.out.Patience != finish {
			t.Errorf("the client has %v to agree to the end", s.sess.out.Patience)
		}
	})
}

// TestStreamEndsOnce: what moves after the end of a transfer does not start its time again.
func TestStreamEndsOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, _ := testStream(t, time.Minute, time.Minute)
		s.run(func(s *stream) int {
			for range 10 {
				time.Sleep(50 * time.Second)
				s.progress(1)
			}
			return 0
		}, time.Second)
		s.progress(1)
		time.Sleep(time.Hour)
		if state, reason := stateOf(s.sess); state != lifecycle.SessionRunning {
			t.Errorf("state %d, reason %q", state, reason)
		}
	})
}
