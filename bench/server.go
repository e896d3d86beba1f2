//go:build unix

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/sshblog/sshblog/bench/rivals"
)

// server is one of the servers, in a process of its own.
type server struct {
	name    string
	addr    string
	metrics string // where it shows them; "" if it does not
	pid     int
	process *exec.Cmd
	started time.Duration // from its start to its readiness
	lines   chan string   // of its log that somebody may wait for
	mute    bool          // it does not say its vitals
	reading sync.WaitGroup
}

// What a server is given to start, and to say its vitals.
const (
	startPatience  = 60 * time.Second
	vitalsPatience = 5 * time.Second
)

// start starts a server and waits until it is ready.
func start(ctx context.Context, name, program string, args ...string) (*server, error) {
	s := &server{name: name, lines: make(chan string, 64)}
	s.process = exec.CommandContext(ctx, program, //nolint:gosec // the program is ours, and so are the arguments
		args...)
	s.process.Cancel = func() error { return s.process.Process.Signal(syscall.SIGTERM) }
	s.process.WaitDelay = 5 * time.Second
	log, err := s.process.StderrPipe()
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", name, err)
	}
	begin := time.Now()
	if err := s.process.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", name, err)
	}
	s.pid = s.process.Process.Pid
	s.reading.Go(func() { s.follow(log) })
	line, err := s.awaitLine("msg=listening", startPatience)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("start %s: %w", name, err), s.stop())
	}
	s.started = time.Since(begin)
	s.addr = regexp.MustCompile(`addr=(\S+)`).FindStringSubmatch(line)[1]
	return s, nil
}

// metricsAddress finds where sshblog shows its metrics.
var metricsAddress = regexp.MustCompile(`msg=operators metrics=(\S+)`)

// follow keeps the lines of the log that somebody may wait for.
func (s *server) follow(log io.Reader) {
	defer close(s.lines)
	scanner := bufio.NewScanner(log)
	for scanner.Scan() {
		line := scanner.Text()
		if found := metricsAddress.FindStringSubmatch(line); found != nil {
			s.metrics = found[1] // before the line that says that it listens
			continue
		}
		if !strings.Contains(line, "msg=vitals") && !strings.Contains(line, "msg=listening") &&
			!strings.Contains(line, "reloaded") {
			continue
		}
		select {
		case s.lines <- line:
		default: // nobody has waited for a long time
		}
	}
}

// awaitLine waits for a line of the log that contains text.
func (s *server) awaitLine(text string, patience time.Duration) (string, error) {
	timer := time.NewTimer(patience)
	defer timer.Stop()
	for {
		select {
		case line, ok := <-s.lines:
			if !ok {
				return "", fmt.Errorf("%s has ended", s.name)
			}
			if strings.Contains(line, text) {
				return line, nil
			}
		case <-timer.C:
			return "", fmt.Errorf("%s does not log %q in %v", s.name, text, patience)
		}
	}
}

// vitals asks the server for its vitals; false if it does not say them.
func (s *server) vitals() (rivals.Vitals, bool) {
	if s.mute || s.process.Process.Signal(syscall.SIGUSR1) != nil {
		return rivals.Vitals{}, false
	}
	line, err := s.awaitLine("msg=vitals", vitalsPatience)
	if err != nil {
		s.mute = true
		return rivals.Vitals{}, false
	}
	return rivals.ParseVitals(line)
}

// cpu is the CPU time that the server's threads have used, as the kernel counts it.
func (s *server) cpu() (sum time.Duration, err error) {
	tasks, err := os.ReadDir(fmt.Sprintf("/proc/%d/task", s.pid))
	if err != nil {
		return 0, fmt.Errorf("CPU time of %s: %w", s.name, err)
	}
	for _, task := range tasks {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%s/schedstat", s.pid, //nolint:gosec // a directory of the kernel
			task.Name()))
		if err != nil {
			continue // a thread that has just ended
		}
		first, _, _ := strings.Cut(string(text), " ")
		ns, err := strconv.ParseInt(first, 10, 64)
		if err != nil {
			return 0, fmt.Errorf("CPU time of %s: %w", s.name, err)
		}
		sum += time.Duration(ns)
	}
	return sum, nil
}

// resident is the server's resident memory in KiB.
func (s *server) resident() (float64, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.pid)) //nolint:gosec // a file of the kernel
	if err != nil {
		return 0, fmt.Errorf("memory of %s: %w", s.name, err)
	}
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			return strconv.ParseFloat(strings.Fields(value)[0], 64)
		}
	}
	return 0, fmt.Errorf("memory of %s: the kernel does not say", s.name)
}

// calm waits until the server does nothing any more: what it makes in the background after its
// start, or after a crowd has come, is done.
func (s *server) calm(ctx context.Context) error {
	if s.name == teaName {
		return nil // each of its sessions has a ticker, so it never is
	}
	// Work in the background pauses for as long as its last piece has taken, which is the third of
	// a second for a post of 1 MB.
	const patience, step, little, steps = 2 * time.Minute, 250 * time.Millisecond, 0.02, 5
	ticker := time.NewTicker(step)
	defer ticker.Stop()
	still := 0
	last, err := s.cpu()
	for begin := time.Now(); err == nil && time.Since(begin) < patience; {
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return ctx.Err()
		}
		var now time.Duration
		if now, err = s.cpu(); float64(now-last) >= little*float64(step) {
			still = 0
		} else if still++; still == steps {
			return err
		}
		last = now
	}
	return err // one that is never calm is measured as it is
}

// stop ends the server.
func (s *server) stop() error {
	if err := s.process.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return fmt.Errorf("stop %s: %w", s.name, err)
	}
	kill := time.AfterFunc(10*time.Second, func() { _ = s.process.Process.Kill() })
	defer kill.Stop()
	s.reading.Wait()
	_ = s.process.Wait() // how it ends is not what is measured
	return nil
}
