package server

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/internal/quota"
	"github.com/sshblog/sshblog/internal/terminal"
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
	out := bufio.NewWriterSize(workWriter{sess.done, turn, sess}, piece)
	env := command.Env{Stdout: out, Stderr: sess.Stderr(), Environ: sess.Environ(), Await: awaiting(sess.done, turn)}
	env.Hold = s.holding(sess.done, sess, turn)
	if sess.pty != nil {
		env.Width = sess.pty.Window.Width
		env.Profile = terminal.Profile(append(sess.Environ(), "TERM="+sess.pty.Term))
		// The client's terminal is raw: it needs the carriage returns that its driver would add,
		// and sends Ctrl-C as a byte.
		env.Stdout, env.Stderr = crlfWriter{out}, crlfWriter{sess.Stderr()}
		s.spawn("watch for Ctrl-C", func() {
			if interrupted(sess) {
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

// interrupted reads what the client types until its end, and reports whether it ended with Ctrl-C.
func interrupted(r io.Reader) bool {
	const ctrlC = 0x03
	buf := make([]byte, 64)
	for {
		n, err := r.Read(buf)
		if bytes.IndexByte(buf[:n], ctrlC) >= 0 {
			return true
		}
		if err != nil {
			return false
		}
	}
}

// crlfWriter ends lines with CR LF, as a terminal in raw mode needs.
type crlfWriter struct{ w io.Writer }

func (c crlfWriter) Write(p []byte) (int, error) {
	if _, err := c.w.Write(bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n"))); err != nil {
		return 0, err
	}
	return len(p), nil
}
