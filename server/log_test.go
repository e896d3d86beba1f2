package server

import (
	"bytes"
	"context"
	"log/slog"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/connlimit"
)

// TestSumUp: a thousand unauthenticated connections are one line, a minute without any is none.
func TestSumUp(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	listener := connlimit.New(l, connlimit.Options{})
	defer func() { _ = listener.Close() }()
	var text bytes.Buffer
	s := &Server{log: slog.New(slog.NewTextHandler(&text, nil))}
	ctx, cancel := context.WithCancel(t.Context())
	minutes, done := make(chan time.Time), make(chan struct{})
	go func() { s.sumUp(ctx, listener, minutes); close(done) }()
	minutes <- time.Time{} // nobody came
	s.endedWaiting.Add(1000)
	minutes <- time.Time{}
	minutes <- time.Time{} // nobody more
	s.endedWaiting.Add(7)
	minutes <- time.Time{}
	cancel()
	<-done
	lines := strings.Split(strings.TrimSpace(text.String()), "\n")
	if len(lines) != 2 || !strings.Contains(lines[0], " strangers=1000 ") || !strings.Contains(lines[1], " strangers=7 ") {
		t.Errorf("%q", lines)
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
