package server

import (
	"bytes"
	"context"
	"io"

	"github.com/charmbracelet/colorprofile"

	"github.com/sshblog/sshblog/internal/command"
)

// runCommand runs a command without a screen and sends its exit status.
func (s *Server) runCommand(sess *session, words []string) {
	ctx, cancel := context.WithCancel(sess.done)
	defer cancel()
	env := command.Env{
		Stdout:  sess,
		Stderr:  sess.Stderr(),
		Environ: sess.Environ(),
	}
	if sess.pty != nil {
		env.Width, env.Height = sess.pty.Window.Width, sess.pty.Window.Height
		env.Profile = colorprofile.Env(append(sess.Environ(), "TERM="+sess.pty.Term))
		// The client's terminal is raw: it needs the carriage returns that its driver would have added, and its Ctrl-C
		// arrives as a byte.
		env.Stdout, env.Stderr = crlfWriter{sess}, crlfWriter{sess.Stderr()}
		s.spawn("watch for Ctrl-C", func() { awaitInterrupt(sess); cancel() })
	}
	_ = sess.Exit(s.opts.Run(ctx, env, words))
}

// awaitInterrupt reads what the client types until Ctrl-C, Ctrl-D or the end.
func awaitInterrupt(r io.Reader) {
	const ctrlC, ctrlD = 0x03, 0x04
	buf := make([]byte, 64)
	for {
		n, err := r.Read(buf)
		if bytes.IndexByte(buf[:n], ctrlC) >= 0 || bytes.IndexByte(buf[:n], ctrlD) >= 0 || err != nil {
			return
		}
	}
}

// crlfWriter ends lines with CR LF, as a terminal in raw mode wants it.
type crlfWriter struct{ w io.Writer }

func (c crlfWriter) Write(p []byte) (int, error) {
	if _, err := c.w.Write(bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n"))); err != nil {
		return 0, err
	}
	return len(p), nil
}
