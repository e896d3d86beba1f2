package server

import (
	"context"
	"sync/atomic"

	"charm.land/ssh"

	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/internal/quota"
	"github.com/sshblog/sshblog/server/clientio"
)

// runInteractive runs a command that reads what the client types, and sends its exit status. The
// command handles Ctrl-C and the ends of its lines itself.
func (s *Server) runInteractive(sess *session, words []string) {
	if r := s.admit(sess); r != quota.OK {
		s.rejectFull(sess, r)
		return
	}
	ctx, cancel := context.WithCancel(sess.done)
	defer cancel()
	turn, ok := s.beginWork(ctx, sess)
	if !ok {
		return
	}
	defer sess.endWork(turn)
	env := command.Env{
		Stdin: typing{sess}, Stdout: clientio.Goodbye{Writer: clientio.Writer{Ctx: sess.done, Turn: turn, W: sess}}, Stderr: sess.Stderr(),
		Environ: sess.Environ(), Await: clientio.Await(sess.done, turn),
	}
	if sess.pty == nil {
		sess.waitLonger(s.limits.Pipe)
	} else {
		size := new(windowSize)
		size.set(sess.pty.Window)
		sess.onResize(size.set)
		env.Raw, env.Size, env.Width = true, size.now, sess.pty.Window.Width
		env.Stderr = clientio.CRLF{W: sess.Stderr()}
	}
	restarting := make(chan struct{})
	env.Restarting = restarting
	sess.occupy(occupant{reader: true, tell: func() { close(restarting) }, leave: cancel})
	sess.watch(s.limits.Idle, func() { // it says goodbye in its own words
		sess.setReason("idle")
		cancel()
	})
	_ = sess.Exit(s.opts.Run(ctx, env, words))
}

// typing is what a client types, which shows that it is there.
type typing struct{ sess *session }

func (t typing) Read(p []byte) (int, error) {
	n, err := t.sess.Read(p)
	t.sess.touch()
	return n, err
}

// windowSize is the latest size of a client's window.
type windowSize struct{ packed atomic.Uint64 }

func (s *windowSize) set(w ssh.Window) { s.packed.Store(uint64(w.Width)<<32 | uint64(w.Height)) }

func (s *windowSize) now() (width, height int) {
	packed := s.packed.Load()
	return int(packed >> 32), int(packed & 0xffffffff)
}
