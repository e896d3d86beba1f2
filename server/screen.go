package server

import (
	"errors"
	"io"

	"charm.land/ssh"
	"github.com/charmbracelet/colorprofile"

	"github.com/sshblog/sshblog/internal/terminal"
	"github.com/sshblog/sshblog/internal/tui"
)

// showScreen shows the reader's screen until the reader leaves, at the post that open names, or at the list if it is empty.
func (s *Server) showScreen(sess *session, open string) {
	env := append(sess.Environ(), "TERM="+sess.pty.Term)
	profile := colorprofile.Env(env)
	model := s.opts.NewModel(tui.Options{
		Context: sess.done,
		Width:   sess.pty.Window.Width,
		Height:  sess.pty.Window.Height,
		Open:    open,
		Environ: env,
	})
	screen := terminal.New(model, terminal.Options{
		In:      sess,
		Out:     sess,
		Width:   sess.pty.Window.Width,
		Height:  sess.pty.Window.Height,
		Environ: env,
		Profile: profile,
		Log:     s.sessionLog(sess),
	})
	if !s.showing(sess, screen) {
		return
	}
	sess.onResize(func(w ssh.Window) { screen.Resize(w.Width, w.Height) })

	err := screen.Run(sess.done)
	if err != nil && sess.done.Err() == nil && !errors.Is(err, io.EOF) {
		s.sessionLog(sess).Warn("screen ended", "error", err)
		_ = sess.Exit(1)
	}
}
