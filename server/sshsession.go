package server

import (
	"net"

	"charm.land/ssh"

	"github.com/sshblog/sshblog/server/sessionrequest"
)

// The rest of ssh.Session, for middleware.

func (sess *session) User() string              { return sess.transport.User() }
func (sess *session) RemoteAddr() net.Addr      { return sess.transport.RemoteAddr() }
func (sess *session) LocalAddr() net.Addr       { return sess.transport.LocalAddr() }
func (sess *session) Environ() []string         { return append([]string(nil), sess.env...) }
func (sess *session) Command() []string         { return sessionrequest.SplitWords(sess.command) }
func (sess *session) RawCommand() string        { return sess.command }
func (sess *session) Context() ssh.Context      { return sess.ctx }
func (sess *session) EmulatedPty() bool         { return false }
func (sess *session) Signals(chan<- ssh.Signal) {}
func (sess *session) Break(chan<- bool)         {}

// Subsystem is the name of the subsystem that was asked for, "" if none was.
func (sess *session) Subsystem() string {
	if sess.files {
		return "sftp"
	}
	return ""
}

// Permissions are those of the connection.
func (sess *session) Permissions() ssh.Permissions { return *sess.ctx.Permissions() }

// PublicKey is nil: nobody is asked for a key.
func (sess *session) PublicKey() ssh.PublicKey { return nil }

// Pty returns the PTY as it was asked for, its size clamped. Later sizes come through onResize, not
// through the channel.
func (sess *session) Pty() (ssh.Pty, <-chan ssh.Window, bool) {
	if sess.pty == nil {
		return ssh.Pty{}, nil, false
	}
	return *sess.pty, nil, true
}
