package connlimit_test

import (
	"fmt"
	"net/netip"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/connlimit"
	"github.com/sshblog/sshblog/internal/test/waitfor"
)

// owner serves a connection of a test. It leaves when it is told to.
type owner struct {
	conn   *connlimit.Conn
	since  time.Time
	mute   bool
	stays  bool // it does not leave
	atOnce atomic.Bool
	told   atomic.Bool
}

func (o *owner) Quiet() (time.Time, bool) { return o.since, o.mute }

func (o *owner) Evict(atOnce bool) {
	o.atOnce.Store(atOnce)
	o.told.Store(true)
	if !o.stays || atOnce {
		_ = o.conn.Close()
	}
}

// crowd has readers come to a listener one after the other, each quieter than those after it.
type crowd struct {
	t       *testing.T
	street  *street
	conns   chan *connlimit.Conn
	entered int
}

// enter lets a reader in who is mute, or not.
func (c *crowd) enter(from string, mute bool) *owner {
	c.t.Helper()
	c.entered++
	_, _ = c.street.arrive(fmt.Sprintf(from, 1000+c.entered))
	select {
	case conn := <-c.conns:
		o := &owner{conn: conn, since: time.Unix(int64(c.entered), 0), mute: mute}
		conn.SetOwner(o)
		conn.Activate()
		return o
	case <-time.After(patience):
		c.t.Fatalf("%s does not get in", from)
		return nil
	}
}

// isTold waits until an owner is told to evict its connection.
func isTold(t *testing.T, o *owner, what string) {
	t.Helper()
	if !waitfor.True(patience, o.told.Load) {
		t.Errorf("%s was not evicted", what)
	}
}

// TestTheLargestYields: when all places are taken, a newcomer gets that of the connection that has
// been quiet for longest, of the address that has most. One that has its share gets none.
func TestTheLargestYields(t *testing.T) {
	s, d, conns := open(t, connlimit.Options{Total: 9, PerAddress: 4})
	c := &crowd{t: t, street: s, conns: conns}
	lone := c.enter("198.51.100.1:%d", false)
	var hogs []*owner
	for range 4 {
		hogs = append(hogs, c.enter("192.0.2.1:%d", false))
	}
	for i := range 4 {
		c.enter(fmt.Sprintf("192.0.2.%d:%%d", 2+i), false)
	}
	again, _ := s.arrive("192.0.2.1:1")
	isClosed(t, again, "one more of the fullest address")
	c.enter("192.0.2.77:%d", false)
	isTold(t, hogs[0], "the quietest of the fullest address")
	c.enter("192.0.2.78:%d", false)
	isTold(t, hogs[1], "the next one")
	for _, o := range []*owner{lone, hogs[2], hogs[3]} {
		if o.told.Load() {
			t.Error("another one was evicted")
		}
	}
	if hogs[0].atOnce.Load() {
		t.Error("no time for a goodbye")
	}
	if open, _ := d.Open(); open != 9 {
		t.Errorf("%d open, want 9", open)
	}
	if got, want := d.Counts(), (connlimit.Counts{Address: 1, Evicted: 2}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// TestNetworksYield: a site that has one connection from each of many IPv6 /64 is as full as an
// address that has as many, and leaves a quarter.
func TestNetworksYield(t *testing.T) {
	s, _, conns := open(t, connlimit.Options{Total: 8, PerAddress: 4})
	c := &crowd{t: t, street: s, conns: conns}
	var hogs []*owner
	for i := range 6 {
		hogs = append(hogs, c.enter(fmt.Sprintf("[2001:db8:1:%x::1]:%%d", i), false))
	}
	again, _ := s.arrive("[2001:db8:1:77::1]:1")
	isClosed(t, again, "one more of the site")
	for i := range 3 {
		c.enter(fmt.Sprintf("[2001:db8:2:%x::1]:%%d", i), false)
	}
	isTold(t, hogs[0], "the quietest of the site")
}

// TestTheMuteYield: a client that takes no output makes room for any newcomer, that of the address
// which has its share included.
func TestTheMuteYield(t *testing.T) {
	for name, come := range map[string]string{"another address": "192.0.2.9:%d", "the same address": "192.0.2.1:%d"} {
		t.Run(name, func(t *testing.T) {
			s, _, conns := open(t, connlimit.Options{Total: 4, PerAddress: 2})
			c := &crowd{t: t, street: s, conns: conns}
			reader, mute := c.enter("192.0.2.1:%d", false), c.enter("192.0.2.1:%d", true)
			c.enter("192.0.2.2:%d", false)
			c.enter("192.0.2.3:%d", false)
			c.enter(come, false)
			isTold(t, mute, "the mute one")
			if reader.told.Load() {
				t.Error("a reader was evicted")
			}
		})
	}
}

// TestGoodbyesAreBounded: evicted connections that take long to say goodbye are beyond the limit,
// so only some of them may.
func TestGoodbyesAreBounded(t *testing.T) {
	const most = 16
	s, d, conns := open(t, connlimit.Options{Total: 100, PerAddress: 80})
	c := &crowd{t: t, street: s, conns: conns}
	var hogs []*owner
	for range 80 {
		hogs = append(hogs, c.enter("192.0.2.1:%d", false))
		hogs[len(hogs)-1].stays = true
	}
	for i := range 20 + most + 4 {
		c.enter(fmt.Sprintf("198.51.100.%d:%%d", i), false)
	}
	for i, o := range hogs[:most+4] {
		isTold(t, o, "a quiet one")
		if o.atOnce.Load() != (i >= most) {
			t.Errorf("connection %d is evicted at once: %v", i, o.atOnce.Load())
		}
	}
	_ = hogs[0].conn.Close() // which has said goodbye
	c.enter("203.0.113.1:%d", false)
	if isTold(t, hogs[most+4], "the next one"); hogs[most+4].atOnce.Load() {
		t.Error("no time for a goodbye, though another one has gone")
	}
	if open, _ := d.Open(); open != 100 {
		t.Errorf("%d open, want 100", open)
	}
}

// TestProxiedNewcomer: whom a proxy brings is not known at first. The newcomer gets its place all
// the same, and connections that say nothing of it are bounded.
func TestProxiedNewcomer(t *testing.T) {
	s, d, conns := open(t, connlimit.Options{
		Total: 4, PerAddress: 3, Proxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}, HeaderTimeout: patience,
	})
	bring := func(client string) *connlimit.Conn {
		t.Helper()
		_, there := s.arrive("10.1.2.3:5000")
		go func() { _, _ = fmt.Fprintf(there, "PROXY TCP4 %s 192.0.2.2 4711 22\r\n", client) }()
		select {
		case conn := <-conns:
			conn.Activate()
			return conn
		case <-time.After(patience):
			t.Fatalf("%s does not get in", client)
			return nil
		}
	}
	for range 3 {
		bring("203.0.113.9")
	}
	bring("203.0.113.10")
	bring("203.0.113.11")
	if got := d.Counts().Evicted; got != 1 {
		t.Errorf("%d evicted, want 1", got)
	}
	var silent []*peer
	for range 33 {
		p, _ := s.arrive("10.1.2.3:5001")
		silent = append(silent, p)
	}
	isClosed(t, silent[32], "one too many without a header")
	if open, waiting := d.Open(); open != 36 || waiting != 32 {
		t.Errorf("%d open, %d waiting; want 36 and 32", open, waiting)
	}
}

// TestRateOfNetwork: many IPv6 /64 of one /48 may connect four times as often as one of them.
func TestRateOfNetwork(t *testing.T) {
	s, d, conns := open(t, connlimit.Options{Waiting: 5})
	go func() {
		for range conns {
		}
	}()
	for i := range 4*600 + 200 {
		_, there := s.arrive(fmt.Sprintf("[2001:db8:1:%x::1]:1", i))
		_ = there.Close()
	}
	if got := d.Counts().Address; got < 100 {
		t.Errorf("%d refused, want about 200", got)
	}
}
