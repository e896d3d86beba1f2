//go:build !linux

package connlimit

import "net"

// keepUnsent does nothing where the system has no such bound.
func keepUnsent(*net.TCPConn, int) {}
