package main

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"syscall"

	"github.com/sshblog/sshblog/server"

	"github.com/sshblog/sshblog/internal/loader"
)

// outliveLog has the process go on when nobody reads its log any more, or nobody ever has.
func outliveLog() { signal.Ignore(syscall.SIGPIPE) }

// heedSignals does what operators ask of a running server until ctx ends: SIGHUP loads the posts anew, SIGUSR1 writes a line on how
// the process is.
func heedSignals(ctx context.Context, store *loader.Store, srv *server.Server, log *slog.Logger) error {
	asked := make(chan os.Signal, 4)
	signal.Notify(asked, syscall.SIGHUP, syscall.SIGUSR1)
	defer signal.Stop(asked)
	for {
		select {
		case sig := <-asked:
			if sig == syscall.SIGUSR1 {
				logVitals(srv, log)
				continue
			}
			reload(store, log)
		case <-ctx.Done():
			return nil
		}
	}
}

// reload loads the posts anew, and says so where the store has nothing new to say.
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

// logVitals writes what is in use: connections and sessions, goroutines, the heap in bytes once garbage is collected, and descriptors.
func logVitals(srv *server.Server, log *slog.Logger) {
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	in := srv.InUse()
	log.Info("vitals", "connections", in.Connections, "waiting", in.Waiting, "sessions", in.Sessions, "cells", in.Cells,
		"goroutines", runtime.NumGoroutine(), "heap", m.HeapAlloc, "descriptors", descriptors())
}

// descriptors is how many descriptors the process has open, -1 where the system does not say.
func descriptors() int {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return -1
	}
	return len(entries) - 1 // without the one that was read just now
}
