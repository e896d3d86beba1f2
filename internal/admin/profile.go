package admin

import (
	"bytes"
	"context"
	"net"
	"runtime/pprof"
	"strconv"
	"strings"
	"time"
)

// profilePath is where the profiles are, as go tool pprof expects them.
const profilePath = "/debug/pprof/"

// profileNames lists the profiles. The CPU profile takes as long as it is asked to.
const profileNames = "allocs, goroutine, heap, profile?seconds=10, threadcreate"

// Length of a CPU profile, in seconds.
const (
	defaultSeconds = 30
	maxSeconds     = 60
)

// profile returns the profile that is wanted, and reports whether there is one. The server makes one
// at a time, as each takes time from the readers; that of the processor ends when its client leaves.
func (s *Server) profile(ctx context.Context, conn net.Conn, wanted request) (a answer, ok bool) {
	name, ok := strings.CutPrefix(wanted.path, profilePath)
	if !ok {
		return answer{}, false
	}
	if name == "" {
		return text(200, profileNames), true
	}
	var write func(*bytes.Buffer) error
	switch name {
	case "profile":
		write = func(b *bytes.Buffer) error {
			there, stop := s.whileThere(ctx, conn)
			defer stop()
			return profileCPU(there, b, seconds(wanted.query))
		}
	case "allocs", "goroutine", "heap", "threadcreate":
		write = func(b *bytes.Buffer) error { return pprof.Lookup(name).WriteTo(b, 0) }
	default:
		return answer{}, false
	}
	if wanted.method == "HEAD" {
		return answer{status: 200, kind: "application/octet-stream"}, true
	}
	select {
	case s.profiling <- struct{}{}:
		defer func() { <-s.profiling }()
	default:
		return failure(503, "another profile is being made"), true
	}
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return failure(500, err.Error()), true
	}
	return answer{status: 200, kind: "application/octet-stream", body: b.Bytes()}, true
}

// profileCPU writes a CPU profile of the next d, or of the time until ctx ends.
func profileCPU(ctx context.Context, b *bytes.Buffer, d time.Duration) error {
	if err := pprof.StartCPUProfile(b); err != nil {
		return err
	}
	defer pprof.StopCPUProfile()
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
	return nil
}

// seconds returns the length of the CPU profile that a query asks for, within bounds.
func seconds(query string) time.Duration {
	for pair := range strings.SplitSeq(query, "&") {
		value, found := strings.CutPrefix(pair, "seconds=")
		if n, err := strconv.Atoi(value); found && err == nil && n > 0 {
			return time.Duration(min(n, maxSeconds)) * time.Second
		}
	}
	return defaultSeconds * time.Second
}
