//go:build linux

package hostile_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"slices"
	"strings"
	"testing"

	gossh "golang.org/x/crypto/ssh"
)

// auths do not begin with the method "none", as most clients do: they are let in as well, and are
// asked nothing.
func auths() []client {
	all := []client{
		{"1.7 a user name that is too long, by all methods", nil, longNames},
		{"1.7 methods that there are not", nil, strangeMethods},
		{"1.7 a signature that is none", nil, badSignature},
	}
	for name, request := range authRequests {
		all = append(all, client{"1.7 only " + name, nil, onlyBy(request)})
	}
	slices.SortFunc(all, func(a, b client) int { return strings.Compare(a.name, b.name) })
	return all
}

// secret must be in no log.
const secret = "a secret that nobody has asked for"

// authRequests are what clients send for each method.
var authRequests = map[string]func(w *wire, user string) []byte{
	"by a password": func(_ *wire, user string) []byte {
		return message(msgUserauth, user, "ssh-connection", "password", false, secret)
	},
	"by an empty password": func(_ *wire, user string) []byte {
		return message(msgUserauth, user, "ssh-connection", "password", false, "")
	},
	"by keyboard-interactive": func(_ *wire, user string) []byte {
		return message(msgUserauth, user, "ssh-connection", "keyboard-interactive", "", "")
	},
	"by a key": signedRequest,
	"by none":  func(_ *wire, user string) []byte { return message(msgUserauth, user, "ssh-connection", "none") },
}

// signedRequest proves a new key.
func signedRequest(w *wire, user string) []byte {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		panic(err)
	}
	key, err := gossh.NewSignerFromKey(private)
	if err != nil {
		panic(err)
	}
	request := message(msgUserauth, user, "ssh-connection", "publickey", true, "ssh-ed25519", string(key.PublicKey().Marshal()))
	signature, err := key.Sign(rand.Reader, append(encode(string(w.id)), request...))
	if err != nil {
		panic(err)
	}
	return append(request, encode(string(gossh.Marshal(signature)))...)
}

// onlyBy is a client that knows one method. It reads the blog, and its secret is nowhere.
func onlyBy(request func(w *wire, user string) []byte) func(*testing.T, *program) {
	return func(t *testing.T, p *program) {
		w := p.wire(t, home)
		w.say(t, request(w, "somebody"))
		w.hear(t, msgUserauthDone)
		w.shows(t, 1<<20)
		w.awaitText(t, "Post number 1")
		_ = w.Close()
		p.awaitLog(t, "user=somebody")
		if lines := p.lines(secret); len(lines) > 0 {
			t.Errorf("the log has the secret: %q", lines)
		}
	}
}

func longNames(t *testing.T, p *program) {
	for name, request := range authRequests {
		w := p.wire(t, home)
		w.say(t, request(w, longName))
		if answer := w.hear(t, msgUserauthDone, msgUserauthFailed); answer[0] == msgUserauthDone {
			t.Errorf("%s: a user name of 257 bytes gets in", name)
		}
		_ = w.Close()
	}
}

// strangeMethods is told which methods there are, and gets in by the first of them.
func strangeMethods(t *testing.T, p *program) {
	w := p.wire(t, home)
	for _, method := range []string{"hostbased", "gssapi-with-mic", "", "\x1b[31m"} {
		w.say(t, message(msgUserauth, "somebody", "ssh-connection", method, "", "", "", "", ""))
		methods, _, _ := take(w.hear(t, msgUserauthFailed)[1:])
		if got := string(methods); got != "password,publickey,keyboard-interactive" {
			t.Errorf("%q: methods %q", method, got)
		}
	}
	w.say(t, authRequests["by a password"](w, "somebody"))
	w.hear(t, msgUserauthDone)
}

// badSignature claims a key that it does not have.
func badSignature(t *testing.T, p *program) {
	w := p.wire(t, home)
	request := signedRequest(w, "somebody")
	request[len(request)-1] ^= 1
	w.say(t, request)
	if answer, err := w.until(msgUserauthDone); err == nil {
		t.Errorf("it gets in: %q", answer)
	}
}
