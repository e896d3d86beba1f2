//go:build !unix

package main

import (
	"os/exec"
	"syscall"
)

// usr1 stands for a signal that there is not.
const usr1 = syscall.SIGTERM

// runUnprivileged does nothing: there are no such users.
func runUnprivileged(*exec.Cmd, ...string) error { return nil }
