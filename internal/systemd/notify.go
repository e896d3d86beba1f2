// Package systemd speaks to the manager of services that started this process: it takes over the
// sockets that the manager listens on, and tells it when the process is ready, reloads, stops, and
// is alive. Without a manager it does nothing.
package systemd

import (
	"context"
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"
	"time"
)

// Notifier tells the manager how the process is. A nil Notifier tells nobody.
type Notifier struct {
	addr     *net.UnixAddr
	watchdog time.Duration
}

// NewNotifier returns the Notifier of this process, nil if nobody wants to know. It takes the
// variables out of the environment, so that no child believes that they are for it.
func NewNotifier() (*Notifier, error) {
	path, usec, pid := takeVariable("NOTIFY_SOCKET"), takeVariable("WATCHDOG_USEC"), takeVariable("WATCHDOG_PID")
	if path == "" {
		return nil, nil //nolint:nilnil // nobody wants to know
	}
	if path[0] != '/' && path[0] != '@' {
		return nil, fmt.Errorf("NOTIFY_SOCKET is %q: expected the path of a socket", path)
	}
	n := &Notifier{addr: &net.UnixAddr{Name: path, Net: "unixgram"}}
	if usec == "" || pid != "" && pid != strconv.Itoa(os.Getpid()) {
		return n, nil
	}
	interval, err := strconv.ParseInt(usec, 10, 64)
	if err != nil || interval <= 0 || interval > int64(365*24*time.Hour/time.Microsecond) {
		return n, fmt.Errorf("WATCHDOG_USEC is %q: expected a number of microseconds", usec)
	}
	n.watchdog = time.Duration(interval) * time.Microsecond
	return n, nil
}

// takeVariable returns a variable of the environment and removes it.
func takeVariable(name string) string {
	value := os.Getenv(name)
	_ = os.Unsetenv(name) // it fails for malformed names only
	return value
}

// Ready says that the process does its work, and what that is, in one line.
func (n *Notifier) Ready(status string) error {
	return n.send("READY=1", "STATUS="+strings.ReplaceAll(status, "\n", " "))
}

// Reloading says that the process reads its settings again. Ready follows.
func (n *Notifier) Reloading() error {
	return n.send("RELOADING=1", "MONOTONIC_USEC="+strconv.FormatInt(monotonic(), 10))
}

// Stopping says that the process ends.
func (n *Notifier) Stopping() error { return n.send("STOPPING=1") }

// Draining says that the process ends within a time, which the manager is asked to wait for.
func (n *Notifier) Draining(within time.Duration) error {
	return n.send("STOPPING=1", "STATUS=readers are let go", "EXTEND_TIMEOUT_USEC="+strconv.FormatInt(within.Microseconds(), 10))
}

// Watch says that the process is alive, twice in the time that the manager waits for that, until ctx
// ends. Before each time it calls alive, and says nothing while that hangs.
func (n *Notifier) Watch(ctx context.Context, alive func()) error {
	if n == nil || n.watchdog <= 0 {
		return nil
	}
	tick := time.NewTicker(max(n.watchdog/2, time.Millisecond))
	defer tick.Stop()
	for {
		alive()
		if err := n.send("WATCHDOG=1"); err != nil {
			return err
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return nil
		}
	}
}

// sendTimeout bounds how long a manager that does not listen holds the process up.
const sendTimeout = time.Second

// send sends lines to the manager, as one message.
func (n *Notifier) send(lines ...string) error {
	if n == nil {
		return nil
	}
	conn, err := net.DialUnix(n.addr.Net, nil, n.addr)
	if err != nil {
		return fmt.Errorf("tell the service manager: %w", err)
	}
	defer func() { _ = conn.Close() }() // all is sent
	if err := conn.SetWriteDeadline(time.Now().Add(sendTimeout)); err != nil {
		return fmt.Errorf("tell the service manager: %w", err)
	}
	if _, err := conn.Write([]byte(strings.Join(lines, "\n"))); err != nil {
		return fmt.Errorf("tell the service manager: %w", err)
	}
	return nil
}
