package server

import (
	"context"
	"io"
	"maps"
	"net/netip"
	"slices"
	"time"

	"github.com/sshblog/sshblog/server/lifecycle"
)

// evictGrace is how long an evicted session has to say goodbye before its connection is closed.
const evictGrace = 500 * time.Millisecond

// Client returns the network that the session counts for: it is a [sharedpool.Holder].
func (sess *session) Client() netip.Prefix { return sess.conn.client }

// Done is done when the session is over.
func (sess *session) Done() context.Context { return sess.done }

// Quiet returns since when nothing has happened in the session, and reports whether its client is
// mute.
func (sess *session) Quiet() (since time.Time, mute bool) { return sess.active.Quiet() }

// ChargeWork charges the connection for work that was done for the session.
func (sess *session) ChargeWork(took time.Duration) { sess.conn.chargeWork(took) }

// touched says that the client has done something in the session.
func (sess *session) touched() {
	sess.active.Touch()
	sess.conn.active.Touch()
}

// shift adds n to what waits for the client of the session.
func (sess *session) shift(n int32) {
	sess.active.Shift(n)
	sess.conn.active.Shift(n)
}

// Evicted reports whether the session ends because others find no place.
func (sess *session) Evicted() bool { return sess.evicted.Load() }

// Evict ends the session, once, because others find no place.
func (sess *session) Evict() {
	if sess.evicted.Swap(true) {
		return
	}
	s := sess.conn.server
	sess.setReason("evicted")
	if !sess.quitScreen(sess.lastWords().EvictedScreen) {
		s.spawn("tell a client that it makes room", func() {
			_, _ = io.WriteString(sess.Stderr(), sess.lastWords().Evicted+sess.lineEnd())
			sess.end()
		})
	}
	s.later(evictGrace, "end an evicted session", func() {
		select {
		case <-sess.freed:
		default:
			sess.conn.end("evicted")
		}
	})
}

// lineEnd returns what ends a line on the client's side: its terminal is raw if it has one.
func (sess *session) lineEnd() string {
	if sess.pty != nil {
		return "\r\n"
	}
	return "\n"
}

// Quiet returns since when nothing has happened on the connection, and reports whether its client
// is mute; see connlimit.Owner.
func (c *connection) Quiet() (since time.Time, mute bool) { return c.active.Quiet() }

// Evict ends the connection because others find no place; its sessions say goodbye if there is time
// for that.
func (c *connection) Evict(atOnce bool) {
	if atOnce {
		c.end("evicted")
		return
	}
	c.mu.Lock()
	c.setReason("evicted")
	c.handle(lifecycle.ConnDisconnected)
	open := slices.Collect(maps.Keys(c.open))
	c.mu.Unlock()
	for _, sess := range open {
		sess.Evict()
	}
}
