package systemd

import (
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"sync"

	"github.com/sshblog/sshblog/internal/safego"
)

// firstSocket is the descriptor of the first socket that a manager hands over.
const firstSocket = 3

// maxSockets is how many it may hand over.
const maxSockets = 64

// Listener returns a listener on all sockets that the manager listens on for this process, nil if
// there are none. They stay open when the listener is closed: who connects while the process is
// started anew waits for the next one. Panics go to report.
func Listener(report safego.PanicHandler) (net.Listener, error) {
	pid, number := takeVariable("LISTEN_PID"), takeVariable("LISTEN_FDS")
	_ = takeVariable("LISTEN_FDNAMES")
	if number == "" || pid != strconv.Itoa(os.Getpid()) {
		return nil, nil //nolint:nilnil // they are not for this process
	}
	n, err := strconv.Atoi(number)
	if err != nil || n < 0 || n > maxSockets {
		return nil, fmt.Errorf("LISTEN_FDS is %q: expected a number of sockets", number)
	}
	var all []net.Listener
	for fd := firstSocket; fd < firstSocket+n; fd++ {
		l, err := inherit(uintptr(fd))
		if err != nil {
			for _, l := range all {
				err = errors.Join(err, l.Close())
			}
			return nil, fmt.Errorf("socket %d of the service manager: %w", fd, err)
		}
		all = append(all, l)
	}
	switch len(all) {
	case 0:
		return nil, nil //nolint:nilnil // none was handed over
	case 1:
		return all[0], nil
	}
	return join(report, all), nil
}

// inherit returns the listener of a descriptor.
func inherit(fd uintptr) (net.Listener, error) {
	file := os.NewFile(fd, "socket")
	defer func() { _ = file.Close() }() // the listener has a copy
	if err := checkSocket(fd); err != nil {
		return nil, err
	}
	l, err := net.FileListener(file)
	if err != nil {
		return nil, err
	}
	if unix, ok := l.(*net.UnixListener); ok {
		unix.SetUnlinkOnClose(false) // it is the manager's
	}
	return l, nil
}

// joined is several listeners as one.
type joined struct {
	all  []net.Listener
	came chan arrival // closed when none of them accepts any more
}

// arrival is what Accept returns.
type arrival struct {
	conn net.Conn
	err  error
}

// join begins to accept on several listeners. Whoever reads from the joined one does so until it
// fails for good: no connection that was accepted is lost when it is closed.
func join(report safego.PanicHandler, all []net.Listener) net.Listener {
	j := &joined{all: all, came: make(chan arrival)}
	var accepting sync.WaitGroup
	accepting.Add(len(all))
	for _, l := range all {
		safego.Go(report, "accept connections of one socket", func() {
			defer accepting.Done()
			for {
				conn, err := l.Accept()
				if errors.Is(err, net.ErrClosed) {
					return
				}
				j.came <- arrival{conn, err}
			}
		})
	}
	safego.Go(report, "wait for the last socket", func() { accepting.Wait(); close(j.came) })
	return j
}

func (j *joined) Accept() (net.Conn, error) {
	a, ok := <-j.came
	if !ok {
		return nil, net.ErrClosed
	}
	return a.conn, a.err
}

func (j *joined) Close() error {
	var err error
	for _, l := range j.all {
		err = errors.Join(err, l.Close())
	}
	return err
}

func (j *joined) Addr() net.Addr { return j.all[0].Addr() }
