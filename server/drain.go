package server

import (
	"io"
	"maps"
	"slices"
	"time"

	"github.com/sshblog/sshblog/internal/connlimit"
	"github.com/sshblog/sshblog/internal/quota"
	"github.com/sshblog/sshblog/server/drain"
)

// How a server is drained. A listening socket that outlives it has nobody else who accepts: its
// readers go in the last part of the time only, in which newcomers wait for the next server.
const (
	readsOn      = 2 * time.Minute  // after which a reader without a key counts as gone away
	handover     = 12 * time.Second // of a socket that outlives the server
	leaveGrace   = 10 * time.Second // for a session that was told to end
	farewellTime = time.Second      // for the last one to go
	transferPart = 4                // downloads go in one part of so many, the last one
)

// occupant is what a drain knows of the reader or the program that uses a session.
type occupant struct {
	reader bool   // a person reads on a screen or line by line
	silent bool   // its reader presses no keys here, as where a pager shows what has come
	tell   func() // says that the server restarts; nil if there is nobody to tell before the end
	leave  func() // ends the session in its own words
}

// occupy says who uses the session. If the server is drained, they are told.
func (sess *session) occupy(o occupant) {
	sess.mu.Lock()
	sess.occupant = o
	sess.mu.Unlock()
	if sess.conn.server.Phase() == PhaseDraining {
		sess.tell()
	}
}

// tell tells the reader once that the server restarts.
func (sess *session) tell() {
	sess.mu.Lock()
	tell := sess.occupant.tell
	if tell == nil || sess.told {
		tell = func() {}
	} else {
		sess.told = true
	}
	sess.mu.Unlock()
	tell()
}

// leave ends the session because the server restarts. One that does not end by itself loses its
// connection.
func (sess *session) leave() {
	s := sess.conn.server
	sess.mu.Lock()
	leave := sess.occupant.leave
	sess.leaving = true
	sess.mu.Unlock()
	sess.setReason("restart")
	if leave == nil {
		leave = sess.end
	}
	leave()
	s.later(leaveGrace, "end a session that was told to", func() {
		select {
		case <-sess.freed:
		default:
			sess.conn.end("restart")
		}
	})
}

// cutShort returns a function that ends a command or a download because the server restarts, and
// tells its client that something is missing.
func (s *Server) cutShort(sess *session, typed string) func() {
	return func() {
		s.spawn("end what a restart cuts short", func() {
			if s.opts.CutShort != nil {
				_, _ = io.WriteString(sess.Stderr(), s.opts.CutShort(sess.env, typed)+sess.lineEnd())
			}
			sess.end()
		})
	}
}

// drain tells all sessions of the restart, and ends them one after another, until the time for that is
// over or the operator hurries. The reader who has pressed no key for longest goes first.
func (s *Server) drain(listener *connlimit.Listener) {
	begin := time.Now()
	end := begin.Add(s.opts.Drain)
	closing := begin // when newcomers are not taken any more
	if s.opts.Restarts {
		closing = latest(begin, end.Add(-handover))
	}
	s.enter(PhaseDraining)
	s.stopAccepting(listener, begin, closing)
	open := s.openSessions()
	s.log.Info("draining", "sessions", len(open), "for", s.opts.Drain)
	s.tellAll(open)
	for _, o := range listener.Owners() {
		if c, ok := o.(*connection); ok {
			c.endIfIdle()
		}
	}
	gone := end.Add(-min(farewellTime, s.opts.Drain/10))
	readers := drain.NewPace(begin, closing, gone)
	work := drain.NewPace(begin, latest(closing, end.Add(-s.opts.Drain/transferPart)), gone)
	look := time.NewTicker(drain.Interval)
	defer look.Stop()
	for none := 0; none < 2 && time.Now().Before(end); { // one that is on its way is seen the next time
		select {
		case <-look.C:
		case <-s.opts.Hurry:
			end = begin
			continue
		}
		now := time.Now()
		s.stopAccepting(listener, now, closing)
		open = s.openSessions()
		letGo(open, now, readers, work)
		if none++; len(open) > 0 {
			none = 0
		}
	}
	s.log.Info("drained", "sessions", len(s.openSessions()), "seconds", int(time.Since(begin).Seconds()))
}

// tellAll tells all readers that the server restarts, not so many at once that none can press a key.
func (s *Server) tellAll(open []*session) {
	const some, pause = 50, 10 * time.Millisecond
	for i, sess := range open {
		sess.tell()
		if i%some == some-1 {
			quota.Wait(s.background, pause)
		}
	}
}

// stopAccepting stops accepting connections when the time for that has come.
func (s *Server) stopAccepting(listener *connlimit.Listener, now, closing time.Time) {
	if now.Before(closing) {
		return
	}
	if err := listener.StopAccepting(); err != nil {
		s.log.Warn("cannot stop accepting connections", "error", err)
	}
}

// openSessions returns the sessions that are served.
func (s *Server) openSessions() []*session {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Collect(maps.Keys(s.open))
}

// letGo ends the sessions whose time has come, readers and work each at their own pace.
func letGo(open []*session, now time.Time, readers, work *drain.Pace) {
	var reading, working []drain.Leaver
	for _, sess := range open {
		switch l, reader, leaving := sess.leaver(now); {
		case leaving:
		case reader:
			reading = append(reading, l)
		default:
			working = append(working, l)
		}
	}
	readers.LetGo(reading, now)
	work.LetGo(working, now)
}

// leaver returns what a drain has to know of a session: whether somebody reads in it, and whether it
// has been told to end.
func (sess *session) leaver(now time.Time) (l drain.Leaver, reader, leaving bool) {
	since, _ := sess.active.Quiet()
	sess.mu.Lock()
	defer sess.mu.Unlock()
	o := &sess.occupant
	idle := now.Sub(since) >= readsOn && !o.silent
	return drain.Leaver{Since: since, Idle: idle, Leave: sess.leave}, o.reader, sess.leaving
}

// latest returns the later of two times.
func latest(a, b time.Time) time.Time { return slices.MaxFunc([]time.Time{a, b}, time.Time.Compare) }
