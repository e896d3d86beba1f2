package server

import (
	"context"
	"io"
	"sync"
	"time"

	"github.com/sshblog/sshblog/internal/quota"
)

// stream is the channel of a session whose files are being taken away: its end is the client's end of file, and nothing moving for too
// long ends it.
type stream struct {
	sess     *session
	patience time.Duration

	credits quota.Bucket   // what is given back to the connection's intake
	writes  sync.WaitGroup // that are under way

	mu    sync.Mutex
	timer *time.Timer // ends the session
	last  bool        // it is not started anew, and nothing more is written
	since time.Time   // when the client was last waited for; zero while it is
}

// What a client that takes files away may ask for.
const (
	creditRate  = 128 << 10              // bytes per second that its transfer gives back to its intake, besides what it is sent
	creditBurst = 64 << 10               // bytes
	requestFee  = 200 * time.Microsecond // of work, for a request of sftp whose answer is empty: what it takes elsewhere
)

// takeAway serves a session that takes files: serve gets the two ends of the channel and returns the exit status.
func (s *Server) takeAway(sess *session, serve func(*stream) int) {
	release, r := s.acquireTransfer(sess)
	if r != quota.OK {
		s.turnAway(sess, r)
		return
	}
	defer release()
	patience := s.limits.Transfer
	sess.waitLonger(patience)
	// A read of the channel ends only with the channel.
	stop := context.AfterFunc(sess.done, func() { _ = sess.Close() })
	defer stop()
	ends := &stream{sess: sess, patience: patience, credits: quota.Bucket{Burst: byteCost(creditBurst, creditRate)}, timer: s.later(patience, "end a transfer that has stopped", s.giveUp(sess))}
	_ = sess.Exit(ends.run(serve, s.limits.Stall))
}

// run has the session served, and waits until nothing is being written any more. What is still under way then has the time that any session
// has to take its end, and so has what follows.
func (s *stream) run(serve func(*stream) int, hurry time.Duration) int {
	defer func() { // whatever becomes of it
		s.mu.Lock()
		s.last = true
		s.timer.Reset(hurry)
		s.mu.Unlock()
		s.writes.Wait()
		s.timer.Stop()
		s.sess.waitLonger(hurry)
	}()
	return serve(s)
}

// acquireTransfer admits a session and acquires a download and an open file for it, all or none.
func (s *Server) acquireTransfer(sess *session) (release func(), r quota.Result) {
	if r := s.admit(sess); r != quota.OK {
		return nil, r
	}
	addr := sess.visit.place()
	if r := s.transfers.Acquire(addr, 1); r != quota.OK {
		return nil, r
	}
	if r := s.files.Acquire(addr, 1); r != quota.OK {
		s.transfers.Release(addr, 1)
		return nil, r
	}
	return func() {
		s.files.Release(addr, 1)
		s.transfers.Release(addr, 1)
	}, quota.OK
}

// moved starts the time anew.
func (s *stream) moved(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n > 0 && !s.last {
		s.timer.Reset(s.patience)
	}
}

// begin counts a write in; false if it comes too late.
func (s *stream) begin() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.last {
		s.writes.Add(1)
	}
	return !s.last
}

// pay charges the connection for what was done since the client was last waited for, and waits until that is paid for.
func (s *stream) pay() {
	s.mu.Lock()
	since := s.since
	s.since = time.Time{}
	s.mu.Unlock()
	visit := s.sess.visit
	if !since.IsZero() {
		visit.worked(since)
	}
	quota.Wait(s.sess.done, visit.work.Charge(0, time.Now()))
}

// works notes that the client is waited for no longer.
func (s *stream) works() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.since = time.Now()
}

// answered charges the connection for a request whose answer was so long: the longer, the less, for files are there to be taken.
func (s *stream) answered(n int) {
	fee := requestFee * time.Duration(max(0, piece-n)) / piece
	s.sess.visit.work.Charge(workShare*fee, time.Now())
}

// credit gives back to the connection's intake what the transfer has read, unless that is more than a client has
// reason to send.
func (s *stream) credit(n int) {
	intake := &s.sess.visit.intake
	intake.wanted(n)
	if s.credits.Allow(byteCost(n, creditRate), time.Now()) {
		intake.credit(n)
	}
}

// Read reads what the client sends.
func (s *stream) Read(p []byte) (int, error) {
	s.pay()
	n, err := s.sess.Read(p)
	s.works()
	s.credit(n)
	s.moved(n)
	return n, err
}

// Write sends to the client.
func (s *stream) Write(p []byte) (int, error) {
	s.pay()
	if !s.begin() {
		return 0, io.ErrClosedPipe
	}
	defer s.writes.Done()
	defer s.works()
	n, err := s.sess.Write(p)
	s.moved(n)
	return n, err
}

// Close ends the session.
func (s *stream) Close() error {
	s.sess.end()
	return nil
}
