package connlimit

import (
	"net"
	"syscall"
)

// notSentLowWater is TCP_NOTSENT_LOWAT of tcp(7), which package syscall does not name.
const notSentLowWater = 25

// keepUnsent has writes wait when so many bytes have not been sent yet.
func keepUnsent(conn *net.TCPConn, bytes int) {
	raw, err := conn.SyscallConn()
	if err != nil {
		return
	}
	_ = raw.Control(func(fd uintptr) {
		_ = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_TCP, notSentLowWater, bytes)
	})
}
