package server

import (
	"bufio"
	"context"
	"io"
	"sync"
	"time"

	"github.com/sshblog/sshblog/internal/quota"
	"github.com/sshblog/sshblog/server/clientio"
)

// What a client that downloads may ask for.
const (
	creditRate  = 128 << 10 // bytes per second of credit, besides what it is sent
	creditBurst = 64 << 10  // bytes
	// of work, for a request of sftp whose answer is empty: what it takes elsewhere.
	requestFee = 200 * time.Microsecond
)

// stream is the channel of a session that downloads. Its end is the client's end of file. The
// session is abandoned when nothing moves for too long, and the connection pays for the work
// between two waits for the client.
type stream struct {
	sess     *session
	in       *bufio.Reader // of the session, so that a read takes all that has come: see session.passed
	patience time.Duration
	credits  quota.Bucket   // of the connection's intake
	turn     *quota.Turn    // of the work between two waits for the client
	writes   sync.WaitGroup // that are under way

	mu   sync.Mutex
	over bool // nothing more is written
}

// newStream returns the stream of a session.
func newStream(sess *session, turn *quota.Turn, patience time.Duration) *stream {
	return &stream{
		sess: sess, in: bufio.NewReader(sess), turn: turn, patience: patience,
		credits: quota.Bucket{Burst: quota.Cost(creditBurst, creditRate)},
	}
}

// serveTransfer serves a session that downloads: serve gets the two ends of the channel and returns
// the exit status.
func (s *Server) serveTransfer(sess *session, serve func(*stream) int) {
	release, r := s.acquireTransfer(sess)
	if r != quota.OK {
		s.rejectFull(sess, r)
		return
	}
	defer release()
	sess.waitLonger(s.limits.Transfer)
	sess.occupy(occupant{leave: s.cutShort(sess, "")})
	turn, ok := s.beginWork(sess.done, sess)
	if !ok {
		return
	}
	defer sess.endWork(turn)
	// A read of the channel ends only with the channel.
	stop := context.AfterFunc(sess.done, func() { _ = sess.Close() })
	defer stop()
	_ = sess.Exit(newStream(sess, turn, s.limits.Transfer).run(serve, s.limits.Stall))
}

// acquireTransfer admits a session and acquires a download and an open file for it, all or none.
func (s *Server) acquireTransfer(sess *session) (release func(), r quota.Result) {
	if r := s.admit(sess); r != quota.OK {
		return nil, r
	}
	if _, r := s.transfers.TakeOrWait(sess, 1, 1); r != quota.OK {
		return nil, r
	}
	if _, r := s.files.TakeOrWait(sess, 1, 1); r != quota.OK {
		s.transfers.GiveBack(sess, 1)
		return nil, r
	}
	sess.touched()
	sess.active.Download()
	return func() {
		s.files.GiveBack(sess, 1)
		s.transfers.GiveBack(sess, 1)
	}, quota.OK
}

// run has the session served, and waits until nothing is being written any more. What is still
// under way then has the time that any session has to take its end, and so has what follows.
func (s *stream) run(serve func(*stream) int, finish time.Duration) int {
	s.sess.watch(s.patience, s.sess.abandon)
	defer func() { // whatever becomes of it
		s.mu.Lock()
		s.over = true
		s.sess.watch(finish, s.sess.abandon)
		s.mu.Unlock()
		s.writes.Wait()
		s.sess.watch(0, nil)
		s.sess.waitLonger(finish)
	}()
	return serve(s)
}

// progress says that bytes have moved.
func (s *stream) progress(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n > 0 && !s.over {
		s.sess.touch()
	}
}

// beginWrite adds a write to those under way, and reports false if it comes too late.
func (s *stream) beginWrite() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.over {
		s.writes.Add(1)
	}
	return !s.over
}

// throttle charges the connection for the work since the client was last waited for, and waits
// until that is paid for.
func (s *stream) throttle() {
	conn := s.sess.conn
	conn.chargeWork(s.turn.Used())
	if wait := conn.work.Charge(0, time.Now()); wait > 0 {
		s.turn.Rest()
		quota.Wait(s.sess.done, wait)
	}
}

// chargeReply charges the connection for a request by the length of its answer: the longer, the
// less, for files are there to be downloaded.
func (s *stream) chargeReply(n int) {
	fee := requestFee * time.Duration(max(0, clientio.Piece-n)) / clientio.Piece
	s.sess.conn.work.Charge(workShare*fee, time.Now())
}

// credit gives back to the connection's intake what the transfer has read, unless that is more than
// a client has reason to send.
func (s *stream) credit(n int) {
	intake := s.sess.conn.intake
	intake.Wanted(n)
	if s.credits.Allow(quota.Cost(n, creditRate), time.Now()) {
		intake.Credit(n)
	}
}

// resume waits until the session may work, if it does not yet.
func (s *stream) resume() error { return s.turn.Work(s.sess.done) }

// Read reads what the client sends. Others work meanwhile, and what comes of it needs resume.
func (s *stream) Read(p []byte) (int, error) {
	s.throttle()
	s.turn.Rest()
	n, err := s.in.Read(p)
	s.credit(n)
	s.progress(n)
	return n, err
}

// Write sends to the client. Others work when that takes long, and what comes of it needs resume.
func (s *stream) Write(p []byte) (int, error) {
	s.throttle()
	if !s.beginWrite() {
		return 0, io.ErrClosedPipe
	}
	defer s.writes.Done()
	n, err := clientio.Writer{Ctx: s.sess.done, Turn: s.turn, W: s.sess}.Send(p)
	s.progress(n)
	return n, err
}

// resuming is a stream of which each read and write returns when it is the session's turn.
type resuming struct{ *stream }

func (r resuming) Read(p []byte) (int, error) {
	n, err := r.stream.Read(p)
	if err == nil {
		err = r.resume()
	}
	return n, err
}

func (r resuming) Write(p []byte) (int, error) {
	n, err := r.stream.Write(p)
	if err == nil {
		err = r.resume()
	}
	return n, err
}

// Close ends the session.
func (s *stream) Close() error {
	s.sess.end()
	return nil
}
