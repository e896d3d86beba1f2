package server

import (
	"context"
	"errors"
	"io"
	"net"
	"sync"
	"time"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"
)

// session is one session channel of a connection. It is an ssh.Session, so that Wish's middleware works with it, but answers the
// channel's requests itself: every one is bounded, none can block the next, and window sizes go to a mailbox that holds
// the latest one only.
type session struct {
	gossh.Channel
	conn  *gossh.ServerConn
	visit *connection
	ctx   ssh.Context // of the connection
	done  context.Context
	end   context.CancelFunc // ends done: the channel is gone or the session over
	freed chan struct{}      // closed when nothing is being served any more
	out   *meteredWriter
	errs  *meteredWriter

	// Written by answerRequests before the handler starts, read only afterwards.
	env     []string
	command string
	files   bool // the subsystem "sftp" was asked for

	admitted bool // of the handler: the session counts among those that are served
	pty      *ssh.Pty

	reading sync.Mutex // held while the channel is read

	mu        sync.Mutex
	ended     string           // how, the first word counts
	gone      bool             // the client has closed the channel
	parting   *time.Timer      // ends the connection if it does not
	discarded []func()         // what reads what nobody wants, once that is needed
	resized   func(ssh.Window) // told of each new size, once a screen is there
	latest    *ssh.Window      // a size that came before
	exited    bool
}

// serveChannel serves one channel of type "session" from its opening to its end.
func (s *Server) serveChannel(_ *ssh.Server, conn *gossh.ServerConn, offer gossh.NewChannel, ctx ssh.Context) {
	sess := &session{conn: conn, visit: connectionOf(ctx), ctx: ctx, freed: make(chan struct{})}
	sess.done, sess.end = context.WithCancel(ctx)
	defer sess.end() // a session that is refused must leave nothing on the connection's context either
	if !s.begin(sess) {
		sess.visit.refuse()
		_ = offer.Reject(gossh.ResourceShortage, "no more sessions here just now")
		return
	}
	defer sess.visit.closeChannel(sess)
	ch, requests, err := offer.Accept()
	if err != nil {
		s.finish(sess)
		return
	}
	sess.Channel = ch
	sess.visit.keepAlive(conn)
	sess.out = &meteredWriter{w: ch, server: s, patience: s.limits.Stall, stalled: s.giveUp(sess), bytes: &sess.visit.bytes}
	sess.discard(func() { _, _ = io.Copy(io.Discard, ch.Stderr()) }) // no client has reason to send anything there
	sess.errs = &meteredWriter{w: ch.Stderr(), server: s, patience: s.limits.Stall, stalled: s.giveUp(sess), bytes: &sess.visit.bytes}
	start := make(chan struct{})
	s.spawn("serve a session", func() {
		defer close(sess.freed)
		defer s.finish(sess)
		if !s.awaitStart(sess, start) {
			sess.visit.intake.charge(idleCost)
			sess.awaitClose()
			return
		}
		sess.visit.describe(sess)
		if !sess.visit.awaitTurn(sess.done) { // nobody is there to be served, and nobody has paid for it
			sess.visit.intake.charge(idleCost)
		} else {
			s.ssh.Handler(sess)
		}
		_ = sess.Exit(0)
		sess.awaitClose()
	})
	sess.answerRequests(requests, start, s.opts.Tree != nil)
	sess.closed()
	<-sess.freed
}

// awaitClose ends the connection if the client does not agree to the end of the session. A pager may have it wait for a while.
func (sess *session) awaitClose() {
	sess.discard(func() { _, _ = io.Copy(io.Discard, sess) })
	sess.mu.Lock()
	defer sess.mu.Unlock()
	if !sess.gone {
		visit := sess.visit
		sess.parting = visit.server.later(sess.out.patience, "end a connection whose session stays", func() { visit.end("stalled") })
	}
}

// closed notes that the client has closed the channel.
func (sess *session) closed() {
	sess.mu.Lock()
	defer sess.mu.Unlock()
	sess.gone = true
	if sess.parting != nil {
		sess.parting.Stop()
	}
}

// unburden starts what discards.
func (sess *session) unburden() {
	sess.mu.Lock()
	defer sess.mu.Unlock()
	for _, f := range sess.discarded {
		sess.visit.server.spawn("discard input", f)
	}
	sess.discarded = nil
}

// discard has f read, until the end, what nobody else reads; not before the client sends much.
func (sess *session) discard(f func()) {
	sess.mu.Lock()
	sess.discarded = append(sess.discarded, f)
	sess.mu.Unlock()
	if sess.visit.heavy.Load() {
		sess.unburden()
	}
}

// note notes how the session ends. The first word counts.
func (sess *session) note(how string) {
	sess.mu.Lock()
	first := sess.ended == ""
	if first {
		sess.ended = how
	}
	sess.mu.Unlock()
	if first {
		sess.visit.part(how)
	}
}

// awaitStart waits until the client has asked for a shell or a command, not for long; false if it has not.
func (s *Server) awaitStart(sess *session, start <-chan struct{}) bool {
	var late <-chan time.Time
	if s.limits.Start > 0 {
		timer := time.NewTimer(s.limits.Start)
		defer timer.Stop()
		late = timer.C
	}
	select {
	case <-start:
		return true
	case <-late:
		sess.note("nothing started")
		_ = sess.Exit(1)
	case <-sess.done.Done():
	}
	return false
}

// closeGrace is how long a client that takes no output gets to agree to the end of its session.
const closeGrace = 5 * time.Second

// giveUp ends a session whose client takes no output: the session alone if the client agrees to that, for its neighbours on the
// connection may be fine; else the connection.
func (s *Server) giveUp(sess *session) func() {
	return func() {
		sess.note("stalled")
		sess.end()
		s.spawn("close a stalled session", func() { _ = sess.Close() })
		s.later(closeGrace, "close a stalled connection", func() {
			sess.mu.Lock()
			gone := sess.gone
			sess.mu.Unlock()
			if !gone {
				sess.visit.end("stalled")
			}
		})
	}
}

// answerRequests answers the requests on the channel until it closes. The first "shell", "exec" or "subsystem" closes start; files tells
// whether there are any to take away.
func (sess *session) answerRequests(requests <-chan *gossh.Request, start chan<- struct{}, files bool) {
	defer sess.end()
	begun := false
	for req := range requests {
		ok := false
		switch req.Type {
		case "shell", "exec":
			ok = !begun && sess.acceptStart(req)
		case "subsystem":
			if ok = !begun && files && parseSubsystem(req.Payload) == "sftp"; ok {
				sess.files = true // not after the start, when the handler reads it
			}
		case "pty-req", "env":
			ok = !begun && sess.acceptSetting(req)
		case "window-change":
			ok = sess.acceptWindow(req)
		}
		if req.WantReply {
			_ = req.Reply(ok, nil)
		}
		if ok && (req.Type == "shell" || req.Type == "exec" || req.Type == "subsystem") {
			begun = true
			close(start)
		}
	}
}

func (sess *session) acceptStart(req *gossh.Request) bool {
	if req.Type == "shell" {
		return true
	}
	var ok bool
	sess.command, ok = parseCommand(req.Payload)
	return ok
}

func (sess *session) acceptSetting(req *gossh.Request) bool {
	if req.Type == "env" {
		pair, ok := parseEnv(req.Payload)
		if ok = ok && len(sess.env) < maxEnv; ok {
			sess.env = append(sess.env, pair)
		}
		return ok
	}
	pty, ok := parsePty(req.Payload)
	if ok = ok && sess.pty == nil; ok {
		sess.pty = &pty
	}
	return ok
}

func (sess *session) acceptWindow(req *gossh.Request) bool {
	w, ok := parseWindow(req.Payload)
	if !ok || sess.pty == nil {
		return false
	}
	sess.mu.Lock()
	defer sess.mu.Unlock()
	if sess.resized != nil {
		sess.resized(w)
	} else {
		sess.latest = &w
	}
	return true
}

// onResize has f called with each new size from now on, and at once if the size has changed since the PTY request. f must
// not block.
func (sess *session) onResize(f func(ssh.Window)) {
	sess.mu.Lock()
	defer sess.mu.Unlock()
	sess.resized = f
	if sess.latest != nil {
		f(*sess.latest)
	}
}

// Read reads what the client sends. Two who read at once take turns, so that both learn of the end.
func (sess *session) Read(p []byte) (int, error) {
	sess.reading.Lock()
	defer sess.reading.Unlock()
	return sess.Channel.Read(p)
}

// Write writes to the channel as it is; a client that takes nothing for too long is cut off.
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
	sess.out.patience, sess.errs.patience = patience, patience
}

// Exit sends an exit status and closes the channel, once.
func (sess *session) Exit(code int) error {
	sess.mu.Lock()
	again := sess.exited
	sess.exited = true
	sess.mu.Unlock()
	if again {
		return errors.New("session has exited before")
	}
	defer sess.end()
	if sess.done.Err() != nil { // the client went first
		sess.note(hungUp)
	} else {
		sess.note(left)
	}
	sess.visit.failed(sess, code)
	status := struct{ Status uint32 }{uint32(code)}
	_, err := sess.SendRequest("exit-status", false, gossh.Marshal(&status))
	return errors.Join(err, sess.Close())
}

// The rest of ssh.Session, for middleware.

func (sess *session) User() string              { return sess.conn.User() }
func (sess *session) RemoteAddr() net.Addr      { return sess.conn.RemoteAddr() }
func (sess *session) LocalAddr() net.Addr       { return sess.conn.LocalAddr() }
func (sess *session) Environ() []string         { return append([]string(nil), sess.env...) }
func (sess *session) Command() []string         { return splitWords(sess.command) }
func (sess *session) RawCommand() string        { return sess.command }
func (sess *session) Context() ssh.Context      { return sess.ctx }
func (sess *session) EmulatedPty() bool         { return false }
func (sess *session) Signals(chan<- ssh.Signal) {}
func (sess *session) Break(chan<- bool)         {}

// Subsystem is the name of the subsystem that was asked for, "" if none was.
func (sess *session) Subsystem() string {
	if sess.files {
		return "sftp"
	}
	return ""
}

// Permissions are those of the connection.
func (sess *session) Permissions() ssh.Permissions { return *sess.ctx.Permissions() }

// PublicKey is nil: nobody is asked for a key.
func (sess *session) PublicKey() ssh.PublicKey { return nil }

// Pty returns the PTY as it was asked for, its size clamped. Later sizes come through onResize, not through the channel.
func (sess *session) Pty() (ssh.Pty, <-chan ssh.Window, bool) {
	if sess.pty == nil {
		return ssh.Pty{}, nil, false
	}
	return *sess.pty, nil, true
}
