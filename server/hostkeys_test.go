package server_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/binary"
	"net"
	"slices"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/server"
)

func newKey(t testing.TB) gossh.Signer {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	key, err := gossh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// texts are texts as SSH puts them one after another.
func texts(all ...[]byte) (p []byte) {
	for _, text := range all {
		p = append(binary.BigEndian.AppendUint32(p, uint32(len(text))), text...)
	}
	return p
}

func blobs(keys ...gossh.Signer) (all [][]byte) {
	for _, key := range keys {
		all = append(all, key.PublicKey().Marshal())
	}
	return all
}

// visitor is a client that notes what it is told of host keys.
type visitor struct {
	gossh.Conn
	used      gossh.PublicKey
	announced chan []byte
}

func visit(t *testing.T, addr string) *visitor {
	t.Helper()
	v := &visitor{announced: make(chan []byte, 100)}
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	var requests <-chan *gossh.Request
	v.Conn, _, requests, err = gossh.NewClientConn(conn, addr, &gossh.ClientConfig{
		HostKeyCallback: func(_ string, _ net.Addr, key gossh.PublicKey) error { v.used = key; return nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(v.announced)
		for req := range requests {
			if req.Type == "hostkeys-00@openssh.com" && !req.WantReply {
				v.announced <- req.Payload
			}
			_ = req.Reply(false, nil)
		}
	}()
	return v
}

// session opens a session and closes it.
func (v *visitor) session(t *testing.T) {
	t.Helper()
	ch, requests, err := v.OpenChannel("session", nil)
	if err != nil {
		t.Fatal(err)
	}
	go gossh.DiscardRequests(requests)
	_ = ch.Close()
}

// hears checks what is announced first.
func (v *visitor) hears(t *testing.T, keys ...gossh.Signer) {
	t.Helper()
	select {
	case got := <-v.announced:
		if want := texts(blobs(keys...)...); !slices.Equal(got, want) {
			t.Errorf("announced %q, want %q", got, want)
		}
	case <-time.After(patience):
		t.Error("nothing is announced")
	}
}

// asks has a client ask for proofs, and checks whether it gets them.
func (v *visitor) asks(t *testing.T, what string, want bool, payload []byte, keys ...gossh.Signer) {
	t.Helper()
	ok, answer, err := v.SendRequest("hostkeys-prove-00@openssh.com", true, payload)
	if err != nil || ok != want {
		t.Errorf("%s: %v, %v; want %v", what, ok, err, want)
	}
	for _, key := range keys {
		if len(answer) < 4 || int(binary.BigEndian.Uint32(answer)) > len(answer)-4 {
			t.Fatalf("%s: the answer is too short", what)
		}
		n := 4 + binary.BigEndian.Uint32(answer)
		var signature gossh.Signature
		if err := gossh.Unmarshal(answer[4:n], &signature); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		signed := texts([]byte("hostkeys-prove-00@openssh.com"), v.SessionID(), key.PublicKey().Marshal())
		if err := key.PublicKey().Verify(signed, &signature); err != nil {
			t.Errorf("%s: %v", what, err)
		}
		answer = answer[n:]
	}
	if len(answer) > 0 {
		t.Errorf("%s: the answer has %d bytes more", what, len(answer))
	}
}

// TestHostKeysAnnounced: each connection hears of all keys once, whatever it does.
func TestHostKeysAnnounced(t *testing.T) {
	first, next := newKey(t), newKey(t)
	b := startBlog(t, posts(1), func(o *server.Options) { o.HostKey, o.OtherHostKeys = first, []gossh.Signer{next, first} })
	v := visit(t, b.addr)
	for range 10 {
		v.session(t)
	}
	v.hears(t, first, next)
	v.asks(t, "the next key", true, texts(blobs(next)...), next)
	_ = v.Close()
	for again := range v.announced {
		t.Errorf("announced again: %q", again)
	}
}

// TestHostKeyProofs: a request is granted only if it is right in all parts, and each key is proven
// once on a connection.
func TestHostKeyProofs(t *testing.T) {
	first, next, foreign := newKey(t), newKey(t), newKey(t)
	b := startBlog(t, posts(1), func(o *server.Options) { o.HostKey, o.OtherHostKeys = first, []gossh.Signer{next} })
	whole := texts(blobs(next)...)
	for what, payload := range map[string][]byte{
		"none":                 nil,
		"no text":              make([]byte, 4),
		"10,000 empty ones":    make([]byte, 40_000),
		"1,000 of one":         slices.Repeat(whole, 1000),
		"twice":                slices.Repeat(whole, 2),
		"foreign":              texts(blobs(foreign)...),
		"own and foreign":      texts(blobs(next, foreign)...),
		"foreign and own":      texts(blobs(foreign, next)...),
		"cut off":              whole[:len(whole)-1],
		"less than a length":   append(slices.Clone(whole), 0, 0, 0),
		"the greatest length":  {0xff, 0xff, 0xff, 0xff},
		"a length that wraps":  append(slices.Clone(whole), 0xff, 0xff, 0xff, 0xfc),
		"a length of one less": append([]byte{0, 0, 0, byte(len(whole) - 5)}, whole[4:]...),
		"something behind it":  append(slices.Clone(whole), 0),
	} {
		v := visit(t, b.addr)
		v.asks(t, what, false, payload)
		v.asks(t, "both, after "+what, true, texts(blobs(next, first)...), next, first)
		v.asks(t, "one again, after "+what, false, whole)
		v.asks(t, "the other again, after "+what, false, texts(blobs(first)...))
		_ = v.Close()
	}
	v := visit(t, b.addr)
	v.asks(t, "one", true, whole, next)
	v.asks(t, "both, one of them again", false, texts(blobs(first, next)...))
	v.asks(t, "the other", true, texts(blobs(first)...), first)
	if ok, _, err := v.SendRequest("hostkeys-prove-00@openssh.com", false, whole); ok || err != nil {
		t.Error(ok, err)
	}
	v.session(t)
	v.hears(t, first, next)
}

// TestHostKeysChange: a connection uses the keys as they were when it began.
func TestHostKeysChange(t *testing.T) {
	first, next, later := newKey(t), newKey(t), newKey(t)
	b := startBlog(t, posts(1), func(o *server.Options) { o.HostKey, o.OtherHostKeys = first, []gossh.Signer{next} })
	before := visit(t, b.addr)
	b.server.SetHostKeys(next, later, first)
	after := visit(t, b.addr)
	for _, v := range []*visitor{before, after} {
		v.session(t)
	}
	before.hears(t, first, next)
	before.asks(t, "before the change", true, texts(blobs(first, next)...), first, next)
	before.asks(t, "one that came later", false, texts(blobs(later)...))
	after.hears(t, next, later, first)
	after.asks(t, "after the change", true, texts(blobs(first, next, later)...), first, next, later)
	if !slices.Equal(before.used.Marshal(), first.PublicKey().Marshal()) || !slices.Equal(after.used.Marshal(), next.PublicKey().Marshal()) {
		t.Errorf("the connections used %q and %q", before.used.Marshal(), after.used.Marshal())
	}
}
