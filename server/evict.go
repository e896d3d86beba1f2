package server

import (
	"io"
	"maps"
	"slices"
	"time"
)

// evictGrace is how long an evicted session has to say goodbye before its connection is closed.
const evictGrace = 500 * time.Millisecond

// evict ends the session, once, because others find no place.
func (sess *session) evict() {
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
func (c *connection) Quiet() (since time.Time, mute bool) { return c.active.quiet() }

// Evict ends the connection because others find no place; its sessions say goodbye if there is time
// for that.
func (c *connection) Evict(atOnce bool) {
	if atOnce {
		c.end("evicted")
		return
	}
	c.mu.Lock()
	c.setReason("evicted")
	c.handle(connDisconnected)
	open := slices.Collect(maps.Keys(c.open))
	c.mu.Unlock()
	for _, sess := range open {
		sess.evict()
	}
}
