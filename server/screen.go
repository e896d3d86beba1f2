package server

import (
	"errors"
	"io"
	"sync/atomic"
	"time"

	"charm.land/ssh"
	"github.com/charmbracelet/colorprofile"

	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/internal/quota"
	"github.com/sshblog/sshblog/internal/terminal"
	"github.com/sshblog/sshblog/internal/tui"
)

// showScreen shows the reader's screen until the reader leaves, at the post that open names, or at the list if it is empty.
func (s *Server) showScreen(sess *session, open string) {
	cells, r := s.acquireCells(sess, sess.pty.Window.Width*sess.pty.Window.Height)
	if r != quota.OK {
		s.turnAway(sess, r)
		return
	}
	defer cells.release()
	env := append(sess.Environ(), "TERM="+sess.pty.Term)
	profile := colorprofile.Env(env)
	model := s.opts.NewModel(tui.Options{
		Context:  sess.done,
		Width:    sess.pty.Window.Width,
		Height:   sess.pty.Window.Height,
		Open:     open,
		Environ:  env,
		Sessions: func() int { return s.InUse().Sessions },

		NoClipboard: terminal.Plain(env),
	})
	var active atomic.Int64 // when the reader last pressed a key, in nanoseconds
	active.Store(time.Now().UnixNano())
	screen := terminal.New(model, terminal.Options{
		In:      sess,
		Out:     sess,
		Width:   sess.pty.Window.Width,
		Height:  sess.pty.Window.Height,
		Environ: env,
		Profile: profile,
		Log:     s.sessionLog(sess),
		Pressed: func() { active.Store(time.Now().UnixNano()) },
	})
	if !s.showing(sess, screen) {
		return
	}
	sess.onResize(func(w ssh.Window) {
		if cells.resize(w.Width*w.Height) == quota.OK {
			screen.Resize(w.Width, w.Height)
		}
	})
	if s.limits.Idle > 0 {
		defer s.watchIdle(sess, screen, &active)()
	}

	err := screen.Run(sess.done)
	if err != nil && sess.done.Err() == nil && !errors.Is(err, io.EOF) {
		s.sessionLog(sess).Warn("screen ended", "error", err)
		_ = sess.Exit(1)
	}
}

// What those read for whom there is no room.
const (
	fullNotice    = "The blog is full at the moment. Please try again in a minute."
	crowdedNotice = "The blog is full at the moment for your address, which has half of all places. Please close one, or try again in a minute."
)

// turnAway tells a client that there is no room, and why: on its screen, or beside the output that a program may wait for.
func (s *Server) turnAway(sess *session, why quota.Result) {
	how, notice := "full", fullNotice
	if why == quota.AddrFull {
		how, notice = "address full", crowdedNotice
	}
	sess.note(how)
	if sess.pty != nil {
		_, _ = io.WriteString(sess, notice+"\r\n")
	} else {
		_, _ = io.WriteString(sess.Stderr(), notice+"\n")
	}
	_ = sess.Exit(command.Failed)
}

// watchIdle ends a screen on which no key was pressed for too long. It returns what stops watching.
func (s *Server) watchIdle(sess *session, screen quitter, active *atomic.Int64) (stop func()) {
	var timer *time.Timer
	armed := make(chan struct{})
	timer = sess.visit.after(s.limits.Idle, func() {
		<-armed
		remaining := s.limits.Idle - time.Since(time.Unix(0, active.Load()))
		if remaining > 0 {
			sess.visit.again(timer, remaining)
			return
		}
		sess.note("idle")
		screen.Quit("You were away for a while, so the blog has closed. Come back any time.")
	})
	close(armed)
	return func() { sess.visit.forget(timer) }
}
