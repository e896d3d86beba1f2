package server

import (
	"errors"
	"fmt"
	"io"

	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/internal/export/rsync"
	"github.com/sshblog/sshblog/internal/export/scp"
)

// sendFiles serves the sending half of scp's old protocol, or of rsync's.
func (s *Server) sendFiles(sess *session, words []string) {
	s.serveTransfer(sess, func(rw *stream) int {
		send := s.sendSCP
		if rsync.IsCommand(words) {
			send = s.sendRsync
		}
		switch err := send(sess, resuming{rw}, words); {
		case err == nil:
			return command.Done
		case errors.Is(err, rsync.ErrPartial):
			return rsync.Partial
		case errors.Is(err, rsync.ErrTooMany), errors.Is(err, scp.ErrTooMany):
			return command.Misused
		}
		return command.Failed
	})
}

func (s *Server) sendSCP(sess *session, rw io.ReadWriter, words []string) error {
	request, err := scp.Parse(words)
	if err != nil {
		_ = scp.Refuse(rw, err) // if that fails, the client is not there to be told
		return err
	}
	return scp.Send(sess.done, rw, s.opts.Files(), request)
}

func (s *Server) sendRsync(sess *session, rw io.ReadWriter, words []string) error {
	request, err := rsync.Parse(words)
	if err != nil {
		_, _ = fmt.Fprintf(sess.Stderr(), "rsync: %v\n", err) // likewise; the protocol has not begun
		return err
	}
	return rsync.Send(sess.done, rw, s.opts.Files(), request)
}
