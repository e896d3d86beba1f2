package loader_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/source"
	"github.com/sshblog/sshblog/internal/test/blogtest"
)

// clock is a time that tests move.
type clock struct{ at atomic.Int64 }

func newClock(t time.Time) *clock {
	c := &clock{}
	c.set(t)
	return c
}

func (c *clock) set(t time.Time) { c.at.Store(t.UnixNano()) }
func (c *clock) now() time.Time  { return time.Unix(0, c.at.Load()).UTC() }

func TestScheduledPost(t *testing.T) {
	c := newClock(blogtest.Noon)
	m := blogtest.Files("a.md", blogtest.Dated("A"), "b.md", "---\ndate: 2024-06-16\nexpirydate: 2024-06-18\n---\n")
	s := blogtest.NewStore(t, source.FromFS(m), loader.StoreOptions{Options: loader.Options{Now: c.now}})
	for _, step := range []struct{ day, want string }{{"2024-06-15", "a"}, {"2024-06-16", "b a"}, {"2024-06-17", "b a"}, {"2024-06-18", "a"}, {"2024-06-30", "a"}} {
		before := blogtest.Slugs(s.Index().Posts())
		day, err := time.Parse(time.DateOnly, step.day)
		blogtest.Must(t, err)
		if blogtest.ChangedBy(t, s, func() { c.set(day) }) != (before != step.want) {
			t.Errorf("%s: changed from %q", step.day, before)
		}
		blogtest.Equal(t, step.day, blogtest.Slugs(s.Index().Posts()), step.want)
	}
}

// watched waits until the store's posts are as wanted.
func watched(t *testing.T, s *loader.Store, want string) {
	t.Helper()
	deadline := time.After(10 * time.Second)
	for {
		changed := s.Changed()
		got := blogtest.Slugs(s.Index().Posts())
		if got == want {
			return
		}
		select {
		case <-changed:
		case <-deadline:
			t.Fatalf("got %q, want %q", got, want)
		}
	}
}

func watch(t *testing.T, s *loader.Store) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Watch(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("Watch returned %v", err)
		}
	})
}

func TestWatch(t *testing.T) {
	for name, o := range map[string]loader.StoreOptions{
		"notices": {Poll: time.Hour},
		"poll":    {Poll: 5 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			blogtest.Write(t, dir, "posts/a.md", blogtest.Dated("A"))
			if name == "notices" {
				o.WatchDir = dir
			}
			s := blogtest.NewStore(t, source.FromDir(dir), o)
			watch(t, s)
			blogtest.Write(t, dir, "posts/b.md", blogtest.Dated("B"))
			watched(t, s, "a b")
			blogtest.Must(t, os.Rename(filepath.Join(dir, "posts/b.md"), filepath.Join(dir, "posts/c.md")))
			watched(t, s, "a c")
			blogtest.Write(t, dir, "new/d.md", blogtest.Dated("D"))
			watched(t, s, "a c d")
			blogtest.Write(t, dir, "new/e.md", blogtest.Dated("E")) // in a directory that was not there at the start
			watched(t, s, "a c d e")
			blogtest.Must(t, os.RemoveAll(filepath.Join(dir, "new")))
			watched(t, s, "a c")
			blogtest.Must(t, os.Remove(filepath.Join(dir, "posts/a.md")))
			watched(t, s, "c")
		})
	}
}

func TestWatchScheduledPost(t *testing.T) {
	c := newClock(blogtest.Noon)
	m := blogtest.Files("a.md", blogtest.Dated("A"), "b.md", "---\ndate: 2024-06-16\n---\n")
	s := blogtest.NewStore(t, source.FromFS(m), loader.StoreOptions{Options: loader.Options{Now: c.now}, Poll: 5 * time.Millisecond})
	watch(t, s)
	watched(t, s, "a")
	c.set(blogtest.Noon.AddDate(0, 0, 2))
	watched(t, s, "b a")
}

// The timer is set for the moment itself, not for the next poll.
func TestWatchWakesForTheMoment(t *testing.T) {
	soon := time.Now().Add(300 * time.Millisecond).UTC()
	m := blogtest.Files("a.md", blogtest.Dated("A"), "b.md", "---\ndate: "+soon.Format(time.RFC3339Nano)+"\n---\n")
	s := blogtest.NewStore(t, source.FromFS(m), loader.StoreOptions{Options: loader.Options{Now: time.Now}, Poll: time.Hour})
	watch(t, s)
	watched(t, s, "b a")
}

// Readers and reloads at once; run it with the race detector.
func TestReadersWhileReloading(t *testing.T) {
	dir := t.TempDir()
	for i := range 40 {
		blogtest.Write(t, dir, fmt.Sprintf("posts/p%02d.md", i), blogtest.Dated(fmt.Sprint("P", i)))
	}
	s := blogtest.NewStore(t, source.FromDir(dir), loader.StoreOptions{})
	ctx, cancel := context.WithCancel(context.Background())
	var readers sync.WaitGroup
	for range 8 {
		readers.Go(func() {
			for ctx.Err() == nil {
				changed := s.Changed()
				x := s.Index()
				for _, p := range x.Posts() {
					if q, ok := x.Lookup(p.Slug); !ok || q.Path != p.Path || q.Body() == "" {
						t.Errorf("lost %s", p.Slug)
					}
				}
				x.Lookup("posts/p07.md")
				x.Nearest("p7")
				select {
				case <-changed:
				case <-ctx.Done():
				}
			}
		})
	}
	for i := range 30 {
		blogtest.Write(t, dir, fmt.Sprintf("posts/p%02d.md", i), blogtest.Dated(fmt.Sprint("Changed", i)))
		blogtest.Must(t, s.Reload())
	}
	cancel()
	readers.Wait()
}
