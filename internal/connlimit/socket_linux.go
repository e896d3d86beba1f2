package connlimit

import (
	"net"
	"syscall"
)

// notSentLowWater is TCP_NOTSENT_LOWAT of tcp(7), which package syscall does not name.
const notSentLowWater = 25

// limitUnsent makes writes block while the kernel holds more than so many bytes that it has not
// sent yet.
func limitUnsent(conn *net.TCPConn, bytes int) {
	raw, err := conn.SyscallConn()
	if err != nil {
		return
	}
	_ = raw.Control(func(fd uintptr) {
		_ = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_TCP, notSentLowWater, bytes)
	})
}
