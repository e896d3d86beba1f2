package server_test

import (
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/server"
)

// TestStalledConnectionEnds: a client that takes nothing from its socket any more, and says nothing
// either, loses its connection, though its sessions are over long before.
func TestStalledConnectionEnds(t *testing.T) {
	files := fstest.MapFS{"long.md": {Data: []byte(strings.Repeat("Some words of a long post.\n\n", 70_000))}}
	ended := make(chan string, 10)
	b := startBlog(t, files, func(o *server.Options) {
		shortLimits(o)
		o.Limits.Keepalive = time.Hour
		o.Log = listen(ended)
	})
	raw, err := net.Dial("tcp", b.addr)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = raw.Close() }()
	if err := raw.(*net.TCPConn).SetReadBuffer(4096); err != nil {
		t.Fatal(err)
	}
	conn := stopped{raw, make(chan struct{}), make(chan struct{})}
	defer close(conn.closed)
	c, chans, reqs, err := gossh.NewClientConn(conn, b.addr, &gossh.ClientConfig{
		User: "eve", HostKeyCallback: gossh.InsecureIgnoreHostKey(),
	})
	if err != nil {
		t.Fatal(err)
	}
	client := gossh.NewClient(c, chans, reqs)
	var channels []gossh.Channel
	for range 4 {
		channels = append(channels, rawSession(t, client))
	}
	close(conn.muted)
	for _, ch := range channels {
		if _, err := ch.SendRequest("exec", false, gossh.Marshal(struct{ Command string }{"cat --raw long"})); err != nil {
			t.Fatal(err)
		}
	}
	select {
	case how := <-ended:
		if how != "stalled" {
			t.Errorf("it ended by %q", how)
		}
	case <-time.After(patience):
		t.Error("the server goes on with it")
	}
	if _, err := raw.Write(make([]byte, 1)); err == nil {
		_ = raw.SetReadDeadline(time.Now().Add(patience))
		if _, err := io.Copy(io.Discard, raw); err != nil && strings.Contains(err.Error(), "timeout") {
			t.Error("the connection is open")
		}
	}
}

// listen is a log of which only the ends of connections are heard: how each came about.
func listen(ended chan<- string) *slog.Logger {
	return slog.New(slog.NewJSONHandler(lineWriter(func(line []byte) {
		var said struct{ Msg, How string }
		if json.Unmarshal(line, &said) == nil && said.Msg == "connection ended" {
			ended <- said.How
		}
	}), nil))
}

// lineWriter is called with each line.
type lineWriter func(line []byte)

func (w lineWriter) Write(p []byte) (int, error) {
	w(p)
	return len(p), nil
}

// shortLimits are limits that a test need not wait long for.
func shortLimits(o *server.Options) {
	o.Limits = server.Limits{Start: 500 * time.Millisecond, Stall: 500 * time.Millisecond, Pipe: 500 * time.Millisecond}
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

// held is a connection whose owner does not see what comes while it is held back.
type held struct {
	net.Conn

	mu    sync.Mutex
	more  *sync.Cond
	bytes []byte
	back  bool
	err   error
}

// holdingClient is a client on a connection that can be held.
func holdingClient(t *testing.T, addr string) (*gossh.Client, *held) {
	t.Helper()
	raw, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	conn := holding(raw)
	c, chans, reqs, err := gossh.NewClientConn(conn, addr, &gossh.ClientConfig{User: "eve", HostKeyCallback: gossh.InsecureIgnoreHostKey()})
	if err != nil {
		t.Fatal(err)
	}
	client := gossh.NewClient(c, chans, reqs)
	t.Cleanup(func() { _ = client.Close() })
	return client, conn
}

func holding(conn net.Conn) *held {
	h := &held{Conn: conn}
	h.more = sync.NewCond(&h.mu)
	go func() {
		buf := make([]byte, 4096)
		for {
			n, err := conn.Read(buf)
			h.mu.Lock()
			h.bytes, h.err = append(h.bytes, buf[:n]...), err
			h.more.Broadcast()
			h.mu.Unlock()
			if err != nil {
				return
			}
		}
	}()
	return h
}

func (h *held) Read(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for h.back || h.err == nil && len(h.bytes) == 0 {
		h.more.Wait()
	}
	n := copy(p, h.bytes)
	h.bytes = h.bytes[n:]
	if n == 0 {
		return 0, h.err
	}
	return n, nil
}

// hold begins or ends holding back.
func (h *held) hold(back bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.back = back
	h.more.Broadcast()
}

// TestKeptChannels: channels that a client does not close when their sessions are over count as
// open, so that they cannot be piled up, and do not stay for ever.
func TestKeptChannels(t *testing.T) {
	ended := make(chan string, 10)
	b := startBlog(t, posts(3), func(o *server.Options) {
		shortLimits(o)
		o.Limits.Keepalive = time.Hour
		o.Log = listen(ended)
	})
	client, conn := holdingClient(t, b.addr)
	var channels []gossh.Channel
	for range 4 {
		channels = append(channels, rawSession(t, client))
	}
	conn.hold(true) // from here on the library does not hear that a session is over, and so closes no channel
	for _, ch := range channels {
		if _, err := ch.SendRequest("exec", false, gossh.Marshal(struct{ Command string }{"version"})); err != nil {
			t.Fatal(err)
		}
	}
	fifth := make(chan error, 1)
	go func() {
		_, _, err := client.OpenChannel("session", nil)
		fifth <- err
	}()
	select {
	case <-ended:
	case <-time.After(patience):
		t.Error("the server keeps the connection")
	}
	conn.hold(false)
	var refused *gossh.OpenChannelError
	if err := <-fifth; !errors.As(err, &refused) {
		t.Errorf("a fifth channel beside four that are kept: %v", err)
	}
}

// TestScreensLeaveNothing: a connection that stays keeps nothing of the screens that it has had.
func TestScreensLeaveNothing(t *testing.T) {
	b := startBlog(t, posts(50), func(o *server.Options) { o.Log = nil })
	client := dial(t, b.addr)
	visit := func(n int) uint64 {
		for range n {
			s := openScreen(t, client, "xterm", "", 80, 24)
			s.await(t, "Post number 1")
			s.press(t, "q")
			if err := s.session.Wait(); err != nil {
				t.Fatal(err)
			}
		}
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	const screens, each = 200, 8 << 10
	before := visit(20)
	if after := visit(screens); after > before+screens*each {
		t.Errorf("%d screens have left %d KiB behind", screens, (after-before)>>10)
	}
}

// TestTransferIsGivenUp: a transfer in which nothing moves gives its place back, though its client
// agrees to nothing.
func TestTransferIsGivenUp(t *testing.T) {
	ended := make(chan string, 10)
	b := startBlog(t, posts(3), func(o *server.Options) {
		o.Limits = server.Limits{Transfer: 300 * time.Millisecond, Stall: 300 * time.Millisecond, Keepalive: time.Hour}
		o.Log = listen(ended)
	})
	client, conn := holdingClient(t, b.addr)
	ch := rawSession(t, client)
	conn.hold(true)
	defer conn.hold(false)
	if _, err := ch.SendRequest("subsystem", false, gossh.Marshal(struct{ Name string }{"sftp"})); err != nil {
		t.Fatal(err)
	}
	select {
	case how := <-ended:
		if how != "stalled" {
			t.Errorf("it ended by %q", how)
		}
	case <-time.After(patience):
		t.Error("the server goes on with it")
	}
}

// TestTransferIsClosed: who does not agree to the end of a transfer has no more time for that than
// others have.
func TestTransferIsClosed(t *testing.T) {
	ended := make(chan string, 10)
	b := startBlog(t, posts(3), func(o *server.Options) {
		o.Limits = server.Limits{Transfer: time.Hour, Stall: 300 * time.Millisecond, Keepalive: time.Hour}
		o.Log = listen(ended)
	})
	client, conn := holdingClient(t, b.addr)
	ch := rawSession(t, client)
	// from here on the library does not hear that the session is over, and so does not close the
	// channel
	conn.hold(true)
	defer conn.hold(false)
	if _, err := ch.SendRequest("exec", false, gossh.Marshal(struct{ Command string }{"scp -t ."})); err != nil {
		t.Fatal(err)
	}
	select {
	case <-ended:
	case <-time.After(patience):
		t.Error("the server keeps the connection")
	}
}
