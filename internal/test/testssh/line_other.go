//go:build !unix

package testssh

import "syscall"

// narrow leaves the buffers of a socket as they are: a slow line is not so slow here.
func narrow(_, _ string, _ syscall.RawConn) error { return nil }
