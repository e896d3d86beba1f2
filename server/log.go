package server

import (
	"fmt"
	"log/slog"
	"net"
	"runtime/debug"
	"time"

	"charm.land/ssh"
)

// logged is how much of a stranger's text gets into the log, in bytes. The log's handler quotes it.
const logged = 120

// sessionLog is the operator's log with what tells one session from another.
func (s *Server) sessionLog(sess *session) *slog.Logger {
	return s.log.With("remote", sess.RemoteAddr().String())
}

// logSession writes the one line that a session leaves behind.
func (s *Server) logSession(sess *session) {
	attrs := []any{
		"duration", time.Since(sess.started).Round(time.Millisecond),
		"bytes", sess.output.Load(),
		"user", short(sess.User()),
		"client", short(sess.ctx.ClientVersion()),
	}
	if sess.pty != nil {
		attrs = append(attrs, "term", sess.pty.Term, "size", fmt.Sprintf("%dx%d", sess.pty.Window.Width, sess.pty.Window.Height))
	}
	if name := sess.Subsystem(); name != "" {
		attrs = append(attrs, "subsystem", name)
	}
	if sess.command != "" {
		attrs = append(attrs, "command", short(sess.command))
	}
	s.sessionLog(sess).Info("session ended", attrs...)
}

// logFailure notes a connection that did not get as far as a session. Strangers make many of them, so only on request.
func (s *Server) logFailure(conn net.Conn, err error) {
	s.log.Debug("connection failed", "remote", conn.RemoteAddr().String(), "error", short(err.Error()))
}

// logPanic notes a panic with its stack.
func (s *Server) logPanic(what string, v any) {
	s.log.Error("panic", "while", what, "value", fmt.Sprint(v), "stack", string(debug.Stack()))
}

// recoverPanic is the middleware that keeps a panic in a handler to its session.
func (s *Server) recoverPanic(next ssh.Handler) ssh.Handler {
	return func(sess ssh.Session) {
		defer func() {
			if v := recover(); v != nil {
				s.logPanic("serve a session", v)
				_ = sess.Exit(1)
			}
		}()
		next(sess)
	}
}

// short cuts what a stranger sent to a length that fits a log line.
func short(s string) string {
	if len(s) > logged {
		return s[:logged] + "..."
	}
	return s
}
