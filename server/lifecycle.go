package server

import "time"

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

// deadline is when a state ends by itself. The mutex of the state machine guards it.
type deadline struct {
	timer *time.Timer // made when it is first needed
	due   time.Time   // zero: never
}

// set replaces the deadline by one in d; there is none if d is not positive. The function start
// starts a timer; what that calls must ask passed.
func (dl *deadline) set(d time.Duration, start func(time.Duration) *time.Timer) {
	if d <= 0 {
		dl.due = time.Time{}
		if dl.timer != nil {
			dl.timer.Stop()
		}
		return
	}
	dl.due = time.Now().Add(d)
	if dl.timer == nil {
		dl.timer = start(d)
	} else {
		dl.timer.Reset(d)
	}
}

// passed reports whether the time is over: a timer may fire while the deadline is replaced.
func (dl *deadline) passed() bool { return !dl.due.IsZero() && !time.Now().Before(dl.due) }

// connState is the state of a connection; see the package comment.
type connState int

const (
	connHandshaking connState = iota // the client has not authenticated
	connReady                        // it has, but has not opened a session
	connServing                      // a session is open
	connIdle                         // the last session was closed
	connClosing                      // its screens say goodbye
	connClosed
)

// connEvent is what happens to a connection.
type connEvent int

const (
	connAuthenticated connEvent = iota
	connSessionOpened
	connLastSessionClosed
	connDisconnected // told to go
	connEnded        // by the client, or by us
)

// next returns the state that follows an event. Where a state does not name the event, it stays.
func (state connState) next(event connEvent) connState {
	switch {
	case event == connEnded || state == connClosed:
		return connClosed
	case event == connDisconnected || state == connClosing:
		return connClosing
	case event == connAuthenticated && state == connHandshaking:
		return connReady
	case event == connSessionOpened && state != connHandshaking:
		return connServing
	case event == connLastSessionClosed && state == connServing:
		return connIdle
	}
	return state
}

// handle moves the connection on, and reports whether it has entered another state. c.mu is held.
func (c *connection) handle(event connEvent) bool {
	next := c.state.next(event)
	entered := next != c.state
	if entered {
		c.enter(next)
	}
	return entered
}

// enter enters a state, whose deadline replaces the one before. c.mu is held.
func (c *connection) enter(state connState) {
	if c.state == connReady {
		c.server.ready.Add(-1)
	}
	c.state = state
	if state == connReady {
		c.server.ready.Add(1)
	}
	c.startDeadline()
	switch {
	case state == connClosed:
		for _, timer := range []*time.Timer{c.lifetime, c.keepalive} {
			if timer != nil {
				timer.Stop()
			}
		}
	case c.limited == nil:
	case state == connReady || state == connServing:
		c.limited.Activate()
	case state == connIdle:
		c.limited.Deactivate()
	}
}

// startDeadline starts the time of the state that the connection is in. c.mu is held.
func (c *connection) startDeadline() {
	d, _ := c.deadlineOf(c.state)
	c.deadline.set(d, func(d time.Duration) *time.Timer {
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
	if c.state == connIdle {
		c.startDeadline()
	}
}

// deadlineOf returns how long a state may last, zero or less if there is no limit, and the reason
// that is given then.
func (c *connection) deadlineOf(state connState) (d time.Duration, reason string) {
	switch state {
	case connReady:
		return c.server.limits.Start, "no session"
	case connIdle:
		if c.server.Phase() == PhaseDraining {
			return idleInDrain, "restart"
		}
		return c.server.limits.Idle, "unused"
	case connClosing:
		return restoreGrace, ""
	}
	return 0, "" // the library bounds the handshake, and sessions look after themselves
}

// expire ends the connection if its state has lasted too long.
func (c *connection) expire() {
	c.mu.Lock()
	passed := c.deadline.passed()
	if passed {
		_, reason := c.deadlineOf(c.state)
		c.setReason(reason)
		c.handle(connEnded)
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

// sessionState is the state of a session; see the package comment.
type sessionState int

const (
	sessionOpened    sessionState = iota // nothing is started in it
	sessionQueued                        // it waits for its turn
	sessionRunning                       // it is served
	sessionAbandoned                     // its client takes nothing; what serves it is told to end
	sessionClosing                       // its exit status is sent
	sessionGone                          // the client has closed the channel
)

// sessionEvent is what happens to a session.
type sessionEvent int

const (
	sessionStarted sessionEvent = iota // a shell, a command or a subsystem was asked for
	sessionTurn                        // its turn has come
	sessionStalled                     // the client takes no output, or nothing moves
	sessionExited
	sessionClosed // by the client
)

// next returns the state that follows an event. Where a state does not name the event, it stays.
func (state sessionState) next(event sessionEvent) sessionState {
	switch {
	case event == sessionClosed || state == sessionGone:
		return sessionGone
	case event == sessionExited || state == sessionClosing:
		return sessionClosing
	case event == sessionStalled || state == sessionAbandoned:
		return sessionAbandoned
	case event == sessionStarted && state == sessionOpened:
		return sessionQueued
	case event == sessionTurn && state == sessionQueued:
		return sessionRunning
	}
	return state
}

// handle moves the session on, and reports whether it has entered another state. sess.mu is held.
func (sess *session) handle(event sessionEvent) bool {
	was := sess.state
	next := was.next(event)
	if next == was {
		return false
	}
	sess.state = next
	if was == sessionAbandoned && next == sessionClosing {
		return true // the client has no more time for that
	}
	sess.setDeadline(sess.deadlineOf(next))
	return true
}

// deadlineOf returns how long a state may last, zero or less if there is no limit.
func (sess *session) deadlineOf(state sessionState) time.Duration {
	limits := sess.conn.server.limits
	switch state {
	case sessionOpened:
		return limits.Start
	case sessionAbandoned:
		return min(closeGrace, limits.Stall)
	case sessionClosing:
		return sess.out.patience
	}
	return 0 // a running session has one that watch sets
}

// setDeadline replaces the deadline. sess.mu is held.
func (sess *session) setDeadline(d time.Duration) {
	sess.deadline.set(d, func(d time.Duration) *time.Timer {
		return sess.conn.server.later(d, "end a session at its deadline", sess.expire)
	})
}

// expire does what is to be done if the state has lasted too long.
func (sess *session) expire() {
	sess.mu.Lock()
	if !sess.deadline.passed() {
		sess.mu.Unlock()
		return
	}
	state, timedOut := sess.state, sess.timedOut
	if state == sessionOpened {
		sess.handle(sessionExited) // nothing can be started any more
	}
	sess.mu.Unlock()
	switch state {
	case sessionOpened:
		sess.setReason("nothing started")
		_ = sess.sendExit(1)
	case sessionRunning:
		timedOut()
	case sessionAbandoned, sessionClosing:
		sess.conn.end("stalled")
	}
}

// watch has a running session end if nothing happens in it for d: then timedOut is called. There is
// no limit if d is not positive.
func (sess *session) watch(d time.Duration, timedOut func()) {
	sess.mu.Lock()
	defer sess.mu.Unlock()
	sess.timeout, sess.timedOut = d, timedOut
	if sess.state == sessionRunning {
		sess.setDeadline(d)
	}
}

// touch says that something happens in a session that is watched.
func (sess *session) touch() {
	sess.touched()
	sess.mu.Lock()
	defer sess.mu.Unlock()
	if sess.state == sessionRunning && sess.timeout > 0 {
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
	sess.handle(sessionStalled)
	sess.mu.Unlock()
	sess.end()
	sess.conn.server.spawn("close a stalled session", func() { _ = sess.Close() })
}
