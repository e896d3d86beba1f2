package server

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"runtime/debug"
	"strings"
	"time"

	"charm.land/ssh"

	"github.com/sshblog/sshblog/internal/connlimit"
)

// logged is how much of a stranger's text gets into the log, in bytes. The log's handler quotes it, see short.
const logged = 120

// maxLoggedUser is the same for a user name, of which no more is kept.
const maxLoggedUser = 64

// sessionLog is the operator's log with what tells one session from another.
func (s *Server) sessionLog(sess *session) *slog.Logger {
	return s.log.With("remote", s.logAddress(sess.RemoteAddr()))
}

// about is what the log says about the last session of a connection.
func (sess *session) about() []any {
	var attrs []any
	if sess.pty != nil {
		attrs = append(attrs, "term", sess.pty.Term, "size", fmt.Sprintf("%dx%d", sess.pty.Window.Width, sess.pty.Window.Height))
	}
	if name := sess.Subsystem(); name != "" {
		attrs = append(attrs, "subsystem", name)
	}
	if sess.command != "" {
		attrs = append(attrs, "command", short(sess.command))
	}
	return attrs
}

// logAddress is how an address stands in the log: without what tells one reader of a network from the next, unless the operator wants
// to know.
func (s *Server) logAddress(a net.Addr) string {
	at, err := netip.ParseAddrPort(a.String())
	if err != nil || s.opts.FullAddresses {
		return a.String()
	}
	const network4, network6 = 24, 48
	ip := at.Addr().Unmap().WithZone("")
	bits := network6
	switch {
	case ip.IsLoopback():
		return ip.String()
	case ip.Is4():
		bits = network4
	}
	return netip.PrefixFrom(ip, bits).Masked().String()
}

// logFailure notes how a connection failed that did not get as far as a session.
func (s *Server) logFailure(conn net.Conn, err error) {
	s.log.Debug("connection failed", "remote", s.logAddress(conn.RemoteAddr()), "error", short(err.Error()))
}

// sumUpEvery is how often refusals are summed up.
const sumUpEvery = time.Minute

// sumUp writes a line from time to time on those who were refused, if there were any: a line for each would fill the disk.
func (s *Server) sumUp(ctx context.Context, listener *connlimit.Listener, every <-chan time.Time) {
	var was connlimit.Counts
	unauthenticated := int64(0)
	for {
		select {
		case <-ctx.Done():
			return
		case <-every:
		}
		now, count := listener.Counts(), s.unauthenticated.Load()
		if now != was || count != unauthenticated {
			open, waiting := listener.Open()
			s.log.Info("refused in the last minute", "strangers", count-unauthenticated, "full", now.Full-was.Full, "address", now.Address-was.Address,
				"evicted", now.Evicted-was.Evicted, "proxy", now.Proxy-was.Proxy, "errors", now.Errors-was.Errors, "open", open, "waiting", waiting)
		}
		was, unauthenticated = now, count
	}
}

// logPanic notes a panic with its stack.
func (s *Server) logPanic(what string, value any, stack []byte) {
	s.log.Error("panic", "while", what, "value", fmt.Sprint(value), "stack", string(stack))
}

// recoverPanic is the middleware that keeps a panic in a handler to its session.
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

// short cuts what a stranger sent to a length that fits a log line, and spells DEL, the one control that the log's handler does not quote.
func short(s string) string {
	return strings.ReplaceAll(cut(s, logged), "\x7f", `\x7f`)
}

// cut cuts a text to so many bytes, and marks it as cut.
func cut(s string, most int) string {
	if len(s) > most {
		return s[:most] + "..."
	}
	return s
}
