package server

import (
	"time"

	"github.com/sshblog/sshblog/server/lifecycle"
)

// Phase is where a Server is in its life.
type Phase int32

// The phases, in their order. A Server takes newcomers in PhaseServing only, but for one whose
// listening socket outlives it: that takes them while it is drained, too.
const (
	PhaseStarting Phase = iota // it does not listen yet
	PhaseServing
	PhaseDraining // readers are told, and go one after another
	PhaseStopping // all go now, or have gone
)

// Phase returns where the server is in its life. It may be called from any goroutine.
func (s *Server) Phase() Phase { return Phase(s.phase.Load()) }

// enter enters a phase.
func (s *Server) enter(p Phase) { s.phase.Store(int32(p)) }

// handle moves the connection on, and reports whether it has entered another state. c.mu is held.
func (c *connection) handle(event lifecycle.ConnEvent) bool {
	next := c.state.Next(event)
	entered := next != c.state
	if entered {
		c.enter(next)
	}
	return entered
}

// enter enters a state, whose deadline replaces the one before. c.mu is held.
func (c *connection) enter(state lifecycle.ConnState) {
	if c.state == lifecycle.ConnReady {
		c.server.ready.Add(-1)
	}
	c.state = state
	if state == lifecycle.ConnReady {
		c.server.ready.Add(1)
	}
	c.startDeadline()
	switch {
	case state == lifecycle.ConnClosed:
		for _, timer := range []*time.Timer{c.lifetime, c.keepalive} {
			if timer != nil {
				timer.Stop()
			}
		}
	case c.limited == nil:
	case state == lifecycle.ConnReady || state == lifecycle.ConnServing:
		c.limited.Activate()
	case state == lifecycle.ConnIdle:
		c.limited.Deactivate()
	}
}

// startDeadline starts the time of the state that the connection is in. c.mu is held.
func (c *connection) startDeadline() {
	d, _ := c.deadlineOf(c.state)
	c.deadline.Set(d, func(d time.Duration) *time.Timer {
		return c.server.later(d, "end a connection at its deadline", c.expire)
	})
}

// idleInDrain is how long a connection without a session stays open while the server is drained.
const idleInDrain = time.Second

// endIfIdle has a connection without a session end soon, so that its client connects anew for the next
// one, to a server that stays.
func (c *connection) endIfIdle() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.state == lifecycle.ConnIdle {
		c.startDeadline()
	}
}

// deadlineOf returns how long a state may last, zero or less if there is no limit, and the reason
// that is given then.
func (c *connection) deadlineOf(state lifecycle.ConnState) (d time.Duration, reason string) {
	switch state {
	case lifecycle.ConnReady:
		return c.server.limits.Start, "no session"
	case lifecycle.ConnIdle:
		if c.server.Phase() == PhaseDraining {
			return idleInDrain, "restart"
		}
		return c.server.limits.Idle, "unused"
	case lifecycle.ConnClosing:
		return restoreGrace, ""
	}
	return 0, "" // the library bounds the handshake, and sessions look after themselves
}

// expire ends the connection if its state has lasted too long.
func (c *connection) expire() {
	c.mu.Lock()
	passed := c.deadline.Passed()
	if passed {
		_, reason := c.deadlineOf(c.state)
		c.setReason(reason)
		c.handle(lifecycle.ConnEnded)
	}
	c.mu.Unlock()
	if passed {
		_ = c.release()
	}
}

// setReason says why the connection ends. The first reason counts. c.mu is held.
func (c *connection) setReason(reason string) {
	if c.reason == "" {
		c.reason = reason
	}
}

// handle moves the session on, and reports whether it has entered another state. sess.mu is held.
func (sess *session) handle(event lifecycle.SessionEvent) bool {
	was := sess.state
	next := was.Next(event)
	if next == was {
		return false
	}
	sess.state = next
	if was == lifecycle.SessionAbandoned && next == lifecycle.SessionClosing {
		return true // the client has no more time for that
	}
	sess.setDeadline(sess.deadlineOf(next))
	return true
}

// deadlineOf returns how long a state may last, zero or less if there is no limit.
func (sess *session) deadlineOf(state lifecycle.SessionState) time.Duration {
	limits := sess.conn.server.limits
	switch state {
	case lifecycle.SessionOpened:
		return limits.Start
	case lifecycle.SessionAbandoned:
		return min(closeGrace, limits.Stall)
	case lifecycle.SessionClosing:
		return sess.out.Patience
	}
	return 0 // a running session has one that watch sets
}

// setDeadline replaces the deadline. sess.mu is held.
func (sess *session) setDeadline(d time.Duration) {
	sess.deadline.Set(d, func(d time.Duration) *time.Timer {
		return sess.conn.server.later(d, "end a session at its deadline", sess.expire)
	})
}

// expire does what is to be done if the state has lasted too long.
func (sess *session) expire() {
	sess.mu.Lock()
	if !sess.deadline.Passed() {
		sess.mu.Unlock()
		return
	}
	state, timedOut := sess.state, sess.timedOut
	if state == lifecycle.SessionOpened {
		sess.handle(lifecycle.SessionExited) // nothing can be started any more
	}
	sess.mu.Unlock()
	switch state {
	case lifecycle.SessionOpened:
		sess.setReason("nothing started")
		_ = sess.sendExit(1)
	case lifecycle.SessionRunning:
		timedOut()
	case lifecycle.SessionAbandoned, lifecycle.SessionClosing:
		sess.conn.end("stalled")
	}
}

// watch has a running session end if nothing happens in it for d: then timedOut is called. There is
// no limit if d is not positive.
func (sess *session) watch(d time.Duration, timedOut func()) {
	sess.mu.Lock()
	defer sess.mu.Unlock()
	sess.timeout, sess.timedOut = d, timedOut
	if sess.state == lifecycle.SessionRunning {
		sess.setDeadline(d)
	}
}

// touch says that something happens in a session that is watched.
func (sess *session) touch() {
	sess.touched()
	sess.mu.Lock()
	defer sess.mu.Unlock()
	if sess.state == lifecycle.SessionRunning && sess.timeout > 0 {
		sess.setDeadline(sess.timeout)
	}
}

// setReason says why the session ends. The first reason counts.
func (sess *session) setReason(reason string) {
	sess.mu.Lock()
	first := sess.reason == ""
	if first {
		sess.reason = reason
	}
	sess.mu.Unlock()
	if first {
		sess.conn.noteSessionEnd(reason)
	}
}

// closeGrace is how long a client that takes no output gets to agree to the end of its session.
const closeGrace = 5 * time.Second

// abandon ends a session whose client takes no output: the session alone if the client agrees to
// that, for its neighbours on the connection may be fine; else the connection.
func (sess *session) abandon() {
	sess.setReason("stalled")
	sess.mu.Lock()
	sess.handle(lifecycle.SessionStalled)
	sess.mu.Unlock()
	sess.end()
	sess.conn.server.spawn("close a stalled session", func() { _ = sess.Close() })
}
