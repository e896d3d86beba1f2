package server

import (
	"bytes"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"regexp"
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/connlimit"
)

// minutes returns the lines that a server logs in minutes, in each of which something happens.
func minutes(t *testing.T, what ...func(*Server)) []string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	listener := connlimit.New(l, connlimit.Options{})
	defer func() { _ = listener.Close() }()
	var text bytes.Buffer
	s := &Server{log: slog.New(slog.NewTextHandler(&text, nil)), stats: newStats()}
	was := connlimit.Counts{}
	for _, happens := range what {
		happens(s)
		was = s.sumUpSince(was, listener)
	}
	s.sumUpSince(was, listener) // nobody more
	return strings.FieldsFunc(text.String(), func(r rune) bool { return r == '\n' })
}

// comes returns what happens when n connections end that have not authenticated.
func comes(n int, from string, looked bool) func(*Server) {
	return func(s *Server) {
		at := s.networkOf(net.TCPAddrFromAddrPort(netip.MustParseAddrPort(from)))
		for range n {
			s.tally.End(at, looked)
		}
	}
}

// TestSumUp: a thousand unauthenticated connections are one line, a minute without any is none, and
// neither is one with health checks only.
func TestSumUp(t *testing.T) {
	lines := minutes(t, func(*Server) {}, comes(1000, "198.51.100.7:1", false), comes(500, "198.51.100.7:1", true),
		func(s *Server) { comes(7, "[2001:db8:1:2::3]:1", false)(s); comes(9, "192.0.2.1:1", true)(s) })
	want := []string{
		` strangers=1000 .* checks=0 unlogged=0 networks="?198\.51\.100\.0/24=1000"?$`,
		` strangers=7 .* checks=9 unlogged=0 networks="?2001:db8:1::/48=7"?$`,
	}
	if len(lines) != len(want) {
		t.Fatalf("%q", lines)
	}
	for i, line := range lines {
		if !regexp.MustCompile(want[i]).MatchString(line) {
			t.Errorf("%q, want %q", line, want[i])
		}
	}
}

// TestWorstNetworks: a summary names the three networks with most, however many there are.
func TestWorstNetworks(t *testing.T) {
	lines := minutes(t, func(s *Server) {
		for i := range 3 * 1024 { // more than are counted
			comes(1, fmt.Sprintf("10.%d.%d.1:1", i/256, i%256), false)(s)
			if i%8 == 0 {
				comes(8, "203.0.113.9:1", false)(s)
				comes(4, "[2001:db8:1::1]:1", false)(s)
				comes(6, "198.51.100.7:1", false)(s)
			}
		}
	})
	if len(lines) != 1 || !regexp.MustCompile(`networks="203\.0\.113\.0/24=\d+ 198\.51\.100\.0/24=\d+ 2001:db8:1::/48=\d+"$`).MatchString(lines[0]) {
		t.Errorf("%q", lines)
	}
}

// TestLogLines: connections leave so many lines in a minute, half of them from one network; the
// others are counted.
func TestLogLines(t *testing.T) {
	one, other := netip.MustParsePrefix("198.51.100.0/24"), netip.MustParsePrefix("203.0.113.0/24")
	const limit = 10
	count := func(s *Server, from netip.Prefix) (n int) {
		for range 2 * limit {
			if s.tally.AllowLine(from, limit) {
				n++
			}
		}
		return n
	}
	lines := minutes(t, func(s *Server) {
		if n := count(s, one); n != limit/2 {
			t.Errorf("%d lines from one network", n)
		}
		if n := count(s, other); n != limit/2 {
			t.Errorf("%d lines from another one", n)
		}
		if n := count(s, netip.MustParsePrefix("192.0.2.0/24")); n != 0 {
			t.Errorf("%d lines beyond the limit", n)
		}
	}, func(s *Server) {
		if n := count(s, one); n != limit/2 {
			t.Errorf("%d lines in another minute", n)
		}
	})
	if len(lines) != 2 || !strings.Contains(lines[0], "unlogged=50 ") || !strings.Contains(lines[1], `unlogged=15 networks="198.51.100.0/24=15"`) {
		t.Errorf("%q", lines)
	}
	if s := new(Server); count(s, one) != limit/2 || !s.tally.AllowLine(one, -1) {
		t.Error("a limit where there is none")
	}
}

// TestHowItEnded: a client that closes the connection once its command is done, before all of the
// end has been sent, has left.
func TestHowItEnded(t *testing.T) {
	for _, c := range []struct {
		want     string
		sessions int
		do       func(*connection)
	}{
		{left, 1, func(c *connection) { c.noteSessionEnd(left) }},
		{left, 1, func(c *connection) { c.noteSessionEnd(left); c.setReason(hungUp) }},
		{left, 2, func(c *connection) { c.noteSessionEnd(left); c.noteSessionEnd(left); c.setReason(hungUp) }},
		{hungUp, 2, func(c *connection) { c.noteSessionEnd(left); c.setReason(hungUp) }},
		{hungUp, 1, func(c *connection) { c.setReason(hungUp) }},
		{"silent", 1, func(c *connection) { c.setReason("silent"); c.noteSessionEnd(hungUp) }},
		{"silent", 1, func(c *connection) { c.noteSessionEnd(left); c.setReason("silent") }},
		{"idle", 1, func(c *connection) { c.noteSessionEnd("idle"); c.setReason(hungUp) }},
	} {
		here, there := net.Pipe()
		conn := &connection{Conn: here, server: &Server{}, record: record{sessions: c.sessions}}
		c.do(conn)
		if attrs := conn.attrs(); attrs[2] != "how" || attrs[3] != c.want {
			t.Errorf("%v, want %q", attrs[:4], c.want)
		}
		_ = here.Close()
		_ = there.Close()
	}
}
