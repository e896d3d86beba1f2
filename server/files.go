package server

import (
	"errors"
	"fmt"
	"io"

	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/internal/export/rsync"
	"github.com/sshblog/sshblog/internal/export/scp"
	"github.com/sshblog/sshblog/internal/quota"
	"github.com/sshblog/sshblog/server/sftpfiles"
)

// serveSFTP serves files over sftp.
func (s *Server) serveSFTP(sess *session) {
	s.serveTransfer(sess, func(rw *stream) int {
		err := sftpfiles.Serve(sess.done, rw, sftpfiles.Options{
			Files: s.opts.Files(),
			Acquire: func() bool {
				_, r := s.files.Take(sess, 1, 1)
				return r == quota.OK
			},
			Release:  func() { s.files.GiveBack(sess, 1) },
			Work:     rw.resume,
			Replied:  rw.chargeReply,
			Panicked: func(value any, stack []byte) { s.logPanic("answer a request of sftp", value, stack) },
		})
		if err == nil || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return command.Done
		}
		return command.Failed
	})
}

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
