//go:build unix

package main

import (
	"errors"
	"time"

	"github.com/sshblog/sshblog/internal/test/testssh"
)

// slowLine is the line of somebody far away.
func slowLine() testssh.Slow {
	return testssh.Slow{RoundTrip: 300 * time.Millisecond, Rate: 20 * kilobyte}
}

// measureSlowLine reads from far away.
func (b *bench) measureSlowLine() error {
	return b.with([]string{floorName, blogName}, func(servers []*server) error {
		for range 3 {
			for _, s := range servers {
				if err := b.readSlowly(s); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// readSlowly is one visit.
func (b *bench) readSlowly(s *server) (err error) {
	line := slowLine()
	r, err := b.enter(s, testssh.Options{Wrap: line.Wrap, Narrow: true}, testssh.Terminal{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	trips := func(since time.Time) float64 { return time.Since(since).Seconds() / line.RoundTrip.Seconds() }
	b.add("slow/frame", s, trips(r.Stages().Start))
	pause := 2 * line.RoundTrip
	if _, err := r.Settle(pause); err != nil {
		return err
	}
	for _, key := range []string{"j", "k", "j"} {
		start := time.Now()
		if err := pressOnce(r, key); err != nil {
			return err
		}
		b.add("slow/key", s, trips(start))
		if _, err := r.Settle(pause); err != nil {
			return err
		}
	}
	if s.name != blogName {
		return nil
	}
	took, err := timeOpening(r, "long-1")
	if err != nil {
		return err
	}
	b.add("slow/open", s, took.Seconds()/line.RoundTrip.Seconds())
	return b.holdKey(s, r, pause)
}

// holdKey keeps a finger on a key for three seconds and measures how long the screen goes on after
// that.
func (b *bench) holdKey(s *server, r reader, pause time.Duration) error {
	const keys, perSecond = 90, 30
	if _, err := r.Settle(pause); err != nil {
		return err
	}
	before := r.Received()
	ticker := time.NewTicker(time.Second / perSecond)
	defer ticker.Stop()
	for i := range keys {
		<-ticker.C
		if err := r.Press([]string{" ", "b"}[i/3%2]); err != nil {
			return err
		}
	}
	end := time.Now()
	if _, err := r.Settle(pause); err != nil {
		return err
	}
	b.add("slow/held/lag", s, r.QuietSince().Sub(end).Seconds())
	b.add("slow/held/bytes", s, float64(r.Received()-before)/keys)
	return nil
}
