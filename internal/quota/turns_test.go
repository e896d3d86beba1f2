package quota_test

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/sshblog/sshblog/internal/quota"
)

// worker works for some stretches, of which it writes a letter each into a journal.
type worker struct {
	name    string
	addr    netip.Prefix
	after   time.Duration
	stretch time.Duration
	times   int
	blocked time.Duration // of the client, after each stretch
}

// journal is who worked, in order.
type journal struct {
	mu   sync.Mutex
	text strings.Builder
	at   map[string]time.Duration // when the last stretch of each was over
	busy int                      // who works now
	most int
}

// work lets workers work, and returns the journal.
func work(t *testing.T, turns *quota.Turns, workers ...worker) *journal {
	t.Helper()
	j := &journal{at: map[string]time.Duration{}}
	begun := time.Now()
	var all sync.WaitGroup
	for _, w := range workers {
		turn := turns.Turn(w.addr)
		all.Go(func() {
			time.Sleep(w.after)
			for range w.times {
				if err := turn.Work(t.Context()); err != nil {
					t.Error(err)
				}
				j.mu.Lock()
				j.busy++
				j.most = max(j.most, j.busy)
				j.text.WriteString(w.name)
				j.mu.Unlock()
				time.Sleep(w.stretch)
				j.mu.Lock()
				j.busy--
				j.at[w.name] = time.Since(begun)
				j.mu.Unlock()
				turn.Lend()
				time.Sleep(w.blocked)
			}
			turn.Rest()
		})
	}
	all.Wait()
	return j
}

var (
	homeNet = netip.MustParsePrefix("192.0.2.1/32")
	awayNet = netip.MustParsePrefix("192.0.2.2/32")
)

// TestTurns: who works does so alone, for a short while, and the next one is of the address that has
// used the least.
func TestTurns(t *testing.T) {
	const ms = time.Millisecond
	for _, c := range []struct {
		name    string
		max     int
		workers []worker
		want    string // of the journal
	}{
		{"alone", 1, []worker{{"a", homeNet, 0, ms, 9, 0}}, "aaaaaaaaa"},
		{"two in turn", 1, []worker{{"a", homeNet, 0, ms, 12, 0}, {"b", awayNet, 1, ms, 12, 0}}, "aaaabbbbaaaabbbbaaaabbbb"},
		{"the one who has used less comes first", 1, []worker{
			{"a", homeNet, 0, 4 * ms, 4, 0}, {"b", homeNet, 1, 4 * ms, 4, 0}, {"c", awayNet, 10 * ms, ms, 2, 0},
		}, "abaccbabab"},
		{"more at one time", 2, []worker{{"a", homeNet, 0, 4 * ms, 2, 0}, {"b", homeNet, 1, 4 * ms, 2, 0}, {"c", homeNet, 2, 4 * ms, 2, 0}}, "abcabc"},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				j := work(t, &quota.Turns{Max: c.max}, c.workers...)
				if j.most > c.max || j.text.String() != c.want {
					t.Errorf("%s, %d at one time; want %s, %d", j.text.String(), j.most, c.want, c.max)
				}
			})
		})
	}
}

// TestLend: who waits for a client keeps nobody else from working, and does not pay for it.
func TestLend(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const ms = time.Millisecond
		turns := &quota.Turns{Max: 1}
		j := work(t, turns, worker{"s", homeNet, 0, ms, 3, time.Hour}, worker{"f", awayNet, ms, ms, 100, 0})
		if took := j.at["f"]; took > 110*ms {
			t.Errorf("beside a slow client, work of 100ms took %v", took)
		}
		turn := turns.Turn(homeNet)
		_ = turn.Work(t.Context())
		time.Sleep(3 * ms)
		turn.Lend()
		time.Sleep(time.Hour)
		_ = turn.Work(t.Context())
		if used := turn.Used(); used != 3*ms {
			t.Errorf("used %v, want 3ms", used)
		}
	})
}

// TestTurnsEnd: who waits in vain, or ends while it waits, holds nothing; the others go on.
func TestTurnsEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns := &quota.Turns{Max: 1}
		first := turns.Turn(homeNet)
		_ = first.Work(t.Context())
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		for range 3 {
			if err := turns.Turn(awayNet).Work(ctx); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("in vain: %v", err)
			}
		}
		last := turns.Turn(awayNet)
		done := make(chan error, 1)
		go func() { done <- last.Work(t.Context()) }()
		synctest.Wait()
		first.Rest()
		first.Rest()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

// TestWorkNow: who need not wait works, and nobody else does.
func TestWorkNow(t *testing.T) {
	turns := &quota.Turns{Max: 1}
	first, second := turns.Turn(homeNet), turns.Turn(awayNet)
	for range 2 {
		if !first.WorkNow() || second.WorkNow() {
			t.Error("not the first one works, or the second one does, too")
		}
	}
	first.Rest()
	if !second.WorkNow() || first.WorkNow() {
		t.Error("the second one does not follow")
	}
	if !(&quota.Turns{}).Turn(homeNet).WorkNow() {
		t.Error("without a limit, one has to wait")
	}
}

// TestTurnsOfMany: with many who come and go, each gets its work done, and few work at one time.
func TestTurnsOfMany(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var workers []worker
		for i := range 60 {
			addr := netip.PrefixFrom(netip.AddrFrom4([4]byte{192, 0, 2, byte(i % 7)}), 32)
			workers = append(workers, worker{
				fmt.Sprintf("%c", 'A'+i), addr, time.Duration(i%5) * time.Millisecond, time.Duration(1+i%9) * 500 * time.Microsecond, 20,
				time.Duration(i%4) * time.Millisecond,
			})
		}
		j := work(t, &quota.Turns{Max: 2}, workers...)
		letters := []byte(j.text.String())
		if slices.Sort(letters); len(letters) != 60*20 || j.most > 2 {
			t.Errorf("%d stretches, %d at one time", len(letters), j.most)
		}
	})
}

// BenchmarkTurns is what it costs a client that is alone to write a piece.
func BenchmarkTurns(b *testing.B) {
	turn := (&quota.Turns{Max: 1}).Turn(homeNet)
	for b.Loop() {
		_ = turn.Work(b.Context())
		turn.Lend()
	}
}
