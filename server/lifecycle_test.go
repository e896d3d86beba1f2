package server

import (
	"bytes"
	"context"
	"io"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/internal/connlimit"
	"github.com/sshblog/sshblog/internal/test/waitfor"
	"github.com/sshblog/sshblog/server/lifecycle"
)

// TestConnectionDeadlines: each state of a connection has its own time, of which a state that is
// left leaves nothing, and gives its own reason.
func TestConnectionDeadlines(t *testing.T) {
	limits := Limits{Start: 10 * time.Second, Idle: time.Minute, Lifetime: -1}
	never := time.Duration(-1)
	for name, c := range map[string]struct {
		do     func(*connection)
		after  time.Duration
		reason string
	}{
		"handshaking": {func(*connection) {}, never, ""},
		"ready":       {func(c *connection) { authenticated(c) }, 10 * time.Second, "no session"},
		"serving":     {func(c *connection) { authenticated(c); c.openSession(&session{}) }, never, ""},
		"idle": {func(c *connection) {
			visit(c)
		}, time.Minute, "unused"},
		"idle again": {func(c *connection) {
			visit(c)
			time.Sleep(59 * time.Second)
			visit(c)
		}, 119 * time.Second, "unused"},
		"one of two": {func(c *connection) {
			authenticated(c)
			first := &session{}
			c.openSession(first)
			c.openSession(&session{})
			c.closeSession(first)
		}, never, ""},
		"closing":      {func(c *connection) { authenticated(c); c.disconnect("lifetime", nil) }, restoreGrace, "lifetime"},
		"closing idle": {func(c *connection) { visit(c); c.disconnect("lifetime", nil) }, restoreGrace, "lifetime"},
		"closing twice": {func(c *connection) {
			c.disconnect("lifetime", nil)
			time.Sleep(time.Second)
			c.disconnect("other", nil)
		}, restoreGrace, "lifetime"},
		"closed": {func(c *connection) { authenticated(c); _ = c.Close() }, 0, ""},
		"ended":  {func(c *connection) { authenticated(c); c.end("silent"); c.end("other") }, 0, "silent"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				conn, _ := received(t, limits)
				begun := time.Now()
				c.do(conn)
				end, cancel := context.WithTimeout(conn.ctx, time.Hour)
				defer cancel()
				<-end.Done()
				took := time.Since(begun)
				if c.after == never && took < time.Hour || c.after != never && took != c.after || conn.reason != c.reason {
					t.Errorf("it ends with %q after %v, want %q after %v", conn.reason, took, c.reason, c.after)
				}
				synctest.Wait()
				time.Sleep(time.Hour)
				if conn.state == lifecycle.ConnClosed && conn.deadline.Passed() {
					t.Error("a deadline is left")
				}
			})
		})
	}
}

// TestClosingRefusesSessions: a connection that says goodbye opens no session any more.
func TestClosingRefusesSessions(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := received(t, Limits{})
		authenticated(c)
		c.disconnect("lifetime", nil)
		if c.openSession(&session{}) {
			t.Error("a session is opened")
		}
	})
}

// TestLifetimeOfConnection: a connection is told to go when its lifetime is over, whatever it does.
func TestLifetimeOfConnection(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := received(t, Limits{Lifetime: time.Hour})
		authenticated(c)
		sess := &session{conn: c, done: t.Context()}
		c.openSession(sess)
		said := make(quits, 1)
		sess.setScreen(said)
		begun := time.Now()
		<-said
		if took := time.Since(begun); took != time.Hour {
			t.Errorf("the screen is told to end after %v", took)
		}
		<-c.ctx.Done()
		if took := time.Since(begun); took != time.Hour+restoreGrace || c.reason != "lifetime" {
			t.Errorf("it ends with %q after %v", c.reason, took)
		}
	})
}

// TestSessionDeadlines: each state of a session has its own time, what it ends, and a reason.
func TestSessionDeadlines(t *testing.T) {
	limits := Limits{Start: 10 * time.Second, Stall: 30 * time.Second}
	const none = time.Duration(-1)
	for name, c := range map[string]struct {
		do                       func(*session)
		over                     time.Duration // when the session is, or none
		closed                   time.Duration // when the connection is, or none
		reason, connReason, exit string
	}{
		"opened":   {func(*session) {}, 10 * time.Second, 40 * time.Second, "nothing started", "stalled", "1"},
		"queued":   {func(sess *session) { sess.start() }, none, none, "", "", ""},
		"running":  {func(sess *session) { runs(sess) }, none, none, "", "", ""},
		"watched":  {func(sess *session) { runs(sess); sess.watch(time.Minute, sess.abandon) }, time.Minute, 65 * time.Second, "stalled", "stalled", ""},
		"no watch": {func(sess *session) { runs(sess); sess.watch(time.Minute, sess.abandon); sess.watch(0, nil) }, none, none, "", "", ""},
		"touched": {func(sess *session) {
			runs(sess)
			sess.watch(time.Minute, sess.abandon)
			time.Sleep(59 * time.Second)
			sess.touch()
		}, 119 * time.Second, 124 * time.Second, "stalled", "stalled", ""},
		"abandoned":            {func(sess *session) { runs(sess); sess.abandon() }, 0, closeGrace, "stalled", "stalled", ""},
		"abandoned and exited": {func(sess *session) { runs(sess); sess.abandon(); _ = sess.Exit(3) }, 0, closeGrace, "stalled", "stalled", "3"},
		"closing":              {func(sess *session) { runs(sess); _ = sess.Exit(0) }, 0, 30 * time.Second, left, "stalled", "0"},
		"draining, a pager":    {func(sess *session) { runs(sess); sess.waitLonger(time.Minute); _ = sess.Exit(0) }, 0, time.Minute, left, "stalled", "0"},
		"exits once":           {func(sess *session) { runs(sess); _ = sess.Exit(2); _ = sess.Exit(0) }, 0, 30 * time.Second, left, "stalled", "2"},
		"gone":                 {func(sess *session) { runs(sess); _ = sess.Exit(0); sess.closed() }, 0, none, left, "", "0"},
		"gone at once":         {func(sess *session) { sess.closed(); sess.awaitClose() }, none, none, "", "", ""},
		"gone before its end":  {func(sess *session) { runs(sess); sess.end(); sess.closed(); _ = sess.Exit(0) }, 0, none, hungUp, "", "0"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				sess := openedSession(t, limits)
				begun := time.Now()
				c.do(sess)
				ended := func(ctx context.Context) time.Duration {
					ctx, cancel := context.WithTimeout(ctx, time.Hour)
					defer cancel()
					<-ctx.Done()
					if d := time.Since(begun); d < time.Hour {
						return d
					}
					return none
				}
				over, closed := ended(sess.done), ended(sess.conn.ctx)
				_, reason := stateOf(sess)
				if over != c.over || reason != c.reason {
					t.Errorf("the session ends with %q after %v, want %q after %v", reason, over, c.reason, c.over)
				}
				if closed != c.closed || sess.conn.reason != c.connReason {
					t.Errorf("the connection ends with %q after %v, want %q after %v", sess.conn.reason, closed, c.connReason, c.closed)
				}
				if exit := sess.Channel.(*testChannel).exit.Load(); c.exit == "" != (exit == 0) || exit != 0 && c.exit != string(rune('0'+exit-1)) {
					t.Errorf("exit status %d, want %q", exit-1, c.exit)
				}
			})
		})
	}
}

// TestStartIsTooLate: nothing is started in a session that has ended.
func TestStartIsTooLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sess := openedSession(t, Limits{Start: time.Second})
		time.Sleep(2 * time.Second)
		if sess.start() || sess.setScreen(make(quits, 1)) {
			t.Error("something is started")
		}
	})
}

// quits is a screen that notes what it is told when it is to end.
type quits chan string

func (q quits) Quit(farewell string) { q <- farewell }

// TestReadyIsBusy: a restart waits for a client that has authenticated, and has no session yet.
func TestReadyIsBusy(t *testing.T) {
	c, _ := received(t, Limits{})
	s, listener := c.server, connlimit.New(nil, connlimit.Options{})
	for _, step := range []struct {
		event lifecycle.ConnEvent
		busy  bool
	}{{lifecycle.ConnAuthenticated, true}, {lifecycle.ConnSessionOpened, false}, {lifecycle.ConnLastSessionClosed, false}} {
		c.mu.Lock()
		c.handle(step.event)
		c.mu.Unlock()
		if got := s.busy(listener); got != step.busy {
			t.Errorf("after event %d: %v", step.event, got)
		}
	}
}

// TestNotServed: what could not be served to its end, such as a command whose turn never came before
// the server stopped, does not look to a script like one that worked.
func TestNotServed(t *testing.T) {
	sess := openedSession(t, Limits{})
	s := sess.conn.server
	s.ssh = &ssh.Server{Handler: func(ssh.Session) {}}
	sess.start()
	s.sessions.Add(1)
	go sess.serve()
	ch := sess.Channel.(*testChannel)
	if !waitfor.True(10*time.Second, func() bool { return ch.exit.Load() != 0 }) {
		t.Fatal("no exit status")
	}
	if status := ch.exit.Load() - 1; status != command.Failed {
		t.Errorf("exit status %d", status)
	}
}

// authenticated moves a connection on to its client's authentication.
func authenticated(c *connection) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.record.client = "SSH-2.0-test"
	c.handle(lifecycle.ConnAuthenticated)
}

// visit opens a session and closes it.
func visit(c *connection) {
	authenticated(c)
	sess := &session{}
	if c.openSession(sess) {
		c.closeSession(sess)
	}
}

// testChannel is a channel of a client that closes it when it is told to.
type testChannel struct {
	gossh.Channel
	exit atomic.Int64 // the status that was sent, and 1
}

func (c *testChannel) Close() error                { return nil }
func (c *testChannel) Read([]byte) (int, error)    { return 0, io.EOF }
func (c *testChannel) Write(p []byte) (int, error) { return len(p), nil }
func (c *testChannel) Stderr() io.ReadWriter       { return new(bytes.Buffer) }

func (c *testChannel) SendRequest(_ string, _ bool, payload []byte) (bool, error) {
	c.exit.CompareAndSwap(0, int64(payload[3])+1)
	return true, nil
}

// openedSession is a session whose channel was accepted.
func openedSession(t *testing.T, l Limits) *session {
	t.Helper()
	c, _ := received(t, l)
	authenticated(c)
	sess := &session{conn: c, started: make(chan struct{}), freed: make(chan struct{})}
	sess.done, sess.end = context.WithCancel(t.Context())
	t.Cleanup(sess.end)
	if !c.openSession(sess) {
		t.Fatal("the session is refused")
	}
	sess.open(&testChannel{})
	return sess
}

// runningSession is a session that is served.
func runningSession(t *testing.T, l Limits) *session {
	t.Helper()
	sess := openedSession(t, l)
	runs(sess)
	return sess
}

// runs moves a session on until it is served.
func runs(sess *session) {
	sess.start()
	sess.mu.Lock()
	defer sess.mu.Unlock()
	sess.handle(lifecycle.SessionTurn)
}

// stateOf returns the state of a session, and the reason of its end.
func stateOf(sess *session) (lifecycle.SessionState, string) {
	sess.mu.Lock()
	defer sess.mu.Unlock()
	return sess.state, sess.reason
}
