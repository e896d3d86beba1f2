// Package hostkeyproof tells clients of a server's host keys, and proves that it has them
// (draft-miller-sshm-hostkey-update, an extension of OpenSSH): so clients learn of a key before it is
// used, and a key can be changed without a warning. [Keys] are immutable: a connection keeps those that
// the server had when it began.
package hostkeyproof

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"slices"

	gossh "golang.org/x/crypto/ssh"
)

// Requests of OpenSSH by which clients learn of other keys than the one that they came by
// (draft-miller-sshm-hostkey-update). The server announces all of its keys; the client asks it to
// prove those that it does not know, and forgets those that are announced no more.
const (
	AnnounceRequest = "hostkeys-00@openssh.com"
	ProveRequest    = "hostkeys-prove-00@openssh.com"
)

// Keys are the server's keys at one time.
type Keys struct {
	all     []hostKey // the first one is used by connections
	payload []byte    // of the announcement
}

// hostKey is one of them.
type hostKey struct {
	signer gossh.Signer
	blob   []byte // its public part, as it goes over the wire
}

// New returns the keys of a server: the one that connections use, and others that are announced beside
// it, each once, and no more than maxHostKeys in all.
func New(used gossh.Signer, others []gossh.Signer) *Keys {
	keys := new(Keys)
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
func (k *Keys) find(blob []byte) int {
	return slices.IndexFunc(k.all, func(own hostKey) bool { return bytes.Equal(own.blob, blob) })
}

// appendText appends a text with its length before it, as SSH does.
func appendText(to, text []byte) []byte {
	return append(binary.BigEndian.AppendUint32(to, uint32(len(text))), text...)
}

// Announcement returns the payload of an AnnounceRequest.
func (k *Keys) Announcement() []byte { return k.payload }

// Several reports whether there are others beside the key that connections use.
func (k *Keys) Several() bool { return len(k.all) > 1 }

// Proven is what one connection was proven: a bit for each key.
type Proven uint8

// Prove answers a ProveRequest of a connection with a session's identifier. It reports false unless the
// request is right in all parts and asks for keys that were not proven before, which are then: a
// signature takes time, so each key is proven once.
func (k *Keys) Prove(request, session []byte, proven *Proven) (answer []byte, ok bool) {
	asked, ok := k.asked(request)
	if !ok || *proven&asked.set != 0 {
		return nil, false
	}
	*proven |= asked.set
	for _, i := range asked.order {
		proof, err := k.all[i].prove(session)
		if err != nil {
			return nil, false
		}
		answer = appendText(answer, proof)
	}
	return answer, true
}

// askedKeys are keys that a request asks for: which, and in what order.
type askedKeys struct {
	set   Proven
	order []int
}

// asked reads a request for proofs: public parts, one after another. It reports false unless they
// are keys of this server, at least one, and none of them twice. So it looks at no more than there
// are keys, however many a request names.
func (k *Keys) asked(payload []byte) (asked askedKeys, ok bool) {
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
	}{ProveRequest, session, k.blob}))
	if err != nil {
		return nil, err
	}
	return gossh.Marshal(signature), nil
}
