//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
)

// unprivileged is the user of the container image.
const unprivileged = 65532

// runUnprivileged has a server run as a user to whom the modes of files mean something: root reads
// whatever they say. Others are such users themselves.
func runUnprivileged(cmd *exec.Cmd, owned ...string) error {
	if os.Geteuid() != 0 {
		return nil
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: unprivileged, Gid: unprivileged}}
	for _, path := range append(owned, cmd.Path, cmd.Dir) {
		temp := filepath.Clean(os.TempDir())
		for dir := filepath.Dir(path); strings.HasPrefix(dir, temp+"/"); dir = filepath.Dir(dir) {
			if err := os.Chmod(dir, 0o755); err != nil {
				return err
			}
		}
	}
	for _, dir := range owned {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return err
		}
		if err := os.Chown(dir, unprivileged, unprivileged); err != nil {
			return err
		}
	}
	return nil
}

// The signals of this kind of systems: usr1 asks what is in use, the others stop a process and let it
// go on.
const (
	usr1       = syscall.SIGUSR1
	sigStop    = syscall.SIGSTOP
	sigProceed = syscall.SIGCONT
)
