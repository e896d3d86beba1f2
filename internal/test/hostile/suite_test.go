//go:build linux

package hostile_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/test/waitfor"
)

// client is one that nobody wants.
type client struct {
	name     string
	settings []string // of the program, besides shortLimits
	attack   func(t *testing.T, p *program)
}

// clients are all of them, by the points that their names begin with.
func clients() []client {
	return slices.Concat(handshakes(), auths(), aheads(), crowds(), hogs(), proxies(), transports(), channels(), requests(), windows(), inputs(), outputs(), transfers(), logs(), traps())
}

// TestClients has each client do its worst on a program of its own. After it the program is as it
// was, and a reader gets in.
func TestClients(t *testing.T) {
	t.Parallel()
	for _, env := range environments() {
		t.Run(env.name, func(t *testing.T) {
			t.Parallel()
			for _, c := range clients() {
				t.Run(c.name, func(t *testing.T) {
					t.Parallel()
					p := env.start(t, launch{settings: c.settings})
					p.survives(t, c)
				})
			}
		})
	}
}

// survives runs a client and checks that the program is as well afterwards as before.
func (p *program) survives(t *testing.T, c client) {
	p.prepares(t)
	was := p.vitals(t)
	t.Run("attack", func(t *testing.T) { c.attack(t, p) })
	p.lives(t)
	p.servesReader(t)
	p.recovers(t, was)
	p.showsFew(t)
	p.fits(t)
}

// storm is a client that attacks without end.
type storm struct {
	name string
	// begin prepares the storm. The test calls attack again and again until the time is over, then
	// after.
	begin func(t *testing.T, p *program) (attack func() error, after func(*testing.T))
	share float64 // of a core that it may take, where that is more than usual
}

// What a storm may take.
const (
	stormTime    = 4 * time.Second
	scarceTime   = 1500 * time.Millisecond
	shareOfACore = 0.25
	memoryGrowth = 16 << 20
	// What the collector has not come to yet: it lets the heap double, and keeps what it freed for
	// a while.
	collectorSlack = 16 << 20
	neighbourWait  = 100 * time.Millisecond
	lateWait       = time.Second            // with the race detector, or beside others
	calmTime       = 500 * time.Millisecond // before a storm
)

// measured has a place for each storm that may be measured at the same time: what one takes is far
// from all that the machine has.
var measured = make(chan struct{}, 3)

// TestStorms measures what each storm takes: of the processor, of memory, and of the time of a
// neighbour. In the usual environment three storms are measured at a time.
func TestStorms(t *testing.T) {
	for _, env := range environments() {
		t.Run(env.name, func(t *testing.T) {
			for _, s := range storms() {
				t.Run(s.name, func(t *testing.T) {
					t.Parallel()
					// answers come after the flood
					p := env.start(t, launch{settings: []string{"KEEPALIVE=30s", "PIPE_TIMEOUT=60s", "STALL_TIMEOUT=30s"}})
					p.withstands(t, s)
				})
			}
		})
	}
}

// withstands runs a storm and checks what it takes.
func (p *program) withstands(t *testing.T, s storm) {
	p.prepares(t)
	was := p.vitals(t)
	t.Run("storm", func(t *testing.T) {
		attack, after := s.begin(t, p)
		limits := limitsOfStorms
		if p.name == "usual" {
			measured <- struct{}{}
			limits.check(t, p, s.share, attack)
			<-measured
		} else {
			limits.time, limits.wait = scarceTime, lateWait
			limits.check(t, p, s.share, attack)
		}
		after(t)
	})
	p.lives(t)
	p.servesReader(t)
	p.recovers(t, was)
	p.showsFew(t)
	p.fits(t)
}

// stormLimits are what a storm may take.
type stormLimits struct {
	time, wait time.Duration
}

var limitsOfStorms = func() stormLimits {
	if raced {
		return stormLimits{stormTime, lateWait}
	}
	return stormLimits{stormTime, neighbourWait}
}()

// check attacks and measures.
func (l stormLimits) check(t *testing.T, p *program, most float64, attack func() error) {
	n, other := p.neighbour(t), reference.neighbour(t)
	resting, begun := p.processor(t), time.Now()
	usual := n.wait(t, calmTime) // what this machine takes for a key at the moment
	calm := float64(p.processor(t)-resting) / float64(time.Since(begun))
	p.forgetPeak()
	before, _ := p.memoryUse(t)
	worked, begun := p.processor(t), time.Now()
	other.wait(t, 0)
	attacks := 0
	for time.Since(begun) < l.time {
		if err := attack(); err != nil {
			t.Logf("the program has ended it: %v", err)
			break
		}
		attacks++
	}
	wall := time.Since(begun)
	share := float64(p.processor(t)-worked)/float64(wall) - calm // without the neighbour
	_, peak := p.memoryUse(t)
	wait := n.wait(t, 0)
	elsewhere := other.wait(t, 0) // on the reference, at the same time
	n.leave()
	other.leave()
	t.Logf("%s: attacked %d times in %v: %.0f %% of a core, %.1f MiB more, neighbour's wait %v, before %v, elsewhere %v",
		strings.Split(t.Name(), "/")[2], attacks, wall.Round(time.Millisecond), 100*share, float64(peak-before)/(1<<20),
		wait.Round(100*time.Microsecond), usual.Round(100*time.Microsecond), elsewhere.Round(100*time.Microsecond))
	if most = max(most, shareOfACore); share > most && !raced {
		t.Errorf("it takes %.0f %% of a core, at most %.0f allowed", 100*share, 100*most)
	}
	if peak-before > memoryGrowth+collectorSlack && !raced {
		t.Errorf("it takes %d MiB", (peak-before)>>20)
	}
	if wait > max(l.wait, 3*usual, 3*elsewhere) {
		t.Errorf("another reader waits %v for a key", wait)
	}
}

// neighbour is a reader who presses a key from time to time.
type neighbour struct {
	stop, done chan struct{}

	mu   sync.Mutex
	took []time.Duration // for the keys since the last look
	lost string          // why one was not answered at all
}

// neighbour has somebody read during a storm.
func (p *program) neighbour(t *testing.T) *neighbour {
	s := openScreen(t, p.dial(t, away), "xterm-256color", "", 80, 24)
	s.await(t, "Post number 1")
	n := &neighbour{stop: make(chan struct{}), done: make(chan struct{})}
	go n.read(s)
	return n
}

// read presses keys until it is time, and notes how long each frame takes.
func (n *neighbour) read(s *screen) {
	defer close(n.done)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	pressed := 0
	for key := "j"; ; {
		select {
		case <-n.stop:
			return
		case <-tick.C:
		}
		begun := time.Now()
		_, err := s.Write([]byte(key))
		answered := false
		if err == nil {
			_, answered = s.find("\x1b[", patience)
		}
		n.mu.Lock()
		n.took = append(n.took, time.Since(begun))
		pressed++
		if !answered {
			n.lost = fmt.Sprintf("%v, %q", err, s.last())
		}
		n.mu.Unlock()
		if !answered {
			return
		}
		if key = "j"; pressed%50 == 49 { // before the end of the list; no two keys in a row cancel each other
			key = "g"
		}
	}
}

// wait returns how long all keys but one in a hundred took at most, since the last look and for
// some time from now on.
func (n *neighbour) wait(t *testing.T, d time.Duration) time.Duration {
	t.Helper()
	<-time.After(d)
	waitfor.True(patience, func() bool { n.mu.Lock(); defer n.mu.Unlock(); return n.lost != "" || len(n.took) > 10 })
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.lost != "" || len(n.took) == 0 {
		t.Errorf("another reader sees nothing after %d keys: %s", len(n.took), n.lost)
		return 0
	}
	slices.Sort(n.took)
	worst := n.took[len(n.took)*99/100]
	n.took = nil
	return worst
}

// leave ends the reading.
func (n *neighbour) leave() {
	close(n.stop)
	<-n.done
}
