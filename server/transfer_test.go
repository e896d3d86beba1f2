package server

import (
	"context"
	"io"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// slowWriter takes what it is given when it is let.
type slowWriter struct{ let chan struct{} }

func (w slowWriter) Write(p []byte) (int, error) {
	<-w.let
	return len(p), nil
}

// testStream is a stream to a client that takes nothing until it is let, and what is called when that is given up.
func testStream(patience time.Duration, giveUp func()) (s *stream, let chan struct{}) {
	let = make(chan struct{})
	server := &Server{log: slog.New(slog.DiscardHandler)}
	out := func(w io.Writer) *meteredWriter {
		return &meteredWriter{w: w, server: server, patience: patience, stalled: giveUp, bytes: &atomic.Int64{}}
	}
	sess := &session{visit: &connection{server: server}, done: context.Background(), out: out(slowWriter{let}), errs: out(io.Discard)}
	return &stream{sess: sess, patience: patience, timer: time.AfterFunc(patience, giveUp)}, let
}

// TestStreamWaitsForWrites: a transfer is over when nothing is being written any more, for which there is little time; nothing is written after
// it, and the client has no more time than others to agree to the end.
func TestStreamWaitsForWrites(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const hurry = 30 * time.Second
		var gaveUp atomic.Int64
		s, let := testStream(time.Hour, func() { gaveUp.Add(1) })
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
			}, hurry)
		}()
		time.Sleep(hurry - time.Second)
		if len(over) > 0 || gaveUp.Load() > 0 {
			t.Errorf("after %v: over %v, given up %d times", time.Since(begun), len(over) > 0, gaveUp.Load())
		}
		time.Sleep(2 * time.Second)
		if len(over) > 0 || gaveUp.Load() != 1 {
			t.Errorf("after %v: over %v, given up %d times", time.Since(begun), len(over) > 0, gaveUp.Load())
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
		if s.sess.out.patience != hurry {
			t.Errorf("the client has %v to agree to the end", s.sess.out.patience)
		}
	})
}

// TestStreamEndsOnce: what moves after the end of a transfer does not start its time anew.
func TestStreamEndsOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var gaveUp atomic.Int64
		s, _ := testStream(time.Minute, func() { gaveUp.Add(1) })
		s.run(func(s *stream) int {
			for range 10 {
				time.Sleep(50 * time.Second)
				s.moved(1)
			}
			return 0
		}, time.Second)
		s.moved(1)
		time.Sleep(time.Hour)
		if n := gaveUp.Load(); n != 0 {
			t.Errorf("it was given up %d times", n)
		}
	})
}
