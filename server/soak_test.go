package server_test

import (
	"flag"
	"maps"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sshblog/sshblog/server"
)

var soak = flag.Duration("soak", 0, "run good and hostile clients side by side for so long (make soak)")

// TestSoak runs readers and hostile clients on one server, for as long as -soak says, and prints from time to time how it fares. Without
// the flag it does so for a moment, so that it is known to work.
func TestSoak(t *testing.T) {
	long := max(*soak, 2*time.Second)
	b := startBlog(t, posts(200), func(o *server.Options) {
		shortLimits(o)
		o.Limits.Connections, o.Limits.PerAddress, o.Limits.Waiting, o.Limits.WaitingPerAddress = 120, 120, 90, 90 // the crowd and readers
		o.Log = nil                                                                                                // thousands of lines are no news
	})
	b.welcomes(t)
	before := takeVitals(t)
	end := time.Now().Add(long)

	var visits, attacks atomic.Int64
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			for time.Now().Before(end) && !t.Failed() {
				b.welcomes(t)
				visits.Add(1)
			}
		})
	}
	all := hostileClients()
	names := slices.Sorted(maps.Keys(all))
	next := time.Now()
	for i := 0; time.Now().Before(end) && !t.Failed(); i++ {
		name := names[i%len(names)]
		t.Run(name, func(t *testing.T) { all[name](t, b) })
		attacks.Add(1)
		if time.Now().Before(next) {
			continue
		}
		next = time.Now().Add(long / 20)
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		now := takeVitals(t)
		t.Logf("visits %d, hostile clients %d, heap %d KiB, goroutines %d, descriptors %d",
			visits.Load(), attacks.Load(), m.HeapAlloc>>10, now.goroutines, now.descriptors)
	}
	readers.Wait()
	before.recovers(t)
	if visits.Load() == 0 || attacks.Load() == 0 {
		t.Errorf("%d visits, %d hostile clients", visits.Load(), attacks.Load())
	}
}

// TestShutdownWithAThousand ends a server with a thousand readers: each terminal is restored, in five seconds.
func TestShutdownWithAThousand(t *testing.T) {
	const readers, each = 1000, 4
	b := startBlog(t, posts(3), nil)
	var screens []*screen
	for range readers / each {
		client := dial(t, b.addr)
		for range each {
			screens = append(screens, openScreen(t, client, "xterm", "", 80, 24))
		}
	}
	for _, s := range screens {
		s.await(t, "Post number 1")
	}
	begun := time.Now()
	b.stop()
	for _, s := range screens {
		s.await(t, "\x1b[?1049l")
	}
	if err := <-b.done; err != nil {
		t.Errorf("Serve: %v", err)
	}
	b.done <- nil
	if took := time.Since(begun); took > 5*time.Second*slower {
		t.Errorf("it took %v", took)
	}
}
