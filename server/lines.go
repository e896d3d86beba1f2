package server

import (
	"context"
	"io"
	"sync/atomic"
	"time"

	"charm.land/ssh"

	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/internal/quota"
)

// runInteractive runs a command that the client talks with, and sends its exit status. The command looks after its Ctrl-C and the
// ends of its lines itself.
func (s *Server) runInteractive(sess *session, words []string) {
	if r := s.admit(sess); r != quota.OK {
		s.turnAway(sess, r)
		return
	}
	ctx, cancel := context.WithCancel(sess.done)
	defer cancel()
	var active atomic.Int64 // when something was typed last, in nanoseconds
	active.Store(time.Now().UnixNano())
	env := command.Env{
		Stdin: typing{sess, &active}, Stdout: sess, Stderr: sess.Stderr(), Environ: sess.Environ(),
	}
	if sess.pty == nil {
		sess.waitLonger(s.limits.Pipe)
	} else {
		size := new(windowSize)
		size.set(sess.pty.Window)
		sess.onResize(size.set)
		env.Raw, env.Size, env.Width = true, size.now, sess.pty.Window.Width
		env.Stderr = crlfWriter{sess.Stderr()}
	}
	if s.limits.Idle > 0 {
		defer s.watchIdle(sess, cancelled(cancel), &active)()
	}
	_ = sess.Exit(s.opts.Run(ctx, env, words))
}

// typing is what a client types, and notes when it does.
type typing struct {
	r      io.Reader
	active *atomic.Int64
}

func (t typing) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	t.active.Store(time.Now().UnixNano())
	return n, err
}

// cancelled ends a command from outside. It says goodbye in its own words.
type cancelled context.CancelFunc

// Quit ends the command.
func (c cancelled) Quit(string) { c() }

// windowSize is the size of a client's window as it was told last.
type windowSize struct{ packed atomic.Uint64 }

func (s *windowSize) set(w ssh.Window) { s.packed.Store(uint64(w.Width)<<32 | uint64(w.Height)) }

func (s *windowSize) now() (width, height int) {
	packed := s.packed.Load()
	return int(packed >> 32), int(packed & 0xffffffff)
}
