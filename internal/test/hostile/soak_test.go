//go:build linux

package hostile_test

import (
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/test/waitfor"
)

// soakHeap is what a soak may gain of the heap from its first rest to its last: what the caches had
// not filled by then. Of goroutines and descriptors it may gain none.
const soakHeap = 8 << 20

// TestSoak runs readers and hostile clients side by side on one program, for as long as -soak says.
// It rests from time to time, and when all have gone, as much must be in use as at the first rest.
// Without the flag it does so for a moment, so that it is known to work.
func TestSoak(t *testing.T) {
	if *scarce {
		return // it is for one environment
	}
	long := max(*soak, 4*time.Second)
	p := environment{name: "soak"}.start(t, launch{settings: []string{
		"MAX_CONNECTIONS=300", "MAX_PER_ADDRESS=250", "MAX_WAITING=150", "MAX_WAITING_PER_ADDRESS=120", "KEEPALIVE=2s", "STALL_TIMEOUT=2s",
	}})
	p.servesReader(t)
	round := max(long/20, 2*time.Second)
	first := p.settled(t, vitals{})
	for end, n := time.Now().Add(long), 0; time.Now().Before(end) && !t.Failed(); n++ {
		visits, attacks := p.soak(t, round)
		v := p.settled(t, first)
		t.Logf("%d visits, %d hostile clients: %+v", visits, attacks, v)
		if n == 0 {
			first.heap = v.heap // caches are full
		}
		if v.heap > first.heap+soakHeap || v.goroutines > first.goroutines || v.descriptors > first.descriptors {
			t.Errorf("more and more is in use: %+v, at first %+v", v, first)
		}
		if visits == 0 || attacks == 0 {
			t.Errorf("%d visits, %d hostile clients", visits, attacks)
		}
	}
	p.lives(t)
}

// soak lets everybody in for some time: two readers, three hostile clients at a time, and all kinds
// of storms.
func (p *program) soak(t *testing.T, long time.Duration) (visits, attacks int64) {
	var all sync.WaitGroup
	var seen, done atomic.Int64
	end := time.Now().Add(long)
	for range 2 {
		all.Go(func() {
			for time.Now().Before(end) {
				p.admits(t, away, 5*firstScreen)
				seen.Add(1)
			}
		})
	}
	usual := slices.DeleteFunc(clients(), func(c client) bool { return c.settings != nil || knowsItIsAlone[c.name] })
	pouring := storms()
	for i := range int64(3) {
		all.Go(func() {
			for n := i; time.Now().Before(end); n += 3 {
				c := usual[int(n+time.Now().UnixNano())%len(usual)]
				t.Run(c.name, func(t *testing.T) { c.attack(t, p) })
				done.Add(1)
			}
		})
	}
	all.Go(func() {
		for n := 0; time.Now().Before(end); n++ {
			s := pouring[(n+int(time.Now().UnixNano()))%len(pouring)]
			t.Run(s.name, func(t *testing.T) { p.stormFor(t, s, time.Second) })
			done.Add(1)
		}
	})
	all.Wait()
	return seen.Load(), done.Load()
}

// knowsItIsAlone are clients that look at what the program has in use, or at the last line of its
// log.
var knowsItIsAlone = map[string]bool{
	"3.5 terminal types": true, "3.8 sizes that are none": true, "8.1 one line for each of many": true, "8.2 hostile names": true,
	"8.2 hostile versions": true, "T11 rests": true, "5.6 requests of sftp without end": true, "8.1 health checks": true,
}

// stormFor runs a storm without measuring it.
func (p *program) stormFor(t *testing.T, s storm, long time.Duration) {
	attack, _ := s.begin(t, p)
	for end := time.Now().Add(long); time.Now().Before(end); {
		if attack() != nil {
			return
		}
	}
}

// settled waits until all have gone and no more is in use than before, if it is known what that was,
// and returns what is in use then.
func (p *program) settled(t *testing.T, before vitals) (v vitals) {
	t.Helper()
	settled := func() bool {
		v = p.vitals(t)
		return v.connections == 0 && v.sessions == 0 &&
			(before.goroutines == 0 || v.goroutines <= before.goroutines && v.descriptors <= before.descriptors)
	}
	if !waitfor.True(givenBack, settled) {
		t.Errorf("somebody stays: %+v, before %+v", v, before)
	}
	return v
}
