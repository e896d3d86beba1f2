//go:build unix

package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/sshblog/sshblog/internal/test/testssh"
)

// keyPause is the time between two keys, which a person needs, too: a server that never comes to
// rest looks cheaper than it is.
const keyPause = 5 * time.Millisecond

// quiet is how long a server says nothing that has said all.
const quiet = 150 * time.Millisecond

// keysDown is how many times a key goes down before another goes up as often.
const keysDown = 20

// measureKeys presses keys in the list and in a post, rounds times 2 x 20 on each server.
func (b *bench) measureKeys(rounds int) error {
	return b.with(b.servers(), func(servers []*server) (err error) {
		var readers []reader
		defer func() { err = errors.Join(err, leave(readers)) }()
		for _, s := range servers {
			r, err := b.enter(s, testssh.Options{}, testssh.Terminal{})
			if err != nil {
				return err
			}
			readers = append(readers, r)
		}
		if err := b.pressAll("key/list", servers, readers, rounds); err != nil {
			return err
		}
		for i, s := range servers {
			if err := open(s, readers[i]); err != nil {
				return err
			}
		}
		return b.pressAll("key/scroll", servers, readers, rounds)
	})
}

// open opens the newest post, where there is one.
func open(s *server, r reader) error {
	if err := r.Press("\r"); err != nil {
		return err
	}
	text := "x"
	if s.name != floorName {
		text = "Opening"
	}
	if _, err := r.Await(text); err != nil {
		return fmt.Errorf("open a post of %s: %w", s.name, err)
	}
	return nil
}

// pressAll presses keys on servers in turn.
func (b *bench) pressAll(series string, servers []*server, readers []reader, rounds int) error {
	before := make([]int64, len(readers))
	for i, r := range readers {
		if err := b.pressKeys("", servers[i], r); err != nil { // to warm up
			return err
		}
		if _, err := r.Settle(quiet); err != nil {
			return err
		}
		before[i] = r.Received()
	}
	keys := 2 * keysDown * rounds
	for range rounds {
		for i, s := range servers {
			// Each server's CPU time counts while it is its turn: what it does in the background at
			// other times is not for the keys.
			err := b.cpuOf(servers[i:i+1], series+"/cpu", 2*keysDown,
				func() error { return b.pressKeys(series, s, readers[i]) })
			if err != nil {
				return err
			}
		}
	}
	for i, s := range servers {
		if _, err := readers[i].Settle(quiet); err != nil {
			return err
		}
		b.add(series+"/bytes", s, float64(readers[i].Received()-before[i])/float64(keys))
	}
	return nil
}

// pressKeys goes down and up again by single keys, and adds the time to the answer of each to a
// series, unless that is empty.
func (b *bench) pressKeys(series string, s *server, r reader) error {
	ticker := time.NewTicker(keyPause)
	defer ticker.Stop()
	for i := range 2 * keysDown {
		key := "j"
		if i >= keysDown {
			key = "k"
		}
		<-ticker.C
		if err := b.pressKey(series, s, r, key); err != nil {
			return err
		}
		ticker.Reset(keyPause)
	}
	_, err := r.Settle(quiet / 3)
	return err
}

// pressKey presses a key and waits for what it changes.
func (b *bench) pressKey(series string, s *server, r reader, key string) error {
	start := time.Now()
	if err := r.Press(key); err != nil {
		return err
	}
	if _, err := r.AwaitAny(); err != nil {
		return fmt.Errorf("press %q on %s: %w", key, s.name, err)
	}
	if series != "" {
		b.add(series, s, milliseconds(time.Since(start)))
	}
	return nil
}
