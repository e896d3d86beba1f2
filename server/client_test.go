package server_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"net"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	tea "charm.land/bubbletea/v2"
	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/cache"
	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/internal/export"
	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/pages"
	"github.com/sshblog/sshblog/internal/source"
	"github.com/sshblog/sshblog/internal/titles"
	"github.com/sshblog/sshblog/internal/tui"
	"github.com/sshblog/sshblog/server"
)

// patience is how long a test waits for something to happen.
const patience = 30 * time.Second

// blogServer is a whole blog served on the loopback address.
type blogServer struct {
	addr   string
	server *server.Server
	store  *loader.Store
	stop   func()
	done   chan error // the result of Serve
}

// posts is a small blog of n posts, with the newest called post-1.
func posts(n int) fstest.MapFS {
	files := fstest.MapFS{}
	for i := 1; i <= n; i++ {
		day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, -i)
		files[fmt.Sprintf("post-%d.md", i)] = &fstest.MapFile{Data: fmt.Appendf(nil,
			"---\ntitle: Post number %d\ndate: %s\ntags: [tag%d]\n---\nFirst words of post %d.\n\n%s", i, day.Format(time.DateOnly), i%7, i,
			strings.Repeat("A paragraph that is long enough to be wrapped at eighty columns, as most paragraphs of most posts are.\n\n", 40))}
	}
	return files
}

// startBlog serves files until the test ends.
func startBlog(t testing.TB, files fstest.MapFS, change func(*server.Options)) *blogServer {
	t.Helper()
	return startSource(t, source.FromFS(files), change)
}

// startSource serves a blog until the test ends.
func startSource(t testing.TB, source source.Source, change func(*server.Options)) *blogServer {
	t.Helper()
	store, err := loader.NewStore(source, loader.StoreOptions{})
	if err != nil {
		t.Fatal(err)
	}
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	key, err := gossh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	files := export.New(export.Options{Index: store.Index, Source: source, Generated: map[string]func(io.Writer, *blog.Index) error{"index.json": command.WriteIndex}})
	renderer, titles := pages.New(pages.Options{}), titles.New(cache.New(0))
	commands := command.New(command.Options{Index: store.Index, Renderer: renderer, Prefix: "ssh HOST", Version: "test"})
	options := server.Options{
		HostKey: key, Version: "test", Run: commands.Run, Files: files.Latest, Log: slog.New(slog.NewTextHandler(logTo(t), nil)),
		NewModel: func(s tui.Session) tea.Model {
			return tui.New(tui.Shared{Blog: store, Renderer: renderer, Titles: titles}, s)
		},
	}
	if change != nil {
		change(&options)
	}
	srv, err := server.New(options)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	b := &blogServer{addr: listener.Addr().String(), server: srv, store: store, stop: cancel, done: make(chan error, 1)}
	go func() { b.done <- srv.Serve(ctx, listener) }()
	t.Cleanup(func() {
		cancel()
		select {
		case err := <-b.done:
			b.done <- err
		case <-time.After(patience):
			t.Error("the server does not end")
		}
	})
	return b
}

// logWriter writes the server's log to the test's, until that ends: the last lines of connections
// may come later.
type logWriter struct {
	t testing.TB

	mu    sync.Mutex
	ended bool
}

func logTo(t testing.TB) *logWriter {
	w := &logWriter{t: t}
	t.Cleanup(func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.ended = true
	})
	return w
}

func (w *logWriter) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.ended {
		w.t.Logf("%s", bytes.TrimSpace(p))
	}
	return len(p), nil
}

// dial connects as a client that has no key.
func dial(t testing.TB, addr string) *gossh.Client {
	t.Helper()
	client, err := gossh.Dial("tcp", addr, &gossh.ClientConfig{
		User: "reader", HostKeyCallback: gossh.InsecureIgnoreHostKey(), Timeout: patience,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close() })
	return client
}

// screen is a client's session with a PTY, and what it has received so far.
type screen struct {
	session *gossh.Session
	keys    io.Writer

	mu    sync.Mutex
	more  *sync.Cond
	got   bytes.Buffer
	ended bool
}

// openScreen opens a session with a PTY; command is empty for a shell.
func openScreen(t testing.TB, client *gossh.Client, term, command string, width, height int) *screen {
	t.Helper()
	session, err := client.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	s := &screen{session: session}
	s.more = sync.NewCond(&s.mu)
	if s.keys, err = session.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := session.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := session.RequestPty(term, height, width, gossh.TerminalModes{}); err != nil {
		t.Fatal(err)
	}
	go s.receive(out)
	if command == "" {
		err = session.Shell()
	} else {
		err = session.Start(command)
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// receive collects what the server sends.
func (s *screen) receive(out io.Reader) {
	buf := make([]byte, 32<<10)
	for {
		n, err := out.Read(buf)
		s.mu.Lock()
		s.got.Write(buf[:n])
		s.ended = err != nil
		s.more.Broadcast()
		s.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// await waits until what has come since the last await contains text, and returns it.
func (s *screen) await(t testing.TB, text string) string {
	t.Helper()
	timer := time.AfterFunc(patience, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.ended = true
		s.more.Broadcast()
	})
	defer timer.Stop()
	s.mu.Lock()
	defer s.mu.Unlock()
	for !bytes.Contains(s.got.Bytes(), []byte(text)) {
		if s.ended {
			t.Fatalf("waited for %q, got %q", text, s.got.String())
		}
		s.more.Wait()
	}
	all := s.got.String()
	s.got.Reset()
	return all
}

// press sends keys.
func (s *screen) press(t testing.TB, keys string) {
	t.Helper()
	if _, err := io.WriteString(s.keys, keys); err != nil {
		t.Fatal(err)
	}
}
