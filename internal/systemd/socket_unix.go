//go:build unix

package systemd

import (
	"errors"
	"syscall"

	"golang.org/x/sys/unix"
)

// checkSocket returns an error for a descriptor that is no socket to accept connections on, and
// keeps children from inheriting it.
func checkSocket(fd uintptr) error {
	syscall.CloseOnExec(int(fd))
	switch accepts, err := unix.GetsockoptInt(int(fd), unix.SOL_SOCKET, unix.SO_ACCEPTCONN); {
	case errors.Is(err, unix.ENOTSOCK), errors.Is(err, unix.EBADF):
		return errors.New("expected a socket")
	case err == nil && accepts == 0:
		return errors.New("expected one that listens: set ListenStream= and Accept=no")
	}
	return nil
}
