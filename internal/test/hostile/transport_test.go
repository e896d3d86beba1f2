//go:build linux

package hostile_test

import (
	"debug/buildinfo"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	gossh "golang.org/x/crypto/ssh"
)

// transports ask for what the transport does not offer.
func transports() []client {
	return []client{
		{"2.1 what is offered", nil, checkOffer},
		{"2.2 no key is asked for", nil, noneSucceeds},
		{"2.2 passwords without end", nil, triesFor(longName, "password", false, "secret")},
		{"2.2 questions without end", nil, triesFor(longName, "keyboard-interactive", "", "")},
		{"2.2 keys without end", nil, triesFor("eve", "publickey", false, gossh.KeyAlgoED25519, "key")},
		{"2.2 methods that there are not", nil, triesFor("eve", "hostbased", "a", "b", "c", "d", "e")},
		{"2.2 authentication over and over", nil, authAgain},
		{"2.3 algorithms of old", nil, oldAlgorithms},
		{"2.5 too little and too much on a channel", nil, breaksWindow},
	}
}

// nameLists are the ten lists of names in a KEXINIT.
func nameLists(t *testing.T, offer []byte) (lists [10]string) {
	t.Helper()
	rest := offer[17:]
	for i := range lists {
		text, more, err := take(rest)
		if err != nil {
			t.Fatal(err)
		}
		lists[i], rest = string(text), more
	}
	return lists
}

// checkOffer reads the first words of the program as they come over the wire.
func checkOffer(t *testing.T, p *program) {
	w := p.greet(t, home)
	if !regexp.MustCompile(`^SSH-2\.0-sshblog_[A-Za-z0-9._]+$`).MatchString(w.version) {
		t.Errorf("version %q", w.version)
	}
	w.say(t, kexInit())
	const ciphers = "chacha20-poly1305@openssh.com,aes256-gcm@openssh.com,aes128-gcm@openssh.com,aes256-ctr,aes128-ctr"
	const macs = "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com"
	got, want := nameLists(t, w.hear(t, msgKexInit)), [10]string{
		"mlkem768x25519-sha256,curve25519-sha256,curve25519-sha256@libssh.org,kex-strict-s-v00@openssh.com", "ssh-ed25519", ciphers, ciphers, macs, macs, "none", "none", "", "",
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("list %d: %q, want %q", i, got[i], want[i])
		}
	}
}

// noneSucceeds gets in at once, and offers no key: no signer is ever called.
func noneSucceeds(t *testing.T, p *program) {
	config := clientConfig()
	config.Auth = []gossh.AuthMethod{gossh.PublicKeysCallback(func() ([]gossh.Signer, error) {
		t.Error("a key is asked for")
		return nil, errors.New("no key")
	})}
	client, err := handshake(p.connect(t, home), config)
	if err != nil {
		t.Fatal(err)
	}
	_ = client.Close()
}

// longName is the name of a user who is not let in.
var longName = strings.Repeat("u", 257)

// triesFor tries one method of authentication without end. Six tries are answered, the last of them
// by the end.
func triesFor(user, method string, fields ...any) func(*testing.T, *program) {
	return func(t *testing.T, p *program) {
		w := p.wire(t, home)
		tries := 0
		for ; tries < 100; tries++ {
			if w.send(message(msgUserauth, user, "ssh-connection", method, encode(fields...))) != nil {
				break
			}
			answer, err := w.until(msgUserauthFailed, msgUserauthDone)
			if err != nil {
				break
			}
			if answer[0] == msgUserauthDone {
				t.Fatalf("%s succeeds", method)
			}
		}
		if tries > 6 {
			t.Errorf("%d tries", tries)
		}
		w.isCutOff(t)
	}
}

// authAgain authenticates when that is done; RFC 4252, 5.1 has it ignored.
func authAgain(t *testing.T, p *program) {
	w := p.wireReader(t, home)
	for range 20 {
		if w.send(message(msgUserauth, "eve", "ssh-connection", "none")) != nil {
			break
		}
	}
	w.isCutOff(t)
}

func oldAlgorithms(t *testing.T, p *program) {
	for name, change := range map[string]func(*gossh.ClientConfig){
		"diffie-hellman-group1-sha1":  func(c *gossh.ClientConfig) { c.KeyExchanges = []string{"diffie-hellman-group1-sha1"} },
		"diffie-hellman-group14-sha1": func(c *gossh.ClientConfig) { c.KeyExchanges = []string{"diffie-hellman-group14-sha1"} },
		"group-exchange-sha256":       func(c *gossh.ClientConfig) { c.KeyExchanges = []string{"diffie-hellman-group-exchange-sha256"} },
		"ecdh-sha2-nistp256":          func(c *gossh.ClientConfig) { c.KeyExchanges = []string{"ecdh-sha2-nistp256"} },
		"aes128-cbc":                  func(c *gossh.ClientConfig) { c.Ciphers = []string{"aes128-cbc"} },
		"3des-cbc":                    func(c *gossh.ClientConfig) { c.Ciphers = []string{"3des-cbc"} },
		"arcfour":                     func(c *gossh.ClientConfig) { c.Ciphers = []string{"arcfour"} },
		"without encrypt-then-MAC":    func(c *gossh.ClientConfig) { c.Ciphers, c.MACs = []string{"aes128-ctr"}, []string{"hmac-sha2-256"} },
		"ssh-rsa":                     func(c *gossh.ClientConfig) { c.HostKeyAlgorithms = []string{"ssh-rsa"} },
		"ssh-dss":                     func(c *gossh.ClientConfig) { c.HostKeyAlgorithms = []string{"ssh-dss"} },
		"ecdsa-sha2-nistp256":         func(c *gossh.ClientConfig) { c.HostKeyAlgorithms = []string{"ecdsa-sha2-nistp256"} },
	} {
		config := clientConfig()
		change(config)
		_, err := handshake(p.connect(t, home), config)
		var none *gossh.AlgorithmNegotiationError
		if !errors.As(err, &none) {
			t.Errorf("%s: %v, want no agreement", name, err)
		}
	}
}

// breaksWindow sends more on a channel than it may, and opens channels that no packet fits through.
func breaksWindow(t *testing.T, p *program) {
	w := p.wireReader(t, home)
	ch := w.open(t, 0, 1<<20, 32<<10)
	go func() {
		for range 100 { // three megabytes, where two may come
			if w.send(message(msgData, ch, strings.Repeat("x", 32000))) != nil {
				return
			}
		}
		_ = w.Close()
	}()
	_, _ = io.Copy(io.Discard, w.Conn)
	for _, size := range []uint32{0, 1, 8, 1<<31 + 1, 1<<32 - 1} {
		w := p.wireReader(t, home)
		w.say(t, message(msgOpen, "session", uint32(0), uint32(1<<20), size))
		if p, err := w.until(msgOpenConfirmed, msgOpenFailed); err == nil && p[0] == msgOpenConfirmed {
			t.Errorf("a channel for packets of %d bytes", size)
		}
	}
}

// TestLibraryOfTheTransport is 2.4: older versions have known faults.
func TestLibraryOfTheTransport(t *testing.T) {
	info, err := buildinfo.ReadFile(built.program)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range info.Deps {
		if m.Path != "golang.org/x/crypto" {
			continue
		}
		parts := strings.Split(m.Version, ".")
		minor, _ := strconv.Atoi(parts[1])
		if parts[0] == "v0" && minor < 56 {
			t.Errorf("%s %s, want at least v0.56", m.Path, m.Version)
		}
		return
	}
	t.Error("the program does not say which golang.org/x/crypto it has")
}
