package server

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"runtime/debug"
	"strings"
	"time"

	"charm.land/ssh"

	"github.com/sshblog/sshblog/internal/connlimit"
)

// How much of a client's text gets into the log, in bytes. The log's handler quotes it, see short.
const (
	maxLogged     = 120
	maxLoggedUser = 64 // of a user name, of which no more is kept
)

// sessionLog returns the operator's log with the attribute that identifies a client.
func (s *Server) sessionLog(sess *session) *slog.Logger {
	return s.log.With("remote", s.logAddress(sess.RemoteAddr()))
}

// about returns what the log says about the last session of a connection.
func (sess *session) about() []any {
	var attrs []any
	if sess.pty != nil {
		window := sess.pty.Window
		attrs = append(attrs, "term", sess.pty.Term, "size", fmt.Sprintf("%dx%d", window.Width, window.Height))
	}
	if name := sess.Subsystem(); name != "" {
		attrs = append(attrs, "subsystem", name)
	}
	if sess.command != "" {
		attrs = append(attrs, "command", short(sess.command))
	}
	return attrs
}

// logAddress returns an address as the log shows it: the network only, which does not identify a
// reader, unless the operator wants more.
func (s *Server) logAddress(a net.Addr) string {
	network := s.networkOf(a)
	if !network.IsValid() || s.opts.FullAddresses {
		return a.String()
	}
	return networkName(network)
}

// logFailure logs how a connection failed before its first session.
func (s *Server) logFailure(conn net.Conn, err error) {
	s.log.Debug("connection failed", "remote", s.logAddress(conn.RemoteAddr()), "error", short(err.Error()))
}

// sumUpEvery is how often refusals are summed up.
const sumUpEvery = time.Minute

// sumUp logs from time to time what has no line of its own.
func (s *Server) sumUp(ctx context.Context, listener *connlimit.Listener, every <-chan time.Time) {
	var was connlimit.Counts
	for {
		select {
		case <-ctx.Done():
			return
		case <-every:
			was = s.sumUpSince(was, listener)
		}
	}
}

// sumUpSince logs how many connections were refused since the last time, if any, and of how many
// others there is no line: one for each would fill the disk. It returns the counts for the next
// time.
func (s *Server) sumUpSince(was connlimit.Counts, listener *connlimit.Listener) connlimit.Counts {
	now := listener.Counts()
	last, networks := s.tally.next()
	if now == was && last.gone+last.unlogged == 0 {
		return now
	}
	open, waiting := listener.Open()
	attrs := []any{
		"strangers", last.gone, "full", now.Full - was.Full, "address", now.Address - was.Address,
		"evicted", now.Evicted - was.Evicted, "proxy", now.Proxy - was.Proxy, "errors", now.Errors - was.Errors,
		"open", open, "waiting", waiting, "checks", last.checks, "unlogged", last.unlogged,
	}
	if networks != "" {
		attrs = append(attrs, "networks", networks)
	}
	s.log.Info("refused in the last minute", attrs...)
	return now
}

// logPanic logs a panic with its stack.
func (s *Server) logPanic(what string, value any, stack []byte) {
	s.log.Error("panic", "while", what, "value", fmt.Sprint(value), "stack", string(stack))
}

// recoverPanic is the middleware that ends only the session in whose handler a panic occurs.
func (s *Server) recoverPanic(next ssh.Handler) ssh.Handler {
	return func(sess ssh.Session) {
		defer func() {
			if v := recover(); v != nil {
				s.logPanic("serve a session", v, debug.Stack())
				_ = sess.Exit(1)
			}
		}()
		next(sess)
	}
}

// short cuts a client's text to a length that fits a log line, and spells out DEL, the one control
// character that the log's handler does not quote.
func short(s string) string {
	return strings.ReplaceAll(cut(s, maxLogged), "\x7f", `\x7f`)
}

// cut cuts a text to limit bytes, and marks it as cut.
func cut(s string, limit int) string {
	if len(s) > limit {
		return s[:limit] + "..."
	}
	return s
}
