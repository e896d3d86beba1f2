package loader_test

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/problem"
	"github.com/sshblog/sshblog/internal/source"
	"github.com/sshblog/sshblog/internal/test/blogtest"
)

// logLines collects what is logged, one line for each record.
type logLines struct {
	mu    sync.Mutex
	lines []string
}

func (l *logLines) logger() *slog.Logger {
	return slog.New(slog.NewTextHandler(l, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}))
}

func (l *logLines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = append(l.lines, strings.TrimSpace(string(b)))
	return len(b), nil
}

// take returns the lines with a word in them that came since it was called last.
func (l *logLines) take(word string) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var out []string
	for _, line := range l.lines {
		if strings.Contains(line, word) {
			out = append(out, line)
		}
	}
	l.lines = nil
	return out
}

func TestLogNamesBrokenFiles(t *testing.T) {
	dir := t.TempDir()
	blogtest.Write(t, dir, "a.md", "---\ntitle: A\ndate: someday\n---\n")
	blogtest.Write(t, dir, "b.md", "---\ntitle: [B\ndate: 2024-01-01\n---\n")
	var log logLines
	s := blogtest.NewStore(t, source.FromDir(dir), loader.StoreOptions{Options: loader.Options{Log: log.logger()}, WatchDir: dir})
	lines := log.take("problem in")
	if len(lines) != 2 {
		t.Fatal(lines)
	}
	for i, want := range [][]string{{"level=ERROR", "path=" + dir + "/b.md", "line=3", "message="}, {"level=WARN", "path=" + dir + "/a.md", "line=3", "someday"}} {
		for _, part := range want {
			if !strings.Contains(lines[i], part) {
				t.Errorf("%q is not in %s", part, lines[i])
			}
		}
	}
	blogtest.Equal(t, "dir", s.Dir(), dir)

	blogtest.Write(t, dir, "a.md", "---\ntags: [x]\ntitle: A\ndate: someday\n---\n") // the same, a line further down
	blogtest.Must(t, s.Reload())
	blogtest.Equal(t, "told again", len(log.take("problem in")), 0)

	for i := range 30 {
		blogtest.Write(t, dir, fmt.Sprintf("c%02d.md", i), "---\ntitle: C\ndate: someday\n---\n")
	}
	blogtest.Must(t, s.Reload())
	lines = log.take("problem")
	blogtest.Equal(t, "reload, twenty problems and a count", len(lines), 22)
	if last := lines[len(lines)-1]; !strings.Contains(last, "count=10") {
		t.Error(last)
	}
}

// crashFS panics where it is told to.
type crashFS struct {
	fs.FS
	on atomic.Pointer[string] // part of the name of what panics
}

func (c *crashFS) Open(name string) (fs.File, error) {
	if on := c.on.Load(); on != nil && strings.Contains(name, *on) {
		panic("no such luck")
	}
	return c.FS.Open(name)
}

func (c *crashFS) crash(name string) { c.on.Store(&name) }

func crashBlog() *crashFS {
	m := fstest.MapFS{}
	for i := range 40 { // enough for more than one worker
		m[fmt.Sprintf("p%02d.md", i)] = &fstest.MapFile{Data: []byte(blogtest.Dated(fmt.Sprint("P", i)))}
	}
	return &crashFS{FS: m}
}

func TestPanicOfAWorkerCostsOneFile(t *testing.T) {
	fsys := crashBlog()
	fsys.crash("p07.md")
	var log logLines
	s := blogtest.NewStore(t, source.FromFS(fsys), loader.StoreOptions{Options: loader.Options{Log: log.logger()}})
	blogtest.Equal(t, "posts", len(s.Index().Posts()), 39)
	if p := s.Index().Problems(); len(p) != 1 || p[0].Path != "p07.md" || p[0].Severity != problem.Error || !strings.Contains(p[0].Message, "no such luck") {
		t.Errorf("problems %v", p)
	}
	if lines := log.take("stack="); len(lines) != 1 || !strings.Contains(lines[0], "p07.md") {
		t.Errorf("log %v", lines)
	}
	fsys.crash("nothing")
	blogtest.Must(t, s.Reload())
	blogtest.Equal(t, "posts afterwards", len(s.Index().Posts()), 40)
	fsys.crash("p08.md")
	blogtest.Must(t, s.Reload())
	blogtest.Equal(t, "what was read of it stays", len(s.Index().Posts()), 40)
}

func TestPanicOfAScanKeepsTheIndex(t *testing.T) {
	fsys := crashBlog()
	var log logLines
	s := blogtest.NewStore(t, source.FromFS(fsys), loader.StoreOptions{Options: loader.Options{Log: log.logger()}, Poll: time.Millisecond})
	before := s.Index()
	fsys.crash(".") // the root too
	if err := s.Reload(); err == nil || s.Index() != before {
		t.Fatalf("error %v", err)
	}
	_ = s.Reload()
	blogtest.Equal(t, "told once", len(log.take("stack=")), 1)

	ctx, cancel := context.WithCancel(t.Context())
	watched := make(chan error)
	go func() { watched <- s.Watch(ctx) }()
	changed := s.Changed()
	fsys.FS.(fstest.MapFS)["p40.md"] = &fstest.MapFile{Data: []byte(blogtest.Dated("Z"))}
	fsys.crash("nothing")
	<-changed
	blogtest.Equal(t, "posts afterwards", len(s.Index().Posts()), 41)
	cancel()
	<-watched
}

func TestFirstLoadPanics(t *testing.T) {
	fsys := crashBlog()
	fsys.crash(".")
	if _, err := loader.NewStore(source.FromFS(fsys), loader.StoreOptions{}); err == nil {
		t.Fatal("no error")
	}
}
