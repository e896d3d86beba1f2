package server

import (
	"context"
	"time"

	"github.com/sshblog/sshblog/internal/quota"
)

// maxWorkWait is how long a command or a download waits for its first turn.
const maxWorkWait = 10 * time.Second

// beginWork waits until a session may work: commands and downloads do so in turn, so that readers of
// screens find a processor. It reports false if the session has ended, or has waited for too long,
// which its client has been told then. The turn must be ended with endWork.
func (s *Server) beginWork(ctx context.Context, sess *session) (*quota.Turn, bool) {
	turn := s.work.Turn(sess.Client())
	if turn.WorkNow() {
		return turn, true
	}
	waiting, cancel := context.WithTimeout(ctx, maxWorkWait)
	defer cancel()
	if turn.Work(waiting) == nil {
		return turn, true
	}
	turn.Rest()
	if ctx.Err() == nil {
		sess.reject("busy", sess.lastWords().Busy)
	}
	return turn, false
}

// endWork gives a turn back, and charges the connection for the work that was done in it.
func (sess *session) endWork(turn *quota.Turn) {
	turn.Rest()
	sess.conn.chargeWork(turn.Used())
}

// holding returns a function that acquires bytes of pages for a session, and waits for them while
// others work. No page counts for more than a part of all, or it would never be printed.
func (s *Server) holding(ctx context.Context, sess *session, turn *quota.Turn) func(int64) (func(), bool) {
	const part, again = 8, 50 * time.Millisecond
	return func(n int64) (func(), bool) {
		if s.pages.Max > 0 {
			n = min(n, s.pages.Max/part)
		}
		addr, begun := sess.Client(), time.Now()
		for s.pages.Acquire(addr, n) != quota.OK {
			turn.Rest()
			if time.Since(begun) > maxWorkWait || !quota.Wait(ctx, again) || turn.Work(ctx) != nil {
				return nil, false
			}
		}
		return func() { s.pages.Release(addr, n) }, true
	}
}
