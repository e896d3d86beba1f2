//go:build unix

package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/sshblog/sshblog/internal/test/testssh"

	"github.com/sshblog/sshblog/bench/posts"
)

// measureLoading starts sshblog on a large blog and changes one of its posts.
func (b *bench) measureLoading() error {
	dir := filepath.Join(b.dir, "library")
	const private = 0o700
	if err := errors.Join(os.Mkdir(dir, private), //nolint:gosec // below a directory that this run has made
		posts.WriteLibrary(dir)); err != nil {
		return err
	}
	const rounds = 2
	for range rounds {
		s, err := b.startBlog(dir)
		if err != nil {
			return err
		}
		b.add("load/start", s, s.started.Seconds())
		if err := s.calm(b.ctx); err != nil { // what is made in the background is there then
			return errors.Join(err, s.stop())
		}
		if err := errors.Join(b.changePosts(s, dir), s.stop()); err != nil {
			return err
		}
	}
	return os.RemoveAll(dir) //nolint:gosec // below a directory that this run has made
}

// changePosts changes some posts, one after the other, while somebody reads.
func (b *bench) changePosts(s *server, dir string) (err error) {
	r, err := b.enter(s, testssh.Options{}, testssh.Terminal{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	for range 6 {
		if err := b.pressKeys("load/keys/before", s, r); err != nil {
			return err
		}
	}
	before, err := s.resident()
	if err != nil {
		return err
	}
	reading := make(chan error, 1)
	go func() {
		var err error
		for range 30 {
			err = errors.Join(err, b.pressKeys("load/keys/during", s, r))
		}
		reading <- err
	}()
	if err := errors.Join(b.changeEach(s, dir), <-reading); err != nil {
		return err
	}
	after, err := s.resident()
	b.add("load/grown", s, after/before)
	return err
}

// changeEach changes some posts, and waits each time until the blog has taken over the change: what
// it takes for it, by its own log, and how long that is after the file was written, which includes
// the moment in which an editor may go on writing. Then SIGHUP has it look at all.
func (b *bench) changeEach(s *server, dir string) error {
	const changes = 4
	for i := range changes {
		start, err := changeOne(dir, i)
		if err != nil {
			return err
		}
		line, err := s.awaitLine("posts reloaded", startPatience)
		if err != nil {
			return err
		}
		b.add("load/seen", s, milliseconds(time.Since(start)))
		took, err := timeIn(line)
		if err != nil {
			return err
		}
		b.add("load/change", s, milliseconds(took))
		b.pause(rest)
		if start, err = changeOne(dir, i+changes); err != nil {
			return err
		}
		if err := s.process.Process.Signal(syscall.SIGHUP); err != nil {
			return fmt.Errorf("have %s reload: %w", s.name, err)
		}
		if _, err := s.awaitLine("posts reloaded", startPatience); err != nil {
			return err
		}
		b.add("load/all", s, milliseconds(time.Since(start)))
		b.pause(rest)
	}
	return nil
}

// changeOne changes a post and returns when that began.
func changeOne(dir string, i int) (time.Time, error) {
	start := time.Now()
	return start, posts.Write(dir, "post-5000", fmt.Sprintf("A changed title %d", start.UnixNano()), 4999, (8+i)*kilobyte)
}

// timeIn is the time that a line of the log says something took.
func timeIn(line string) (time.Duration, error) {
	for word := range strings.FieldsSeq(line) {
		if value, ok := strings.CutPrefix(word, "took="); ok {
			return time.ParseDuration(value)
		}
	}
	return 0, fmt.Errorf("%q: expected took=", line)
}
