//go:build !unix

package main

import (
	"os/exec"
	"syscall"
)

// Signals that there are not.
const (
	usr1       = syscall.SIGTERM
	sigStop    = syscall.SIGTERM
	sigProceed = syscall.SIGTERM
)

// runUnprivileged does nothing: there are no such users.
func runUnprivileged(*exec.Cmd, ...string) error { return nil }
