package server_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/internal/source"
	"github.com/sshblog/sshblog/internal/tui"
	"github.com/sshblog/sshblog/server"
)

func TestListReadLeave(t *testing.T) {
	b := startBlog(t, posts(30), nil)
	s := openScreen(t, dial(t, b.addr), "xterm-256color", "", 80, 24)
	s.await(t, "Post number 1")
	s.press(t, "\r")
	s.await(t, "First words of post 1.")
	s.press(t, "q")
	if err := s.session.Wait(); err != nil {
		t.Errorf("exit status: %v", err)
	}
}

func TestExitStatuses(t *testing.T) {
	b := startBlog(t, posts(3), nil)
	client := dial(t, b.addr)
	for _, c := range []struct {
		command string
		status  int
	}{
		{"ls", 0},
		{"cat post-1", 0},
		{"post-1", 0},
		{"cat nope", 1},
		{"nope", 1},
		{"cat", 2},
		{"what is this", 1},
		{"ls --wrong", 2},
		{"cat 'open", 2},
		{"help nope", 1},
		{"cat -- post-1", 0},
	} {
		session, err := client.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		var out, errs bytes.Buffer
		session.Stdout, session.Stderr = &out, &errs
		err = session.Run(c.command)
		status := 0
		var exit *gossh.ExitError
		if errors.As(err, &exit) {
			status = exit.ExitStatus()
		} else if err != nil {
			t.Fatalf("%q: %v", c.command, err)
		}
		if status != c.status {
			t.Errorf("%q: status %d, want %d; stdout %q, stderr %q", c.command, status, c.status, out.String(), errs.String())
		}
		if (status != 0) != (errs.Len() > 0) {
			t.Errorf("%q: status %d, but stderr %q", c.command, status, errs.String())
		}
	}
}

// TestNothingButSessions asks for what a blog has no use for.
func TestNothingButSessions(t *testing.T) {
	b := startBlog(t, posts(1), nil)
	client := dial(t, b.addr)
	for _, kind := range []string{"direct-tcpip", "x11", "auth-agent@openssh.com", "direct-streamlocal@openssh.com", "nonsense"} {
		if _, _, err := client.OpenChannel(kind, nil); err == nil {
			t.Errorf("channel %q was accepted", kind)
		}
	}
	for _, kind := range []string{"tcpip-forward", "streamlocal-forward@openssh.com", "nonsense"} {
		if ok, _, err := client.SendRequest(kind, true, nil); ok || err != nil {
			t.Errorf("request %q: %v, %v", kind, ok, err)
		}
	}
	session, err := client.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"auth-agent-req@openssh.com", "x11-req", "subsystem", "signal", "nonsense"} {
		if ok, err := session.SendRequest(kind, true, nil); ok || err != nil {
			t.Errorf("session request %q: %v, %v", kind, ok, err)
		}
	}
	if out, err := session.Output("ls"); err != nil || !strings.Contains(string(out), "Post number 1") {
		t.Errorf("ls afterwards: %q, %v", out, err)
	}
}

// TestSizes claims odd sizes; each is served, and no claim costs more than the largest size.
func TestSizes(t *testing.T) {
	b := startBlog(t, posts(3), nil)
	client := dial(t, b.addr)
	for _, size := range [][2]int{{0, 0}, {1, 1}, {20, 8}, {19, 7}, {300, 100}, {100000, 100000}, {1 << 30, 1}, {1, 1 << 30}} {
		s := openScreen(t, client, "xterm", "", size[0], size[1])
		for range 50 {
			if err := s.session.WindowChange(size[1], size[0]); err != nil {
				t.Fatal(err)
			}
		}
		s.press(t, "q")
		if err := s.session.Wait(); err != nil {
			t.Errorf("size %v: %v", size, err)
		}
	}
}

// TestPanicEndsOneSession makes one model panic; its reader gets an apology, the log the stack, its
// session ends, and the others do not notice.
func TestPanicEndsOneSession(t *testing.T) {
	for _, where := range []string{"NewModel", "Init", "Update", "View", "Cmd"} {
		t.Run(where, func(t *testing.T) {
			var log lockedBuffer
			b := startBlog(t, posts(3), func(o *server.Options) {
				o.Log = slog.New(slog.NewTextHandler(&log, nil))
				sound := o.NewModel
				o.NewModel = func(to tui.Session) tea.Model {
					if to.Open == "panic" {
						if where == "NewModel" {
							panic("in NewModel")
						}
						return &panicky{where: where}
					}
					return sound(to)
				}
			})
			client := dial(t, b.addr)
			other := openScreen(t, client, "xterm", "", 80, 24)
			other.await(t, "Post number 1")
			s := openScreen(t, client, "xterm", "panic", 80, 24)
			_, _ = io.WriteString(s.keys, "x") // it may have ended by now
			if where != "NewModel" {           // which has no screen yet
				s.await(t, "something broke here")
			}
			var exit *gossh.ExitError
			if err := s.session.Wait(); !errors.As(err, &exit) || exit.ExitStatus() != 1 {
				t.Errorf("the session ended with %v, want status 1", err)
			}
			if got := log.String(); !strings.Contains(got, "level=ERROR") || !strings.Contains(got, "stack=") || !strings.Contains(got, "server_test.go") {
				t.Errorf("the log has no stack: %q", got)
			}
			other.press(t, "\r")
			other.await(t, "First words of post 1.")
		})
	}
}

// lockedBuffer is a log that a test reads while it is written.
type lockedBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// panicky is a model that panics at the first key.
type panicky struct {
	where   string
	pressed bool
}

func (p *panicky) Init() tea.Cmd {
	if p.where == "Init" {
		panic("in Init")
	}
	return nil
}

func (p *panicky) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(tea.KeyPressMsg); ok {
		p.pressed = true
		switch p.where {
		case "Update":
			panic("in Update")
		case "Cmd":
			return p, func() tea.Msg { panic("in a command") }
		}
	}
	return p, nil
}

func (p *panicky) View() tea.View {
	if p.pressed && p.where == "View" {
		panic("in View")
	}
	return tea.NewView("about to")
}

// TestPanicInCommand ends that command only.
func TestPanicInCommand(t *testing.T) {
	b := startBlog(t, posts(3), func(o *server.Options) {
		sound := o.Run
		o.Run = func(ctx context.Context, env command.Env, args []string) int {
			if args[0] == "panic" {
				panic("in a command")
			}
			return sound(ctx, env, args)
		}
	})
	client := dial(t, b.addr)
	for range 2 {
		session, err := client.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		var exit *gossh.ExitError
		if err := session.Run("panic"); !errors.As(err, &exit) || exit.ExitStatus() != 1 {
			t.Errorf("ended with %v, want status 1", err)
		}
	}
}

// TestClientsThatGo opens screens and goes in rude ways; what they held comes back.
func TestClientsThatGo(t *testing.T) {
	b := startBlog(t, posts(30), nil)
	openScreen(t, dial(t, b.addr), "xterm", "", 80, 24).await(t, "Post number 1") // it runs
	before := runtime.NumGoroutine()
	for _, leave := range []func(*gossh.Client, *screen){
		func(c *gossh.Client, _ *screen) { _ = c.Close() },
		func(_ *gossh.Client, s *screen) { _ = s.session.Close() },
		func(_ *gossh.Client, s *screen) { _ = s.keys.(io.Closer).Close() },
	} {
		client := dial(t, b.addr)
		for range 3 {
			s := openScreen(t, client, "xterm", "", 80, 24)
			s.await(t, "Post number 1")
			leave(client, s)
			if _, _, err := client.SendRequest("keepalive@openssh.com", true, nil); err != nil {
				break // the connection went, as it should
			}
		}
		_ = client.Close()
	}
	deadline := time.Now().Add(patience)
	for runtime.NumGoroutine() > before+2 && time.Now().Before(deadline) {
		runtime.Gosched()
	}
	if now := runtime.NumGoroutine(); now > before+2 {
		buf := make([]byte, 1<<20)
		t.Errorf("%d goroutines before, %d after:\n%s", before, now, buf[:runtime.Stack(buf, true)])
	}
}

// endless makes the command "more" write without end.
func endless(o *server.Options) {
	sound := o.Run
	o.Run = func(ctx context.Context, env command.Env, args []string) int {
		line := bytes.Repeat([]byte("more "), 1000)
		for args[0] == "more" {
			if _, err := env.Stdout.Write(line); err != nil {
				return 1
			}
		}
		return sound(ctx, env, args)
	}
}

// TestStalledReader takes no output at all: that session is ended in bounded time, its neighbour on
// the same connection reads on.
func TestStalledReader(t *testing.T) {
	b := startBlog(t, posts(3), func(o *server.Options) {
		endless(o)
		o.Limits.Stall, o.Limits.Pipe = 200*time.Millisecond, 200*time.Millisecond
	})
	client := dial(t, b.addr)
	neighbour := openScreen(t, client, "xterm", "", 80, 24)
	neighbour.await(t, "Post number 1")
	session := mustSession(t, client)
	if _, err := session.StdoutPipe(); err != nil { // never read
		t.Fatal(err)
	}
	if err := session.Start("more"); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- session.Wait() }()
	select {
	case <-ended:
	case <-time.After(patience):
		t.Fatal("the stalled session is still open")
	}
	neighbour.press(t, "\r")
	neighbour.await(t, "First words of post 1.")
}

// TestSlowReader takes its time, but takes what there is: nothing is cut.
func TestSlowReader(t *testing.T) {
	b := startBlog(t, posts(2000), func(o *server.Options) { o.Limits.Stall = 100 * time.Millisecond })
	session := mustSession(t, dial(t, b.addr))
	out, err := session.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := session.Start("ls --json"); err != nil {
		t.Fatal(err)
	}
	<-time.After(500 * time.Millisecond) // longer than a screen may stall: a pager that waits for a key
	all, err := io.ReadAll(out)
	if n := bytes.Count(all, []byte("\n")); err != nil || n != 2000 {
		t.Errorf("%d lines, %v", n, err)
	}
}

// TestEmptyInputOnPty runs a command on a PTY whose input has ended before it began, as a script's
// has.
func TestEmptyInputOnPty(t *testing.T) {
	b := startBlog(t, posts(3), nil)
	client := dial(t, b.addr)
	for range 20 {
		session := mustSession(t, client)
		if err := session.RequestPty("xterm", 24, 80, gossh.TerminalModes{}); err != nil {
			t.Fatal(err)
		}
		session.Stdin = strings.NewReader("")
		out, err := session.Output("cat post-1")
		if err != nil || !strings.Contains(string(out), "First words of post 1.\r\n") {
			t.Fatalf("%q, %v", out, err)
		}
	}
}

// TestCtrlCEndsACommand presses Ctrl-C while a command prints on a PTY.
func TestCtrlCEndsACommand(t *testing.T) {
	b := startBlog(t, posts(3), func(o *server.Options) {
		o.Run = func(ctx context.Context, env command.Env, _ []string) int {
			_, _ = io.WriteString(env.Stderr, "running")
			<-ctx.Done()
			return 1
		}
	})
	s := openScreen(t, dial(t, b.addr), "xterm", "ls", 80, 24)
	s.press(t, "\x03")
	var exit *gossh.ExitError
	if err := s.session.Wait(); !errors.As(err, &exit) || exit.ExitStatus() != 1 {
		t.Errorf("ended with %v, want status 1", err)
	}
}

func mustSession(t testing.TB, client *gossh.Client) *gossh.Session {
	t.Helper()
	session, err := client.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	return session
}

// TestManySessionsWithReloads has twenty people read while the blog changes under them.
func TestManySessionsWithReloads(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, posts(30)); err != nil {
		t.Fatal(err)
	}
	b := startSource(t, source.FromDir(dir), nil)
	var wg sync.WaitGroup
	for i := range 20 {
		client := dial(t, b.addr)
		s := openScreen(t, client, "xterm-256color", "", 40+i*5, 12+i)
		s.await(t, "Post number 1")
		wg.Go(func() {
			for _, keys := range []string{"j", "k", "\r", " ", "b", "J", "K", "G", "g", "\x1b[B", "h", "/post", "\r", "h", "\x1b", "?", "?"} {
				s.press(t, keys)
				if err := s.session.WindowChange(10+i, 30+i*4); err != nil {
					t.Error(err)
				}
			}
			s.press(t, "\x03")
			if err := s.session.Wait(); err != nil {
				t.Errorf("reader %d: %v", i, err)
			}
		})
	}
	for i := range 20 {
		was := b.store.Index()
		name, text := filepath.Join(dir, fmt.Sprintf("post-%d.md", 1+i%3)), fmt.Sprintf("---\ntitle: Changed %d\ndate: 2026-01-01\n---\nNew.\n", i)
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := b.store.Reload(); err != nil {
			t.Error(err)
		}
		if b.store.Index() == was {
			t.Fatalf("reload %d changed nothing", i)
		}
	}
	wg.Wait()
}

// TestShutdown ends the server while people read: each is told, each terminal restored, and Serve
// returns nil.
func TestShutdown(t *testing.T) {
	b := startBlog(t, posts(3), nil)
	var screens []*screen
	for range 10 {
		s := openScreen(t, dial(t, b.addr), "xterm", "", 80, 24)
		s.await(t, "Post number 1")
		screens = append(screens, s)
	}
	if got := b.server.Phase(); got != server.PhaseServing {
		t.Errorf("phase %d while people read", got)
	}
	b.stop()
	for _, s := range screens {
		rest := s.await(t, "closing for now")
		if !strings.Contains(rest, "\x1b[?1049l") || !strings.Contains(rest, "\x1b[?25h") {
			t.Errorf("the terminal was not restored: %q", rest)
		}
		if err := s.session.Wait(); err != nil {
			t.Errorf("session: %v", err)
		}
	}
	if err := <-b.done; err != nil {
		t.Errorf("Serve: %v", err)
	}
	if got := b.server.Phase(); got != server.PhaseStopping {
		t.Errorf("phase %d after the end", got)
	}
	b.done <- nil
}

// TestLifetime ends a connection after its time: the reader's terminal is restored before.
func TestLifetime(t *testing.T) {
	b := startBlog(t, posts(3), func(o *server.Options) { o.Limits.Lifetime = 300 * time.Millisecond })
	s := openScreen(t, dial(t, b.addr), "xterm", "", 80, 24)
	s.await(t, "Post number 1")
	if rest := s.await(t, "as this blog allows"); !strings.Contains(rest, "\x1b[?1049l") {
		t.Errorf("the terminal was not restored: %q", rest)
	}
}

// TestCells bounds all screens together, also those that grow.
func TestCells(t *testing.T) {
	// half of them for one address
	b := startBlog(t, posts(30), func(o *server.Options) { o.Limits.Cells = 4*80*24 + 200 })
	first := openScreen(t, dial(t, b.addr), "xterm", "", 80, 24)
	first.await(t, "Post number 1")
	if err := first.session.WindowChange(100, 300); err != nil {
		t.Fatal(err)
	}
	second := openScreen(t, dial(t, b.addr), "xterm", "", 80, 24) // there would be no room for it beside a grown one
	second.await(t, "Post number 1")
	openScreen(t, dial(t, b.addr), "xterm", "", 80, 24).await(t, "Too many sessions")
}
