package server

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"runtime/debug"
	"time"

	"charm.land/ssh"

	"github.com/sshblog/sshblog/internal/connlimit"
	"github.com/sshblog/sshblog/server/connlog"
)

// maxLoggedUser is how much of a user name is kept, in bytes.
const maxLoggedUser = 64

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
		attrs = append(attrs, "command", connlog.Short(sess.command))
	}
	return attrs
}

// networkOf returns the network of an address, as far as the log shows it.
func (s *Server) networkOf(a net.Addr) netip.Prefix {
	return connlog.NetworkOf(a, s.opts.FullAddresses)
}

// logAddress returns an address as the log shows it: the network only, which does not identify a
// reader, unless the operator wants more.
func (s *Server) logAddress(a net.Addr) string {
	network := s.networkOf(a)
	if !network.IsValid() || s.opts.FullAddresses {
		return a.String()
	}
	return connlog.NetworkName(network)
}

// logFailure logs how a connection failed before its first session.
func (s *Server) logFailure(conn net.Conn, err error) {
	s.log.Debug("connection failed", "remote", s.logAddress(conn.RemoteAddr()), "error", connlog.Short(err.Error()))
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
	last, networks := s.tally.Next()
	if now == was && last.Gone+last.Unlogged == 0 {
		return now
	}
	open, waiting := listener.Open()
	attrs := []any{
		"strangers", last.Gone, "full", now.Full - was.Full, "address", now.Address - was.Address,
		"evicted", now.Evicted - was.Evicted, "proxy", now.Proxy - was.Proxy, "errors", now.Errors - was.Errors,
		"open", open, "waiting", waiting, "checks", last.Checks, "unlogged", last.Unlogged,
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
