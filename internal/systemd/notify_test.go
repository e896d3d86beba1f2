//go:build unix

package systemd_test

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/systemd"
)

// boss is a service manager that listens.
func boss(t *testing.T) (receive func() string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "notify")
	conn, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: path, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	t.Setenv("NOTIFY_SOCKET", path)
	return func() string {
		t.Helper()
		_ = conn.SetReadDeadline(time.Now().Add(10 * time.Second))
		text := make([]byte, 4096)
		n, err := conn.Read(text)
		if err != nil {
			t.Fatal(err)
		}
		return string(text[:n])
	}
}

func TestNotify(t *testing.T) {
	receive := boss(t)
	t.Setenv("WATCHDOG_USEC", "2000")
	t.Setenv("WATCHDOG_PID", strconv.Itoa(os.Getpid()))
	n, err := systemd.NewNotifier()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"} {
		if _, there := os.LookupEnv(name); there {
			t.Errorf("%s is left for children", name)
		}
	}
	told := func(want string, err error) {
		t.Helper()
		if got := receive(); err != nil || !strings.HasPrefix(got, want) {
			t.Errorf("%q, error %v; want %q", got, err, want)
		}
	}
	told("READY=1\nSTATUS=two posts X=1", n.Ready("two posts\nX=1"))
	told("RELOADING=1\nMONOTONIC_USEC=", n.Reloading())
	told("STOPPING=1", n.Stopping())
	told("STOPPING=1\nSTATUS=readers are let go\nEXTEND_TIMEOUT_USEC=630000000", n.Draining(10*time.Minute+30*time.Second))
	ctx, cancel := context.WithCancel(t.Context())
	alive := make(chan struct{})
	ended := make(chan error)
	go func() { ended <- n.Watch(ctx, func() { <-alive }) }()
	for range 3 {
		alive <- struct{}{}
		told("WATCHDOG=1", nil)
	}
	cancel()
	close(alive)
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// TestNobodyListens: without a service manager, or with one that does not make sense, the process
// goes on.
func TestNobodyListens(t *testing.T) {
	for _, c := range []struct {
		socket, usec, pid string
		wrong             bool
	}{
		{"", "", "", false},
		{"relative", "", "", true},
		{"/nowhere", "soon", "", true},
		{"/nowhere", "-1", "", true},
		{"/nowhere", "9223372036854775807", "", true},
		{"/nowhere", "1000", "1", false}, // for another process
	} {
		t.Setenv("NOTIFY_SOCKET", c.socket)
		t.Setenv("WATCHDOG_USEC", c.usec)
		t.Setenv("WATCHDOG_PID", c.pid)
		n, err := systemd.NewNotifier()
		if (err != nil) != c.wrong {
			t.Errorf("%+v: %v", c, err)
		}
		if err := n.Watch(t.Context(), func() { t.Errorf("%+v: a watchdog", c) }); err != nil {
			t.Errorf("%+v: %v", c, err)
		}
		if err := n.Ready(""); (err != nil) != (n != nil) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

// TestNoSockets: sockets that are for another process, or are none, are not taken over.
func TestNoSockets(t *testing.T) {
	own := strconv.Itoa(os.Getpid())
	for _, c := range []struct {
		pid, fds string
		wrong    bool
	}{
		{"", "", false}, {"", "1", false}, {"1", "1", false}, {own, "0", false}, {own, "many", true}, {own, "-1", true}, {own, "65", true},
	} {
		t.Setenv("LISTEN_PID", c.pid)
		t.Setenv("LISTEN_FDS", c.fds)
		l, err := systemd.Listener(nil)
		if l != nil || (err != nil) != c.wrong {
			t.Errorf("%+v: %v, %v", c, l, err)
		}
		if _, there := os.LookupEnv("LISTEN_FDS"); there {
			t.Error("LISTEN_FDS is left for children")
		}
	}
}
