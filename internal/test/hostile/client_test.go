//go:build linux

package hostile_test

import (
	"bytes"
	"errors"
	"io"
	"net"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// home and away are addresses that clients come from: all of 127.0.0.0/8 leads here.
const (
	home = "127.0.0.1"
	away = "127.0.0.9"
)

// connectFrom opens a TCP connection from an address. What the kernel keeps of what is sent is
// little, so that a blocked sender notices.
func (p *program) connectFrom(from string) (*net.TCPConn, error) {
	dialer := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(from)}, Timeout: patience}
	conn, err := dialer.Dial("tcp", p.addr)
	if err != nil {
		return nil, err
	}
	tcp := conn.(*net.TCPConn)
	return tcp, errors.Join(tcp.SetWriteBuffer(16<<10), tcp.SetLinger(0))
}

// connect is connectFrom for the length of a test.
func (p *program) connect(t testing.TB, from string) *net.TCPConn {
	t.Helper()
	conn, err := p.connectFrom(from)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

// clientConfig is that of a client without a key.
func clientConfig() *gossh.ClientConfig {
	return &gossh.ClientConfig{User: "reader", HostKeyCallback: gossh.InsecureIgnoreHostKey(), Timeout: patience}
}

// handshake makes an SSH client of a connection.
func handshake(conn net.Conn, config *gossh.ClientConfig) (*gossh.Client, error) {
	c, channels, requests, err := gossh.NewClientConn(conn, "", config)
	if err != nil {
		_ = conn.Close()
		return nil, err
	}
	return gossh.NewClient(c, channels, requests), nil
}

// dial connects from an address as a client without a key. Limits are short, and a busy machine may
// not finish a handshake in time: dial tries again.
func (p *program) dial(t testing.TB, from string) *gossh.Client {
	t.Helper()
	client, err := handshake(p.connect(t, from), clientConfig())
	for tries := 1; err != nil && tries < 3; tries++ {
		client, err = handshake(p.connect(t, from), clientConfig())
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close() })
	return client
}

// isCutOff waits until the program has closed a connection, and returns what it has sent until
// then.
func isCutOff(t testing.TB, conn net.Conn) []byte {
	t.Helper()
	_ = conn.SetReadDeadline(time.Now().Add(givenBack))
	got, err := io.ReadAll(conn)
	_ = conn.Close()
	if errors.Is(err, os.ErrDeadlineExceeded) {
		t.Error("the program goes on with it")
	}
	return got
}

// isEnded waits until the program has ended a client's connection.
func isEnded(t testing.TB, client *gossh.Client) {
	t.Helper()
	done := make(chan struct{})
	go func() { _ = client.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(givenBack):
		t.Error("the program goes on with it")
	}
	_ = client.Close()
}

// openChannel opens a session channel without a client's manners. What comes on it besides data is
// answered with no.
func openChannel(t testing.TB, client *gossh.Client) gossh.Channel {
	t.Helper()
	ch, requests, err := client.OpenChannel("session", nil)
	if err != nil {
		t.Fatal(err)
	}
	go gossh.DiscardRequests(requests)
	return ch
}

// Payloads of requests.

func ptyRequest(term string, columns, rows uint32) []byte {
	return encode(term, columns, rows, uint32(0), uint32(0), "")
}

func windowChange(columns, rows uint32) []byte { return encode(columns, rows, uint32(0), uint32(0)) }

// grants checks whether a request on a channel is granted.
func grants(t testing.TB, ch gossh.Channel, want bool, kind string, payload []byte) {
	t.Helper()
	if ok, err := ch.SendRequest(kind, true, payload); ok != want || err != nil {
		t.Errorf("request %q of %d bytes: %v, %v; want %v", kind, len(payload), ok, err, want)
	}
}

// screen is a session with a PTY, and what has come on it since the last look.
type screen struct {
	gossh.Channel
	status chan uint32 // the exit status

	mu    sync.Mutex
	got   bytes.Buffer
	ended bool
	news  chan struct{}
}

// openScreen opens the reader's screen; command is empty for the list.
func openScreen(t testing.TB, client *gossh.Client, term, command string, columns, rows uint32) *screen {
	t.Helper()
	s, err := tryScreen(client, term, command, columns, rows)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func tryScreen(client *gossh.Client, term, command string, columns, rows uint32) (*screen, error) {
	ch, requests, err := client.OpenChannel("session", nil)
	if err != nil {
		return nil, err
	}
	s := &screen{Channel: ch, status: make(chan uint32, 1), news: make(chan struct{}, 1)}
	go s.awaitStatus(requests)
	go s.receive()
	if _, err := ch.SendRequest("pty-req", true, ptyRequest(term, columns, rows)); err != nil {
		return nil, err
	}
	kind, payload := "shell", []byte(nil)
	if command != "" {
		kind, payload = "exec", encode(command)
	}
	_, err = ch.SendRequest(kind, true, payload)
	return s, err
}

// awaitStatus takes note of the exit status.
func (s *screen) awaitStatus(requests <-chan *gossh.Request) {
	for req := range requests {
		if req.Type == "exit-status" && len(req.Payload) == 4 {
			s.status <- uint32(req.Payload[3])
		}
		_ = req.Reply(false, nil)
	}
	close(s.status)
}

// receive collects what comes.
func (s *screen) receive() {
	buf := make([]byte, 32<<10)
	for {
		n, err := s.Read(buf)
		s.mu.Lock()
		s.got.Write(buf[:n])
		s.ended = err != nil
		s.mu.Unlock()
		select {
		case s.news <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

// find waits until text has come since the last find, and reports what has come, and whether text
// has.
func (s *screen) find(text string, limit time.Duration) (all string, ok bool) {
	timer := time.NewTimer(limit)
	defer timer.Stop()
	for {
		s.mu.Lock()
		ok, ended := bytes.Contains(s.got.Bytes(), []byte(text)), s.ended
		if ok || ended {
			all = s.got.String()
			s.got.Reset()
		}
		s.mu.Unlock()
		if ok || ended {
			return all, ok
		}
		select {
		case <-s.news:
		case <-timer.C:
			return "", false
		}
	}
}

// await is find for what must come.
func (s *screen) await(t testing.TB, text string) string {
	t.Helper()
	all, ok := s.find(text, patience)
	if !ok {
		s.mu.Lock()
		defer s.mu.Unlock()
		t.Fatalf("waited for %q, got %q, then %q", text, all, s.got.String())
	}
	return all
}

// press sends keys.
func (s *screen) press(t testing.TB, keys string) {
	t.Helper()
	if _, err := io.WriteString(s, keys); err != nil {
		t.Fatalf("press %q: %v", keys, err)
	}
}

// leaves checks that q, or Ctrl-C where q is a letter like any other, ends the session, and with
// which status.
func (s *screen) leaves(t testing.TB, key string) {
	t.Helper()
	s.press(t, key)
	select {
	case status, ok := <-s.status:
		if !ok || status != 0 {
			t.Errorf("the session ended with status %d (%v)", status, ok)
		}
	case <-time.After(givenBack):
		t.Errorf("%q does not end the session", key)
	}
}

// firstScreen is how long a reader who comes after a hostile client waits at most.
const firstScreen = 2 * time.Second * slower

// servesReader checks that a reader who comes now sees the list in time. A reader who is refused
// tries again, as people do.
func (p *program) servesReader(t testing.TB) {
	t.Helper()
	p.admits(t, away, firstScreen)
}

// prepares lets a first reader in, however long that takes: then what is made once has been made.
func (p *program) prepares(t testing.TB) {
	t.Helper()
	if took, err := p.visit(away, patience); err != nil {
		t.Fatalf("the first reader does not get in: %v after %v", err, took)
	}
}

// visit comes from an address, sees the list, and goes. It returns how long that took.
func (p *program) visit(from string, limit time.Duration) (took time.Duration, err error) {
	begun := time.Now()
	for {
		if err = p.look(from, limit); err == nil || time.Since(begun) > limit {
			return time.Since(begun), err
		}
		<-time.After(20 * time.Millisecond)
	}
}

var errNoList = errors.New("the list does not appear")

func (p *program) look(from string, limit time.Duration) error {
	conn, err := p.connectFrom(from)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	_ = conn.SetDeadline(time.Now().Add(limit))
	client, err := handshake(conn, clientConfig())
	if err != nil {
		return err
	}
	s, err := tryScreen(client, "xterm-256color", "", 80, 24)
	if err != nil {
		return err
	}
	if _, ok := s.find("Post number 1", limit); !ok {
		return errNoList
	}
	return nil
}

// asExit reports whether an error is the exit status of a command.
func asExit(err error, exit **gossh.ExitError) bool { return errors.As(err, exit) }

// drip is a connection that reads a byte at a time, and slowly once it is told to.
type drip struct {
	net.Conn
	slow atomic.Bool
}

func (d *drip) Read(b []byte) (int, error) {
	if d.slow.Load() && len(b) > 0 {
		<-time.After(100 * time.Millisecond)
		b = b[:1]
	}
	return d.Conn.Read(b)
}
