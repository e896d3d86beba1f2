//go:build unix

package main

import (
	"errors"
	"sync"
	"time"

	"github.com/sshblog/sshblog/internal/test/testssh"

	"github.com/sshblog/sshblog/bench/rivals"
)

// leftCase is an occasion after which nothing of the readers must be left.
type leftCase struct{ group, series, what string }

func leftCases() []leftCase {
	all := []leftCase{{"storm", "left/storm", "a storm"}}
	for _, a := range abandonments() {
		all = append(all, leftCase{"abandon", "left/" + a.name, a.name})
	}
	return all
}

// leftOver is what a server holds while nobody is there.
type leftOver struct {
	goroutines  int64
	descriptors int
	resident    float64 // KiB
	said        bool    // the server has said how many goroutines it has
}

// countLeft counts what a server holds.
func (b *bench) countLeft(s *server) leftOver {
	b.pause(rest)
	v, said := s.vitals()
	if !said {
		b.note("%s does not say how many goroutines it has", s.name)
	}
	size, err := s.resident()
	if err != nil {
		b.note("%v", err)
	}
	return leftOver{v.Goroutines, rivals.CountDescriptors(s.pid), size, said}
}

// addLeft adds what a server holds more than before, once that is nothing or does not become less
// any more.
func (b *bench) addLeft(series string, s *server, before leftOver) {
	b.addLeftWithin(series, s, before, 8*time.Second)
}

func (b *bench) addLeftWithin(series string, s *server, before leftOver, patience time.Duration) {
	start := time.Now()
	now := b.countLeft(s)
	for (now.goroutines > before.goroutines || now.descriptors > before.descriptors) && time.Since(start) < patience &&
		b.ctx.Err() == nil {
		now = b.countLeft(s)
	}
	if now.said && before.said {
		b.add(series+"/goroutines", s, float64(max(0, now.goroutines-before.goroutines)))
	}
	b.add(series+"/descriptors", s, float64(max(0, now.descriptors-before.descriptors)))
	b.add(series+"/memory", s, now.resident-before.resident)
}

// abandonment is a way to leave without a word.
type abandonment struct {
	name     string
	leave    func(*bench, *server) (staying []reader, err error)
	patience time.Duration // until the server must have noticed
	slow     bool          // takes too long for a short run
}

func abandonments() []abandonment {
	const soon = 8 * time.Second
	return []abandonment{
		{"closed channels", leaveBy(reader.CloseChannel), soon, false},
		{
			"ends of input", leaveBy(func(r reader) error { return errors.Join(r.EndInput(), r.AwaitEnd()) }), soon,
			false,
		},
		{"closed connections", leaveBy(func(reader) error { return nil }), soon, false},
		{"TCP resets", leaveBy(func(r reader) error { return r.Reset() }), soon, false},
		// A server that counts on answers within 30 seconds gets some more than that.
		{"stalls", (*bench).stall, 50 * time.Second, true},
	}
}

// abandoning is how many readers leave in each way.
const abandoning = 20

// measureAbandoned counts what is left after readers who leave without a word.
func (b *bench) measureAbandoned(slow bool) error {
	return b.with([]string{blogName}, func(servers []*server) error {
		s := servers[0]
		if err := b.visit(s); err != nil { // what is made when it is first asked for is not what is left
			return err
		}
		for _, a := range abandonments() {
			if a.slow && !slow {
				continue
			}
			before := b.countLeft(s)
			staying, err := a.leave(b, s)
			if err == nil {
				b.addLeftWithin("left/"+a.name, s, before, a.patience)
			}
			if err := errors.Join(err, leave(staying)); err != nil {
				return err
			}
		}
		return nil
	})
}

// leaveBy has readers come, open a post and leave. Their connections close a moment later.
func leaveBy(way func(reader) error) func(*bench, *server) ([]reader, error) {
	return func(b *bench, s *server) ([]reader, error) {
		return nil, atOnce(abandoning, abandoning, func(int) error {
			r, err := b.enter(s, testssh.Options{}, testssh.Terminal{})
			if err != nil {
				return err
			}
			if err := open(s, r); err != nil {
				return errors.Join(err, r.Close())
			}
			err = way(r)
			b.pause(quiet)
			return errors.Join(err, r.Close())
		})
	}
}

// stall has readers who turn pages and stop to take what the server sends. They stay until the
// server lets them go.
func (b *bench) stall(s *server) ([]reader, error) {
	var mu sync.Mutex
	var staying []reader
	err := atOnce(abandoning, abandoning, func(int) error {
		staller := testssh.NewStaller()
		r, err := b.enter(s, testssh.Options{Wrap: staller.Wrap, Narrow: true}, testssh.Terminal{})
		if err != nil {
			return err
		}
		mu.Lock()
		staying = append(staying, r)
		mu.Unlock()
		if err := open(s, r); err != nil {
			return err
		}
		staller.TurnOff()
		turnPages(r)
		return nil
	})
	return staying, err
}

// turnPages turns so many pages that no buffer between here and the server holds them.
func turnPages(r reader) {
	const pages = 1200 // of a good kilobyte
	ticker := time.NewTicker(keyPause)
	defer ticker.Stop()
	for i := range pages {
		<-ticker.C
		if r.Press([]string{" ", "b"}[i%2]) != nil {
			return // the server has ended it already
		}
	}
}
