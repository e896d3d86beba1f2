// Package sharedpool is a bounded number of things that sessions hold, such as screens or downloads, of
// which a newcomer gets one even when all are held: another session makes room. Which one, a [Pool]
// decides by whom each session belongs to, and by its [Activity]: when its client did something last,
// and whether it takes what it is sent. What making room means, the session knows: see [Holder].
//
// The lock of a Pool is taken last: it calls nothing of a Holder that takes a lock, but for Evict, which
// it calls without its own.
package sharedpool

import (
	"context"
	"net/netip"
	"sync"
	"time"

	"github.com/sshblog/sshblog/internal/quota"
)

// Holder is a session that may hold something of a Pool. It must be comparable.
type Holder interface {
	// Client returns the network that the session counts for; not valid if it is nobody's.
	Client() netip.Prefix
	// Done is done when the session is over.
	Done() context.Context
	// Quiet returns since when nothing has happened in the session, and reports whether its client is
	// mute.
	Quiet() (since time.Time, mute bool)
	// Evict has the session end, because others find no place; Evicted reports whether it does.
	Evict()
	Evicted() bool
	// ChargeWork charges the client for work that was done for the session.
	ChargeWork(took time.Duration)
}

// Pool is a pool of what sessions hold. It knows which of them do, so that one of them can make room
// for another one. Its methods may be called from any goroutine.
type Pool struct {
	quota.Pool

	mu      sync.Mutex
	held    map[Holder]int64
	claimed map[Holder]bool // evicted, and somebody waits for what they hold
	freed   chan struct{}   // closed when something is released; nil if nobody waits for that
}

// Take acquires up to most for a session, no fewer than least, or nothing. It does not wait.
func (p *Pool) Take(sess Holder, least, most int64) (int64, quota.Result) {
	n, r := p.AcquireUpTo(sess.Client(), least, most)
	if n > 0 {
		p.hold(sess, n)
	}
	return n, r
}

// GiveBack gives back what a session has acquired.
func (p *Pool) GiveBack(sess Holder, n int64) {
	if n == 0 {
		return
	}
	p.Release(sess.Client(), n)
	p.hold(sess, -n)
}

// hold notes that a session holds n more.
func (p *Pool) hold(sess Holder, n int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.held == nil {
		p.held, p.claimed = map[Holder]int64{}, map[Holder]bool{}
	}
	if p.held[sess] += n; p.held[sess] == 0 {
		delete(p.held, sess)
		delete(p.claimed, sess)
	}
	if n < 0 && p.freed != nil {
		close(p.freed)
		p.freed = nil
	}
}

// awaitEnd waits until a session holds nothing any more; false if ctx is done first.
func (p *Pool) awaitEnd(ctx context.Context, of Holder) bool {
	for {
		p.mu.Lock()
		if p.freed == nil {
			p.freed = make(chan struct{})
		}
		freed, n := p.freed, p.held[of]
		p.mu.Unlock()
		if n == 0 {
			return true
		}
		select {
		case <-freed:
		case <-ctx.Done():
			return false
		}
	}
}

// makeRoomTime is how long a session waits for another one to make room.
const makeRoomTime = 1500 * time.Millisecond

// TakeOrWait is Take for a session that waits, if it has to, until another one has made room.
func (p *Pool) TakeOrWait(sess Holder, least, most int64) (n int64, r quota.Result) {
	n, r = p.Take(sess, least, most)
	if r == quota.OK {
		return n, r
	}
	ctx, cancel := context.WithTimeout(sess.Done(), makeRoomTime)
	defer cancel()
	for r != quota.OK {
		begun := time.Now()
		victim := p.victim(sess, least, r)
		sess.ChargeWork(time.Since(begun))
		if victim == nil {
			return 0, r
		}
		victim.Evict()
		if !p.awaitEnd(ctx, victim) {
			return 0, r
		}
		n, r = p.Take(sess, least, most)
	}
	return n, r
}

// victim returns the session that makes room for another one that needs n: one that is leaving for
// somebody else's sake, one whose client is mute, of the client that has most of these, or the one
// that has been quiet for longest at the address that has to yield; nil if there is none. A client
// that has its share gets the places of its own sessions only, of the first two kinds.
func (p *Pool) victim(sess Holder, n int64, why quota.Result) Holder {
	from, fair := p.Yields(sess.Client(), n)
	p.mu.Lock()
	defer p.mu.Unlock()
	var mute []Holder
	muteOf := map[netip.Prefix]int{} // how many, by client
	var mutest, quietest longest
	for other := range p.held {
		if other == sess || p.claimed[other] {
			continue
		}
		mayTake := why == quota.Full || other.Client() == sess.Client()
		if other.Evicted() {
			if mayTake {
				p.claimed[other] = true
				return other
			}
			continue
		}
		since, isMute := other.Quiet()
		if isMute && mayTake {
			mute = append(mute, other)
			muteOf[other.Client()]++
		}
		if fair && p.IsAsFull(other.Client(), from) {
			quietest.offer(other, 0, since)
		}
	}
	for _, other := range mute {
		since, _ := other.Quiet()
		mutest.offer(other, muteOf[other.Client()], since)
	}
	victim := mutest.session
	if victim == nil {
		victim = quietest.session
	}
	if victim != nil {
		p.claimed[victim] = true
	}
	return victim
}

// longest is the session with the highest rank, and of these the one that has been quiet for
// longest.
type longest struct {
	session Holder
	rank    int
	since   time.Time
}

// offer makes another session the longest one, if it is.
func (l *longest) offer(sess Holder, rank int, since time.Time) {
	if l.session == nil || rank > l.rank || rank == l.rank && since.Before(l.since) {
		l.session, l.rank, l.since = sess, rank, since
	}
}
