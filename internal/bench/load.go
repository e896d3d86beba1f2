package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/sshblog/sshblog/internal/visitor"
)

// measureLoading starts sshblog on a large blog and changes one of its posts.
func (b *bench) measureLoading() error {
	dir := filepath.Join(b.dir, "library")
	const private = 0o700
	if err := errors.Join(os.Mkdir(dir, private), writeLibrary(dir)); err != nil { //nolint:gosec // below a directory that this run has made
		return err
	}
	const rounds = 2
	for range rounds {
		s, err := b.startBlog(dir)
		if err != nil {
			return err
		}
		b.add("load/start", s, s.started.Seconds())
		b.pause(4 * rest) // until what is made in the background is there
		if err := errors.Join(b.changePosts(s, dir), s.stop()); err != nil {
			return err
		}
	}
	return os.RemoveAll(dir) //nolint:gosec // below a directory that this run has made
}

// changePosts changes some posts, one after the other, while somebody reads.
func (b *bench) changePosts(s *server, dir string) (err error) {
	r, err := b.enter(s, visitor.Options{}, visitor.Terminal{})
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

// changeEach changes some posts, and waits each time until the blog has taken over the change.
func (b *bench) changeEach(s *server, dir string) error {
	const changes = 4
	for i := range changes {
		start := time.Now()
		if err := writePost(dir, "post-5000", fmt.Sprintf("A changed title %d", start.UnixNano()), 4999, (8+i)*kilobyte); err != nil {
			return err
		}
		if err := s.process.Process.Signal(syscall.SIGHUP); err != nil {
			return fmt.Errorf("have %s reload: %w", s.name, err)
		}
		if _, err := s.awaitLine("posts reloaded", startPatience); err != nil {
			return err
		}
		b.add("load/change", s, milliseconds(time.Since(start)))
		b.pause(2 * rest) // until the watcher has seen it, too
	}
	return nil
}
