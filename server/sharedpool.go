package server

import (
	"context"
	"net/netip"
	"sync"
	"time"

	"github.com/sshblog/sshblog/internal/quota"
)

// sharedPool is a pool of what sessions hold. It knows which of them do, so that one of them can
// make room for another one.
type sharedPool struct {
	quota.Pool

	mu      sync.Mutex
	held    map[*session]int64
	claimed map[*session]bool // evicted, and somebody waits for what they hold
	freed   chan struct{}     // closed when something is released; nil if nobody waits for that
}

// client returns the network that a session counts for. Without a session it is nobody's.
func (sess *session) client() netip.Prefix {
	if sess == nil {
		return netip.Prefix{}
	}
	return sess.conn.client
}

// take acquires up to most for a session, no fewer than least, or nothing. It does not wait.
func (p *sharedPool) take(sess *session, least, most int64) (int64, quota.Result) {
	n, r := p.AcquireUpTo(sess.client(), least, most)
	if n > 0 {
		p.hold(sess, n)
	}
	return n, r
}

// release gives back what a session has acquired.
func (p *sharedPool) release(sess *session, n int64) {
	if n == 0 {
		return
	}
	p.Release(sess.client(), n)
	p.hold(sess, -n)
}

// hold notes that a session holds n more.
func (p *sharedPool) hold(sess *session, n int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.held == nil {
		p.held, p.claimed = map[*session]int64{}, map[*session]bool{}
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
func (p *sharedPool) awaitEnd(ctx context.Context, of *session) bool {
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

// acquire is take for a session that waits, if it has to, until another one has made room.
func (p *sharedPool) acquire(sess *session, least, most int64) (n int64, r quota.Result) {
	n, r = p.take(sess, least, most)
	if r == quota.OK || sess == nil {
		return n, r
	}
	ctx, cancel := context.WithTimeout(sess.done, makeRoomTime)
	defer cancel()
	for r != quota.OK {
		begun := time.Now()
		victim := p.victim(sess, least, r)
		sess.conn.chargeWork(time.Since(begun))
		if victim == nil {
			return 0, r
		}
		victim.evict()
		if !p.awaitEnd(ctx, victim) {
			return 0, r
		}
		n, r = p.take(sess, least, most)
	}
	return n, r
}

// victim returns the session that makes room for another one that needs n: one that is leaving for
// somebody else's sake, one whose client is mute, of the client that has most of these, or the one
// that has been quiet for longest at the address that has to yield; nil if there is none. A client
// that has its share gets the places of its own sessions only, of the first two kinds.
func (p *sharedPool) victim(sess *session, n int64, why quota.Result) *session {
	from, fair := p.Yields(sess.client(), n)
	p.mu.Lock()
	defer p.mu.Unlock()
	var mute []*session
	muteOf := map[netip.Prefix]int{} // how many, by client
	var mutest, quietest longest
	for other := range p.held {
		if other == nil || other == sess || p.claimed[other] {
			continue
		}
		mayTake := why == quota.Full || other.client() == sess.client()
		if other.evicted.Load() {
			if mayTake {
				p.claimed[other] = true
				return other
			}
			continue
		}
		since, isMute := other.quiet()
		if isMute && mayTake {
			mute = append(mute, other)
			muteOf[other.client()]++
		}
		if fair && p.IsAsFull(other.client(), from) {
			quietest.offer(other, 0, since)
		}
	}
	for _, other := range mute {
		since, _ := other.quiet()
		mutest.offer(other, muteOf[other.client()], since)
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
	session *session
	rank    int
	since   time.Time
}

// offer makes another session the longest one, if it is.
func (l *longest) offer(sess *session, rank int, since time.Time) {
	if l.session == nil || rank > l.rank || rank == l.rank && since.Before(l.since) {
		l.session, l.rank, l.since = sess, rank, since
	}
}

// quietDownload is how long nothing may move in a download before it counts as mute.
const quietDownload = 30 * time.Second

// quiet returns since when nothing has happened in the session, and reports whether its client is
// mute.
func (sess *session) quiet() (since time.Time, mute bool) {
	since, mute = sess.active.quiet()
	return since, mute || sess.downloads.Load() && time.Since(since) > quietDownload
}
