package server

import (
	"context"
	"sync"
	"time"
)

// stream is the channel of a session whose files are being taken away: its end is the client's end of file, and nothing moving for too
// long ends it.
type stream struct {
	sess     *session
	patience time.Duration

	mu    sync.Mutex
	timer *time.Timer // ends the session
}

// takeAway serves a session that takes files: serve gets the two ends of the channel and returns the exit status.
func (s *Server) takeAway(sess *session, serve func(*stream) int) {
	leave, a := s.takeTransfer(sess)
	if a != granted {
		s.turnAway(sess, a)
		return
	}
	defer leave()
	patience := s.limits.Transfer
	sess.waitLonger(patience)
	// A read of the channel ends only with the channel.
	stop := context.AfterFunc(sess.done, func() { _ = sess.Close() })
	defer stop()
	timer := s.later(patience, "end a transfer that has stopped", s.giveUp(sess))
	defer timer.Stop()
	_ = sess.Exit(serve(&stream{sess: sess, patience: patience, timer: timer}))
}

// takeTransfer takes a place among those who take files away, and a file that may be open, if both are granted.
func (s *Server) takeTransfer(sess *session) (leave func(), a answer) {
	if a := s.admit(sess); a != granted {
		return nil, a
	}
	from := sess.visit.place()
	if a := s.transfers.take(from, 1); a != granted {
		return nil, a
	}
	if a := s.files.take(from, 1); a != granted {
		s.transfers.give(from, 1)
		return nil, a
	}
	return func() {
		s.files.give(from, 1)
		s.transfers.give(from, 1)
	}, granted
}

// moved starts the time anew.
func (s *stream) moved(n int) {
	if n > 0 {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.timer.Reset(s.patience)
	}
}

// Read reads what the client sends.
func (s *stream) Read(p []byte) (int, error) {
	n, err := s.sess.Read(p)
	s.sess.visit.intake.wanted(n)
	s.moved(n)
	return n, err
}

// Write sends to the client.
func (s *stream) Write(p []byte) (int, error) {
	n, err := s.sess.Write(p)
	s.moved(n)
	return n, err
}

// Close ends the session.
func (s *stream) Close() error {
	s.sess.end()
	return nil
}
