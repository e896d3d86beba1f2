package server

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"net"
	"slices"
	"testing"
	"time"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/internal/test/fuzzseed"
	"github.com/sshblog/sshblog/server/flowcontrol"
	"github.com/sshblog/sshblog/server/sessionrequest"
)

// FuzzRequests feeds sequences of requests to the loop that answers those of a session, over a connection: what comes out is within its bounds,
// each request is answered as it should be, and nothing counts any more once the session has
// started.
func FuzzRequests(f *testing.F) {
	f.Add([]byte{}, []byte{})
	f.Add(gossh.Marshal(struct{ A, B string }{"LANG", "C"}), []byte{0, 6, 1, 2, 3, 4})
	f.Add(gossh.Marshal(struct {
		Term       string
		A, B, C, D uint32
		Modes      string
	}{"xterm", 80, 24, 0, 0, "\x00"}), []byte{1, 6, 0, 4, 6, 80, 24, 0, 0, 0, 0, 7, 2, 6, 0, 5, 6, 10, 10, 1, 1})
	for kind := range byte(kindsOfRequests) {
		f.Add([]byte{}, []byte{kind, 6, 0, 7, 6, 1, 1, kind + 1, 9, 9, 6, 2, 20, 200, kind, 6, 6, 6, 6, 80, 20, 6, 0, 250, 3})
	}
	var client gossh.Conn
	var channels <-chan gossh.NewChannel
	f.Fuzz(func(t *testing.T, payload, made []byte) {
		if client == nil {
			client, channels = bothEnds(t)
		}
		sequence := requestsOf(made, payload)
		sess, answers := askSession(t, client, channels, sequence)
		checkSession(t, sess, sequence, answers)
	})
}

// request is a request of a client on the channel of a session.
type request struct {
	kind    string
	payload []byte
	answer  bool // the client wants one
}

const (
	kindsOfRequests = 12
	maxRequests     = 60
)

// requestsOf makes requests of choices; raw is the payload of some.
func requestsOf(made, raw []byte) []request {
	r := choices{fuzzseed.Choices(made)}
	var all []request
	for len(r.Choices) > 0 && len(all) < maxRequests {
		var q request
		switch r.Next() % kindsOfRequests {
		case 0, 1:
			q = request{kind: "env", payload: slices.Concat(r.field(r.Of("LANG", "LC_ALL", "NO_COLOR", "SSHBLOG_THEME", r.text())), r.field(r.text()))}
		case 2, 3:
			q = request{kind: "pty-req", payload: slices.Concat(r.field(r.Of("xterm", "", r.text())), r.numbers(4), r.field(r.text()))}
		case 4, 5:
			q = request{kind: "window-change", payload: r.numbers(4)}
		case 6:
			q = request{kind: "exec", payload: r.field(r.text())}
		case 7:
			q = request{kind: "shell", payload: []byte(r.Of("", "", "x"))}
		case 8:
			q = request{kind: "subsystem", payload: r.field(r.Of("sftp", "sftp", "SFTP", "netconf", r.text()))}
		case 9:
			q = request{kind: r.Of("signal", "x11-req", "auth-agent-req@openssh.com", "break", "eow@openssh.com", "exit-status", "xon-xoff", "keepalive@openssh.com", "", r.text()), payload: r.field(r.text())}
		case 10:
			q = request{kind: r.Of("env", "pty-req", "window-change", "exec", "subsystem"), payload: raw}
		case 11: // one that is right but for what stands behind it
			q = request{kind: "exec", payload: append(gossh.Marshal(struct{ Command string }{r.text()}), r.Of("", "\x00", "more")...)}
		}
		q.answer = r.Next()%3 > 0
		all = append(all, q)
	}
	return all
}

// askSession sends requests to a new session, closes it, and returns it with the answers that the
// client got.
func askSession(t *testing.T, client gossh.Conn, channels <-chan gossh.NewChannel, all []request) (*session, []bool) {
	t.Helper()
	served := make(chan *session, 1)
	go func() {
		offer := <-channels
		ch, requests, err := offer.Accept()
		if err != nil {
			served <- nil
			return
		}
		sess := &session{Channel: ch, conn: &connection{server: &Server{}, ahead: flowcontrol.NewAhead()}, started: make(chan struct{})}
		sess.done, sess.end = context.WithCancel(context.Background())
		sess.answerRequests(requests, true)
		_ = ch.Close() // so does the client
		served <- sess
	}()
	ch, theirs, err := client.OpenChannel("session", nil)
	if err != nil {
		t.Fatal(err)
	}
	go gossh.DiscardRequests(theirs)
	answers := make([]bool, len(all))
	for i, q := range all {
		if answers[i], err = ch.SendRequest(q.kind, q.answer, q.payload); err != nil {
			t.Fatalf("%q: %v", q.kind, err)
		}
	}
	_ = ch.Close()
	select {
	case sess := <-served:
		if sess == nil || sess.done.Err() == nil {
			t.Fatal("the session has not ended")
		}
		return sess, answers
	case <-time.After(time.Minute):
		t.Fatal("the session does not end")
	}
	return nil, nil
}

// checkSession checks what a session took from requests, and how they were answered.
func checkSession(t *testing.T, sess *session, all []request, answers []bool) {
	t.Helper()
	var env []string
	var pty *ssh.Pty
	var latest *ssh.Window
	command, files, begun := "", false, false
	for i, q := range all {
		ok := false
		switch {
		case q.kind == "window-change" && pty != nil:
			var w ssh.Window
			if w, ok = sessionrequest.ParseWindow(q.payload); ok {
				latest = &w
			}
		case begun: // nothing else is taken any more
		case q.kind == "env" && len(env) < maxEnv:
			var pair string
			if pair, ok = sessionrequest.ParseEnv(q.payload); ok {
				env = append(env, pair)
			}
		case q.kind == "pty-req" && pty == nil:
			var p ssh.Pty
			if p, ok = sessionrequest.ParsePty(q.payload); ok {
				pty = &p
			}
		case q.kind == "exec":
			command, ok = sessionrequest.ParseCommand(q.payload)
			begun = ok
		case q.kind == "shell":
			ok, begun = true, true
		case q.kind == "subsystem":
			ok = sessionrequest.ParseSubsystem(q.payload) == "sftp"
			begun, files = ok, ok
		}
		if q.answer && answers[i] != ok {
			t.Errorf("request %d, %q %q: answered %v", i, q.kind, q.payload, answers[i])
		}
	}
	if !slices.Equal(sess.env, env) || sess.command != command || sess.files != files {
		t.Errorf("environment %q, command %q, files %v; want %q, %q, %v", sess.env, sess.command, sess.files, env, command, files)
	}
	if (sess.pty == nil) != (pty == nil) || pty != nil && (sess.pty.Term != pty.Term || sess.pty.Window != pty.Window) {
		t.Errorf("PTY %v, want %v", sess.pty, pty)
	}
	if (sess.newest == nil) != (latest == nil) || latest != nil && *sess.newest != *latest {
		t.Errorf("window %v, want %v", sess.newest, latest)
	}
	checkPurpose(t, sess)
}

// bothEnds connects a client with a server, and returns the one and the channels that the other is
// offered. It lasts as long as the process: a handshake for each input would take most of the time.
func bothEnds(t *testing.T) (gossh.Conn, <-chan gossh.NewChannel) {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	key, err := gossh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	config := &gossh.ServerConfig{NoClientAuth: true}
	config.AddHostKey(key)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	channels := make(chan (<-chan gossh.NewChannel), 1)
	go func() {
		defer close(channels)
		far, err := listener.Accept()
		if err != nil {
			return
		}
		_ = listener.Close()
		_, offered, requests, err := gossh.NewServerConn(far, config)
		if err != nil {
			return
		}
		go gossh.DiscardRequests(requests)
		channels <- offered
	}()
	near, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	client, theirs, requests, err := gossh.NewClientConn(near, "", &gossh.ClientConfig{HostKeyCallback: gossh.FixedHostKey(key.PublicKey())})
	if err != nil {
		t.Fatal(err)
	}
	go gossh.DiscardRequests(requests)
	go func() {
		for offer := range theirs {
			_ = offer.Reject(gossh.Prohibited, "")
		}
	}()
	return client, <-channels
}
