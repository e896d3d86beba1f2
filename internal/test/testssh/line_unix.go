//go:build unix

package testssh

import "syscall"

// narrow makes a socket's buffers as small as those of a long line. Over loopback a segment has 64
// KB, and the sender's kernel keeps buffers of megabytes for it, behind which no server would
// notice that its client reads slowly.
func narrow(_, _ string, raw syscall.RawConn) error {
	const segment, buffer = 1400, 16 << 10
	var failed error
	err := raw.Control(func(fd uintptr) {
		failed = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_TCP, syscall.TCP_MAXSEG, segment)
		if failed == nil {
			failed = syscall.SetsockoptInt(int(fd), syscall.SOL_SOCKET, syscall.SO_RCVBUF, buffer)
		}
	})
	if err != nil {
		return err
	}
	return failed
}
