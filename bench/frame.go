//go:build unix

package main

import (
	"errors"
	"sync"
	"time"

	"github.com/sshblog/sshblog/internal/test/testssh"
)

// measureFrames measures how long a visitor waits for the first useful frame.
func (b *bench) measureFrames() error {
	return b.with(b.servers(), func(servers []*server) error {
		for _, s := range servers { // what is made when it is first asked for is not what is measured
			if err := b.onceFrame(s, false); err != nil {
				return err
			}
		}
		const rounds, warmth = 80, 5
		for range warmth {
			for _, s := range servers {
				if err := b.onceFrame(s, false); err != nil {
					return err
				}
			}
		}
		if err := b.cpuOf(servers, "frame/cpu", rounds, func() error {
			for range rounds {
				for _, s := range servers {
					if err := b.onceFrame(s, true); err != nil {
						return err
					}
				}
			}
			return nil
		}); err != nil {
			return err
		}
		const together = 12
		for range together {
			for _, s := range servers {
				if err := b.framesAtOnce(s); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// cpuOf adds to a series what CPU time, in milliseconds, each server uses for one of n while f
// runs.
func (b *bench) cpuOf(servers []*server, series string, n int, f func() error) error {
	before := make([]time.Duration, len(servers))
	for i, s := range servers {
		var err error
		if before[i], err = s.cpu(); err != nil {
			return err
		}
	}
	if err := f(); err != nil {
		return err
	}
	for i, s := range servers {
		after, err := s.cpu()
		if err != nil {
			return err
		}
		b.add(series, s, milliseconds(after-before[i])/float64(n))
	}
	return nil
}

// onceFrame connects, waits for the frame and leaves.
func (b *bench) onceFrame(s *server, keep bool) error {
	r, err := b.enter(s, testssh.Options{}, testssh.Terminal{})
	if err != nil {
		return err
	}
	if keep {
		now, at := time.Now(), r.Stages()
		b.add("frame/one", s, milliseconds(now.Sub(at.Start)))
		for _, stage := range stagesOf(at, now) {
			b.add("stage/"+stage.name, s, milliseconds(stage.took))
		}
	}
	return r.Close()
}

// stage is a part of the wait for the first frame.
type stage struct {
	name string
	took time.Duration
}

// stagesOf divides the time from the start to the first useful frame.
func stagesOf(at testssh.Stages, useful time.Time) []stage {
	stages, last := []stage{}, at.Start
	for _, s := range []struct {
		name string
		end  time.Time
	}{
		{"TCP", at.TCP},
		{"version", at.Version},
		{"key exchange", at.Exchange},
		{"authentication", at.Auth},
		{"channel", at.Channel},
		{"terminal and shell", at.Shell},
		{"first byte", at.FirstByte},
		{"useful frame", useful},
	} {
		end := s.end
		if end.Before(last) { // the first byte may come before the shell is granted
			end = last
		}
		stages = append(stages, stage{s.name, end.Sub(last)})
		last = end
	}
	return stages
}

// framesAtOnce has 16 connect at the same time.
func (b *bench) framesAtOnce(s *server) error {
	const visitors = 16
	var coming sync.WaitGroup
	errs := make([]error, visitors)
	for i := range visitors {
		coming.Go(func() {
			start := time.Now()
			r, err := b.enter(s, testssh.Options{}, testssh.Terminal{})
			if errs[i] = err; err == nil {
				b.add("frame/many", s, milliseconds(time.Since(start)))
				errs[i] = r.Close()
			}
		})
	}
	coming.Wait()
	return errors.Join(errs...)
}

// measureTurns counts the round trips to the first frame, on a line that is so long that nothing
// else counts.
func (b *bench) measureTurns(rounds int) error {
	line := testssh.Slow{RoundTrip: 100 * time.Millisecond}
	return b.with(b.servers(), func(servers []*server) error {
		for range rounds {
			for _, s := range servers {
				for _, c := range []struct {
					series  string
					emulate bool
				}{{"turns/mute", false}, {"turns/answering", true}} {
					r, err := b.enter(s, testssh.Options{Wrap: line.Wrap}, testssh.Terminal{Emulate: c.emulate})
					if err != nil {
						return err
					}
					b.add(c.series, s, time.Since(r.Stages().Start).Seconds()/line.RoundTrip.Seconds())
					if err := r.Close(); err != nil {
						return err
					}
				}
			}
		}
		return nil
	})
}
