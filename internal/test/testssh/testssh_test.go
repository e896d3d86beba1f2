package testssh_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"io"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gliderlabs/ssh"
	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/internal/test/testssh"
)

// startServer serves handler until the test ends, and returns its address.
func startServer(t *testing.T, handler ssh.Handler) string {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := gossh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	srv := &ssh.Server{HostSigners: []ssh.Signer{signer}, Handler: handler}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = srv.Serve(listener)
	}()
	t.Cleanup(func() {
		_ = srv.Close()
		<-done
	})
	return listener.Addr().String()
}

// echo greets a visitor and sends every key back, until q or the end of input. A command is
// answered with itself.
func echo(s ssh.Session) {
	if command := s.RawCommand(); command != "" {
		_, _ = io.WriteString(s, "ran "+command)
		if command == "fail" {
			_ = s.Exit(3)
		}
		return
	}
	pty, _, _ := s.Pty()
	_, _ = io.WriteString(s, "\x1b[2J\x1b[3;5Hhello "+pty.Term+"\x1b[c")
	buf := make([]byte, 64)
	for {
		n, err := s.Read(buf)
		if err != nil || slices.Contains(buf[:n], 'q') {
			return
		}
		_, _ = io.WriteString(s, "<"+string(buf[:n])+">")
	}
}

func enter(t *testing.T, addr string, o testssh.Options, terminal testssh.Terminal) (*testssh.Reader, *testssh.Screen) {
	t.Helper()
	v, err := testssh.Dial(t.Context(), addr, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = v.Close() })
	s, err := v.Open(terminal)
	if err != nil {
		t.Fatal(err)
	}
	return v, s
}

// TestVisit is a visit from the first to the last word.
func TestVisit(t *testing.T) {
	v, s := enter(t, startServer(t, echo), testssh.Options{}, testssh.Terminal{Type: "vt220"})
	n, err := s.Await("hello vt220")
	if err != nil || n < len("hello vt220") {
		t.Fatal(n, err)
	}
	if _, err := s.Settle(50 * time.Millisecond); err != nil {
		t.Fatal(err)
	}
	if err := s.Press("j"); err != nil {
		t.Fatal(err)
	}
	if n, err := s.AwaitAny(); err != nil || n != len("<j>") {
		t.Errorf("%d bytes after a key, %v", n, err)
	}
	if err := s.Press("q"); err != nil {
		t.Fatal(err)
	}
	if err := s.AwaitEnd(); err != nil {
		t.Error(err)
	}
	if _, err := s.Await("anything"); err == nil {
		t.Error("somebody who has gone still says something")
	}
	if total := s.Received(); total != int64(len("\x1b[2J\x1b[3;5Hhello vt220\x1b[c<j>")) {
		t.Errorf("%d bytes in all", total)
	}
	at := v.Stages()
	moments := []time.Time{at.Start, at.TCP, at.Version, at.Exchange, at.Auth, at.Channel, at.FirstByte}
	if !slices.IsSortedFunc(moments, time.Time.Compare) || at.Shell.Before(at.Channel) {
		t.Errorf("the stages are out of order: %+v", at)
	}
	if counts := v.Counts(); counts.Turns < 4 || counts.Sent == 0 || counts.Received < s.Received() {
		t.Errorf("counted %+v", counts)
	}
	if err := v.Close(); err != nil {
		t.Error(err)
	}
}

// TestEmulator shows cells, and answers queries as a terminal does.
func TestEmulator(t *testing.T) {
	_, s := enter(t, startServer(t, echo), testssh.Options{}, testssh.Terminal{Width: 40, Height: 10, Emulate: true})
	err := s.AwaitScreen("the greeting", func(lines []string) bool { return lines[2] == "    hello xterm-256color" })
	if err != nil {
		t.Fatal(err)
	}
	// The server sends back what the terminal answers, in brackets.
	err = s.AwaitScreen("the answer", func(lines []string) bool { return strings.Contains(strings.Join(lines, ""), "<") })
	if err != nil {
		t.Error(err)
	}
	if lines := s.Lines(); len(lines) != 10 {
		t.Errorf("%d lines", len(lines))
	}
}

func TestRun(t *testing.T) {
	v, err := testssh.Dial(t.Context(), startServer(t, echo), testssh.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	if out, err := v.Run("ls -n 3"); err != nil || string(out) != "ran ls -n 3" {
		t.Errorf("%q, %v", out, err)
	}
	if _, err := v.Run("fail"); err == nil || !strings.Contains(err.Error(), "exit status 3") {
		t.Errorf("a command that fails ends with %v", err)
	}
}

// TestLeave leaves in all ways. Each must end the session at the server.
func TestLeave(t *testing.T) {
	left := make(chan struct{}, 1)
	addr := startServer(t, func(s ssh.Session) { echo(s); left <- struct{}{} })
	for name, leave := range map[string]func(*testssh.Reader, *testssh.Screen) error{
		"end of input":     func(_ *testssh.Reader, s *testssh.Screen) error { return s.EndInput() },
		"closed channel":   func(_ *testssh.Reader, s *testssh.Screen) error { return s.CloseChannel() },
		"closed":           func(v *testssh.Reader, _ *testssh.Screen) error { return v.Close() },
		"reset connection": func(v *testssh.Reader, _ *testssh.Screen) error { return v.Reset() },
	} {
		v, s := enter(t, addr, testssh.Options{}, testssh.Terminal{})
		if _, err := s.Await("hello"); err != nil {
			t.Fatal(err)
		}
		if err := leave(v, s); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		<-left
	}
}

func TestLate(t *testing.T) {
	_, s := enter(t, startServer(t, echo), testssh.Options{Patience: 200 * time.Millisecond}, testssh.Terminal{})
	if _, err := s.Await("goodbye"); !errors.Is(err, testssh.ErrLate) {
		t.Errorf("waiting in vain ends with %v", err)
	}
}

func TestNobodyThere(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := listener.Addr().String()
	if _, err := testssh.Dial(t.Context(), addr, testssh.Options{Patience: 100 * time.Millisecond}); err == nil {
		t.Error("a server that says nothing has been greeted")
	}
	_ = listener.Close()
	if _, err := testssh.Dial(t.Context(), addr, testssh.Options{}); err == nil {
		t.Error("nobody has been greeted")
	}
}

// TestStaller turns a line off: what the server sends comes no more.
func TestStaller(t *testing.T) {
	staller := testssh.NewStaller()
	v, s := enter(t, startServer(t, echo), testssh.Options{Wrap: staller.Wrap, Narrow: true, Patience: 2 * time.Second}, testssh.Terminal{})
	if _, err := s.Await("hello"); err != nil {
		t.Fatal(err)
	}
	staller.TurnOff()
	if err := s.Press("a"); err != nil {
		t.Fatal(err)
	}
	_, _ = s.Await("<a>") // the read that is under way may still bring it
	if err := s.Press("b"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Await("<b>"); !errors.Is(err, testssh.ErrLate) {
		t.Errorf("waiting at a dry staller ends with %v", err)
	}
	if err := v.Close(); err != nil {
		t.Error(err)
	}
}
