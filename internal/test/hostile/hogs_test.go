//go:build linux

package hostile_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"sync"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/internal/test/waitfor"
)

// hogs take all that they can get, from several addresses, and hold it. A newcomer of another
// address gets in all the same.
func hogs() []client {
	small := []string{"MAX_SESSIONS=60", "MAX_CONNECTIONS=60", "MAX_PER_ADDRESS=30", "MAX_WAITING=20", "MAX_WAITING_PER_ADDRESS=10"}
	of256MiB := []string{"MAX_SESSIONS=1536", "MAX_CONNECTIONS=150", "MAX_PER_ADDRESS=75", "MAX_CELLS=1048576", "MAX_TRANSFERS=16", "MAX_WAITING=40"}
	// what they hold is not ended by itself meanwhile
	patient := []string{"START_TIMEOUT=60s", "PIPE_TIMEOUT=60s", "TRANSFER_TIMEOUT=60s", "STALL_TIMEOUT=60s", "KEEPALIVE=30s"}
	with := func(some []string, more ...string) []string {
		return append(append(append([]string{}, patient...), some...), more...)
	}
	all := []client{
		{"1.2 eight addresses that only connect", with(small), eightHogs(onlyConnects, 60)},
		{"3.1 eight addresses with idle shells", with(small, "MAX_CONNECTIONS=200", "MAX_PER_ADDRESS=100"), eightHogs(idleShell, 60)},
		{"3.1 eight addresses with idle shells on every channel", with(small), eightHogs(fourOf(idleShell), 60)},
		{"3.8 eight addresses with the largest screens", with(of256MiB), eightHogs(fourOf(largeScreen), 30)},
		{"5.1 eight addresses that take no output", with(small), hogsWith(mutePagers, 60)},
		{"5.1 eight addresses with archives that they do not take", with(small), eightHogs(muteArchive, 60)},
		{"5.6 eight addresses with downloads", with(of256MiB), eightHogs(fourOf(silentDownload), 16)},
		{"3.1 eight addresses with all of it", with(small, "MAX_TRANSFERS=16", "MAX_CELLS=200000"), eightHogs(oneOfEach, 60)},
		{"3.1 eight addresses with all of it in 256 MiB", with(of256MiB), eightHogs(oneOfEach, 150)},
		{"1.3 an IPv6 site with many networks", with(small, "PROXIES=127.0.0.1"), siteHogs},
		{"5.1 mute clients of many addresses", with(small), manyMute},
		{"5.1 mute clients of the reader's address", with(small, "MAX_SESSIONS=200"), muteNeighbours},
		{"3.1 a reader who makes room is told why", with(small), toldWhy},
	}
	return all
}

// ninth is the address of the newcomer.
const ninth = "127.0.0.99"

// hold opens on a connection what a client holds, and reports whether it got it.
type hold func(*gossh.Client) bool

func onlyConnects(*gossh.Client) bool { return true }

// idleShell is a reader who presses no key.
func idleShell(c *gossh.Client) bool {
	s, err := tryScreen(c, "xterm", "", 80, 24)
	if err != nil {
		return false
	}
	_, ok := s.find("Post number 1", patience)
	return ok
}

// largeScreen wants a screen of the largest size; a smaller one will do.
func largeScreen(c *gossh.Client) bool {
	s, err := tryScreen(c, "xterm", "", 300, 100)
	if err != nil {
		return false
	}
	_, ok := s.find("Post number 1", patience)
	return ok
}

// muteArchive has an archive made whose end it does not take.
func muteArchive(c *gossh.Client) bool { return beginsSilently(c, "exec", "archive") }

// silentDownload begins a download and asks for nothing.
func silentDownload(c *gossh.Client) bool { return beginsSilently(c, "subsystem", "sftp") }

func beginsSilently(c *gossh.Client, kind, what string) bool {
	ch, requests, err := c.OpenChannel("session", nil)
	if err != nil {
		return false
	}
	refused := make(chan bool, 1)
	go func() {
		for req := range requests {
			if req.Type == "exit-status" {
				refused <- true
			}
			_ = req.Reply(false, nil)
		}
	}()
	ok, err := ch.SendRequest(kind, true, encode(what))
	select {
	case <-refused:
		return false
	case <-time.After(300 * time.Millisecond):
		return ok && err == nil
	}
}

// fourOf holds something on as many channels as a connection has.
func fourOf(h hold) hold {
	return func(c *gossh.Client) bool {
		n := 0
		for ; n < 4 && h(c); n++ {
		}
		return n > 0
	}
}

// oneOfEach holds one thing of each kind.
func oneOfEach(c *gossh.Client) bool {
	n := 0
	for _, h := range []hold{largeScreen, idleShell, silentDownload} {
		if h(c) {
			n++
		}
	}
	return n > 0
}

// eightHogs has eight addresses take all they can get, until together they have got so many, or
// get no more, and try to get more and more after that. A ninth address sees the list, runs a
// command and downloads, in time, again and again; so does a tenth.
func eightHogs(h hold, enough int) func(*testing.T, *program) {
	return hogsWith(func(p *program, from string) (io.Closer, bool) {
		client, err := p.enters(from)
		if err != nil {
			return nil, false
		}
		return client, h(client)
	}, enough)
}

// enters connects from an address as a client without a key. Unlike dial it may fail.
func (p *program) enters(from string) (*gossh.Client, error) {
	conn, err := p.connectFrom(from)
	if err != nil {
		return nil, err
	}
	_ = conn.SetDeadline(time.Now().Add(patience))
	client, err := handshake(conn, clientConfig())
	_ = conn.SetDeadline(time.Time{})
	return client, err
}

// mutePagers has a command on each channel of a connection, none of whose output it takes.
func mutePagers(p *program, from string) (io.Closer, bool) {
	conn, err := p.connectFrom(from)
	if err != nil {
		return nil, false
	}
	_ = conn.SetDeadline(time.Now().Add(patience))
	w := &wire{Conn: conn, r: bufio.NewReader(conn)}
	if w.enter() != nil {
		_ = conn.Close()
		return nil, false
	}
	for i := range uint32(4) {
		if w.begins(i, "cat post-1") != nil {
			return conn, i > 0
		}
	}
	return conn, true
}

// begins starts a command in a window of SSH that is small.
func (w *wire) begins(number uint32, command string) error {
	if err := w.send(message(msgOpen, "session", number, uint32(100), uint32(32<<10))); err != nil {
		return err
	}
	answer, err := w.until(msgOpenConfirmed, msgOpenFailed)
	if err != nil || answer[0] == msgOpenFailed {
		return errors.Join(err, errRefused)
	}
	if err := w.send(message(msgRequest, answer[5:9], "exec", true, encode(command))); err != nil {
		return err
	}
	if answer, err = w.until(msgSuccess, msgFailure); err != nil || answer[0] == msgFailure {
		return errors.Join(err, errRefused)
	}
	return nil
}

var errRefused = errors.New("refused")

// taking is how a hog takes something from an address, and reports whether it got it.
type taking func(p *program, from string) (io.Closer, bool)

// hogsWith is eightHogs for what connects by itself.
func hogsWith(takes taking, enough int) func(*testing.T, *program) {
	return func(t *testing.T, p *program) {
		stop := make(chan struct{})
		var all sync.WaitGroup
		var mu sync.Mutex
		got, refused := 0, 0
		for i := range 8 {
			all.Go(func() {
				p.hog(fmt.Sprintf("127.0.1.%d", i+1), takes, stop, func(ok bool) {
					mu.Lock()
					defer mu.Unlock()
					if ok {
						got++
					} else {
						refused++
					}
				})
			})
		}
		defer all.Wait()
		defer close(stop)
		if !waitfor.True(patience, func() bool { mu.Lock(); defer mu.Unlock(); return got >= enough || refused > 40 }) {
			t.Error("the hogs are neither served nor refused")
		}
		for _, from := range []string{ninth, "127.0.0.98"} {
			for range 2 {
				begun := time.Now()
				p.admits(t, from, firstScreen)
				t.Logf("%s got in after %v", from, time.Since(begun).Round(time.Millisecond))
			}
			p.serves(t, from, "exec", "ls -n 1")
			p.serves(t, from, "subsystem", "sftp")
		}
		mu.Lock()
		defer mu.Unlock()
		t.Logf("%d held, %d refused, %+v", got, refused, p.vitals(t))
	}
}

// hog connects from one address again and again, holds what it gets, and tells whether it got it.
func (p *program) hog(from string, takes taking, stop chan struct{}, tell func(ok bool)) {
	var held []io.Closer
	defer func() {
		for _, c := range held {
			_ = c.Close()
		}
	}()
	for {
		c, ok := takes(p, from)
		if c != nil {
			held = append(held, c)
		}
		tell(ok)
		pause := 10 * time.Millisecond
		if !ok {
			pause = 200 * time.Millisecond
		}
		select {
		case <-stop:
			return
		case <-time.After(pause):
		}
	}
}

// serves checks that a client from an address gets an answer to a command, or to the first packet
// of sftp, in time.
func (p *program) serves(t *testing.T, from, kind, what string) {
	t.Helper()
	begun := time.Now()
	var client *gossh.Client
	if !waitfor.True(firstScreen, func() (ok bool) { // a place may just be taken
		var err error
		client, err = p.enters(from)
		return err == nil
	}) {
		t.Errorf("%s finds no place", from)
		return
	}
	defer func() { _ = client.Close() }()
	ch := openChannel(t, client)
	grants(t, ch, true, kind, encode(what))
	if kind == "subsystem" {
		_, _ = ch.Write(encode(string(encode(byte(1), uint32(3)))))
	}
	answer := make([]byte, 9)
	if _, err := io.ReadFull(ch, answer); err != nil {
		text, _ := io.ReadAll(ch.Stderr())
		t.Errorf("%s from %s: %v, %q", what, from, err, text)
	}
	if took := time.Since(begun); took > firstScreen && took > slowerThanReference*firstScreen {
		t.Errorf("%s from %s after %v", what, from, took)
	}
}

// siteHogs are one IPv6 site with a connection from each of many networks: it has three quarters,
// and a newcomer from elsewhere gets in.
func siteHogs(t *testing.T, p *program) {
	got := 0
	for i := range 60 {
		client, err := p.bring(t, home, headerV1(fmt.Sprintf("2001:db8:1:%x::1", i)))
		if err == nil && idleShell(client) {
			got++
		}
	}
	if got > 45 || got < 40 {
		t.Errorf("one site has %d of 60 places, want three quarters", got)
	}
	for i := range 30 {
		client, err := p.bring(t, home, headerV1(fmt.Sprintf("2001:db8:2:%x::1", i)))
		if err != nil || !idleShell(client) {
			t.Logf("another site has %d places", i)
			if i < 11 {
				t.Errorf("another site has %d places", i)
			}
			break
		}
	}
	if client, err := p.bring(t, home, headerV1("198.51.100.7")); err != nil || !idleShell(client) {
		t.Errorf("somebody else does not get in: %v", err)
	}
}

// manyMute takes all places from as many addresses, with clients that take no output: a newcomer
// gets one of them.
func manyMute(t *testing.T, p *program) {
	for i := range 70 {
		if c, _ := mutePagers(p, fmt.Sprintf("127.0.2.%d", i+1)); c != nil {
			t.Cleanup(func() { _ = c.Close() })
		}
	}
	p.admits(t, ninth, firstScreen+2*time.Second) // they are mute only after two seconds
	p.awaitLog(t, `how=evicted`)
}

// muteNeighbours takes the share of an address with clients that take no output: a reader from the
// same address gets one of the places.
func muteNeighbours(t *testing.T, p *program) {
	for range 40 {
		if c, _ := mutePagers(p, home); c != nil {
			t.Cleanup(func() { _ = c.Close() })
		}
	}
	p.admits(t, home, firstScreen+2*time.Second)
}

// toldWhy is somebody with many screens, of which the quietest makes room: its terminal is restored
// and it says why, and the others go on.
func toldWhy(t *testing.T, p *program) {
	var all []*screen
	for range 20 {
		client, err := handshake(p.connect(t, home), clientConfig())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = client.Close() })
		s := openScreen(t, client, "xterm", "", 80, 24)
		s.await(t, "Post number 1")
		all = append(all, s)
	}
	for i := range 40 {
		client := p.dial(t, fmt.Sprintf("127.0.2.%d", i+1))
		openScreen(t, client, "xterm", "", 80, 24).await(t, "Post number 1")
	}
	all[0].press(t, "\r") // the second one is the quietest now
	all[0].await(t, "First words")
	p.admits(t, ninth, firstScreen)
	for i, s := range all {
		if i == 1 {
			rest, ok := s.find("makes room for another reader", patience)
			if !ok {
				t.Errorf("the quietest is not told: %q", rest)
			}
			continue
		}
		s.leaves(t, "q")
	}
	p.awaitLog(t, `how=evicted .* term=xterm`)
}
