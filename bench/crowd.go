//go:build unix

package main

import (
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/sshblog/sshblog/internal/test/testssh"
)

// idleScreen is a screen in which a reader may rest, and the keys that lead there from the one
// before.
type idleScreen struct {
	name string
	keys []string
}

func idleScreens() []idleScreen {
	return []idleScreen{
		{"the list", nil},
		{"a post", []string{"\r"}},
		{"the contents", []string{"o"}},
		{"the search", []string{"s"}},
	}
}

// crowdSize is how many readers are there while another one reads.
const crowdSize = 1000

// measureCrowd measures what a reader feels while 1,000 others are connected, what these cost while
// they do nothing, and how many can be there before the next one has to wait.
func (b *bench) measureCrowd() error {
	if err := b.with([]string{teaName}, func(servers []*server) error { return b.idleTea(servers[0]) }); err != nil {
		return err
	}
	return b.with([]string{floorName, blogName}, func(servers []*server) (err error) {
		var crowds [2][]reader
		defer func() { err = errors.Join(err, leave(crowds[0]), leave(crowds[1])) }()
		for i, s := range servers {
			if crowds[i], err = b.crowd(s, min(crowdSize, b.held), testssh.Terminal{}, false); err != nil {
				return err
			}
		}
		b.pause(2 * rest)
		if err := b.keysAmong(servers); err != nil {
			return err
		}
		if err := b.scrape(servers[1]); err != nil {
			return err
		}
		if err := b.idle(servers[0], crowds[0]); err != nil {
			return err
		}
		if err := b.idle(servers[1], crowds[1]); err != nil {
			return err
		}
		err = leave(crowds[0])
		crowds[0] = nil
		if err != nil {
			return err
		}
		crowds[1], err = b.hold(servers[1], crowds[1])
		return err
	})
}

// keysAmong presses keys as one of many.
func (b *bench) keysAmong(servers []*server) (err error) {
	var readers []reader
	defer func() { err = errors.Join(err, leave(readers)) }()
	for _, s := range servers {
		r, err := b.enter(s, testssh.Options{}, testssh.Terminal{})
		if err != nil {
			return err
		}
		readers = append(readers, r)
	}
	return b.pressAll("crowd/key", servers, readers, 8)
}

// scrape reads the metrics as Prometheus does, while a crowd is there.
func (b *bench) scrape(s *server) error {
	const times = 100
	for range times {
		start := time.Now()
		resp, err := http.Get(s.metrics) //nolint:gosec // the address of the server that was started here
		if err != nil {
			return err
		}
		_, err = io.Copy(io.Discard, resp.Body)
		if err := errors.Join(err, resp.Body.Close()); err != nil {
			return err
		}
		b.add("crowd/scrape", s, milliseconds(time.Since(start)))
		b.pause(rest / 100)
	}
	return nil
}

// idle measures the CPU time that a crowd costs which does nothing, screen by screen.
func (b *bench) idle(s *server, crowd []reader) error {
	for _, screen := range idleScreens() {
		for _, key := range screen.keys {
			for _, r := range crowd {
				if err := pressOnce(r, key); err != nil {
					return err
				}
			}
		}
		if err := b.idleNow(s, "crowd/idle/"+screen.name, len(crowd)); err != nil {
			return err
		}
		if s.name != blogName {
			return nil
		}
	}
	return nil
}

// idleNow measures what a crowd costs, in per cent of a core for 1,000.
func (b *bench) idleNow(s *server, series string, readers int) error {
	const window = 30 * time.Second // in which each client is asked once whether it is still there
	b.pause(2 * rest)
	if err := s.calm(b.ctx); err != nil {
		return err
	}
	before, err := s.cpu()
	if err != nil {
		return err
	}
	start := time.Now()
	b.pause(window)
	after, err := s.cpu()
	if err != nil {
		return err
	}
	b.add(series, s, 100*float64(after-before)/float64(time.Since(start))*crowdSize/float64(readers))
	return nil
}

// idleTea measures the same for Bubble Tea as it comes, with fewer readers: it needs a third of the
// machine for 1,000.
func (b *bench) idleTea(s *server) (err error) {
	const readers = 200
	crowd, err := b.crowd(s, readers, testssh.Terminal{}, false)
	defer func() { err = errors.Join(err, leave(crowd)) }()
	if err != nil {
		return err
	}
	return b.idleNow(s, "crowd/idle/"+idleScreens()[0].name, readers)
}

// hold adds readers until the next one would have to wait for too long, and returns them all.
func (b *bench) hold(s *server, crowd []reader) ([]reader, error) {
	const step, frames, enough, patience = 2500, 40, 95, 100.0
	for len(crowd) < b.held {
		more, err := b.crowd(s, min(step-len(crowd)%step, b.held-len(crowd)), testssh.Terminal{}, false)
		crowd = append(crowd, more...)
		if err != nil {
			return crowd, err
		}
		b.pause(2 * rest)
		var took []float64
		for range frames {
			start := time.Now()
			r, err := b.enter(s, testssh.Options{}, testssh.Terminal{})
			if err != nil {
				return crowd, err
			}
			took = append(took, milliseconds(time.Since(start)))
			if err := r.Close(); err != nil {
				return crowd, err
			}
		}
		size, err := s.resident()
		if err != nil {
			return crowd, err
		}
		if percentile(took, enough) > patience {
			return crowd, nil
		}
		b.replace("crowd/held", s, float64(len(crowd)))
		b.replace("crowd/held/frame", s, percentile(took, median))
		b.replace("crowd/held/memory", s, size/kilobyte)
	}
	return crowd, nil
}
