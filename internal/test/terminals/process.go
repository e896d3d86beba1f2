//go:build unix

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"syscall"
	"time"
)

// process is a program that was started, with a group of its own.
type process struct {
	cmd  *exec.Cmd
	done chan struct{}
}

// begin starts a program. What it says goes to a file beside its other files.
func begin(cmd *exec.Cmd) (*process, error) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", cmd.Path, err)
	}
	p := &process{cmd: cmd, done: make(chan struct{})}
	go func() {
		_ = cmd.Wait()
		close(p.done)
	}()
	return p, nil
}

// end ends a program and its group: kindly at first, and at last not. What runs in a terminal ends
// with it, as its line hangs up.
func (p *process) end() {
	_ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGTERM)
	select {
	case <-p.done:
	case <-time.After(3 * time.Second):
	}
	_ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL)
	<-p.done
}

var listening = regexp.MustCompile(`msg=listening addr=(\S+)`)

// serve starts the blog with a theme, and returns its port.
func serve(ctx context.Context, s settings, theme, scratch string) (*process, string, error) {
	cmd := exec.CommandContext(ctx, s.binary, "serve", s.content,
		"--listen=127.0.0.1:0", "--keys="+filepath.Join(scratch, "keys"), "--theme="+theme, "--max-per-address=100",
		"--max-waiting-per-address=50")
	log, err := cmd.StderrPipe()
	if err != nil {
		return nil, "", err
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		return nil, "", fmt.Errorf("start %s: %w", s.binary, err)
	}
	p := &process{cmd: cmd, done: make(chan struct{})}
	address := make(chan string, 1)
	go func() {
		defer close(p.done)
		defer close(address)
		last := ""
		for lines := bufio.NewScanner(log); lines.Scan(); last = lines.Text() {
			if at := listening.FindStringSubmatch(lines.Text()); at != nil {
				address <- at[1]
			}
		}
		if err := cmd.Wait(); err != nil {
			fmt.Fprintln(os.Stderr, "terminals:", s.binary, err, last)
		}
	}()
	at, ok := <-address
	if !ok {
		return nil, "", errors.New("the blog does not start")
	}
	_, port, err := net.SplitHostPort(at)
	return p, port, err
}

// keep writes a file, and makes its directory.
func keep(name, text string) {
	err := os.MkdirAll(filepath.Dir(name), 0o750)
	if err == nil {
		err = os.WriteFile(name, []byte(text), 0o600)
	}
	if err != nil {
		panic(err) // in a directory that we have just made
	}
}
