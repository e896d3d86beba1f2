package server

import (
	"errors"
	"io"

	"charm.land/ssh"

	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/internal/picture"
	"github.com/sshblog/sshblog/internal/quota"
	"github.com/sshblog/sshblog/internal/terminal"
	"github.com/sshblog/sshblog/internal/tui"
)

// showScreen shows the reader's screen until the reader leaves. It begins with the post that open
// names, or with the list if open is empty.
func (s *Server) showScreen(sess *session, open string) {
	cells, window, r := s.acquireCells(sess, sess.pty.Window)
	if r != quota.OK {
		s.rejectFull(sess, r)
		return
	}
	defer cells.release()
	env := append(sess.Environ(), "TERM="+sess.pty.Term)
	profile := terminal.Profile(env)
	model := s.opts.NewModel(tui.Session{
		Context:     sess.done,
		Width:       window.Width,
		Height:      window.Height,
		Open:        open,
		Environ:     env,
		NoClipboard: terminal.Plain(env),
		Unstruck:    terminal.Unstruck(env),
		Sessions:    func() int { return s.InUse().Sessions },
	})
	screen := terminal.New(model, terminal.Options{
		In:      sess,
		Out:     sess,
		Width:   window.Width,
		Height:  window.Height,
		Pixels:  pixelsOf(window),
		Environ: env,
		Profile: profile,
		Log:     s.sessionLog(sess),
		Pressed: sess.touch,
		Turn:    s.work.Turn(sess.Client()),
		Drawn:   sess.drawn,
	})
	if !sess.setScreen(screen) {
		return
	}
	sess.occupy(s.audience(screen))
	sess.onResize(func(w ssh.Window) {
		if w, ok := cells.resize(w); ok {
			screen.Resize(w.Width, w.Height, pixelsOf(w))
		}
	})
	sess.watch(s.limits.Idle, func() {
		sess.setReason("idle")
		screen.Quit(sess.lastWords().Away)
	})
	err := screen.Run(sess.done)
	if err != nil && sess.done.Err() == nil && !errors.Is(err, io.EOF) {
		if s.tally.AllowLine(s.networkOf(sess.RemoteAddr()), s.limits.LogLines) {
			s.sessionLog(sess).Warn("screen ended", "error", err)
		}
		return
	}
	_ = sess.Exit(command.Done)
}

// pixelsOf returns what a client says of the size of a window in pixels.
func pixelsOf(w ssh.Window) picture.Size { return picture.Size{W: w.WidthPixels, H: w.HeightPixels} }

// audience returns the reader of a screen, who is told of a restart on it.
func (s *Server) audience(screen *terminal.Terminal) occupant {
	send := func(msg tui.RestartMsg) {
		s.spawn("tell a reader of a restart", func() { screen.Send(msg) })
	}
	return occupant{
		reader: true,
		tell:   func() { send(tui.RestartMsg{}) },
		leave: func() {
			send(tui.RestartMsg{Now: true})
			s.later(restoreGrace, "end a screen that was told to", func() { screen.Quit("The blog restarts.") })
		},
	}
}

// lastWords returns what the server says in the language of the session's environment, which is known
// when something has been started in it.
func (sess *session) lastWords() *catalog.LastWords {
	of := sess.conn.server.opts.LastWords
	select {
	case <-sess.started:
		if of != nil {
			return of(sess.Environ())
		}
	default:
	}
	return &catalog.English().LastWords
}

// rejectFull tells a client that the server is full, for all or for its address: on its screen, or
// on standard error, beside the output that a program may wait for.
func (s *Server) rejectFull(sess *session, why quota.Result) {
	if why == quota.AddrFull {
		sess.reject("address full", sess.lastWords().NetworkFull)
	} else {
		sess.reject("full", sess.lastWords().Full)
	}
}

// reject ends a session, for a reason, with a notice to its client.
func (sess *session) reject(reason, notice string) {
	sess.setReason(reason)
	to := io.Writer(sess)
	if sess.pty == nil {
		to = sess.Stderr()
	}
	_, _ = io.WriteString(to, notice+sess.lineEnd())
	_ = sess.Exit(command.Failed)
}
