//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"github.com/sshblog/sshblog/internal/test/testssh"

	"github.com/sshblog/sshblog/bench/posts"
)

// The servers, by the names under which the table shows them.
const (
	floorName = "floor"
	blogName  = "sshblog"
	teaName   = "tea"
)

// bench is a run.
type bench struct {
	settings
	ctx     context.Context
	log     io.Writer
	dir     string // of all that the run writes
	blog    string // the directory of posts
	self    string // this program
	machine machine
	samples samples
	notes   []string // what could not be measured, and why
	failed  []error  // of groups
}

// newBench builds what is measured and writes what it serves.
func newBench(ctx context.Context, s settings, log io.Writer) (*bench, error) {
	b := &bench{settings: s, ctx: ctx, log: log, machine: newMachine(ctx)}
	var err error
	if b.self, err = os.Executable(); err != nil {
		return nil, fmt.Errorf("find this program: %w", err)
	}
	if b.dir, err = os.MkdirTemp("", "sshblog-bench-"); err != nil {
		return nil, fmt.Errorf("make a directory: %w", err)
	}
	b.blog = filepath.Join(b.dir, "blog")
	const private = 0o700
	if err := os.Mkdir(b.blog, private); err != nil {
		return nil, errors.Join(err, b.close())
	}
	if err := errors.Join(posts.WriteBlog(b.blog), b.build()); err != nil {
		return nil, errors.Join(err, b.close())
	}
	return b, nil
}

// build builds sshblog, unless the command line names one.
func (b *bench) build() error {
	if b.binary != "" {
		return nil
	}
	b.binary = filepath.Join(b.dir, "sshblog")
	build := exec.CommandContext(b.ctx, "go", "build", "-trimpath", "-o", b.binary, //nolint:gosec // a path that this program has made
		"./cmd/sshblog")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	build.Stderr = b.log
	if err := build.Run(); err != nil {
		return fmt.Errorf("build sshblog (run this in the project's directory): %w", err)
	}
	return nil
}

// close removes what the run has written.
func (b *bench) close() error {
	return os.RemoveAll(b.dir) //nolint:gosec // a directory that this run has made
}

// say tells how the run goes on.
func (b *bench) say(format string, args ...any) { _, _ = fmt.Fprintf(b.log, format, args...) }

// start starts a server by its name. sshblog serves the blog with room for as many as come.
func (b *bench) start(name string) (*server, error) {
	switch name {
	case floorName:
		return start(b.ctx, name, b.self, beFloor)
	case teaName:
		return start(b.ctx, name, b.self, beTea)
	}
	return b.startBlog(b.blog)
}

// startBlog starts sshblog on a directory of posts.
func (b *bench) startBlog(dir string) (*server, error) {
	return start(b.ctx, blogName, b.binary, "serve", dir, "--listen", "127.0.0.1:0", "--keys",
		filepath.Join(b.dir, "keys"), "--admin", "127.0.0.1:0",
		"--max-connections", "20000", "--max-per-address", "20000", "--max-sessions", "40000", "--max-cells", "100000000")
}

// with starts servers, has f use them and stops them.
func (b *bench) with(names []string, f func(servers []*server) error) (err error) {
	var servers []*server
	defer func() {
		for _, s := range servers {
			err = errors.Join(err, s.stop())
		}
	}()
	for _, name := range names {
		s, err := b.start(name)
		if err != nil {
			return err
		}
		servers = append(servers, s)
	}
	for _, s := range servers {
		if err := s.calm(b.ctx); err != nil {
			return err
		}
	}
	return f(servers)
}

// all are the servers that are compared.
func all() []string { return []string{floorName, blogName, teaName} }

// servers are those that this run compares: in a short one nothing depends on tea.
func (b *bench) servers() []string {
	if b.short {
		return []string{floorName, blogName}
	}
	return all()
}

// sign is what the first useful frame of a server contains.
func sign(name string) string {
	switch name {
	case floorName:
		return "floor"
	case teaName:
		return "Hello"
	}
	return "Post number 1"
}

// add adds values of a server to a series.
func (b *bench) add(series string, s *server, values ...float64) {
	b.samples.add(series, s.name, values...)
}

// replace puts a value in the place of those of a series.
func (b *bench) replace(series string, s *server, value float64) {
	b.samples.replace(series, s.name, value)
}

// note notes what could not be measured, once.
func (b *bench) note(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if !slices.Contains(b.notes, text) {
		b.notes = append(b.notes, text)
	}
}

// runGroups measures the groups that were asked for. One that fails does not keep the others from
// running, but the run has failed then.
func (b *bench) runGroups() error {
	for _, g := range groups() {
		if b.short && g.short == nil || len(b.groups) > 0 && !slices.Contains(b.groups, g.name) {
			continue
		}
		measure := g.full
		if b.short {
			measure = g.short
		}
		begin := time.Now()
		err := measure(b)
		if b.ctx.Err() != nil {
			return b.ctx.Err()
		}
		b.say("%-12s %6.1f s\n", g.name, time.Since(begin).Seconds())
		if err != nil {
			err = fmt.Errorf("%s: %w", g.name, err)
			b.note("%v", err)
			b.failed = append(b.failed, err)
		}
	}
	return nil
}

// pause waits, or until the run is to end.
func (b *bench) pause(d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-b.ctx.Done():
	}
}

// reader is a visitor with a screen.
type reader struct {
	*testssh.Reader
	*testssh.Screen
}

// enter connects to a server and waits for its first useful frame. An error leaves nothing behind.
func (b *bench) enter(s *server, o testssh.Options, t testssh.Terminal) (reader, error) {
	v, err := testssh.Dial(b.ctx, s.addr, o)
	if err != nil {
		return reader{}, err
	}
	screen, err := v.Open(t)
	if err == nil {
		_, err = screen.Await(sign(s.name))
	}
	if err != nil {
		return reader{}, errors.Join(err, v.Close())
	}
	return reader{v, screen}, nil
}

// leave closes readers' connections.
func leave(readers []reader) (err error) {
	for _, r := range readers {
		err = errors.Join(err, r.Close())
	}
	return err
}
