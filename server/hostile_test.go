package server_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/server"
)

// These are clients that nobody wants, one after another on one server. After each: a reader who comes now sees the first screen in time,
// and what the client took is given back.

const (
	firstScreen = 2 * time.Second // for a reader who comes after a hostile client
	givenBack   = 8 * time.Second // until a closed client has left nothing behind
)

// vitals is what a process has in use.
type vitals struct{ goroutines, descriptors int }

func takeVitals(t testing.TB) vitals {
	t.Helper()
	fds, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	return vitals{runtime.NumGoroutine(), len(fds)}
}

// recovers waits until no more is in use than before.
func (was vitals) recovers(t testing.TB) {
	t.Helper()
	const slack = 3 // what the runtime and a reader who leaves have at the moment
	deadline := time.Now().Add(givenBack)
	again := time.NewTicker(5 * time.Millisecond)
	defer again.Stop()
	var now vitals
	for time.Now().Before(deadline) {
		<-again.C
		if now = takeVitals(t); now.goroutines <= was.goroutines+slack && now.descriptors <= was.descriptors+slack {
			return
		}
	}
	buf := make([]byte, 1<<20)
	t.Errorf("in use %+v, before %+v; goroutines:\n%s", now, was, buf[:runtime.Stack(buf, true)])
}

// welcomes checks that a reader sees the list in time.
func (b *blogServer) welcomes(t testing.TB) {
	t.Helper()
	begun := time.Now()
	client, err := gossh.Dial("tcp", b.addr, &gossh.ClientConfig{
		User: "reader", HostKeyCallback: gossh.InsecureIgnoreHostKey(), Timeout: patience,
	})
	if err != nil {
		t.Errorf("a reader does not get in: %v", err)
		return
	}
	defer func() { _ = client.Close() }()
	openScreen(t, client, "xterm-256color", "", 80, 24).await(t, "Post number 1")
	if took := time.Since(begun); took > firstScreen*slower {
		t.Errorf("a reader waited %v for the first screen", took)
	}
}

// shortLimits are limits that a test need not wait long for.
func shortLimits(o *server.Options) {
	o.Limits = server.Limits{
		Connections: 60, PerAddress: 50, Waiting: 20, WaitingPerAddress: 15, Handshake: time.Second, Start: 500 * time.Millisecond,
		Keepalive: 300 * time.Millisecond, Stall: 500 * time.Millisecond, Pipe: 500 * time.Millisecond,
	}
}

// hostileClients are clients that nobody wants, by what they do.
func hostileClients() map[string]func(t *testing.T, b *blogServer) {
	return map[string]func(t *testing.T, b *blogServer){
		"silence":                         silence,
		"endless banner":                  endlessBanner,
		"a crowd that waits":              crowd,
		"garbage after the version":       garbage,
		"authentication without end":      endlessAuth,
		"no session":                      noSession,
		"a session that starts nothing":   idleChannel,
		"more sessions than allowed":      manyChannels,
		"other channels":                  otherChannels,
		"all kinds of requests":           strangeRequests,
		"environment without end":         endlessEnv,
		"a long command":                  longCommand,
		"a storm of window sizes":         windowStorm,
		"windows of impossible sizes":     impossibleWindows,
		"odd terminal types":              oddTerms,
		"garbage typed":                   typedGarbage,
		"a paste of megabytes":            hugePaste,
		"stops reading":                   stopsReading,
		"a command nobody reads":          commandNeverRead,
		"gone without a word":             vanishes,
		"closes the session, stays":       staysAfterSession,
		"no answers to keepalives":        silentClient,
		"global requests without end":     globalFlood,
		"half a handshake over and over":  halfHandshakes,
		"sessions opened and closed fast": churn,
	}
}

// TestHostileClients runs each of them.
func TestHostileClients(t *testing.T) {
	b := startBlog(t, posts(50), shortLimits)
	b.welcomes(t)
	for name, attack := range hostileClients() {
		t.Run(name, func(t *testing.T) {
			was := takeVitals(t)
			attack(t, b)
			b.welcomes(t)
			was.recovers(t)
		})
	}
}

// rawDial connects without a word of SSH; the connection ends with the test.
func rawDial(t *testing.T, b *blogServer) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", b.addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

// isCutOff waits until the server has closed a connection, reading what it sends until then.
func isCutOff(t *testing.T, conn net.Conn) {
	t.Helper()
	if err := conn.SetReadDeadline(time.Now().Add(givenBack)); err != nil {
		t.Fatal(err)
	}
	_, err := io.Copy(io.Discard, conn)
	_ = conn.Close()
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		t.Error("the server goes on with it")
	}
}

// ends waits until a client's connection has ended.
func ends(t *testing.T, client *gossh.Client) {
	t.Helper()
	done := make(chan struct{})
	go func() { _ = client.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(givenBack):
		t.Error("the server goes on with it")
		_ = client.Close()
	}
}

func silence(t *testing.T, b *blogServer) { isCutOff(t, rawDial(t, b)) }

func endlessBanner(t *testing.T, b *blogServer) {
	conn := rawDial(t, b)
	go func() {
		line := strings.Repeat("x", 1000)
		for {
			if _, err := io.WriteString(conn, line); err != nil {
				return
			}
		}
	}()
	isCutOff(t, conn)
}

func crowd(t *testing.T, b *blogServer) {
	var all []net.Conn
	for range 40 {
		all = append(all, rawDial(t, b))
	}
	b.welcomes(t) // while they are there
	for _, conn := range all {
		isCutOff(t, conn)
	}
}

func garbage(t *testing.T, b *blogServer) {
	conn := rawDial(t, b)
	_, _ = io.WriteString(conn, "SSH-2.0-garbage\r\n"+strings.Repeat("\xff\x00\x80\x01", 20_000))
	isCutOff(t, conn)
}

func endlessAuth(t *testing.T, b *blogServer) {
	conn := rawDial(t, b)
	tries := 0
	_, _, _, err := gossh.NewClientConn(conn, b.addr, &gossh.ClientConfig{
		User: "eve", HostKeyCallback: gossh.InsecureIgnoreHostKey(),
		Auth: []gossh.AuthMethod{gossh.RetryableAuthMethod(gossh.PasswordCallback(func() (string, error) { tries++; return "x", nil }), 1000)},
	})
	if err == nil && tries > 6 {
		t.Errorf("%d tries", tries)
	}
}

func noSession(t *testing.T, b *blogServer) { ends(t, dial(t, b.addr)) }

func idleChannel(t *testing.T, b *blogServer) {
	client := dial(t, b.addr)
	ch, requests, err := client.OpenChannel("session", nil)
	if err != nil {
		t.Fatal(err)
	}
	closed := make(chan struct{})
	go func() {
		for range requests {
		}
		close(closed)
	}()
	select {
	case <-closed:
	case <-time.After(givenBack):
		t.Error("the session waits for ever")
	}
	_ = ch.Close()
	_ = client.Close()
}

func manyChannels(t *testing.T, b *blogServer) {
	client := dial(t, b.addr)
	defer func() { _ = client.Close() }()
	opened := 0
	for range 20 {
		if _, requests, err := client.OpenChannel("session", nil); err == nil {
			opened++
			go gossh.DiscardRequests(requests)
		}
	}
	if opened != 4 {
		t.Errorf("%d sessions on one connection, want 4", opened)
	}
}

func otherChannels(t *testing.T, b *blogServer) {
	client := dial(t, b.addr)
	defer func() { _ = client.Close() }()
	for _, kind := range []string{
		"direct-tcpip", "forwarded-tcpip", "x11", "auth-agent@openssh.com", "direct-streamlocal@openssh.com", "tun@openssh.com", "", "session ",
	} {
		if ch, _, err := client.OpenChannel(kind, bytes.Repeat([]byte{0, 0, 0, 9}, 10)); err == nil {
			t.Errorf("a channel %q was opened", kind)
			_ = ch.Close()
		}
	}
	for _, kind := range []string{"tcpip-forward", "streamlocal-forward@openssh.com", "cancel-tcpip-forward", "no-such-thing"} {
		if ok, _, err := client.SendRequest(kind, true, []byte{1, 2, 3}); ok || err != nil {
			t.Errorf("request %q: %v, %v", kind, ok, err)
		}
	}
}

// rawSession opens a session channel without a client's manners.
func rawSession(t *testing.T, client *gossh.Client) gossh.Channel {
	t.Helper()
	ch, requests, err := client.OpenChannel("session", nil)
	if err != nil {
		t.Fatal(err)
	}
	go gossh.DiscardRequests(requests)
	return ch
}

func ptyRequest(term string, columns, rows uint32) []byte {
	return gossh.Marshal(struct {
		Term                string
		Columns, Rows, W, H uint32
		Modes               string
	}{term, columns, rows, 0, 0, ""})
}

func strangeRequests(t *testing.T, b *blogServer) {
	client := dial(t, b.addr)
	defer func() { _ = client.Close() }()
	ch := rawSession(t, client)
	for _, kind := range []string{"auth-agent-req@openssh.com", "x11-req", "subsystem", "signal", "break", "xon-xoff", "eow@openssh.com", ""} {
		if ok, _ := ch.SendRequest(kind, true, []byte{0, 0, 0, 1, 'x'}); ok {
			t.Errorf("request %q was granted", kind)
		}
	}
	for _, kind := range []string{"pty-req", "exec", "env", "window-change"} {
		for _, payload := range [][]byte{nil, {0xff, 0xff, 0xff, 0xff}, bytes.Repeat([]byte{0xff}, 30_000)} {
			if ok, _ := ch.SendRequest(kind, true, payload); ok {
				t.Errorf("request %q of %d bytes was granted", kind, len(payload))
			}
		}
	}
}

func endlessEnv(t *testing.T, b *blogServer) {
	client := dial(t, b.addr)
	defer func() { _ = client.Close() }()
	ch := rawSession(t, client)
	granted := 0
	for i := range 200 {
		pair := struct{ Name, Value string }{fmt.Sprintf("LC_%d", i), strings.Repeat("v", 200)}
		if ok, _ := ch.SendRequest("env", true, gossh.Marshal(&pair)); ok {
			granted++
		}
	}
	if granted > 16 {
		t.Errorf("%d variables were taken", granted)
	}
	for _, name := range []string{"LD_PRELOAD", "PATH", "TERM", "HOME", "SSH_AUTH_SOCK"} {
		if ok, _ := ch.SendRequest("env", true, gossh.Marshal(struct{ Name, Value string }{name, "x"})); ok {
			t.Errorf("%s was taken", name)
		}
	}
}

func longCommand(t *testing.T, b *blogServer) {
	client := dial(t, b.addr)
	defer func() { _ = client.Close() }()
	if ok, _ := rawSession(t, client).SendRequest("exec", true, gossh.Marshal(struct{ Command string }{strings.Repeat("x", 5000)})); ok {
		t.Error("a command of 5000 bytes was taken")
	}
}

// shell starts the reader's screen on a channel of its own.
func shell(t *testing.T, client *gossh.Client, term string, columns, rows uint32) gossh.Channel {
	t.Helper()
	ch := rawSession(t, client)
	if ok, err := ch.SendRequest("pty-req", true, ptyRequest(term, columns, rows)); !ok || err != nil {
		t.Fatalf("pty-req: %v, %v", ok, err)
	}
	if ok, err := ch.SendRequest("shell", true, nil); !ok || err != nil {
		t.Fatalf("shell: %v, %v", ok, err)
	}
	return ch
}

func windowStorm(t *testing.T, b *blogServer) {
	client := dial(t, b.addr)
	defer func() { _ = client.Close() }()
	ch := shell(t, client, "xterm", 80, 24)
	go func() { _, _ = io.Copy(io.Discard, ch) }()
	for i := range uint32(5000) {
		if _, err := ch.SendRequest("window-change", false, gossh.Marshal(struct{ W, H, X, Y uint32 }{i % 400, i % 150, 0, 0})); err != nil {
			t.Fatal(err)
		}
	}
}

func impossibleWindows(t *testing.T, b *blogServer) {
	client := dial(t, b.addr)
	defer func() { _ = client.Close() }()
	for _, size := range [][2]uint32{{0, 0}, {1, 1}, {1 << 31, 1 << 31}, {^uint32(0), ^uint32(0)}} {
		ch := shell(t, client, "xterm", size[0], size[1])
		buf := make([]byte, 1)
		if _, err := io.ReadFull(ch, buf); err != nil {
			t.Errorf("size %v: %v", size, err)
		}
		_ = ch.Close()
	}
}

func oddTerms(t *testing.T, b *blogServer) {
	for _, term := range []string{strings.Repeat("x", 10_000), "../../etc/passwd", "%s%n", "\x1b]0;x\a", "xterm\x00", "\xff\xfe"} {
		client := dial(t, b.addr)
		ch := shell(t, client, term, 80, 24)
		if _, err := io.ReadFull(ch, make([]byte, 1)); err != nil {
			t.Errorf("TERM %q: %v", term[:min(len(term), 20)], err)
		}
		_ = client.Close()
	}
}

func typedGarbage(t *testing.T, b *blogServer) {
	client := dial(t, b.addr)
	defer func() { _ = client.Close() }()
	ch := shell(t, client, "xterm-256color", 80, 24)
	go func() { _, _ = io.Copy(io.Discard, ch) }()
	var junk []byte
	for i := range 20_000 {
		junk = append(junk, byte(i*7919>>3), "\x1b[;<?0OP]"[i%9])
	}
	_, _ = ch.Write(bytes.ReplaceAll(junk, []byte{'q'}, []byte{'p'}))
}

func hugePaste(t *testing.T, b *blogServer) {
	client := dial(t, b.addr)
	defer func() { _ = client.Close() }()
	ch := shell(t, client, "xterm-256color", 80, 24)
	go func() { _, _ = io.Copy(io.Discard, ch) }()
	written := make(chan struct{})
	go func() {
		_, _ = io.WriteString(ch, "\x1b[200~"+strings.Repeat("words and words ", 1<<17))
		close(written)
	}()
	select { // the sender is held up, or all was taken; either is fine
	case <-written:
	case <-time.After(500 * time.Millisecond):
	}
}

// stopped is a connection that reads nothing more once it is told to.
type stopped struct {
	net.Conn
	muted, closed chan struct{}
}

func (s stopped) Read(p []byte) (int, error) {
	select {
	case <-s.muted:
		<-s.closed
		return 0, io.EOF
	default:
		return s.Conn.Read(p)
	}
}

func stopsReading(t *testing.T, b *blogServer) {
	conn := stopped{rawDial(t, b), make(chan struct{}), make(chan struct{})}
	c, chans, reqs, err := gossh.NewClientConn(conn, b.addr, &gossh.ClientConfig{
		User: "eve", HostKeyCallback: gossh.InsecureIgnoreHostKey(),
	})
	if err != nil {
		t.Fatal(err)
	}
	ch := shell(t, gossh.NewClient(c, chans, reqs), "xterm-256color", 300, 100)
	close(conn.muted)
	deadline := time.Now().Add(givenBack)
	for err == nil && time.Now().Before(deadline) {
		_, err = io.WriteString(ch, "Gg")
	}
	if err == nil {
		t.Error("the server goes on with it")
	}
	close(conn.closed)
	_ = conn.Close()
}

func commandNeverRead(t *testing.T, b *blogServer) {
	client := dial(t, b.addr)
	for range 4 {
		ch := rawSession(t, client)
		if ok, _ := ch.SendRequest("exec", true, gossh.Marshal(struct{ Command string }{"cat --raw post-1"})); !ok {
			t.Fatal("exec was refused")
		}
	}
	_ = client.Close()
}

func vanishes(t *testing.T, b *blogServer) {
	for range 10 {
		conn := rawDial(t, b)
		c, chans, reqs, err := gossh.NewClientConn(conn, b.addr, &gossh.ClientConfig{
			User: "eve", HostKeyCallback: gossh.InsecureIgnoreHostKey(),
		})
		if err != nil {
			t.Fatal(err)
		}
		shell(t, gossh.NewClient(c, chans, reqs), "xterm", 80, 24)
		_ = conn.Close()
	}
}

func staysAfterSession(t *testing.T, b *blogServer) {
	client := dial(t, b.addr)
	defer func() { _ = client.Close() }()
	for range 20 {
		s, err := client.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Run("ls -n 1"); err != nil {
			t.Fatal(err)
		}
	}
	for range 4 {
		_ = shell(t, client, "xterm", 80, 24).Close()
	}
}

// deaf is a connection that takes what it is sent, and answers nothing once it is told to.
type deaf struct {
	net.Conn
	muted chan struct{}
}

func (d deaf) Write(p []byte) (int, error) {
	select {
	case <-d.muted:
		return len(p), nil
	default:
		return d.Conn.Write(p)
	}
}

func silentClient(t *testing.T, b *blogServer) {
	conn := deaf{rawDial(t, b), make(chan struct{})}
	c, chans, reqs, err := gossh.NewClientConn(conn, b.addr, &gossh.ClientConfig{
		User: "eve", HostKeyCallback: gossh.InsecureIgnoreHostKey(),
	})
	if err != nil {
		t.Fatal(err)
	}
	client := gossh.NewClient(c, chans, reqs)
	ch := shell(t, client, "xterm", 80, 24)
	go func() { _, _ = io.Copy(io.Discard, ch) }()
	close(conn.muted)
	ends(t, client)
}

func globalFlood(t *testing.T, b *blogServer) {
	client := dial(t, b.addr)
	defer func() { _ = client.Close() }()
	for range 5000 {
		if _, _, err := client.SendRequest("keepalive@openssh.com", false, nil); err != nil {
			return
		}
	}
}

func halfHandshakes(t *testing.T, b *blogServer) {
	ctx, stop := context.WithTimeout(context.Background(), 2*time.Second)
	defer stop()
	for i := 0; i < 200 && ctx.Err() == nil; i++ {
		conn, err := net.Dial("tcp", b.addr)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(conn, "SSH-2.0-half\r\n")
		_ = conn.Close()
	}
}

func churn(t *testing.T, b *blogServer) {
	client := dial(t, b.addr)
	defer func() { _ = client.Close() }()
	for range 100 {
		s, err := client.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		if out, err := s.Output("ls -n 1"); err != nil || !bytes.Contains(out, []byte("post-1")) {
			t.Fatalf("ls: %q, %v", out, err)
		}
	}
}
