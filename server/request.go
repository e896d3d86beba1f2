package server

import (
	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/server/sessionrequest"
)

// maxEnv is how many environment variables of a client are kept.
const maxEnv = 16

// answerRequests answers the requests on the channel until it closes. The first "shell", "exec" or
// "subsystem" starts the session; files says whether there are any to download.
func (sess *session) answerRequests(requests <-chan *gossh.Request, files bool) {
	defer sess.end()
	begun := false // nothing of the session is written from then on: the handler reads it
	for req := range requests {
		sess.conn.ahead.TakenRequest(len(req.Type) + len(req.Payload))
		ok := false
		switch req.Type {
		case "shell", "exec", "subsystem":
			ok = !begun && sess.acceptStart(req, files)
			begun = begun || ok
		case "pty-req", "env":
			ok = !begun && sess.acceptSetting(req)
		case "window-change":
			ok = sess.acceptWindow(req)
		}
		if req.WantReply {
			_ = req.Reply(ok, nil)
		}
		if begun {
			sess.start()
		}
	}
}

// acceptStart keeps what the session is for.
func (sess *session) acceptStart(req *gossh.Request, files bool) (ok bool) {
	switch req.Type {
	case "exec":
		sess.command, ok = sessionrequest.ParseCommand(req.Payload)
		return ok
	case "subsystem":
		sess.files = files && sessionrequest.ParseSubsystem(req.Payload) == "sftp"
		return sess.files
	}
	return true
}

func (sess *session) acceptSetting(req *gossh.Request) bool {
	if req.Type == "env" {
		pair, ok := sessionrequest.ParseEnv(req.Payload)
		if ok = ok && len(sess.env) < maxEnv; ok {
			sess.env = append(sess.env, pair)
		}
		return ok
	}
	pty, ok := sessionrequest.ParsePty(req.Payload)
	if ok = ok && sess.pty == nil; ok {
		sess.pty = &pty
	}
	return ok
}

func (sess *session) acceptWindow(req *gossh.Request) bool {
	w, ok := sessionrequest.ParseWindow(req.Payload)
	if !ok || sess.pty == nil {
		return false
	}
	sess.mu.Lock()
	defer sess.mu.Unlock()
	if sess.resized != nil {
		sess.resized(w)
	} else {
		sess.newest = &w
	}
	return true
}
