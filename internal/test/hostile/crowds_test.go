//go:build linux

package hostile_test

import (
	"errors"
	"io"
	"net"
	"os"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// crowds take all the places that there are.
func crowds() []client {
	long := []string{"HANDSHAKE_TIMEOUT=60s", "START_TIMEOUT=60s"} // nobody goes because of the time
	with := func(more ...string) []string { return append(append([]string{}, long...), more...) }
	return []client{
		{"1.2 silence from everywhere", with("MAX_WAITING=10"), silentCrowd(addresses(40), 10)},
		{"1.2 silence from one address", with("MAX_WAITING_PER_ADDRESS=5"), silentCrowd(repeated(home, 30), 5)},
		{"1.2 silence in all places", with("MAX_CONNECTIONS=10", "MAX_WAITING=100"), silentCrowd(addresses(40), 10)},
		{"1.2 silence in all places of an address", with("MAX_PER_ADDRESS=5", "MAX_WAITING_PER_ADDRESS=100"), silentCrowd(repeated(home, 30), 5)},
		{"1.2 half handshakes in all places", with("MAX_WAITING=10"), talkingCrowd},
		{"1.2 readers in all places", with("MAX_CONNECTIONS=10"), fullHouse(addresses(10))},
		{"1.2 readers in all places of an address", with("MAX_PER_ADDRESS=5"), fullHouse(repeated(home, 5))},
		{"1.2 hogs of one address leave room for others", with("MAX_CONNECTIONS=10", "MAX_PER_ADDRESS=5"), hogsOfOne},
		{"1.2 a thousand that are refused", with("PROXIES=127.0.0.1", "MAX_CONNECTIONS=10", "MAX_PER_ADDRESS=5"), thousandRefused},
		{"1.3 a crowd from one IPv6 network", with("PROXIES=127.0.0.1", "MAX_PER_ADDRESS=5"), crowdOfOneNetwork},
	}
}

// repeated is one address n times.
func repeated(address string, n int) (all []string) {
	for range n {
		all = append(all, address)
	}
	return all
}

// silentCrowd fills places and says nothing: a reader gets in meanwhile, the oldest go, the newest
// stay.
func silentCrowd(from []string, places int) func(*testing.T, *program) {
	return func(t *testing.T, p *program) {
		var all []net.Conn
		for _, address := range from {
			all = append(all, p.connect(t, address))
		}
		for _, conn := range all[:len(all)-places] {
			isCutOff(t, conn)
		}
		if !isOpen(all[len(all)-1]) {
			t.Error("the last that came was closed")
		}
		if v := p.vitals(t); v.connections > places {
			t.Errorf("%d connections in %d places", v.connections, places)
		}
		p.servesReader(t)
		p.admits(t, from[0], firstScreen)
	}
}

// isOpen reports whether a connection is still open, on which something may have been sent.
func isOpen(conn net.Conn) bool {
	_ = conn.SetReadDeadline(time.Now().Add(50 * time.Millisecond))
	_, err := io.Copy(io.Discard, conn)
	return errors.Is(err, os.ErrDeadlineExceeded)
}

// talkingCrowd fills the places with clients that have begun a handshake: a reader gets in all the
// same.
func talkingCrowd(t *testing.T, p *program) {
	for _, address := range addresses(30) {
		conn := p.connect(t, address)
		w := &wire{Conn: conn}
		_, _ = io.WriteString(w, wireVersion+"\r\n")
		_ = w.send(kexInit())
	}
	p.servesReader(t)
}

// fullHouse are readers who fill all places: the next one is refused, and comes in when one has gone.
func fullHouse(from []string) func(*testing.T, *program) {
	return func(t *testing.T, p *program) {
		var all []*gossh.Client
		for _, address := range from {
			all = append(all, p.dial(t, address))
		}
		for range 5 {
			if _, err := p.visit(from[0], 0); err == nil {
				t.Error("one more got in")
			}
		}
		if v := p.vitals(t); v.connections != len(from) || v.waiting != 0 {
			t.Errorf("%+v, want %d connections", v, len(from))
		}
		_ = all[0].Close()
		p.admits(t, from[0], firstScreen)
	}
}

func hogsOfOne(t *testing.T, p *program) {
	for range 5 {
		p.dial(t, home)
	}
	if _, err := p.visit(home, 0); err == nil {
		t.Error("a sixth of that address got in")
	}
	p.servesReader(t)
}

// thousandRefused knocks a thousand times where there is no place: the log tells it in a few lines.
// It comes from elsewhere: clients of this machine have a few places beyond the limits for a moment.
func thousandRefused(t *testing.T, p *program) {
	header := headerV1("192.0.2.1")
	for range 5 {
		if _, err := p.bring(t, home, header); err != nil {
			t.Fatal(err)
		}
	}
	was, lines := p.vitals(t), len(p.lines(""))
	for range 1000 {
		conn, err := p.connectFrom(home)
		if err != nil {
			continue // refused as fast as that
		}
		_, _ = io.WriteString(conn, header) // it may be refused before that
		isCutOff(t, conn)
	}
	if now := p.vitals(t); !was.back(now) {
		t.Errorf("in use %+v, before %+v", now, was)
	}
	if more := len(p.lines("")) - lines; more > 3 { // one of them says how the process is
		t.Errorf("%d lines in the log for who was refused", more)
	}
}
