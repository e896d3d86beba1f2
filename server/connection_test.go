package server

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"
)

// values is the part of a context of the SSH library that a connection is kept in.
type values struct {
	ssh.Context
	of map[any]any
}

func (v values) SetValue(key, value any) { v.of[key] = value }
func (v values) Value(key any) any       { return v.of[key] }

// received is a connection of a server with some limits, and its other end.
func received(t *testing.T, l Limits) (*connection, net.Conn) {
	t.Helper()
	here, there := net.Pipe()
	s := &Server{limits: l.WithDefaults(), log: slog.New(slog.DiscardHandler), background: context.Background(), stats: newStats()}
	c := s.receive(values{of: map[any]any{}}, here).(*connection)
	t.Cleanup(func() { _ = errors.Join(c.Close(), there.Close()) })
	return c, there
}

// sshContext is a context of the SSH library around another.
type sshContext struct {
	values
	inner context.Context //nolint:containedctx // it stands for the library's, which is one
}

func (c sshContext) Deadline() (time.Time, bool) { return c.inner.Deadline() }
func (c sshContext) Done() <-chan struct{}       { return c.inner.Done() }
func (c sshContext) Err() error                  { return c.inner.Err() }

func (c sshContext) Value(key any) any {
	if v, ok := c.of[key]; ok {
		return v
	}
	return c.inner.Value(key)
}

// refusedOffer is a channel that a client wants to open.
type refusedOffer struct {
	gossh.NewChannel
	refused int
}

func (o *refusedOffer) Reject(gossh.RejectionReason, string) error {
	o.refused++
	return nil
}

func (o *refusedOffer) Accept() (gossh.Channel, <-chan *gossh.Request, error) {
	return nil, nil, io.ErrClosedPipe
}

// TestRefusedChannels: a channel that is refused, or that cannot be accepted, leaves nothing on a
// connection that stays, and a refused one counts as much as a session in which nothing was
// started.
func TestRefusedChannels(t *testing.T) {
	for name, l := range map[string]Limits{"one too many": {Channels: 1}, "not accepted": {}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c, _ := received(t, l)
				s := c.server
				s.open = map[*session]struct{}{}
				c.announced.Store(true) // there is nobody to tell
				ctx := sshContext{values{of: map[any]any{connectionKey{}: c}}, t.Context()}
				if l.Channels > 0 && !c.openSession(&session{}) {
					t.Fatal("the first session is refused")
				}
				wait, _ := c.intake.Receive(0, time.Now())
				offer := &refusedOffer{}
				ask := func(n int) uint64 {
					for range n {
						s.serveChannel(nil, nil, offer, ctx)
					}
					runtime.GC()
					var m runtime.MemStats
					runtime.ReadMemStats(&m)
					return m.HeapAlloc
				}
				const requests, each = 20_000, 16 // bytes
				before := ask(1000)
				if after := ask(requests); after > before+requests*each {
					t.Errorf("%d requests have left %d bytes", requests, after-before)
				}
				if l.Channels > 0 {
					paid, _ := c.intake.Receive(0, time.Now())
					if offer.refused != 1000+requests || paid <= wait {
						t.Errorf("%d are refused; the wait is %v, before %v", offer.refused, paid, wait)
					}
				}
			})
		})
	}
}

// TestAwaitTurn: a session waits for what was before it, but not for ever, and is not served if it
// is over by then.
func TestAwaitTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := received(t, Limits{})
		turn := func(over context.Context) (bool, time.Duration) {
			begun := time.Now()
			return c.awaitTurn(over), time.Since(begun)
		}
		if served, took := turn(t.Context()); !served || took > 0 {
			t.Errorf("the first: %v after %v", served, took)
		}
		for range 1000 {
			c.chargeWork(time.Hour)
		}
		over, end := context.WithTimeout(t.Context(), time.Second)
		defer end()
		if served, took := turn(over); served || took != time.Second {
			t.Errorf("one that is over: %v after %v", served, took)
		}
		if served, took := turn(t.Context()); !served || took < 5*time.Second || took > maxTurnWait {
			t.Errorf("after much work: %v after %v", served, took)
		}
		if served, _ := turn(over); served {
			t.Error("one that is over before it comes is served")
		}
	})
}

// TestMuchBeforeAuthentication: a client that sends too much before authenticating is disconnected;
// a reader is not.
func TestMuchBeforeAuthentication(t *testing.T) {
	for _, c := range []struct {
		authed bool
		bytes  int
		want   string
	}{{false, maxUnauthenticated, ""}, {false, maxUnauthenticated + 1, "too much"}, {true, 2 * maxUnauthenticated, ""}} {
		synctest.Test(t, func(t *testing.T) {
			conn, there := received(t, Limits{})
			if c.authed {
				conn.record.client = "SSH-2.0-test"
			}
			go func() {
				_, _ = there.Write(make([]byte, c.bytes))
				_ = there.Close()
			}()
			n, err := io.Copy(io.Discard, conn)
			if reason := conn.reason; reason != c.want || reason == "" && (err != nil || n != int64(c.bytes)) ||
				reason != "" && !errors.Is(err, errUnauthenticated) {
				t.Errorf("%+v: ended by %q after %d bytes, %v", c, reason, n, err)
			}
		})
	}
}
