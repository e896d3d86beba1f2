//go:build linux

package hostile_test

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/test/waitfor"
)

// patience is how long a test waits for what must happen.
const patience = 30 * time.Second

// program is a running sshblog.
type program struct {
	environment
	cmd  *exec.Cmd
	addr string
	port string

	mu     sync.Mutex
	log    []string
	asking sync.Mutex    // for vitals, one at a time
	exited chan struct{} // closed when the process has ended
	err    error         // how; to be read then
}

// launch is how a program is started.
type launch struct {
	settings []string // NAME=value, without SSHBLOG_
	posts    string   // a directory; empty for the one that all share
	stderr   *os.File // where the log goes; nil for the test
	closed   bool     // the log goes nowhere: its descriptor is closed
	address  string   // to listen on; empty for a free port of the loopback address
}

// shortLimits are limits that a test need not wait long for. A row of a table may set others.
var shortLimits = []string{
	"HANDSHAKE_TIMEOUT=2s", "START_TIMEOUT=1500ms", "KEEPALIVE=500ms", "STALL_TIMEOUT=1s", "PIPE_TIMEOUT=1s", "TRANSFER_TIMEOUT=1s",
	"MAX_CONNECTIONS=60", "MAX_PER_ADDRESS=50", "MAX_WAITING=20", "MAX_WAITING_PER_ADDRESS=15", "MAX_LOG_LINES=-1",
	"ADMIN=127.0.0.1:0",
}

// slowLimits replace some of them where all takes longer, so that what is not about them is over
// before they are.
var slowLimits = func() []string {
	if raced {
		return []string{"HANDSHAKE_TIMEOUT=6s", "START_TIMEOUT=4s", "KEEPALIVE=2s", "STALL_TIMEOUT=4s", "PIPE_TIMEOUT=4s", "TRANSFER_TIMEOUT=4s"}
	}
	return nil
}()

// start runs the program until the test ends, with short limits unless l says otherwise.
func (env environment) start(t testing.TB, l launch) *program {
	t.Helper()
	p := env.run(t, l)
	if l.stderr == nil {
		_, p.port, _ = net.SplitHostPort(p.awaitLog(t, `listening.* addr=(\S+)`)[1])
		p.addr = "127.0.0.1:" + p.port
	}
	return p
}

// run is start for a program of which it is not known whether it will listen.
func (env environment) run(t testing.TB, l launch) *program {
	t.Helper()
	p := &program{environment: env, cmd: env.command(l), exited: make(chan struct{})}
	read := make(chan struct{})
	if p.cmd.Stderr = l.stderr; l.stderr == nil {
		p.cmd.Stderr = nil
		pipe, err := p.cmd.StderrPipe()
		if err != nil {
			t.Fatal(err)
		}
		go func() { p.keepLog(bufio.NewReader(pipe)); close(read) }()
	} else {
		close(read)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { <-read; p.err = p.cmd.Wait(); close(p.exited) }()
	t.Cleanup(func() { p.stop(t) })
	return p
}

// command is the command that starts the program.
func (env environment) command(l launch) *exec.Cmd {
	posts, address := l.posts, l.address
	if posts == "" {
		posts = built.posts
	}
	if address == "" {
		address = "127.0.0.1:0"
	}
	args := []string{built.program, "serve", posts, "--keys", built.keys, "--listen", address}
	if env.descriptors > 0 || l.closed {
		args = append([]string{"sh", "-c", env.shell(l) + `exec "$0" "$@"`}, args...)
	}
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "GORACE=" + os.Getenv("GORACE")}
	if env.memory > 0 {
		cmd.Env = append(cmd.Env, fmt.Sprintf("GOMEMLIMIT=%dMiB", env.memory))
	}
	for _, setting := range slices.Concat(shortLimits, slowLimits, l.settings) {
		cmd.Env = append(cmd.Env, "SSHBLOG_"+setting) // of two with the same name the later one counts
	}
	return cmd
}

// shell is what the shell does before the program takes its place.
func (env environment) shell(l launch) (commands string) {
	if env.descriptors > 0 {
		commands = fmt.Sprintf("ulimit -n %d; ", env.descriptors)
	}
	if l.closed {
		commands += "exec 2>&-; "
	}
	return commands
}

// keepLog keeps what the program logs.
func (p *program) keepLog(r *bufio.Reader) {
	for {
		line, err := r.ReadString('\n')
		p.mu.Lock()
		if line != "" {
			p.log = append(p.log, strings.TrimSuffix(line, "\n"))
		}
		p.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// lines are the lines of the log so far that match.
func (p *program) lines(pattern string) (found []string) {
	want := regexp.MustCompile(pattern)
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, line := range p.log {
		if want.MatchString(line) {
			found = append(found, line)
		}
	}
	return found
}

// awaitLog waits for a line of the log and returns what the pattern finds in it.
func (p *program) awaitLog(t testing.TB, pattern string) []string {
	t.Helper()
	want := regexp.MustCompile(pattern)
	var found []string
	if !waitfor.True(patience, func() bool {
		if lines := p.lines(pattern); len(lines) > 0 {
			found = want.FindStringSubmatch(lines[0])
		}
		return found != nil
	}) {
		t.Fatalf("the program did not log %q, but:\n%s", pattern, strings.Join(p.lines(""), "\n"))
	}
	return found
}

// signal sends the program a signal.
func (p *program) signal(t testing.TB, s syscall.Signal) {
	t.Helper()
	if err := p.cmd.Process.Signal(s); err != nil {
		t.Errorf("%v: %v", s, err)
	}
}

// ends waits until the program has ended, and checks its exit status.
func (p *program) ends(t testing.TB, in time.Duration) {
	t.Helper()
	select {
	case <-p.exited:
		if p.err != nil {
			t.Errorf("the program ended with %v; its log:\n%s", p.err, strings.Join(p.lines(""), "\n"))
		}
	case <-time.After(in):
		t.Errorf("the program is still there after %v", in)
	}
}

// stop ends the program, if it is still there.
func (p *program) stop(t testing.TB) {
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.exited:
	case <-time.After(patience):
		_ = p.cmd.Process.Kill()
		t.Error("the program does not end")
	}
	p.sound(t)
}

// sound checks that nothing went wrong in the program so far.
func (p *program) sound(t testing.TB) {
	t.Helper()
	if bad := p.lines(`panic|DATA RACE|fatal error|goroutine \d+ \[`); len(bad) > 0 {
		t.Errorf("the program's log:\n%s", strings.Join(p.lines(""), "\n"))
	}
}

// lives checks that the process is still the one that was started.
func (p *program) lives(t testing.TB) {
	t.Helper()
	select {
	case <-p.exited:
		t.Fatalf("the program has ended: %v\n%s", p.err, strings.Join(p.lines(""), "\n"))
	default:
	}
	p.sound(t)
}

// kernel reads a file of /proc on the program.
func (p *program) kernel(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile("/proc/" + strconv.Itoa(p.cmd.Process.Pid) + "/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
