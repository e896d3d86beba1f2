package connlimit_test

import (
	"fmt"
	"io"
	"net/netip"
	"testing"

	"github.com/sshblog/sshblog/internal/connlimit"
)

// TestChecksOfAFullBlog: connections from this machine are answered when all places are taken, and
// nobody has to go for them; only a few at one time, and as a reader each needs a place.
func TestChecksOfAFullBlog(t *testing.T) {
	s, d, conns := open(t, connlimit.Options{Total: 8, PerAddress: 4, Waiting: 2})
	c := &crowd{t: t, street: s, conns: conns}
	var readers []*owner
	for i := range 8 {
		readers = append(readers, c.enter(fmt.Sprintf("192.0.2.%d:%%d", max(1, i)), false))
	}
	for round := range 3 {
		var checks []*connlimit.Conn
		for i := range 4 {
			_, _ = s.arrive(fmt.Sprintf("127.0.0.1:%d", 2000+10*round+i))
			checks = append(checks, <-conns)
		}
		if open, waiting := d.Open(); open != 12 || waiting != 4 {
			t.Fatalf("%d open, %d waiting; want 12 and 4", open, waiting)
		}
		for _, check := range checks {
			_ = check.Close()
			check.Activate() // too late
		}
	}
	for i, o := range readers {
		if o.told.Load() {
			t.Fatalf("reader %d was evicted for a check", i)
		}
	}
	if open, _ := d.Open(); open != 8 {
		t.Errorf("%d open, want 8", open)
	}
	_, _ = s.arrive("[::1]:1")
	local := <-conns
	local.SetOwner(&owner{conn: local})
	local.Activate()
	isTold(t, readers[0], "the quietest reader, for a reader on this machine,")
	if open, _ := d.Open(); open != 8 {
		t.Errorf("%d open, want 8", open)
	}
}

// TestSpareTime: a connection that keeps its spare place longer than a check lasts is closed, and
// the next check finds the place free.
func TestSpareTime(t *testing.T) {
	s, d, conns := open(t, connlimit.Options{Total: 1})
	c := &crowd{t: t, street: s, conns: conns}
	reader := c.enter("192.0.2.1:%d", false)
	var silent []*peer
	for i := range 4 {
		here, _ := s.arrive(fmt.Sprintf("127.0.0.1:%d", 2000+i))
		<-conns
		silent = append(silent, here)
	}
	for _, p := range silent {
		isClosed(t, p, "a silent client of a spare place")
	}
	if open, waiting := d.Open(); open != 1 || waiting != 0 {
		t.Errorf("%d open, %d waiting; want 1 and 0", open, waiting)
	}
	if reader.told.Load() {
		t.Error("the reader was evicted")
	}
}

// TestChecksByTheAddressThatIsFull: a check is answered also where readers come from its own address,
// as behind a forwarded port.
func TestChecksByTheAddressThatIsFull(t *testing.T) {
	s, d, conns := open(t, connlimit.Options{Total: 8, PerAddress: 2})
	c := &crowd{t: t, street: s, conns: conns}
	first, second := c.enter("127.0.0.1:%d", false), c.enter("127.0.0.1:%d", false)
	_, _ = s.arrive("127.0.0.1:2000")
	_ = (<-conns).Close()
	if first.told.Load() || second.told.Load() {
		t.Error("a reader was evicted for a check")
	}
	if open, _ := d.Open(); open != 2 {
		t.Errorf("%d open, want 2", open)
	}
}

// TestChecksOfAProxy: the same for a load balancer that looks by itself.
func TestChecksOfAProxy(t *testing.T) {
	s, d, conns := open(t, connlimit.Options{
		Total: 2, PerAddress: 2, Proxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}, HeaderTimeout: patience,
	})
	c := &crowd{t: t, street: s, conns: conns}
	reader, other := c.enter("192.0.2.1:%d", false), c.enter("192.0.2.2:%d", false)
	_, there := s.arrive("10.1.2.3:5000")
	go func() { _, _ = io.WriteString(there, "\r\n\r\n\x00\r\nQUIT\n\x20\x00\x00\x00") }()
	_ = (<-conns).Close()
	if reader.told.Load() || other.told.Load() {
		t.Error("a reader was evicted for a check")
	}
	if open, _ := d.Open(); open != 2 {
		t.Errorf("%d open, want 2", open)
	}
}
