package server

import (
	"bytes"
	"net/netip"
	"testing"
	"testing/synctest"
	"time"

	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/server/lifecycle"
)

// TestBusy: a session that waits for its first turn for too long is told that the blog is busy; one
// that ends meanwhile is told nothing; what a session worked is charged to its connection.
func TestBusy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sess := runningSession(t, Limits{})
		var errs bytes.Buffer
		sess.errs.W = &errs
		s := sess.conn.server
		s.work.Max = 1
		other := s.work.Turn(netip.MustParsePrefix("192.0.2.1/32"))
		_ = other.Work(t.Context())
		begun := time.Now()
		if _, ok := s.beginWork(sess.done, sess); ok {
			t.Error("it works beside another one")
		}
		state, reason := stateOf(sess)
		if took := time.Since(begun); took != maxWorkWait || reason != "busy" || state != lifecycle.SessionClosing || errs.String() != catalog.English().LastWords.Busy+"\n" {
			t.Errorf("after %v: state %d, reason %q, %q", took, state, reason, errs.String())
		}
		if _, ok := s.beginWork(sess.done, sess); ok || errs.String() != catalog.English().LastWords.Busy+"\n" {
			t.Errorf("one that has ended: %v, %q", ok, errs.String())
		}
		other.Rest()
		turn, ok := s.beginWork(t.Context(), sess)
		if !ok {
			t.Fatal("it does not get its turn")
		}
		time.Sleep(maxTurnWait)
		sess.endWork(turn)
		if wait := sess.conn.work.Charge(0, time.Now()); wait < maxTurnWait/2 {
			t.Errorf("after work of %v, the connection waits %v", maxTurnWait, wait)
		}
	})
}

// TestHolding: pages are kept as long as there is memory for them; who waits for it lets others work.
func TestHolding(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sess := runningSession(t, Limits{})
		s := sess.conn.server
		s.work.Max, s.pages.Max = 1, 800
		turn, _ := s.beginWork(sess.done, sess)
		hold := s.holding(sess.done, sess, turn)
		var releases []func()
		for range 8 { // no page counts for more than an eighth
			release, ok := hold(1 << 30)
			if !ok {
				t.Fatal("a page is not kept")
			}
			releases = append(releases, release)
		}
		begun := time.Now()
		if _, ok := hold(1); ok || time.Since(begun) < maxWorkWait {
			t.Errorf("one more is kept: %v, after %v", ok, time.Since(begun))
		}
		if err := s.work.Turn(netip.Prefix{}).Work(t.Context()); err != nil {
			t.Error(err)
		}
		for _, release := range releases {
			release()
		}
		if n := s.pages.InUse(); n != 0 {
			t.Errorf("%d bytes are in use at the end", n)
		}
	})
}
