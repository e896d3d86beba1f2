//go:build linux

package hostile_test

import (
	"bytes"
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	announceHostKeys = "hostkeys-00@openssh.com"
	proveHostKeys    = "hostkeys-prove-00@openssh.com"
)

// ownHostKeys are the public parts of the program's keys.
func ownHostKeys(t testing.TB) (keys []string) {
	t.Helper()
	for _, name := range []string{"ssh_host_ed25519_key.pub", "ssh_host_ed25519_key.next.pub"} {
		text, err := os.ReadFile(filepath.Join(built.keys, name))
		if err != nil {
			t.Fatal(err)
		}
		blob, err := base64.StdEncoding.DecodeString(strings.Fields(string(text))[1])
		if err != nil {
			t.Fatal(err)
		}
		keys = append(keys, string(blob))
	}
	return keys
}

// asksProof asks for proofs, and returns how many signatures come; the answer has nothing else.
func (w *wire) asksProof(t testing.TB, payload []byte) (signatures int) {
	t.Helper()
	w.say(t, message(msgGlobalRequest, proveHostKeys, true, payload))
	answer := w.hear(t, msgRequestDone, msgRequestFailed)
	for rest := answer[1:]; len(rest) > 0; signatures++ {
		signature, more, err := take(rest)
		if err != nil || !bytes.HasPrefix(signature, encode("ssh-ed25519")) || answer[0] != msgRequestDone {
			t.Fatalf("the answer %q: %v", answer, err)
		}
		rest = more
	}
	return signatures
}

// asksProofs asks for proofs of what is no key of the program, or not whole, or named too often: it
// gets none. Then it asks 200 times for those that there are, and gets each once.
func asksProofs(t *testing.T, p *program) {
	own := ownHostKeys(t)
	foreign := strings.Replace(own[0], own[0][len(own[0])-32:], strings.Repeat("k", 32), 1)
	first := encode(own[0])
	w := p.wireReader(t, home)
	for name, payload := range map[string][]byte{
		"no key": nil, "an empty one": encode(""), "10,000 empty ones": make([]byte, 40_000), "400 own": bytes.Repeat(first, 400),
		"400 foreign": bytes.Repeat(encode(foreign), 400), "own, then foreign": encode(own[0], foreign), "foreign, then own": encode(foreign, own[0]),
		"one twice": encode(own[0], own[1], own[0]), "the greatest length": {0xff, 0xff, 0xff, 0xff}, "lengths without end": bytes.Repeat([]byte{0xff}, 20_000),
		"a length beyond the end": append(encode(own[0]), 0, 0, 0, 1), "cut off": first[:len(first)-1], "two bytes": {0, 0}, "a byte behind it": append(encode(own[0]), 0),
		"its fingerprint": encode("SHA256:" + own[0]), "the name of its type": encode("ssh-ed25519"),
	} {
		if n := w.asksProof(t, payload); n > 0 {
			t.Errorf("%s: %d signatures", name, n)
		}
	}
	signatures := 0
	for i := range 200 {
		signatures += w.asksProof(t, encode(own[i%2]))
	}
	if signatures != len(own) {
		t.Errorf("%d signatures on a connection, want one for each of %d keys", signatures, len(own))
	}
	other := p.wireReader(t, home)
	if n := other.asksProof(t, encode(own[1], own[0])); n != len(own) {
		t.Errorf("%d signatures on another connection, want %d", n, len(own))
	}
	_ = other.Close()
	w.shows(t, 1<<20)
	w.awaitText(t, "Post number 1")
	_ = w.Close()
}

// manyProofs asks for proofs of ten thousand keys in one packet, which is larger than any may be.
func manyProofs(t *testing.T, p *program) {
	own := ownHostKeys(t)
	w := p.wireReader(t, home)
	_ = w.send(message(msgGlobalRequest, proveHostKeys, true, bytes.Repeat(encode(own[0]), 10_000))) // it may be cut off meanwhile
	w.isCutOff(t)
}

// earlyProofs asks before it has authenticated, and so gets nothing.
func earlyProofs(t *testing.T, p *program) {
	w := p.wire(t, home)
	w.say(t, message(msgGlobalRequest, proveHostKeys, true, encode(ownHostKeys(t)[0])))
	if answer, err := w.until(msgRequestDone); err == nil {
		t.Errorf("it gets %q", answer)
	}
}

// announcesKeys announces keys itself, as a server does.
func announcesKeys(t *testing.T, p *program) {
	w := p.wireReader(t, home)
	for range 100 {
		w.say(t, message(msgGlobalRequest, announceHostKeys, true, encode(ownHostKeys(t)[0])))
		w.hear(t, msgRequestFailed)
	}
	w.shows(t, 1<<20)
	w.awaitText(t, "Post number 1")
	_ = w.Close()
}

// proofStorm asks for proofs that it has had.
func proofStorm(t *testing.T, p *program) (func() error, func(*testing.T)) {
	own := ownHostKeys(t)
	w := p.wireReader(t, home)
	w.shows(t, 1<<30)
	if n := w.asksProof(t, encode(own[0], own[1])); n != len(own) {
		t.Errorf("%d signatures", n)
	}
	w.discards()
	request := message(msgGlobalRequest, proveHostKeys, true, encode(own[0], own[1]))
	return func() error { return w.send(request) }, func(*testing.T) { _ = w.Close() }
}
