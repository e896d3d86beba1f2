//go:build unix

package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// machine is what a run ran on.
type machine struct {
	Commit     string
	Go         string
	Cores      int
	LoadBefore string // the mean number of runnable tasks of the last minute
	LoadAfter  string
	Generator  float64 // the share of a core that this program has used
	Took       time.Duration
	Date       time.Time

	start time.Time
}

func newMachine(ctx context.Context) machine {
	return machine{
		Commit: commit(ctx), Go: runtime.Version(), Cores: runtime.NumCPU(), LoadBefore: load(), start: time.Now(), Date: time.Now(),
	}
}

// finish notes how the run was.
func (m *machine) finish() {
	m.LoadAfter, m.Took = load(), time.Since(m.start)
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) == nil {
		m.Generator = float64(used.Utime.Nano()+used.Stime.Nano()) / float64(m.Took)
	}
}

// String is one line about the machine.
func (m *machine) String() string {
	return fmt.Sprintf("commit %s, %s, %d cores, load %s before and %s after, the generator used %.0f %% of a core, %s in %v",
		m.Commit, m.Go, m.Cores, m.LoadBefore, m.LoadAfter, 100*m.Generator, m.Date.Format(time.DateOnly), m.Took.Round(time.Second))
}

// load is the load average of the last minute.
func load() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	first, _, _ := strings.Cut(string(text), " ")
	return first
}

// commit is what is measured.
func commit(ctx context.Context) string {
	out, err := exec.CommandContext(ctx, "git", "describe", "--always", "--dirty", "--exclude=*").Output()
	if err != nil {
		return "unknown"
	}
	return string(bytes.TrimSpace(out))
}
