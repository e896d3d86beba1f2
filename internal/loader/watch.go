package loader

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/fsnotify/fsnotify"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/safego"
)

const (
	shortestPoll = 1500 * time.Millisecond
	pollShare    = 100                    // a scan takes at most one part in so many of the time
	quiet        = 100 * time.Millisecond // without a notice, before a scan; longer where scans are
	// of notices without a pause, before a scan all the same; longer where scans are.
	noisy      = time.Second
	noisyShare = 4    // files that change without end take one part in so many of the time
	maxWatched = 5000 // directories; systems allow a few thousand
)

// watcher asks the system for notices of changes in the directories of a Store. Where it cannot be
// had, there is the poll.
type watcher struct {
	store    *Store
	notify   *fsnotify.Watcher // nil: none
	watched  map[string]os.FileInfo
	reloaded time.Time // when all files were looked at last
}

func newWatcher(s *Store) *watcher {
	w := &watcher{store: s, watched: map[string]os.FileInfo{}}
	if s.options.WatchDir == "" {
		return w
	}
	var err error
	if w.notify, err = fsnotify.NewWatcher(); err != nil {
		w.notify = nil
		s.log.Info("the system gives no notice of changed files; looking for them now and then", "error", err)
		return w
	}
	return w
}

// next waits for a reason to scan, and scans.
func (w *watcher) next(ctx context.Context) {
	poll := time.NewTimer(w.wait())
	defer poll.Stop()
	var told batch
	select {
	case <-ctx.Done():
		return
	case event := <-w.events():
		told.add(w.store.options.WatchDir, event)
		w.debounce(ctx, &told)
	case <-w.errors(): // notices were lost
	case <-poll.C:
	}
	w.scan(told.paths)
}

// scan looks at the files at paths, where that is enough. Elsewhere it reloads and watches the
// directories that there are now. What happened in one between the two went unnoticed: hence again,
// until there is no new one, but not for ever. A panic ends this scan and not the watch.
func (w *watcher) scan(paths []string) {
	err := safego.Catch(func() {
		if len(paths) > 0 && w.store.refreshPaths(paths) {
			return
		}
		w.reloaded = time.Now()
		for range 3 {
			_ = w.store.Reload() // it logs
			if !w.addWatches() {
				return
			}
		}
	})
	var crash *safego.PanicError
	if errors.As(err, &crash) {
		w.store.log.Error("watching the posts", "error", err, "stack", string(crash.Stack))
	}
}

func (w *watcher) close() {
	if w.notify != nil {
		_ = w.notify.Close()
	}
}

// events is a channel on which something comes when files change, nil where nothing ever does.
func (w *watcher) events() <-chan fsnotify.Event {
	if w.notify == nil {
		return nil
	}
	return w.notify.Events
}

// errors is a channel on which something comes when notices were lost, nil where there are none.
func (w *watcher) errors() <-chan error {
	if w.notify == nil {
		return nil
	}
	return w.notify.Errors
}

// debounce collects notices until none has come for a moment, or for too long.
func (w *watcher) debounce(ctx context.Context, told *batch) {
	w.store.mu.Lock()
	took := w.store.took
	w.store.mu.Unlock()
	end := time.NewTimer(max(noisy, noisyShare*took))
	defer end.Stop()
	still := max(quiet, took)
	pause := time.NewTimer(still)
	defer pause.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-end.C:
			return
		case <-pause.C:
			return
		case <-w.notify.Errors: // too many at once: the scan will see
			told.forget()
		case event := <-w.notify.Events:
			told.add(w.store.options.WatchDir, event)
			pause.Reset(still)
		}
	}
}

// batch is a set of changes that the system has reported.
type batch struct {
	paths []string // below the directory that is watched; none: anything may have changed
	lost  bool     // there are more than are kept, or such as mean nothing here
}

// add notes an event in a directory.
func (n *batch) add(dir string, event fsnotify.Event) {
	name, err := filepath.Rel(dir, event.Name)
	if err != nil || len(n.paths) >= maxRefreshed {
		n.forget()
	}
	name = filepath.ToSlash(name)
	if !n.lost && !slices.Contains(n.paths, name) {
		n.paths = append(n.paths, name)
	}
}

// forget is for notices that were lost.
func (n *batch) forget() { n.paths, n.lost = nil, true }

// wait returns how long to wait for a notice before all files are looked at again. Files that
// change without end do not put that off.
func (w *watcher) wait() time.Duration {
	s := w.store
	s.mu.Lock()
	d := s.options.Poll
	if d <= 0 {
		d = max(shortestPoll, pollShare*s.took)
	}
	own, again := s.loader.index, s.loader.lookAgain
	s.mu.Unlock()
	d = max(0, d-time.Since(w.reloaded))
	if !again.IsZero() {
		d = min(d, max(time.Until(again), quiet)) // it may be past where the directory cannot be read
	}
	for _, index := range []*blog.Index{own, s.Index()} {
		if next := index.NextChange(); !next.IsZero() {
			d = min(d, max(next.Sub(s.options.Now()), time.Millisecond))
		}
	}
	return d
}

// addWatches watches the directories of the last scan and reports whether any of them is new. One
// that was swapped for another of the same name is.
func (w *watcher) addWatches() (added bool) {
	if w.notify == nil {
		return false
	}
	w.store.mu.Lock()
	dirs := w.store.loader.found.dirs
	w.store.mu.Unlock()
	root := w.store.options.WatchDir
	// the system forgets a directory that is removed, and its number may be given to the next
	alive := map[string]bool{}
	for _, name := range w.notify.WatchList() {
		alive[name] = true
	}
	seen := make(map[string]bool, len(dirs))
	for i, dir := range append([]string{"."}, dirs...) {
		name := filepath.Join(root, filepath.FromSlash(dir))
		info, err := os.Stat(name)
		if err != nil || i > maxWatched {
			continue
		}
		seen[name] = true
		if old := w.watched[name]; old != nil && alive[name] {
			if os.SameFile(old, info) {
				continue
			}
			_ = w.notify.Remove(name)
		}
		if w.notify.Add(name) == nil {
			w.watched[name], added = info, true
		}
	}
	for name := range w.watched {
		if !seen[name] {
			_ = w.notify.Remove(name)
			delete(w.watched, name)
		}
	}
	return added
}
