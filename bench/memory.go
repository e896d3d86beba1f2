//go:build unix

package main

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/sshblog/sshblog/internal/test/testssh"

	"github.com/sshblog/sshblog/bench/rivals"
)

// memoryCase is what readers do whose memory is measured.
type memoryCase struct {
	series, what  string
	width, height int
	open          bool
}

func memoryCases() []memoryCase {
	return []memoryCase{
		{"memory/list/80", "list", 80, 24, false},
		{"memory/list/200", "list", 200, 60, false},
		{"memory/post/80", "post", 80, 24, true},
		{"memory/post/200", "post", 200, 60, true},
	}
}

// rest is how long a server gets to settle after a crowd has come.
const rest = time.Second

// measureMemory measures what a session takes, by the slope between few sessions and many more.
// Each case has a server of its own: memory that was used before would not grow again.
func (b *bench) measureMemory(few, many int) error {
	for _, c := range memoryCases() {
		for _, name := range b.servers() {
			err := b.with([]string{name},
				func(servers []*server) error { return b.measureSlope(servers[0], c, few, many) })
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// measureSlope opens few sessions and then many more.
func (b *bench) measureSlope(s *server, c memoryCase, few, many int) (err error) {
	var readers []reader
	defer func() { err = errors.Join(err, leave(readers)) }()
	var sizes []float64
	var said []rivals.Vitals
	for _, n := range []int{few, many} {
		more, err := b.crowd(s, n, testssh.Terminal{Width: c.width, Height: c.height}, c.open)
		readers = append(readers, more...)
		if err != nil {
			return err
		}
		b.pause(rest)
		if err := s.calm(b.ctx); err != nil {
			return err
		}
		if v, ok := s.vitals(); ok {
			said = append(said, v)
		}
		size, err := s.resident()
		if err != nil {
			return err
		}
		sizes = append(sizes, size)
	}
	slope := func(from, to float64) float64 { return (to - from) / float64(many) }
	b.add(c.series, s, slope(sizes[0], sizes[1]))
	if len(said) < 2 {
		b.note("%s does not say how many goroutines it has", s.name)
		return nil
	}
	if c.width == 80 && !c.open {
		b.add("memory/goroutines", s, slope(float64(said[0].Goroutines), float64(said[1].Goroutines)))
		b.add("memory/heap", s, slope(float64(said[0].Heap), float64(said[1].Heap))/kilobyte)
	}
	return nil
}

// crowd has n readers come, several at a time, each of whom waits for the list and perhaps opens
// the newest post. Those who have come are returned with an error, too.
func (b *bench) crowd(s *server, n int, t testssh.Terminal, open bool) ([]reader, error) {
	const atOnce = 8
	var coming sync.WaitGroup
	var mu sync.Mutex
	var readers []reader
	var failed error
	left := n
	next := func() bool {
		mu.Lock()
		defer mu.Unlock()
		left--
		return left >= 0 && failed == nil
	}
	for range atOnce {
		coming.Go(func() {
			for next() {
				r, err := b.enter(s, testssh.Options{}, t)
				if err == nil && open {
					err = pressOnce(r, "\r")
				}
				mu.Lock()
				if r.Reader != nil {
					readers = append(readers, r)
				}
				failed = errors.Join(failed, err)
				mu.Unlock()
			}
		})
	}
	coming.Wait()
	if failed != nil {
		return readers, fmt.Errorf("a crowd of %d for %s: %w", n, s.name, failed)
	}
	return readers, nil
}

// pressOnce presses a key and waits for something to change.
func pressOnce(r reader, key string) error {
	if err := r.Press(key); err != nil {
		return err
	}
	_, err := r.AwaitAny()
	return err
}
