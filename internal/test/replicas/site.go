//go:build linux

package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/sshblog/sshblog/internal/quota"
)

// patience is how long something may take that takes no time.
const patience = 30 * time.Second

// publicHost is the name of the blog in the command lines that readers are told.
const publicHost = "blog.example.com"

// The blog: posts of some sections.
const (
	numPosts    = 20
	numSections = 8
)

// site is the servers and the balancer before them.
type site struct {
	dir      string
	addr     string // of the balancer
	replicas []*replica
	balancer *exec.Cmd
}

// replica is one server.
type replica struct {
	name, addr, log string
	binary          string
	args            []string
	cmd             *exec.Cmd
}

// startSite starts the servers and the balancer.
func startSite(ctx context.Context, o settings) (_ *site, err error) {
	s := &site{}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.stop())
		}
	}()
	if s.dir, err = os.MkdirTemp("", "replicas"); err != nil {
		return nil, err
	}
	if err := writePosts(filepath.Join(s.dir, "posts")); err != nil {
		return nil, err
	}
	key := filepath.Join(s.dir, "key")
	if text, err := exec.Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("make the host key: %w: %s", err, text)
	}
	for _, name := range []string{"one", "two", "three"} {
		r := &replica{name: name, binary: o.binary, log: filepath.Join(s.dir, name+".log")}
		if r.addr, err = freeAddr(); err != nil {
			return nil, err
		}
		r.args = []string{
			"serve", "--listen", r.addr, "--host-key", key, "--host", publicHost + ":22", "--drain", o.drain.String(),
			"--proxies", "127.0.0.1/32", "--full-addresses", "--max-log-lines", "1000000", filepath.Join(s.dir, "posts"),
		}
		s.replicas = append(s.replicas, r)
		if err := r.start(); err != nil {
			return nil, err
		}
	}
	if err := s.startBalancer(o); err != nil {
		return nil, err
	}
	for _, r := range s.replicas {
		if err := s.awaitUp(ctx, r.name); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// writePosts writes the blog.
func writePosts(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for i := range numPosts {
		var b strings.Builder
		fmt.Fprintf(&b, "---\ntitle: Post %d\ndate: 2026-01-%02d\n---\nHow it begins.\n", i, i+1)
		for k := range numSections {
			fmt.Fprintf(&b, "\n## Section %d\n\n%s\n", k, strings.Repeat(fmt.Sprintf("These are words of section %d in post %d. ", k, i), 60))
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("post-%d.md", i)), []byte(b.String()), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// freeAddr returns an address of loopback on which nothing listens.
func freeAddr() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// start starts the server, and waits until it listens.
func (r *replica) start() error {
	log, err := os.OpenFile(r.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }() // the server has it
	r.cmd = exec.Command(r.binary, r.args...)
	r.cmd.Stderr = log
	r.cmd.Env = append(os.Environ(), "LC_ALL=C")
	if err := r.cmd.Start(); err != nil {
		return err
	}
	for begun := time.Now(); ; {
		conn, err := net.Dial("tcp", r.addr)
		if err == nil {
			return conn.Close()
		}
		if time.Since(begun) > patience {
			return fmt.Errorf("%s does not listen: %w", r.name, err)
		}
		quota.Wait(context.Background(), 20*time.Millisecond)
	}
}

// terminate ends the server in order, and waits until it has ended.
func (r *replica) terminate() error {
	if err := r.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	return r.cmd.Wait()
}

// kill ends the server without a word.
func (r *replica) kill() error {
	err := r.cmd.Process.Kill()
	_ = r.cmd.Wait() // it was killed
	return err
}

var (
	bindLine   = regexp.MustCompile(`(?m)^    bind .*$`)
	serverLine = regexp.MustCompile(`(?m)^    server (\w+) .*$`)
	logLine    = regexp.MustCompile(`(?m)^    (log|option tcplog).*$`)
)

// startBalancer starts HAProxy with the configuration of the project, but for the addresses and the
// log.
func (s *site) startBalancer(o settings) (err error) {
	text, err := os.ReadFile(o.config)
	if err != nil {
		return err
	}
	if s.addr, err = freeAddr(); err != nil {
		return err
	}
	config := logLine.ReplaceAllString(string(text), "")
	config = strings.Replace(config, "global\n", "global\n    stats socket "+s.socket()+" level admin\n", 1)
	config = bindLine.ReplaceAllString(config, "    bind "+s.addr)
	next := 0
	config = serverLine.ReplaceAllStringFunc(config, func(string) string {
		r := s.replicas[next%len(s.replicas)]
		next++
		return fmt.Sprintf("    server %s %s", r.name, r.addr)
	})
	if next != len(s.replicas) {
		return fmt.Errorf("%s has %d servers, expected %d", o.config, next, len(s.replicas))
	}
	file := filepath.Join(s.dir, "haproxy.cfg")
	if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
		return err
	}
	s.balancer = exec.Command(o.haproxy, "-db", "-f", file)
	said, err := os.Create(filepath.Join(s.dir, "haproxy.log"))
	if err != nil {
		return err
	}
	defer func() { _ = said.Close() }() // HAProxy has it
	s.balancer.Stderr = said
	if err := s.balancer.Start(); err != nil {
		return fmt.Errorf("start HAProxy, which apt-get install haproxy brings: %w", err)
	}
	return nil
}

func (s *site) socket() string { return filepath.Join(s.dir, "haproxy.sock") }

// state returns a column of what HAProxy says of a server.
func (s *site) state(server, column string) (string, error) {
	conn, err := net.Dial("unix", s.socket())
	if err != nil {
		return "", err
	}
	defer func() { _ = conn.Close() }()
	if _, err := io.WriteString(conn, "show stat\n"); err != nil {
		return "", err
	}
	in := bufio.NewReader(conn)
	if _, err := in.Discard(len("# ")); err != nil {
		return "", err
	}
	reader := csv.NewReader(in)
	reader.FieldsPerRecord = -1
	rows, err := reader.ReadAll()
	if err != nil {
		return "", err
	}
	for _, row := range rows {
		if len(row) < 2 || row[0] != "blogs" || row[1] != server {
			continue
		}
		for i, name := range rows[0] {
			if name == column {
				return row[i], nil
			}
		}
	}
	return "", fmt.Errorf("HAProxy knows no server %s", server)
}

// sessions returns how many connections a server has.
func (s *site) sessions(server string) (int, error) {
	text, err := s.state(server, "scur")
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(text)
}

// awaitUp waits until HAProxy has found a server to be there.
func (s *site) awaitUp(ctx context.Context, server string) error {
	for begun := time.Now(); ; {
		status, err := s.state(server, "status")
		check, _ := s.state(server, "check_status")
		if err == nil && status == "UP" && check == "L7OK" {
			return nil
		}
		if time.Since(begun) > patience || ctx.Err() != nil {
			return errors.Join(fmt.Errorf("%s is %q, %q", server, status, check), err, ctx.Err())
		}
		quota.Wait(ctx, 100*time.Millisecond)
	}
}

var remoteAddr = regexp.MustCompile(`remote=(127\.1\.[0-9.]+)`) // of readers, see startCrowd

// addresses returns how many addresses the servers have had readers from.
func (s *site) addresses() int {
	seen := map[string]bool{}
	for _, r := range s.replicas {
		text, err := os.ReadFile(r.log)
		if err != nil {
			continue
		}
		for _, found := range remoteAddr.FindAllSubmatch(text, -1) {
			seen[string(found[1])] = true
		}
	}
	return len(seen)
}

// stop ends what was started, and removes its files.
func (s *site) stop() error {
	for _, r := range s.replicas {
		if r.cmd != nil && r.cmd.ProcessState == nil {
			_ = r.kill()
		}
	}
	if s.balancer != nil && s.balancer.Process != nil {
		_ = s.balancer.Process.Kill()
		_ = s.balancer.Wait()
	}
	return os.RemoveAll(s.dir)
}
