package sharedpool

import (
	"context"
	"net/netip"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/sshblog/sshblog/internal/quota"
)

// session is a Holder that knows itself what it is told.
type session struct {
	client  netip.Prefix
	done    context.Context
	active  Activity
	evicted atomic.Bool
}

func (s *session) Client() netip.Prefix       { return s.client }
func (s *session) Done() context.Context      { return s.done }
func (s *session) Quiet() (time.Time, bool)   { return s.active.Quiet() }
func (s *session) Evict()                     { s.evicted.Store(true) }
func (s *session) Evicted() bool              { return s.evicted.Load() }
func (s *session) ChargeWork(_ time.Duration) {}

// holder returns a session of an address that holds n of a pool, later than those before it.
func holder(t *testing.T, p *Pool, addr string, n int64) *session {
	t.Helper()
	sess := &session{client: netip.MustParsePrefix(addr), done: t.Context()}
	sess.active.Open(1)
	sess.active.Touch()
	time.Sleep(time.Millisecond) // of a bubble
	if n > 0 {
		if _, r := p.Take(sess, n, n); r != quota.OK {
			t.Fatalf("%s: %v", addr, r)
		}
	}
	return sess
}

// TestVictim: who has to make room for whom.
func TestVictim(t *testing.T) {
	const hog, lone, late = "192.0.2.1/32", "192.0.2.2/32", "192.0.2.3/32"
	for name, c := range map[string]struct {
		prepare func(all []*session) // two of the hog, one of another address
		from    string
		want    int // of all; -1: nobody
	}{
		"the quietest of the address that has most": {func([]*session) {}, late, 0},
		"the one that is quietest now":              {func(all []*session) { all[0].active.Touch() }, late, 1},
		"nobody for one that has half":              {func([]*session) {}, lone, -1},
		"a mute one of another address":             {func(all []*session) { all[2].active.stuck.Add(1) }, late, 2},
		"a mute one of its own":                     {func(all []*session) { all[1].active.stuck.Add(1) }, hog, 1},
		"a mute one of the fullest": {func(all []*session) {
			all[2].active.stuck.Add(1)
			all[1].active.stuck.Add(1)
			all[0].active.stuck.Add(1)
		}, late, 0},
		"a download in which nothing moves": {func(all []*session) { all[2].active.Download(); time.Sleep(quietDownload) }, late, 2},
		"one that leaves already":           {func(all []*session) { all[1].Evict() }, late, 1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := &Pool{Pool: quota.Pool{Max: 3, PerAddr: -1}}
				all := []*session{holder(t, p, hog, 1), holder(t, p, hog, 1), holder(t, p, lone, 1)}
				c.prepare(all)
				time.Sleep(2 * muteAfter)
				newcomer := holder(t, p, c.from, 0)
				_, r := p.Take(newcomer, 1, 1)
				got := p.victim(newcomer, 1, r)
				for i, sess := range all {
					if (got == sess) != (i == c.want) {
						t.Errorf("session %d has to go: %v (%v)", i, got == sess, r)
					}
				}
				if got != nil && p.victim(newcomer, 1, quota.Full) == got {
					t.Error("two newcomers wait for one session")
				}
			})
		})
	}
}

// TestAwaitEnd: a newcomer waits until a session has given back all it holds, and not for ever.
func TestAwaitEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &Pool{Pool: quota.Pool{Max: 3, PerAddr: -1}}
		sess := holder(t, p, "192.0.2.1/32", 3)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if p.awaitEnd(ctx, sess) {
			t.Error("it holds all, and has ended")
		}
		go func() {
			p.GiveBack(sess, 2)
			time.Sleep(time.Second)
			p.GiveBack(sess, 1)
		}()
		begun := time.Now()
		if !p.awaitEnd(t.Context(), sess) || time.Since(begun) != time.Second {
			t.Errorf("waited %v", time.Since(begun))
		}
	})
}
