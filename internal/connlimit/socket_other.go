//go:build !linux

package connlimit

import "net"

// limitUnsent does nothing where the system has no such bound.
func limitUnsent(*net.TCPConn, int) {}
