package server

import (
	"cmp"
	"time"

	"github.com/sshblog/sshblog/server/connlog"
)

// How most sessions and connections end.
const (
	left   = "left"    // a session that its reader has ended, or its command
	hungUp = "hung up" // a connection that the client has closed, or lost
)

// record is what the log says about a connection when it has ended. The connection's mutex guards
// it.
type record struct {
	client, user string   // empty before authentication
	sessions     int      // opened so far
	refused      int      // beyond those that one connection may have
	lastEnd      string   // why a session ended last
	cleanEnds    int      // sessions that their readers have ended
	latest       *session // that was started
	about        []any    // attributes of it
}

// noteSessionEnd notes why a session has ended.
func (c *connection) noteSessionEnd(reason string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.record.lastEnd = reason
	if reason == left {
		c.record.cleanEnds++
	}
}

// noteStart keeps what is known of the session that was started last.
func (c *connection) noteStart(sess *session) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.record.latest, c.record.about = sess, sess.about()
}

// noteStatus adds the exit status of that session, if it is not 0.
func (c *connection) noteStatus(sess *session, status int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if status != 0 && c.record.latest == sess {
		c.record.about = append(c.record.about, "status", status)
	}
}

// how says how the connection has ended. c.mu is held.
func (c *connection) how() string {
	r := &c.record
	switch how := r.lastEnd; {
	case how == left && c.reason == hungUp && r.cleanEnds == r.sessions:
		return how // the client has closed before the last reply came
	case how == "" || how == left || how == hungUp: // a session learns only that its connection is gone, not why
		return cmp.Or(c.reason, r.lastEnd, hungUp)
	default:
		return how
	}
}

// attrs are what the log says about the connection.
func (c *connection) attrs() []any {
	c.mu.Lock()
	defer c.mu.Unlock()
	r := &c.record
	attrs := []any{
		"remote", c.server.logAddress(c.RemoteAddr()), "how", c.how(), "duration", time.Since(c.started).Round(time.Millisecond),
		"bytes", c.bytes.Load(), "sessions", r.sessions, "user", connlog.Short(r.user), "client", connlog.Short(r.client),
	}
	if r.refused > 0 {
		attrs = append(attrs, "refused", r.refused)
	}
	return append(attrs, r.about...)
}

// logConnection writes the one line that a connection leaves behind. Clients that never
// authenticated are only counted, and so are those beyond the lines that a minute may have.
func (s *Server) logConnection(c *connection) {
	from := s.networkOf(c.RemoteAddr())
	s.stats.connectionEnds.Add(c.ending(), 1)
	switch {
	case !c.authenticated():
		s.tally.End(from, c.onlyLooked())
		s.log.Debug("connection ended", c.attrs()...)
	case s.tally.AllowLine(from, s.limits.LogLines):
		s.log.Info("connection ended", c.attrs()...)
	}
}

// ending says how the connection has ended, also for those that leave no line.
func (c *connection) ending() string {
	switch {
	case c.authenticated():
		c.mu.Lock()
		defer c.mu.Unlock()
		return c.how()
	case c.onlyLooked():
		return howChecked
	}
	return howUnknown
}

// maxLook is less than a client sends that goes on with the handshake: a version takes up to 255
// bytes.
const maxLook = 256

// onlyLooked reports whether the client has closed the connection before it sent more than its
// version, as a check does whether the port is open, or whether SSH answers.
func (c *connection) onlyLooked() bool {
	_, received := c.intake.Receive(0, time.Now())
	return c.gone.Load() && received < maxLook
}

// how says how the session has ended.
func (sess *session) how() string {
	sess.mu.Lock()
	defer sess.mu.Unlock()
	return cmp.Or(sess.reason, hungUp)
}
