//go:build !unix

package main

import "os/exec"

// runUnprivileged does nothing: there are no such users.
func runUnprivileged(*exec.Cmd, ...string) error { return nil }
