//go:build unix

package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/sshblog/sshblog/internal/test/testssh"

	"github.com/sshblog/sshblog/bench/posts"
)

// measureOpening opens posts that have been rendered before, others that have not, and one of 1 MB
// while somebody else reads.
func (b *bench) measureOpening() error {
	return b.with([]string{blogName}, func(servers []*server) error {
		return errors.Join(b.openLong(servers[0]), b.openHuge(servers[0]))
	})
}

// openLong opens each of the posts of 10 KB for the first time and then again, in a window for
// which nothing has been laid out ahead.
func (b *bench) openLong(s *server) (err error) {
	r, err := b.enter(s, testssh.Options{}, testssh.Terminal{Width: 66, Height: 24})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	for i := range posts.Long {
		if err := press(r, "j"); err != nil {
			return err
		}
		for _, series := range []string{"open/first", "open/again", "open/again"} {
			took, err := timeOpening(r, fmt.Sprintf("long-%d", i+1))
			if err != nil {
				return err
			}
			b.add(series, s, milliseconds(took))
			if err := press(r, "\x1b"); err != nil {
				return err
			}
		}
	}
	return nil
}

// press presses a key and waits until all that it changes has been drawn.
func press(r reader, key string) error {
	if err := r.Press(key); err != nil {
		return err
	}
	if _, err := r.AwaitAny(); err != nil {
		return err
	}
	_, err := r.Settle(quiet / 3)
	return err
}

// timeOpening presses Enter and waits for the first words of a post.
func timeOpening(r reader, slug string) (time.Duration, error) {
	start := time.Now()
	if err := r.Press("\r"); err != nil {
		return 0, err
	}
	if _, err := r.Await(posts.Opening(slug)); err != nil {
		return 0, err
	}
	took := time.Since(start)
	_, err := r.Settle(quiet / 3)
	return took, err
}

// openHuge opens the post of 1 MB in windows of several widths, for which it is rendered again,
// while another reader presses keys.
func (b *bench) openHuge(s *server) (err error) {
	other, err := b.enter(s, testssh.Options{}, testssh.Terminal{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, other.Close()) }()
	for range 6 {
		if err := b.pressKeys("open/others/before", s, other); err != nil {
			return err
		}
	}
	for _, width := range []int{60, 63, 69, 72, 75, 78} { // for none of them anything has been laid out ahead
		if err := b.openHugeOnce(s, other, width); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) openHugeOnce(s *server, other reader, width int) (err error) {
	r, err := b.enter(s, testssh.Options{}, testssh.Terminal{Width: width, Height: 24})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	for range posts.Long + 1 {
		if err := b.pressKey("", s, r, "j"); err != nil {
			return err
		}
	}
	if _, err := r.Settle(quiet); err != nil {
		return err
	}
	reading := make(chan error, 1)
	go func() {
		reading <- b.pressKeys("open/others/during", s, other) // a third of a second, which is what the rendering takes
	}()
	start := time.Now()
	if err := r.Press("\r"); err != nil {
		return errors.Join(err, <-reading)
	}
	_, err = r.Await(posts.Opening("huge"))
	b.add("open/huge", s, milliseconds(time.Since(start)))
	return errors.Join(err, <-reading)
}
