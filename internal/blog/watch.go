package blog

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"
)

const (
	shortestPoll = 1500 * time.Millisecond
	pollShare    = 100                    // a scan takes at most one part in so many of the time
	quiet        = 100 * time.Millisecond // without a notice, before a scan; longer where scans are
	noisy        = time.Second            // of notices without a pause, before a scan all the same; longer where scans are
	noisyShare   = 4                      // files that change without end take one part in so many of the time
	maxWatched   = 5000                   // directories; systems allow a few thousand
)

// watcher asks the system for notices of changes in the directories of a Store. Where it cannot be had, there is the poll.
type watcher struct {
	store   *Store
	notify  *fsnotify.Watcher // nil: none
	watched map[string]os.FileInfo
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
	select {
	case <-ctx.Done():
		return
	case <-w.events():
		w.settle(ctx)
	case <-w.errors(): // notices were lost
	case <-poll.C:
	}
	w.scan()
}

// scan reloads and watches the directories that there are now. What happened in one between the two went unnoticed: hence
// again, until there is no new one, but not for ever. A panic ends this scan and not the watch.
func (w *watcher) scan() {
	err := caught(func() {
		for range 3 {
			_ = w.store.Reload() // it logs
			if !w.follow() {
				return
			}
		}
	})
	var crash *panicError
	if errors.As(err, &crash) {
		w.store.log.Error("watching the posts", "error", err, "stack", string(crash.stack))
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

// settle returns when no notice has come for a moment, or when they do not end.
func (w *watcher) settle(ctx context.Context) {
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
		case <-w.notify.Events:
			pause.Reset(still)
		}
	}
}

// wait returns how long to wait for a notice before the next scan.
func (w *watcher) wait() time.Duration {
	s := w.store
	s.mu.Lock()
	d := s.options.Poll
	if d <= 0 {
		d = max(shortestPoll, pollShare*s.took)
	}
	s.mu.Unlock()
	if next := s.Index().NextChange(); !next.IsZero() {
		d = min(d, max(next.Sub(s.options.Now()), time.Millisecond))
	}
	return d
}

// follow watches the directories of the last scan and tells whether any of them is new. One that was swapped for another
// of the same name is.
func (w *watcher) follow() (added bool) {
	if w.notify == nil {
		return false
	}
	w.store.mu.Lock()
	dirs := w.store.loader.dirs
	w.store.mu.Unlock()
	root := w.store.options.WatchDir
	alive := map[string]bool{} // the system forgets a directory that is removed, and its number may be given to the next
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
