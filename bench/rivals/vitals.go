//go:build unix

package rivals

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
)

// Vitals are what a server says about itself when it gets SIGUSR1, after it has collected its
// garbage and given the memory back.
type Vitals struct {
	connections, waiting, sessions int64
	Goroutines                     int64
	Heap                           int64 // bytes
	descriptors                    int64
}

// ParseVitals reads a line of a log; false if it is about something else.
func ParseVitals(line string) (Vitals, bool) {
	var v Vitals
	if !strings.Contains(line, "msg=vitals ") {
		return v, false
	}
	fields := map[string]*int64{
		"connections": &v.connections, "waiting": &v.waiting, "sessions": &v.sessions,
		"goroutines": &v.Goroutines, "heap": &v.Heap, "descriptors": &v.descriptors,
	}
	found := 0
	for word := range strings.FieldsSeq(line) {
		key, value, _ := strings.Cut(word, "=")
		n, err := strconv.ParseInt(value, 10, 64)
		if field := fields[key]; field != nil && err == nil {
			*field = n
			found++
		}
	}
	return v, found == len(fields)
}

// tellVitals has a server of ours write its vitals at each SIGUSR1, until ctx ends.
func tellVitals(ctx context.Context, w io.Writer, sessions *atomic.Int64) {
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, syscall.SIGUSR1)
	defer signal.Stop(asked)
	for {
		select {
		case <-asked:
		case <-ctx.Done():
			return
		}
		debug.FreeOSMemory()
		var memory runtime.MemStats
		runtime.ReadMemStats(&memory)
		n := sessions.Load()
		if _, err := fmt.Fprintf(w, "level=INFO msg=vitals connections=%d waiting=0 sessions=%d goroutines=%d heap=%d descriptors=%d\n",
			n, n, runtime.NumGoroutine(), memory.HeapAlloc, CountDescriptors(os.Getpid())); err != nil {
			return // nobody reads it any more
		}
	}
}

// CountDescriptors is how many files a process has open, 0 if that is not known.
func CountDescriptors(pid int) int {
	entries, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
	if err != nil {
		return 0
	}
	return len(entries)
}
