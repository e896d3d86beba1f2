package server

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/internal/connlimit"

	"github.com/sshblog/sshblog/internal/quota"
)

// connection is one client's connection, from the door to the line that it leaves in the log. A peer must take what it is sent in
// bounded time, so that no reply to a client that has stopped reading blocks for ever.
type connection struct {
	net.Conn
	server  *Server
	guest   *connlimit.Conn // nil where the listener is no door, as in tests
	started time.Time
	ctx     context.Context // done when the connection is closed
	cancel  context.CancelFunc
	bytes   atomic.Int64 // sent by sessions
	intake  intake
	heavy   atomic.Bool // has sent much
	work    quota.Bucket

	mu       sync.Mutex
	ended    string // how, the first word counts
	parted   string // how the last session has
	partings int    // sessions that have ended as their readers wished
	closed   bool
	authed   bool
	sessions int                   // opened so far
	open     map[*session]struct{} // at this time
	room     chan struct{}         // holds one when a session has been counted out
	resting  *time.Timer           // ends the connection when no session is open for too long
	refused  int                   // sessions beyond those that one connection may have
	latest   *session              // that was started
	last     []any                 // about it
	client   string
	user     string
	timers   map[*time.Timer]struct{} // to be stopped at the end
	asking   sync.Once                // whether the client is still there
}

// connectionKey is where a connection is kept in the context that the SSH library passes around.
type connectionKey struct{}

// connectionOf returns the connection that a context is of.
func connectionOf(ctx ssh.Context) *connection {
	c, _ := ctx.Value(connectionKey{}).(*connection)
	return c
}

// receive wraps a connection that was let in.
func (s *Server) receive(ctx ssh.Context, conn net.Conn) net.Conn {
	c := &connection{Conn: conn, server: s, started: time.Now(), room: make(chan struct{}, 1), intake: newIntake(), work: quota.Bucket{Burst: workShare * workBurst, MaxDebt: longestTurn}, open: map[*session]struct{}{}}
	c.ctx, c.cancel = context.WithCancel(s.background)
	c.guest, _ = conn.(*connlimit.Conn)
	if c.guest != nil {
		c.guest.Bound(receiveBuffer, unsentBuffer)
	}
	ctx.SetValue(connectionKey{}, c)
	if s.limits.Lifetime > 0 {
		c.after(s.limits.Lifetime, func() {
			s.sendHome(c, "lifetime", "You have been here for as long as this blog allows. Please come again.")
		})
	}
	return c
}

// What the kernel keeps of a connection, in bytes: nothing that a reader types needs megabytes, and on a slow line a screen that waits for
// long is no longer what the reader wants to see. It waits here instead, where a newer one takes its place.
const (
	receiveBuffer = 64 << 10
	unsentBuffer  = 16 << 10
)

// errStranger is for a client that talks and talks, but does not say who it is.
var errStranger = errors.New("too much before authentication")

// Read receives no more than the connection's share: what is beyond that waits on the client's side. Who sends much before authentication
// has nothing to say, and goes.
func (c *connection) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if n == 0 {
		return n, err
	}
	wait, total := c.intake.receive(n, time.Now())
	if total > maxUnauthenticated && !c.known() {
		c.end("too much")
		return 0, errStranger
	}
	if total > discardThreshold && c.heavy.CompareAndSwap(false, true) {
		c.unburden()
	}
	quota.Wait(c.ctx, wait)
	return n, err
}

// Write sends within the time that a stalled peer is given. What cannot be sent ends the connection.
func (c *connection) Write(p []byte) (int, error) {
	if err := c.SetWriteDeadline(time.Now().Add(c.server.limits.Stall)); err != nil {
		return 0, err
	}
	n, err := c.Conn.Write(p)
	c.intake.credit(n / replyShare)
	if err != nil {
		how := hungUp
		if errors.Is(err, os.ErrDeadlineExceeded) {
			how = "stalled"
		}
		c.end(how)
	}
	return n, err
}

// Close closes the connection and writes its line into the log, once.
func (c *connection) Close() error {
	c.mu.Lock()
	first := !c.closed
	c.closed = true
	timers := c.timers
	c.timers = nil
	c.mu.Unlock()
	for t := range timers {
		t.Stop()
	}
	err := c.Conn.Close()
	if first {
		c.cancel()
		c.server.logConnection(c)
	}
	return err
}

// end notes why the connection ends, and ends it.
func (c *connection) end(how string) {
	c.note(how)
	_ = c.Close()
}

// note notes how the connection ends. The first word counts.
func (c *connection) note(how string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ended == "" {
		c.ended = how
	}
}

// after runs f after some time, unless the connection has ended by then.
func (c *connection) after(d time.Duration, f func()) *time.Timer {
	t := c.server.later(d, "watch a connection", f)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		t.Stop()
	} else {
		c.keep(t)
	}
	return t
}

// keep has a timer stopped with the connection. c.mu is held.
func (c *connection) keep(t *time.Timer) {
	if c.timers == nil {
		c.timers = map[*time.Timer]struct{}{}
	}
	c.timers[t] = struct{}{}
}

// forget stops a timer, and keeps nothing of it: what it would have called may hold a whole screen.
func (c *connection) forget(t *time.Timer) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.timers, t)
	t.Stop()
}

// again starts a timer anew, if it has not been stopped for good.
func (c *connection) again(t *time.Timer, d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, kept := c.timers[t]; kept && !c.closed {
		t.Reset(d)
	}
}

// authenticated says that there is a client. It must open a session soon, and show from time to time that it is still there.
func (c *connection) authenticated(meta gossh.ConnMetadata) {
	c.mu.Lock()
	c.authed, c.client, c.user = true, string(meta.ClientVersion()), cut(meta.User(), loggedUser)
	c.mu.Unlock()
	if c.guest != nil {
		c.guest.Settled()
	}
	if start := c.server.limits.Start; start > 0 {
		c.after(start, func() {
			c.mu.Lock()
			none := c.sessions == 0
			c.mu.Unlock()
			if none {
				c.end("no session")
			}
		})
	}
}

// known tells whether the client has authenticated.
func (c *connection) known() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.authed
}

// roomTime is how long a session waits for another one to be counted out: a client may know of the end of that before the server does.
const roomTime = 20 * time.Millisecond

// openSession counts a session in; false if the connection has as many as it may have.
func (c *connection) openSession(sess *session) bool {
	end := time.Now().Add(roomTime)
	for !c.tryOpen(sess) {
		timer := time.NewTimer(time.Until(end))
		select {
		case <-c.room:
			timer.Stop()
		case <-c.ctx.Done():
			timer.Stop()
			return false
		case <-timer.C:
			return c.tryOpen(sess)
		}
	}
	return true
}

func (c *connection) tryOpen(sess *session) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if most := c.server.limits.Channels; c.closed || most > 0 && len(c.open) >= most {
		return false
	}
	c.open[sess] = struct{}{}
	c.sessions++
	c.intake.credit(sessionCost)
	if c.resting != nil {
		c.resting.Stop()
	}
	if c.guest != nil {
		c.guest.Settled()
	}
	return true
}

// place is the address that the connection counts for; invalid where it is not known.
func (c *connection) place() netip.Prefix {
	if c.guest == nil {
		return netip.Prefix{}
	}
	return c.guest.Place()
}

// What sessions of one connection may cost together, one after the other or side by side: half of a processor after a second of one.
const (
	workShare   = 2
	workBurst   = time.Second
	mostWork    = 250 * time.Millisecond // that a command counts for: one that takes longer waits for its reader
	sessionFee  = time.Millisecond       // of work, for a session whatever it does
	longestTurn = 10 * time.Second       // that a session waits, whatever was before it
)

// awaitTurn waits until what sessions before have cost is paid for; false if the session is over by then.
func (c *connection) awaitTurn(done context.Context) bool {
	return quota.Wait(done, c.work.Charge(workShare*sessionFee, time.Now()))
}

// worked charges the connection for a command.
func (c *connection) worked(since time.Time) {
	now := time.Now()
	c.work.Charge(workShare*min(mostWork, now.Sub(since)), now)
}

// closeChannel counts a session out, when the client has closed its channel: one that it keeps takes memory, whether it is served or not. A
// connection without any session is kept for the next one as long as a reader may be idle, and goes before that when its place is wanted.
func (c *connection) closeChannel(sess *session) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.open, sess)
	select {
	case c.room <- struct{}{}:
	default:
	}
	if len(c.open) > 0 || c.closed {
		return
	}
	if c.guest != nil {
		c.guest.Waits()
	}
	if idle := c.server.limits.Idle; idle > 0 {
		c.rest(idle)
	}
}

// unburden has what nobody reads thrown away from now on, so that it does not pile up.
func (c *connection) unburden() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for sess := range c.open {
		sess.unburden()
	}
}

// rest ends the connection if no session is opened in some time. c.mu is held.
func (c *connection) rest(idle time.Duration) {
	if c.resting != nil {
		c.resting.Reset(idle)
		return
	}
	c.resting = c.server.later(idle, "end a connection without a session", func() {
		c.mu.Lock()
		used := len(c.open) > 0
		c.mu.Unlock()
		if !used {
			c.end("unused")
		}
	})
	c.keep(c.resting)
}

// unanswered is how many questions whether a client is still there may go without an answer.
const unanswered = 3

// keepAlive asks the client from time to time whether it is still there. Nothing runs in between but a timer.
func (c *connection) keepAlive(conn gossh.Conn) {
	if every := c.server.limits.Keepalive; every > 0 {
		c.asking.Do(func() { c.askEvery(every, conn) })
	}
}

func (c *connection) askEvery(every time.Duration, conn gossh.Conn) {
	var ask func()
	var timer *time.Timer
	ask = func() {
		answered := c.server.later(unanswered*every, "give up a client", func() { c.end("silent") })
		_, _, err := conn.SendRequest("keepalive@openssh.com", true, nil)
		answered.Stop()
		if err != nil {
			c.end(hungUp)
			return
		}
		c.again(timer, every)
	}
	ready := make(chan struct{})
	timer = c.after(every, func() { <-ready; ask() })
	close(ready)
}
