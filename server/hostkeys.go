package server

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"slices"
	"time"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"
)

// Requests of OpenSSH by which clients learn of other keys than the one that they came by
// (draft-miller-sshm-hostkey-update). The server announces all of its keys; the client asks it to
// prove those that it does not know, and forgets those that are announced no more.
const (
	announceHostKeys = "hostkeys-00@openssh.com"
	proveHostKeys    = "hostkeys-prove-00@openssh.com"
)

// hostKeys are the server's keys at one time.
type hostKeys struct {
	all     []hostKey // the first one is used by connections
	payload []byte    // of the announcement
}

// hostKey is one of them.
type hostKey struct {
	signer gossh.Signer
	blob   []byte // its public part, as it goes over the wire
}

// newHostKeys returns the keys that are announced, each once.
func newHostKeys(used gossh.Signer, others []gossh.Signer) *hostKeys {
	keys := new(hostKeys)
	for _, signer := range append([]gossh.Signer{used}, others...) {
		blob := signer.PublicKey().Marshal()
		if keys.find(blob) < 0 && len(keys.all) < maxHostKeys {
			keys.all = append(keys.all, hostKey{signer, blob})
			keys.payload = appendText(keys.payload, blob)
		}
	}
	return keys
}

// maxHostKeys is how many keys a server has at most: each has a bit in what a connection was proven.
const maxHostKeys = 8

// find returns which key has a public part, -1 if none has.
func (k *hostKeys) find(blob []byte) int {
	return slices.IndexFunc(k.all, func(own hostKey) bool { return bytes.Equal(own.blob, blob) })
}

// appendText appends a text with its length before it, as SSH does.
func appendText(to, text []byte) []byte {
	return append(binary.BigEndian.AppendUint32(to, uint32(len(text))), text...)
}

// SetHostKeys has connections from now on use one key, and hear of others: of the one that is to
// follow it, and of the one that it follows. Those that are open stay as they are.
func (s *Server) SetHostKeys(used gossh.Signer, others ...gossh.Signer) {
	s.hostKeys.Store(newHostKeys(used, others))
	s.ssh.AddHostKey(used) // in place of the one before, of the same type
}

// announceHostKeys tells the client of all keys, once. It comes before the client's first session is
// accepted, so that a client that asks for proofs has done so before it says what the session is
// for. OpenSSH's leaves with its session: asks is where the end of that is to wait, and nil else.
func (c *connection) announceHostKeys(transport *gossh.ServerConn) (asks <-chan struct{}) {
	if !c.announced.CompareAndSwap(false, true) {
		return nil
	}
	if len(c.hostKeys.all) > 1 && bytes.HasPrefix(transport.ClientVersion(), []byte("SSH-2.0-OpenSSH_")) {
		c.mu.Lock()
		c.answered = make(chan struct{})
		asks = c.answered
		c.mu.Unlock()
	}
	_, _, _ = transport.SendRequest(announceHostKeys, false, c.hostKeys.payload) // a client that is gone needs none
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
	asked, ok := c.hostKeys.asked(req.Payload)
	if !ok || c.proven&asked.set != 0 {
		return false, nil
	}
	c.proven |= asked.set
	for _, i := range asked.order {
		proof, err := c.hostKeys.all[i].prove(transport.SessionID())
		if err != nil {
			return false, nil
		}
		payload = appendText(payload, proof)
	}
	return true, payload
}

// askedKeys are keys that a request asks for: which, and in what order.
type askedKeys struct {
	set   uint8
	order []int
}

// asked reads a request for proofs: public parts, one after another. It reports false unless they
// are keys of this server, at least one, and none of them twice. So it looks at no more than there
// are keys, however many a request names.
func (k *hostKeys) asked(payload []byte) (asked askedKeys, ok bool) {
	for len(payload) > 0 {
		if len(payload) < 4 {
			return askedKeys{}, false
		}
		length, rest := binary.BigEndian.Uint32(payload), payload[4:]
		if uint64(length) > uint64(len(rest)) {
			return askedKeys{}, false
		}
		i := k.find(rest[:length])
		if i < 0 || asked.set&(1<<i) != 0 {
			return askedKeys{}, false
		}
		asked.set |= 1 << i
		asked.order = append(asked.order, i)
		payload = rest[length:]
	}
	return asked, len(asked.order) > 0
}

// prove signs that the server has a key, for one connection.
func (k hostKey) prove(session []byte) ([]byte, error) {
	signature, err := k.signer.Sign(rand.Reader, gossh.Marshal(struct {
		Request      string
		Session, Key []byte
	}{proveHostKeys, session, k.blob}))
	if err != nil {
		return nil, err
	}
	return gossh.Marshal(signature), nil
}
