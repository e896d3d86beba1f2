package server

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/internal/quota"
	"github.com/sshblog/sshblog/internal/terminal"
	"github.com/sshblog/sshblog/server/clientio"
)

// runCommand runs a command without a screen and sends its exit status.
func (s *Server) runCommand(sess *session, words []string) {
	if r := s.admit(sess); r != quota.OK {
		s.rejectFull(sess, r)
		return
	}
	begun := time.Now()
	sess.waitLonger(s.limits.Pipe)
	sess.occupy(occupant{silent: true, leave: s.cutShort(sess, sess.command)})
	if command.KindOf(words[0]) == command.Download {
		release, r := s.acquireTransfer(sess)
		if r != quota.OK {
			s.rejectFull(sess, r)
			return
		}
		defer release()
		sess.waitLonger(s.limits.Transfer)
	}
	ctx, cancel := context.WithCancel(sess.done)
	defer cancel()
	turn, ok := s.beginWork(ctx, sess)
	if !ok {
		return
	}
	defer sess.endWork(turn)
	// a packet for each line would be thirty times as slow
	out := bufio.NewWriterSize(clientio.Writer{Ctx: sess.done, Turn: turn, W: sess}, clientio.Piece)
	env := command.Env{Stdout: out, Stderr: sess.Stderr(), Environ: sess.Environ(), Await: clientio.Await(sess.done, turn)}
	env.Hold = s.holding(sess.done, sess, turn)
	if sess.pty != nil {
		env.Width = sess.pty.Window.Width
		env.Profile = terminal.Profile(append(sess.Environ(), "TERM="+sess.pty.Term))
		// The client's terminal is raw: it needs the carriage returns that its driver would add,
		// and sends Ctrl-C as a byte.
		env.Stdout, env.Stderr = clientio.CRLF{W: out}, clientio.CRLF{W: sess.Stderr()}
		s.spawn("watch for Ctrl-C", func() {
			if clientio.Interrupted(sess) {
				cancel()
			}
		})
	} else {
		sess.discard(func() { _, _ = io.Copy(io.Discard, sess) })
	}
	status := s.opts.Run(ctx, env, words)
	if err := out.Flush(); err != nil && status == command.Done {
		status = command.Failed
	}
	turn.Rest()
	sess.awaitProof(begun)
	_ = sess.Exit(status)
}

// rejectQuoting answers a command line that cannot be split into words.
func (s *Server) rejectQuoting(sess *session) {
	_, err := fmt.Fprintln(sess.Stderr(), "unterminated quote in command")
	_ = errors.Join(err, sess.Exit(command.Misused))
}
