//go:build linux

package hostile_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// storms attack without end.
func storms() []storm {
	return []storm{
		{"4 keys in the list", typesStorm("", strings.Repeat("jkGg\x1b[6~\x1b[5~\x1b[B", 40)), 0},
		{"4 keys in the filter", typesStorm("/", "post number 17"+strings.Repeat("\x7f", 14)+"wide tag3 words"+strings.Repeat("\x7f", 15)), 0},
		{"4 keys in the search", typesStorm("s", "paragraph that is "+strings.Repeat("\x7f", 18)+"first words"+strings.Repeat("\x7f", 11)), 0},
		{"4 keys in a post", typesStorm("\r", strings.Repeat(" bGgdu][JK", 30)), 0},
		{"4 posts opened and closed", typesStorm("", strings.Repeat("\rh j\r Jhk", 30)), 0},
		{"4 a paste", typesStorm("/", "\x1b[200~"+strings.Repeat("words and words ", 60)), 0},
		{"4 pastes", typesStorm("/", strings.Repeat("\x1b[200~words and words\x1b[201~", 40)), 0},
		{"4 the mouse", typesStorm("m", strings.Repeat("\x1b[<35;10;5M\x1b[<64;10;5M\x1b[<65;10;5M\x1b[<0;10;8M\x1b[<0;10;8m\x1b[<2;1;1M", 20)), 0},
		{"4 garbage", typesStorm("", garbage()), 0},
		{"4 answers to questions never asked", typesStorm("", strings.Repeat("\x1b]11;rgb:ffff/ffff/ffff\a\x1b]11;rgb:0/0/0\a\x1b[?2026;2$y\x1bP1+r524742\x1b\\\x1b[?62c", 10)), 0},
		{"3.8 window sizes", windowStorm, 0},
		{"3.7 requests", requestStorm, 0},
		{"3.7 requests to the connection", globalStorm, 0},
		{"3.7 proofs of host keys", proofStorm, 0},
		{"2 new keys", rekeyStorm, 0},
		{"3.1 sessions opened and closed", churnStorm, 0},
		{"3.1 refused channels", refusedStorm, 0},
		{"3.1 screens closed at once", closedStorm("shell", nil), 0},
		{"3.1 commands closed at once", closedStorm("exec", encode("cat post-1")), 0},
		{"3.1 commands", commandStorm, 1},
		{"1 connections", connectionStorm, 1},
		{"5 what no command reads", stdinStorm, 0},
		{"5 what no screen reads", stderrStorm, 0},
		{"5.6 requests of sftp", sftpStorm, 0},
		{"5.6 downloads in the smallest packets", smallPacketStorm, 0},
	}
}

// smallPacketStorm is some downloads for which the program may put nine bytes into a packet, which
// is the least that the protocol knows.
func smallPacketStorm(t *testing.T, p *program) (func() error, func(*testing.T)) {
	tick := time.NewTicker(50 * time.Millisecond)
	var clients []*wire
	attack := func() error {
		for len(clients) < 4 { // a session that waits for its turn to be measured would be over
			w := p.wireReader(t, home)
			if ch := w.open(t, 0, 1<<31, 9); !w.asks(t, ch, "exec", encode("archive")) {
				return errors.New("no download")
			}
			w.discards()
			clients = append(clients, w)
		}
		<-tick.C
		return nil
	}
	return attack, func(*testing.T) {
		tick.Stop()
		for _, w := range clients {
			_ = w.Close()
		}
	}
}

// garbage is of every kind of byte and of beginnings of sequences, without those keys that leave.
func garbage() string {
	var junk []byte
	for i := range 500 {
		junk = append(junk, byte(i*7919>>3), "\x1b[;<?0OP]"[i%9])
	}
	return string(bytes.ReplaceAll(bytes.ReplaceAll(junk, []byte{'q'}, nil), []byte{3}, nil))
}

// typesStorm types first, then text without end, into the reader's screen.
func typesStorm(first, text string) func(*testing.T, *program) (func() error, func(*testing.T)) {
	return func(t *testing.T, p *program) (func() error, func(*testing.T)) {
		s := openScreen(t, p.dial(t, home), "xterm-256color", "", 200, 60)
		s.await(t, "Post number 1")
		s.press(t, first)
		piece := []byte(text)
		return func() error { _, err := s.Write(piece); return err }, func(t *testing.T) { s.readsOn(t) }
	}
}

func windowStorm(t *testing.T, p *program) (func() error, func(*testing.T)) {
	s := openScreen(t, p.dial(t, home), "xterm-256color", "", 80, 24)
	s.await(t, "Post number 1")
	i := uint32(0)
	attack := func() error {
		i++
		_, err := s.SendRequest("window-change", false, windowChange(20+i%280, 8+i%90))
		return err
	}
	return attack, func(t *testing.T) { s.readsOn(t) }
}

// requestStorm asks a session for what it does not have, and wants an answer each time.
func requestStorm(t *testing.T, p *program) (func() error, func(*testing.T)) {
	w := p.wireReader(t, home)
	ch := w.shows(t, 1<<30)
	w.discards()
	kinds := []string{"env", "pty-req", "signal", "no-such-thing", "shell"}
	i := 0
	attack := func() error {
		i++
		return w.send(message(msgRequest, ch, kinds[i%len(kinds)], true, encode("LANG", "x")))
	}
	return attack, func(*testing.T) { _ = w.Close() }
}

func globalStorm(t *testing.T, p *program) (func() error, func(*testing.T)) {
	w := p.wireReader(t, home)
	w.shows(t, 1<<30)
	w.discards()
	attack := func() error { return w.send(message(msgGlobalRequest, "keepalive@openssh.com", true)) }
	return attack, func(*testing.T) { _ = w.Close() }
}

// rekeyStorm wants new keys all the time.
func rekeyStorm(t *testing.T, p *program) (func() error, func(*testing.T)) {
	w := p.wireReader(t, home)
	ch := w.shows(t, 1<<30)
	_ = w.SetDeadline(time.Time{})
	return w.exchange, func(t *testing.T) {
		_ = w.SetDeadline(time.Now().Add(patience))
		w.say(t, message(msgData, ch, "\r"))
		w.awaitText(t, "First words")
		_ = w.Close()
	}
}

// churnStorm opens sessions and closes them at once.
func churnStorm(t *testing.T, p *program) (func() error, func(*testing.T)) {
	client := p.dial(t, home)
	other := openScreen(t, client, "xterm", "", 80, 24)
	other.await(t, "Post number 1")
	attack := func() error {
		ch, requests, err := client.OpenChannel("session", nil)
		if err != nil {
			return onlyRefused(err)
		}
		go gossh.DiscardRequests(requests)
		return ch.Close()
	}
	return attack, func(t *testing.T) { other.readsOn(t) }
}

// refusedStorm asks for sessions on a connection that has as many as it may have. The connection
// stays, and what it keeps is judged by the request.
func refusedStorm(t *testing.T, p *program) (func() error, func(*testing.T)) {
	client := p.dial(t, home)
	screens := make([]*screen, 4)
	for i := range screens {
		screens[i] = openScreen(t, client, "xterm", "", 80, 24)
		screens[i].await(t, "Post number 1")
	}
	warm := p.neighbour(t)
	warm.wait(t, 2*stormTime) // what a reader leaves in the caches is none of the requests'
	warm.leave()
	before, asked := p.vitals(t), 0
	attack := func() error {
		const atOnce = 50
		done := make(chan error, atOnce)
		for range atOnce {
			go func() {
				_, _, err := client.OpenChannel("session", nil)
				if err == nil {
					err = errors.New("a fifth session")
				}
				done <- onlyRefused(err)
			}()
		}
		var err error
		for range atOnce {
			err = errors.Join(err, <-done)
		}
		asked += atOnce
		return err
	}
	return attack, func(t *testing.T) {
		const each, noise = 32, 256 << 10 // bytes: of a request, and of the neighbour and the caches
		after := p.vitals(t)
		t.Logf("%d refused channels have left %d bytes", asked, after.heap-before.heap)
		if after.heap > before.heap+noise+asked*each {
			t.Errorf("%d refused channels have left %d bytes", asked, after.heap-before.heap)
		}
		screens[0].readsOn(t)
	}
}

// closedStorm opens sessions, begins something in each, and closes them without waiting for an
// answer: as many at a time as there may be.
func closedStorm(kind string, payload []byte) func(*testing.T, *program) (func() error, func(*testing.T)) {
	return func(t *testing.T, p *program) (func() error, func(*testing.T)) {
		client := p.dial(t, home)
		once := func() error {
			ch, requests, err := client.OpenChannel("session", nil)
			if err != nil {
				return onlyRefused(err)
			}
			go gossh.DiscardRequests(requests)
			// it may be over by now, which is no matter
			_, _ = ch.SendRequest("pty-req", false, ptyRequest("xterm-256color", 200, 60))
			_, _ = ch.SendRequest(kind, false, payload)
			_ = ch.Close()
			return nil
		}
		attack := func() error {
			const atOnce = 4
			done := make(chan error, atOnce)
			for range atOnce {
				go func() { done <- once() }()
			}
			var err error
			for range atOnce {
				err = errors.Join(err, <-done)
			}
			return err
		}
		return attack, func(t *testing.T) { p.servesReader(t) }
	}
}

// onlyRefused is nil for the error of a channel that was refused, as some of so many are.
func onlyRefused(err error) error {
	if _, refused := err.(*gossh.OpenChannelError); refused { //nolint:errorlint // the library returns it as it is
		return nil
	}
	return err
}

// commandStorm runs one command after the other.
func commandStorm(t *testing.T, p *program) (func() error, func(*testing.T)) {
	client := p.dial(t, home)
	other := openScreen(t, client, "xterm", "", 80, 24)
	other.await(t, "Post number 1")
	attack := func() error {
		session, err := client.NewSession()
		if err != nil {
			return onlyRefused(err)
		}
		defer func() { _ = session.Close() }()
		return session.Run("cat post-1")
	}
	return attack, func(t *testing.T) { other.readsOn(t) }
}

// connectionStorm comes and goes, with a handshake each time.
func connectionStorm(t *testing.T, p *program) (func() error, func(*testing.T)) {
	attack := func() error {
		conn, err := p.connectFrom(home)
		if err != nil {
			return nil // refused, as it should be
		}
		defer func() { _ = conn.Close() }()
		w := &wire{Conn: conn}
		_, err = io.WriteString(w, wireVersion+"\r\n")
		if err == nil {
			_ = w.send(kexInit())
			_, _ = conn.Read(make([]byte, 10))
		}
		return nil
	}
	return attack, func(*testing.T) {}
}

// stdinStorm sends to commands what they do not read.
func stdinStorm(t *testing.T, p *program) (func() error, func(*testing.T)) {
	w := p.wireReader(t, home)
	ch := w.open(t, 0, 0, 32<<10) // it cannot write, so it does not end
	if !w.asks(t, ch, "exec", encode("cat post-1")) {
		t.Fatal("exec was refused")
	}
	w.discards()
	data := message(msgData, ch, strings.Repeat("x", 8000))
	return func() error { return w.send(data) }, func(*testing.T) { _ = w.Close() }
}

// stderrStorm sends to a screen on the stream beside its keys.
func stderrStorm(t *testing.T, p *program) (func() error, func(*testing.T)) {
	s := openScreen(t, p.dial(t, home), "xterm-256color", "", 80, 24)
	s.await(t, "Post number 1")
	data := []byte(strings.Repeat("x", 8000))
	return func() error { _, err := s.Stderr().Write(data); return err }, func(t *testing.T) { s.readsOn(t) }
}

// sftpStorm asks over sftp for what is there, what is not, and what is refused.
func sftpStorm(t *testing.T, p *program) (func() error, func(*testing.T)) {
	w := p.wireReader(t, home)
	ch := w.starts(t, "sftp", 1<<30)
	w.say(t, message(msgData, ch, string(encode(string(encode(byte(1), uint32(3)))))))
	w.hear(t, msgData)
	w.discards()
	var asks []byte
	for i := range uint32(20) {
		for _, ask := range [][]byte{
			encode(byte(17), i, "/"), encode(byte(17), i, "post-1.md"), encode(byte(16), i, "../.."), encode(byte(3), i, "none", uint32(1), uint32(0)),
			encode(byte(6), i, "1", uint32(0), uint32(0), strings.Repeat("x", 100)),
		} {
			asks = append(asks, encode(string(ask))...)
		}
	}
	data := message(msgData, ch, string(asks))
	return func() error { return w.send(data) }, func(*testing.T) { _ = w.Close() }
}
