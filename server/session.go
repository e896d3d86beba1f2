package server

import (
	"context"
	"errors"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/server/clientio"
	"github.com/sshblog/sshblog/server/flowcontrol"
	"github.com/sshblog/sshblog/server/lifecycle"
	"github.com/sshblog/sshblog/server/sharedpool"
)

// session is one session channel of a connection. It is an ssh.Session, so that Wish's middleware
// works with it, but answers the channel's requests itself: every one is bounded, none can block
// the next, and of window sizes only the latest one is kept.
type session struct {
	gossh.Channel
	transport *gossh.ServerConn
	conn      *connection
	ctx       ssh.Context        // of the connection
	done      context.Context    // done when the channel is closed or the session is over
	end       context.CancelFunc // of done
	started   chan struct{}      // closed when a shell, a command or a subsystem was asked for
	freed     chan struct{}      // closed when nothing is served any more
	asks      <-chan struct{}    // see awaitProof
	out       *clientio.Metered
	errs      *clientio.Metered
	takes     bool // its client does something by taking output: it is not drawn anyway

	// Written by answerRequests before the handler starts, read only afterwards.
	env     []string
	command string
	files   bool // the subsystem "sftp" was asked for
	pty     *ssh.Pty

	admitted bool // of the handler: the session has its slot among those that are served

	active  sharedpool.Activity
	framed  bool        // of the screen: its first frame has been drawn
	evicted atomic.Bool // it has to make room

	reading sync.Mutex // held while the channel is read
	emptied bool       // nothing more was there to read the last time; guarded by reading, as is age
	age     int        // of what was read before; see flowcontrol.Ahead

	mu        sync.Mutex
	state     lifecycle.SessionState
	deadline  lifecycle.Deadline
	asked     time.Time        // when it was started
	timeout   time.Duration    // of a running session in which nothing happens
	timedOut  func()           // is called then
	reason    string           // why it ends
	screen    quitter          // nil where there is none
	occupant  occupant         // who uses it
	told      bool             // that the server restarts
	leaving   bool             // it was told to end, because the server restarts
	discarded []func()         // what reads what nobody wants, once that is needed
	resized   func(ssh.Window) // is told of each new size, once a screen is there
	newest    *ssh.Window      // a size that came before
}

// quitter ends a screen from outside.
type quitter interface{ Quit(farewell string) }

// serveChannel serves one channel of type "session" from its opening to its end.
func (s *Server) serveChannel(_ *ssh.Server, transport *gossh.ServerConn, offer gossh.NewChannel, ctx ssh.Context) {
	sess := &session{
		transport: transport, conn: connectionOf(ctx), ctx: ctx, started: make(chan struct{}), freed: make(chan struct{}),
		emptied: true,
	}
	sess.active.Open(1)
	defer sess.conn.ahead.Opened()()
	sess.done, sess.end = context.WithCancel(ctx)
	defer sess.end() // a session that is refused must leave nothing on the connection's context either
	if !s.register(sess) {
		sess.conn.refuse()
		_ = offer.Reject(gossh.ResourceShortage, "no more sessions here just now")
		return
	}
	defer sess.conn.closeSession(sess)
	sess.asks = sess.conn.announceHostKeys(transport)
	ch, requests, err := offer.Accept()
	if err != nil {
		s.unregister(sess)
		return
	}
	sess.open(ch)
	sess.conn.startKeepalive(transport)
	s.spawn("serve a session", sess.serve)
	sess.answerRequests(requests, s.opts.Files != nil)
	sess.conn.ahead.ChannelClosed()
	sess.closed()
	<-sess.freed
	sess.shift(-1) // see awaitClose
}

// open gives an accepted session its channel.
func (sess *session) open(ch gossh.Channel) {
	s := sess.conn.server
	metered := func(w io.Writer) *clientio.Metered {
		return &clientio.Metered{
			W: w, Patience: s.limits.Stall, Waits: sess.shift, Sent: sess.sent,
			Start: func(d time.Duration) *time.Timer {
				return s.later(d, "abandon a client that takes no output", sess.abandon)
			},
		}
	}
	sess.Channel, sess.out, sess.errs = ch, metered(ch), metered(ch.Stderr())
	sess.discard(func() { _, _ = io.Copy(io.Discard, ch.Stderr()) }) // no client has reason to send anything there
	sess.mu.Lock()
	defer sess.mu.Unlock()
	sess.setDeadline(sess.deadlineOf(lifecycle.SessionOpened))
}

// serve waits until something is started, serves that when its turn comes, and sees to the end of
// the session.
func (sess *session) serve() {
	s := sess.conn.server
	defer close(sess.freed)
	defer s.unregister(sess)
	defer sess.awaitClose()
	if !sess.awaitStart() {
		sess.conn.intake.Charge(idleCost)
		return
	}
	sess.conn.noteStart(sess)
	if sess.conn.awaitTurn(sess.done) {
		sess.run()
	} else {
		sess.conn.intake.Charge(idleCost) // the client has closed it while it was queued, and has paid for nothing
	}
	_ = sess.Exit(command.Failed) // it was not served to its end, as its work never got a turn
}

// awaitStart waits until something is started in the session, and reports false if it ends before
// that.
func (sess *session) awaitStart() bool {
	select {
	case <-sess.started:
		return true
	case <-sess.done.Done():
		return false
	}
}

// start says that the client has asked for what the session is for, and reports false if it comes
// too late.
func (sess *session) start() bool {
	sess.mu.Lock()
	defer sess.mu.Unlock()
	ok := sess.handle(lifecycle.SessionStarted)
	if ok {
		sess.asked = time.Now()
		close(sess.started)
	}
	return ok
}

// run has the session served: its turn has come.
func (sess *session) run() {
	sess.mu.Lock()
	sess.handle(lifecycle.SessionTurn)
	sess.mu.Unlock()
	sess.conn.server.ssh.Handler(sess)
}

// awaitClose waits for the client to close the channel: it discards what comes meanwhile, and the
// deadline of the state ends the connection. A pager may have it wait for a while.
func (sess *session) awaitClose() {
	sess.touched()
	sess.shift(1)
	sess.discard(func() { _, _ = io.Copy(io.Discard, sess) })
	sess.mu.Lock()
	defer sess.mu.Unlock()
	sess.handle(lifecycle.SessionExited)
}

// closed says that the client has closed the channel.
func (sess *session) closed() {
	sess.mu.Lock()
	defer sess.mu.Unlock()
	sess.handle(lifecycle.SessionClosed)
}

// Exit sends an exit status and closes the channel, once.
func (sess *session) Exit(code int) error {
	sess.mu.Lock()
	again := sess.state == lifecycle.SessionClosing
	sess.handle(lifecycle.SessionExited)
	sess.mu.Unlock()
	if again {
		return errors.New("session has exited before")
	}
	if sess.done.Err() != nil { // the client was first
		sess.setReason(hungUp)
	} else {
		sess.setReason(left)
	}
	return sess.sendExit(code)
}

// sendExit sends an exit status and closes the channel.
func (sess *session) sendExit(code int) error {
	defer sess.end()
	sess.conn.noteStatus(sess, code)
	status := struct{ Status uint32 }{uint32(code)}
	_, err := sess.SendRequest("exit-status", false, gossh.Marshal(&status))
	return errors.Join(err, sess.Close())
}

// setScreen keeps the screen of a session, which must not start if the session has ended: then it
// reports false.
func (sess *session) setScreen(screen quitter) bool {
	sess.mu.Lock()
	defer sess.mu.Unlock()
	if sess.done.Err() != nil {
		return false
	}
	sess.screen = screen
	return true
}

// quitScreen has the screen say goodbye, and reports false if there is none.
func (sess *session) quitScreen(farewell string) bool {
	sess.mu.Lock()
	defer sess.mu.Unlock()
	screen := sess.screen
	if screen != nil {
		sess.conn.server.spawn("end a screen", func() { screen.Quit(farewell) })
	}
	return screen != nil
}

// startDiscarding starts what discards.
func (sess *session) startDiscarding() {
	sess.mu.Lock()
	defer sess.mu.Unlock()
	for _, f := range sess.discarded {
		sess.conn.server.spawn("discard input", f)
	}
	sess.discarded = nil
}

// discard has f read, until the end, what nobody else reads; not before the client sends much.
func (sess *session) discard(f func()) {
	sess.mu.Lock()
	sess.discarded = append(sess.discarded, f)
	sess.mu.Unlock()
	if sess.conn.flooded.Load() {
		sess.startDiscarding()
	}
}

// onResize calls f with each new size from now on, and at once if the size has changed since
// the PTY request. f must not block.
func (sess *session) onResize(f func(ssh.Window)) {
	sess.mu.Lock()
	defer sess.mu.Unlock()
	sess.resized = f
	if sess.newest != nil {
		f(*sess.newest)
	}
}

// Read reads what the client sends. One reader at a time reads, so that all learn of the end.
func (sess *session) Read(p []byte) (int, error) {
	sess.reading.Lock()
	defer sess.reading.Unlock()
	n, err := sess.Channel.Read(p)
	size := sess.passed(n, len(p))
	sess.age = sess.conn.ahead.Delivered(size, sess.emptied, sess.age)
	return n, err
}

// passed returns the least size of the packets in which n bytes came, where as many as room could
// be read. If there was less to read the last time, they came in a packet that is new.
func (sess *session) passed(n, room int) int {
	isNew := sess.emptied && n > 0
	if sess.emptied = n < room; isNew {
		return flowcontrol.DataPacket(n)
	}
	return n
}

// Write writes to the channel as it is; a client that takes nothing for too long is abandoned.
func (sess *session) Write(p []byte) (int, error) { return sess.out.Write(p) }

// Stderr is the other stream of the channel, with the same care.
func (sess *session) Stderr() io.ReadWriter {
	return struct {
		io.Reader
		io.Writer
	}{sess.Channel.Stderr(), sess.errs}
}

// waitLonger lets the client take its time: its output may go to a pager.
func (sess *session) waitLonger(patience time.Duration) {
	sess.out.Patience, sess.errs.Patience = patience, patience
	sess.takes = true
}

// sent counts what was written to the client.
func (sess *session) sent(n int, err error) {
	if sess.takes && err == nil {
		sess.touched()
	}
	sess.conn.bytes.Add(int64(n))
}
