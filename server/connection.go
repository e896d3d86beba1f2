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

	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/internal/connlimit"
	"github.com/sshblog/sshblog/internal/quota"
	"github.com/sshblog/sshblog/server/connlog"
	"github.com/sshblog/sshblog/server/flowcontrol"
	"github.com/sshblog/sshblog/server/hostkeyproof"
	"github.com/sshblog/sshblog/server/lifecycle"
	"github.com/sshblog/sshblog/server/sharedpool"
	"github.com/sshblog/sshblog/server/transport"
)

// connection is one client's connection, from the listener to the line that it leaves in the log. A
// peer must take what it is sent in bounded time, so that no reply to a client that has stopped
// reading blocks for ever.
type connection struct {
	net.Conn
	server  *Server
	limited *connlimit.Conn // nil behind another listener, as in tests
	client  netip.Prefix    // the network that it counts for; not valid where that is not known
	started time.Time
	ctx     context.Context // done when the connection is closed
	cancel  context.CancelFunc
	bytes   atomic.Int64 // sent by sessions
	intake  *flowcontrol.Intake
	ahead   *flowcontrol.Ahead
	gone    atomic.Bool  // the client has closed it, or it was lost
	flooded atomic.Bool  // the client has sent much: what nobody reads is discarded
	work    quota.Bucket // of the processor's time, for all sessions
	small   quota.Bucket // of small writes
	active  sharedpool.Activity

	hostKeys  *hostkeyproof.Keys  // as they were when it began
	announced atomic.Bool         // they were made known to the client
	proven    hostkeyproof.Proven // of the keys, a bit for each that was proven; only answerProof uses it

	mu        sync.Mutex
	state     lifecycle.ConnState
	deadline  lifecycle.Deadline
	reason    string      // why it ends
	lifetime  *time.Timer // nil: none
	keepalive *time.Timer // nil before the first session
	open      map[*session]struct{}
	answered  chan struct{} // closed when the client has its proofs of keys; nil: nobody waits for that
	slotFreed chan struct{} // holds one when a session has been closed
	record    record
}

// connectionKey is where a connection is kept in the context that the SSH library passes around.
type connectionKey struct{}

// connectionOf returns the connection that a context is of.
func connectionOf(ctx ssh.Context) *connection {
	c, _ := ctx.Value(connectionKey{}).(*connection)
	return c
}

// What sessions of one connection may cost together, one after the other or side by side: half of a
// processor after a second of one.
const (
	workShare   = 2
	workBurst   = time.Second
	sessionFee  = time.Millisecond // of work, for a session whatever it does
	maxTurnWait = 10 * time.Second // of a session, whatever was before it
)

// What the kernel keeps of a connection, in bytes: nothing that a reader types needs megabytes, and
// on a slow line a screen that waits for long is no longer what the reader wants to see. It waits
// here instead, where a newer one takes its place.
const (
	receiveBuffer = 64 << 10
	unsentBuffer  = 16 << 10
)

// What a client may send, in bytes, as flowcontrol counts it.
const (
	replyShare  = 32      // of what is sent: acknowledgements, and requests for more
	sessionCost = 1 << 10 // what it takes to open a session, name a command, and close it
	idleCost    = 3 << 10 // a session in which nothing was started costs more than what asks for it

	// discardThreshold is how much a client sends before what nobody reads is discarded at once. Up
	// to here, which is a thousand keys, it may wait in memory, since a session costs less when
	// nothing reads what never comes.
	discardThreshold = 48 << 10

	// maxUnauthenticated is how much a client may send before it has authenticated; a handshake
	// takes less than a sixth of it.
	maxUnauthenticated = 64 << 10
)

// receive wraps a connection that was accepted.
func (s *Server) receive(ctx ssh.Context, conn net.Conn) net.Conn {
	c := &connection{
		Conn: conn, server: s, started: time.Now(), intake: flowcontrol.NewIntake(), ahead: flowcontrol.NewAhead(), hostKeys: s.hostKeys.Load(),
		work:  quota.Bucket{Burst: workShare * workBurst, MaxDebt: maxTurnWait},
		small: quota.Bucket{Burst: smallBurst * smallCost},
		open:  map[*session]struct{}{}, slotFreed: make(chan struct{}, 1),
	}
	s.stats.accepted.Add(1)
	c.active.Touch()
	c.ctx, c.cancel = context.WithCancel(s.background)
	if c.limited, _ = conn.(*connlimit.Conn); c.limited != nil {
		c.limited.Bound(receiveBuffer, unsentBuffer)
		c.client = c.limited.ClientNet()
		c.limited.SetOwner(c)
	}
	ctx.SetValue(connectionKey{}, c)
	if s.limits.Lifetime > 0 {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.lifetime = s.later(s.limits.Lifetime, "end a connection's lifetime", func() {
			c.disconnect("lifetime", func(n *catalog.LastWords) string { return n.Lifetime })
		})
	}
	return c
}

// errUnauthenticated is for a client that sends much, but does not say who it is.
var errUnauthenticated = errors.New("too much before authentication")

// Read receives no more than the connection's share: what is beyond that waits on the client's
// side. A client that sends too much before authenticating is disconnected.
func (c *connection) Read(p []byte) (int, error) {
	allowed := c.ahead.Allow(c.ctx, len(p))
	n, err := c.Conn.Read(p[:allowed])
	if err != nil && !errors.Is(err, os.ErrDeadlineExceeded) && !errors.Is(err, net.ErrClosed) {
		c.gone.Store(true)
	}
	if n == 0 {
		return n, err
	}
	c.server.stats.received.Add(int64(n))
	now := time.Now()
	wait, received := c.intake.Receive(n, now)
	if few := c.ahead.Received(p[:n], allowed, now); !few || received > maxUnauthenticated && !c.authenticated() {
		c.end("too much")
		return 0, errUnauthenticated
	}
	if received > discardThreshold && c.flooded.CompareAndSwap(false, true) {
		c.startDiscarding()
	}
	quota.Wait(c.ctx, wait)
	return n, err
}

// A client says how large packets may be at most. What is sent in small ones costs as much as what
// is sent in large ones, packet by packet, so there are only so many a second.
const (
	smallWrite = 1 << 10                // bytes
	smallCost  = 500 * time.Microsecond // of a write that is smaller
	smallBurst = 4000                   // writes: what many small files take
)

// Write sends within the time that a stalled peer is given. What cannot be sent ends the
// connection.
func (c *connection) Write(p []byte) (int, error) {
	written := c.ahead.Write()
	defer written()
	if len(p) < smallWrite && !quota.Wait(c.ctx, c.small.Charge(smallCost, time.Now())) {
		return 0, net.ErrClosed
	}
	if err := c.SetWriteDeadline(time.Now().Add(c.server.limits.Stall)); err != nil {
		return 0, err
	}
	n, err := c.Conn.Write(p)
	c.server.stats.sent.Add(int64(n))
	c.intake.Credit(n / replyShare)
	if err != nil {
		reason := hungUp
		if errors.Is(err, os.ErrDeadlineExceeded) {
			reason = "stalled"
		}
		c.end(reason)
	}
	return n, err
}

// Close closes the connection and writes its line into the log, once.
func (c *connection) Close() error {
	c.mu.Lock()
	first := c.handle(lifecycle.ConnEnded)
	c.mu.Unlock()
	if !first {
		return c.Conn.Close()
	}
	return c.release()
}

// release gives back what a connection holds that has entered its last state.
func (c *connection) release() error {
	err := c.Conn.Close()
	c.cancel()
	c.server.logConnection(c)
	return err
}

// end ends the connection for a reason.
func (c *connection) end(reason string) {
	c.mu.Lock()
	c.setReason(reason)
	c.mu.Unlock()
	_ = c.Close()
}

// disconnect ends the connection in order: the screens on it say goodbye first, so that their
// terminals are restored.
func (c *connection) disconnect(reason string, farewell func(*catalog.LastWords) string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.setReason(reason)
	if !c.handle(lifecycle.ConnDisconnected) {
		return
	}
	for sess := range c.open {
		sess.quitScreen(farewell(sess.lastWords()))
	}
}

// transportConfig returns the SSH transport of a connection.
func transportConfig(ctx ssh.Context) *gossh.ServerConfig {
	return transport.Config(func(meta gossh.ConnMetadata, err error) {
		c := connectionOf(ctx)
		if c == nil {
			return
		}
		c.ahead.TakenAuth(len(meta.User()))
		if err == nil {
			c.authenticate(meta)
		}
	})
}

// authenticate says that there is a client. It must open a session soon, and show from time to time
// that it is still there.
func (c *connection) authenticate(meta gossh.ConnMetadata) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.record.client, c.record.user = string(meta.ClientVersion()), connlog.Cut(meta.User(), maxLoggedUser)
	c.handle(lifecycle.ConnAuthenticated)
}

// authenticated reports whether the client has authenticated.
func (c *connection) authenticated() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.record.client != ""
}

// slotWait is how long a new session waits until another one is closed: a client may know of the
// end of that before the server does.
const slotWait = 20 * time.Millisecond

// openSession adds a session, and reports false if the connection has as many as it may have, or
// ends.
func (c *connection) openSession(sess *session) bool {
	ctx, cancel := context.WithTimeout(c.ctx, slotWait)
	defer cancel()
	for !c.tryOpen(sess) {
		select {
		case <-c.slotFreed:
		case <-ctx.Done():
			return c.tryOpen(sess)
		}
	}
	return true
}

func (c *connection) tryOpen(sess *session) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if limit := c.server.limits.Channels; c.state >= lifecycle.ConnClosing || limit > 0 && len(c.open) >= limit {
		return false
	}
	c.open[sess] = struct{}{}
	c.active.Open(1)
	sess.active.Touch()
	c.active.Touch()
	c.record.sessions++
	c.intake.Credit(sessionCost)
	c.handle(lifecycle.ConnSessionOpened)
	return true
}

// closeSession removes a session whose channel the client has closed: one that it keeps takes
// memory, whether it is served or not.
func (c *connection) closeSession(sess *session) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.open, sess)
	c.active.Open(-1)
	select {
	case c.slotFreed <- struct{}{}:
	default:
	}
	if len(c.open) == 0 {
		c.handle(lifecycle.ConnLastSessionClosed)
	}
}

// refuse charges the connection for a session that is one too many.
func (c *connection) refuse() {
	c.intake.Charge(idleCost)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.record.refused++
}

// awaitTurn waits until the connection has paid for its earlier sessions; false if done ends first.
func (c *connection) awaitTurn(done context.Context) bool {
	return quota.Wait(done, c.work.Charge(workShare*sessionFee, time.Now()))
}

// chargeWork charges the connection for work.
func (c *connection) chargeWork(took time.Duration) { c.work.Charge(workShare*took, time.Now()) }

// startDiscarding discards from now on what nobody reads, so that it does not pile up.
func (c *connection) startDiscarding() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for sess := range c.open {
		sess.startDiscarding()
	}
}
