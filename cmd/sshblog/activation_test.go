//go:build unix

package main

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// supervisor starts the program as a service manager does: with sockets that it keeps open itself,
// and one on which it is told how the program is.
type supervisor struct {
	t       *testing.T
	dir     string
	sockets []*os.File
	addrs   []string
	told    *net.UnixConn
}

func newSupervisor(t *testing.T, sockets int) *supervisor {
	t.Helper()
	s := &supervisor{t: t, dir: t.TempDir()}
	for range sockets {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		file, err := l.(*net.TCPListener).File()
		if err != nil {
			t.Fatal(err)
		}
		s.sockets, s.addrs = append(s.sockets, file), append(s.addrs, l.Addr().String())
		_ = l.Close() // file is left
		t.Cleanup(func() { _ = file.Close() })
	}
	var err error
	s.told, err = net.ListenUnixgram("unixgram", &net.UnixAddr{Name: filepath.Join(s.dir, "notify"), Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.told.Close() })
	return s
}

// start starts the program and waits until it is ready.
func (s *supervisor) start(env string, args ...string) *exec.Cmd {
	s.t.Helper()
	run := fmt.Sprintf("LISTEN_PID=$$ LISTEN_FDS=%d %s exec sshblog \"$@\"", len(s.sockets), env)
	cmd := exec.Command("sh", append([]string{"-c", run, "sh"}, args...)...)
	cmd.Dir, cmd.ExtraFiles, cmd.Stderr = s.dir, s.sockets, s.t.Output()
	cmd.Env = append(os.Environ(), "NOTIFY_SOCKET="+filepath.Join(s.dir, "notify"))
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = cmd.Process.Kill() })
	s.hears("READY=1")
	return cmd
}

// hears waits until the supervisor is told something.
func (s *supervisor) hears(want string) {
	s.t.Helper()
	_ = s.told.SetReadDeadline(time.Now().Add(patience))
	for text := make([]byte, 4096); ; {
		n, err := s.told.Read(text)
		if err != nil {
			s.t.Fatalf("waiting for %s: %v", want, err)
		}
		if strings.HasPrefix(string(text[:n]), want) {
			return
		}
	}
}

// stop ends the program.
func (s *supervisor) stop(cmd *exec.Cmd) {
	s.t.Helper()
	_ = cmd.Process.Signal(syscall.SIGTERM)
	s.hears("STOPPING=1")
	if err := cmd.Wait(); err != nil {
		s.t.Errorf("the server ended with %v", err)
	}
}

// list asks the blog for its list, as a reader does.
func list(addr string) error {
	client, err := gossh.Dial("tcp", addr, &gossh.ClientConfig{
		User: "reader", HostKeyCallback: gossh.InsecureIgnoreHostKey(), Timeout: patience,
	})
	if err != nil {
		return err
	}
	defer func() { _ = client.Close() }()
	session, err := client.NewSession()
	if err != nil {
		return err
	}
	text, err := session.Output("ls")
	if err == nil && !strings.Contains(string(text), "welcome") {
		err = fmt.Errorf("read %q", text)
	}
	return err
}

// TestSupervised: the service manager hears when the server is ready, reloads, is alive and stops,
// and all of its sockets are served.
func TestSupervised(t *testing.T) {
	s := newSupervisor(t, 2)
	server := s.start("WATCHDOG_USEC=20000 WATCHDOG_PID=$$", "serve")
	for _, addr := range s.addrs {
		if err := list(addr); err != nil {
			t.Errorf("%s: %v", addr, err)
		}
	}
	s.hears("WATCHDOG=1")
	_ = server.Process.Signal(syscall.SIGHUP)
	s.hears("RELOADING=1\nMONOTONIC_USEC=")
	s.hears("READY=1")
	s.stop(server)
}

// together is how many readers come before the first of them has been served: a server that is stopped
// has only so much time to serve those who have come, and a busy machine needs it.
const together = 8

// TestRestartsLoseNobody: fifty readers a second come while the server is started anew, again and
// again. Those that come meanwhile wait in the socket, and those that have come are served.
func TestRestartsLoseNobody(t *testing.T) {
	t.Run("at once", func(t *testing.T) { restartsLoseNobody(t, "serve") })
	t.Run("with a drain", func(t *testing.T) { restartsLoseNobody(t, "serve", "--drain", "1s") })
}

// stays opens a screen, which keeps a server that is drained from ending at once.
func stays(t *testing.T, addr string) {
	t.Helper()
	client, err := gossh.Dial("tcp", addr, &gossh.ClientConfig{
		User: "reader", HostKeyCallback: gossh.InsecureIgnoreHostKey(), Timeout: patience,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close() })
	session, err := client.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(session.RequestPty("xterm", 24, 80, gossh.TerminalModes{}), session.Shell()); err != nil {
		t.Fatal(err)
	}
}

func restartsLoseNobody(t *testing.T, args ...string) {
	s := newSupervisor(t, 1)
	server := s.start("", args...)
	stop := make(chan struct{})
	var came, lost int
	var mu sync.Mutex
	var readers, ticking sync.WaitGroup
	ticking.Go(func() {
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		places := make(chan struct{}, together)
		for {
			select {
			case <-stop:
				return
			case <-tick.C:
				places <- struct{}{}
			}
			readers.Go(func() {
				err := list(s.addrs[0])
				<-places
				mu.Lock()
				defer mu.Unlock()
				came++
				if err != nil {
					lost++
					t.Error(err)
				}
			})
		}
	})
	for restart := range 4 {
		if !eventually(func() bool { mu.Lock(); defer mu.Unlock(); return came >= 15*(restart+1) }) {
			t.Fatal("nobody is served")
		}
		stays(t, s.addrs[0])
		s.stop(server)
		server = s.start("", args...)
	}
	close(stop)
	ticking.Wait()
	readers.Wait()
	s.stop(server)
	t.Logf("%d readers came, %d were lost", came, lost)
}

// TestNotASocket: what is no listening socket is refused with what was expected.
func TestNotASocket(t *testing.T) {
	for name, expected := range map[string]string{"a file": "expected a socket", "a connection": "Accept=no"} {
		s := newSupervisor(t, 0)
		var file *os.File
		if name == "a file" {
			file, _ = os.Open(os.DevNull)
		} else {
			pair, err := syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
			if err != nil {
				t.Fatal(err)
			}
			file = os.NewFile(uintptr(pair[0]), name)
			t.Cleanup(func() { _ = syscall.Close(pair[1]) })
		}
		cmd := exec.Command("sh", "-c", "LISTEN_PID=$$ LISTEN_FDS=1 exec sshblog serve")
		cmd.Dir, cmd.ExtraFiles = s.dir, []*os.File{file}
		text, err := cmd.CombinedOutput()
		_ = file.Close()
		if err == nil || !strings.Contains(string(text), expected) {
			t.Errorf("%s: %v: %s", name, err, text)
		}
	}
}
