package server

import (
	"bytes"
	"time"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/server/hostkeyproof"
)

// SetHostKeys has connections from now on use one key, and hear of others: of the one that is to
// follow it, and of the one that it follows. Those that are open stay as they are.
func (s *Server) SetHostKeys(used gossh.Signer, others ...gossh.Signer) {
	s.hostKeys.Store(hostkeyproof.New(used, others))
	s.ssh.AddHostKey(used) // in place of the one before, of the same type
}

// announceHostKeys tells the client of all keys, once. It comes before the client's first session is
// accepted, so that a client that asks for proofs has done so before it says what the session is
// for. OpenSSH's leaves with its session: asks is where the end of that is to wait, and nil else.
func (c *connection) announceHostKeys(transport *gossh.ServerConn) (asks <-chan struct{}) {
	if !c.announced.CompareAndSwap(false, true) {
		return nil
	}
	if c.hostKeys.Several() && bytes.HasPrefix(transport.ClientVersion(), []byte("SSH-2.0-OpenSSH_")) {
		c.mu.Lock()
		c.answered = make(chan struct{})
		asks = c.answered
		c.mu.Unlock()
	}
	_, _, _ = transport.SendRequest(hostkeyproof.AnnounceRequest, false, c.hostKeys.Announcement()) // a client that is gone needs none
	return asks
}

// How long a short command waits for the answer to what its client has asked for before it, and how
// long that takes to be sent.
const (
	proofTime = 20 * time.Millisecond
	replyTime = time.Millisecond
)

// awaitProof waits until the client has its proofs, if it asks for any, but no longer than until
// proofTime after the session began.
func (sess *session) awaitProof(begun time.Time) {
	wait := time.Until(begun.Add(proofTime))
	if sess.asks == nil || wait <= 0 {
		return
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-sess.asks:
	case <-timer.C:
	case <-sess.done.Done():
	}
}

// proofsSent says that proofs are being sent.
func (c *connection) proofsSent() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if answered := c.answered; answered != nil {
		c.answered = nil
		c.server.later(replyTime, "end the wait for proofs", func() { close(answered) })
	}
}

// answerProof answers a client that asks for proofs that the server has keys. Each is given once on
// a connection, and only for a request that is right in all parts: signatures cost time.
func answerProof(ctx ssh.Context, _ *ssh.Server, req *gossh.Request) (ok bool, payload []byte) {
	c := connectionOf(ctx)
	transport, connected := ctx.Value(ssh.ContextKeyConn).(gossh.ConnMetadata)
	if c == nil || !connected {
		return false, nil
	}
	defer c.proofsSent()
	c.ahead.TakenGlobal(len(req.Type) + len(req.Payload))
	if !req.WantReply {
		return false, nil
	}
	payload, ok = c.hostKeys.Prove(req.Payload, transport.SessionID(), &c.proven)
	return ok, payload
}
