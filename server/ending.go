package server

import (
	"cmp"
	"log/slog"
	"time"
)

// How most sessions and connections end.
const (
	left   = "left"    // a session that its reader has ended, or its command
	hungUp = "hung up" // a connection that the client has closed, or lost
)

// part notes how a session has ended.
func (c *connection) part(how string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.parted = how
	if how == left {
		c.partings++
	}
}

// describe keeps what is known of the session that was started last, for the connection's line.
func (c *connection) describe(sess *session) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.latest, c.last = sess, sess.about()
}

// failed adds the exit status of that session, if it is not 0.
func (c *connection) failed(sess *session, status int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if status != 0 && c.latest == sess {
		c.last = append(c.last, "status", status)
	}
}

// refuse counts a session that is one too many, and charges the connection for it.
func (c *connection) refuse() {
	c.intake.charge(idleCost)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.refused++
}

// attrs are what the log says about the connection.
func (c *connection) attrs() []any {
	c.mu.Lock()
	defer c.mu.Unlock()
	how := c.parted
	switch {
	case how == left && c.ended == hungUp && c.partings == c.sessions: // the client was quicker than the last that it was told
	case how == "" || how == left || how == hungUp: // a session learns only that its connection is gone, not why
		how = cmp.Or(c.ended, c.parted, hungUp)
	}
	attrs := []any{
		"remote", c.server.logAddress(c.RemoteAddr()), "how", how, "duration", time.Since(c.started).Round(time.Millisecond),
		"bytes", c.bytes.Load(), "sessions", c.sessions, "user", short(c.user), "client", short(c.client),
	}
	if c.refused > 0 {
		attrs = append(attrs, "refused", c.refused)
	}
	return append(attrs, c.last...)
}

// logConnection writes the one line that a connection leaves behind. Strangers who never became readers are only counted.
func (s *Server) logConnection(c *connection) {
	attrs := c.attrs()
	level := slog.LevelInfo
	if !c.known() {
		s.strangers.Add(1)
		level = slog.LevelDebug
	}
	s.log.Log(s.background, level, "connection ended", attrs...)
}
