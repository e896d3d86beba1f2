//go:build unix

package main

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/sshblog/sshblog/internal/test/testssh"
)

// measureStorm has readers come, several at a time, who open the newest post, scroll to its end and
// quit: rounds of so many on each server. Afterwards nothing of them must be left.
func (b *bench) measureStorm(readers, rounds int) error {
	return b.with(b.servers(), func(servers []*server) error {
		for _, s := range servers { // the first storm makes what every later one finds
			if err := b.storm(s, readers/4, false); err != nil {
				return err
			}
		}
		before := make([]leftOver, len(servers))
		for i, s := range servers {
			before[i] = b.countLeft(s)
		}
		for range rounds {
			for _, s := range servers {
				if err := b.storm(s, readers, true); err != nil {
					return err
				}
			}
		}
		for i, s := range servers {
			b.addLeft("left/storm", s, before[i])
		}
		return nil
	})
}

// storm is one of so many readers; keep reports whether it counts.
func (b *bench) storm(s *server, readers int, keep bool) error {
	if s.name == teaName {
		readers /= 4 // it takes its time
	}
	before, err := s.cpu()
	if err != nil {
		return err
	}
	start := time.Now()
	if err := atOnce(8, readers, func(int) error { return b.visit(s) }); err != nil {
		return fmt.Errorf("a storm for %s: %w", s.name, err)
	}
	took := time.Since(start)
	after, err := s.cpu()
	if err != nil || !keep {
		return err
	}
	b.add("storm/rate", s, float64(readers)/took.Seconds())
	b.add("storm/cpu", s, milliseconds(after-before)/float64(readers))
	return nil
}

// atOnce calls f for the numbers below n, several at a time, until one fails.
func atOnce(several, n int, f func(i int) error) error {
	var working sync.WaitGroup
	var mu sync.Mutex
	var failed error
	next := 0
	take := func(err error) (int, bool) {
		mu.Lock()
		defer mu.Unlock()
		failed = errors.Join(failed, err)
		next++
		return next - 1, next <= n && failed == nil
	}
	for range several {
		working.Go(func() {
			i, more := take(nil)
			for more {
				i, more = take(f(i))
			}
		})
	}
	working.Wait()
	return failed
}

// pagesDown is how many pages the newest post has after the first one, in a window of 80x24.
const pagesDown = 4

// visit is one reader of a storm.
func (b *bench) visit(s *server) (err error) {
	r, err := b.enter(s, testssh.Options{}, testssh.Terminal{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	if err := open(s, r); err != nil {
		return err
	}
	for range pagesDown {
		if err := pressOnce(r, " "); err != nil {
			return err
		}
	}
	if err := r.Press("q"); err != nil {
		return err
	}
	return r.AwaitEnd()
}
