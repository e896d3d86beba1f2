package server

import (
	"time"

	"github.com/sshblog/sshblog/internal/connlimit"
)

// How long those who came before a restart may take, and how often it is looked whether they have
// all been served.
const (
	finishGrace = 2 * time.Second
	finishLook  = 10 * time.Millisecond
)

// finish stops accepting connections, and serves those that have come: until each has a session or
// is gone, and no command or download is at work, but not for long. Screens are told by shutdown.
func (s *Server) finish(listener *connlimit.Listener) {
	s.stopAccepting(listener, time.Now(), time.Time{})
	timeout := time.NewTimer(finishGrace)
	defer timeout.Stop()
	look := time.NewTicker(finishLook)
	defer look.Stop()
	for quiet := 0; quiet < 2; quiet++ { // one that is on its way from the socket is seen the next time
		if s.busy(listener) {
			quiet = -1
		}
		select {
		case <-look.C:
		case <-timeout.C:
			return
		case <-s.opts.Hurry:
			return
		}
	}
}

// busy reports whether a connection has no session yet, or a session without a screen goes on.
func (s *Server) busy(listener *connlimit.Listener) bool {
	if _, waiting := listener.Open(); waiting > 0 || s.ready.Load() > 0 {
		return true
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for sess := range s.open {
		if !sess.hasScreen() {
			return true
		}
	}
	return false
}

// hasScreen reports whether a session has a screen.
func (sess *session) hasScreen() bool {
	sess.mu.Lock()
	defer sess.mu.Unlock()
	return sess.screen != nil
}
