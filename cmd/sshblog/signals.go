package main

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"syscall"

	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/safego"
	"github.com/sshblog/sshblog/server"
)

// hearStops returns a context that ends with the first signal to end, and a channel that is closed by
// the second one: what has begun to end in peace then ends at once.
func hearStops() (ctx context.Context, hurry <-chan struct{}) {
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM) // never stopped
	ctx, stop := context.WithCancel(context.Background())
	again := make(chan struct{})
	safego.Go(reporter(slog.Default()), "hear signals", func() {
		<-signals
		stop()
		<-signals
		close(again)
	})
	return ctx, again
}

// requests are the signals by which operators ask for something. A server hears them from its first
// line to its last, so that none of them ends it while it loads its posts or stops: what came before
// it listens is done then.
type requests chan os.Signal

// hearRequests begins to hear them.
func hearRequests() requests {
	r := make(requests, 4)
	notifyRequests(r)
	return r
}

// stop has the system do again what it does with these signals by itself: a command in a terminal
// that is closed ends.
func (r requests) stop() { signal.Stop(r) }

// handle does what operators ask of a running server until ctx ends, where the system has
// signals for it: SIGHUP reloads the settings and the posts, SIGUSR1 logs what is in use. The
// settings are also read again when the first posts arrive, since they may have come with them.
// around calls what reloads.
func (r requests) handle(ctx context.Context, store *loader.Store, srv *server.Server, settings func(),
	around func(func()), log *slog.Logger,
) error {
	arrived := store.Arrived()
	for {
		select {
		case sig := <-r:
			if isVitals(sig) {
				logVitals(srv, log)
				continue
			}
			around(func() { settings(); reload(store, log) })
		case <-arrived:
			arrived = nil
			around(func() { settings(); _ = store.Reload() }) // it logs
		case <-ctx.Done():
			return nil
		}
	}
}

// reload reloads the posts. It logs what the store does not: an error, or that nothing has changed.
func reload(store *loader.Store, log *slog.Logger) {
	before := store.Index()
	err := store.Reload()
	switch now := store.Index(); {
	case err != nil:
		log.Error("posts not reloaded", "error", err)
	case now == before:
		log.Info("nothing has changed", "posts", len(now.Posts()), "pages", len(now.Pages()))
	}
}

// logVitals logs what is in use: connections and sessions, goroutines, the heap in bytes after a
// garbage collection, and descriptors.
func logVitals(srv *server.Server, log *slog.Logger) {
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	in := srv.InUse()
	log.Info("vitals", "connections", in.Connections, "waiting", in.Waiting, "sessions", in.Sessions, "cells", in.Cells,
		"goroutines", runtime.NumGoroutine(), "heap", m.HeapAlloc, "descriptors", descriptors())
}

// descriptors returns how many descriptors the process has open, -1 where the system does not say.
func descriptors() int {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return -1
	}
	return len(entries) - 1 // without the one that was read just now
}
