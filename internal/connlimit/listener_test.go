package connlimit_test

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/connlimit"
)

// peer is a connection as a test makes it: from an address, without a network.
type peer struct {
	net.Conn
	from   net.Addr
	once   sync.Once
	closed chan struct{}
}

func (p *peer) RemoteAddr() net.Addr { return p.from }

func (p *peer) Close() error {
	p.once.Do(func() { close(p.closed) })
	return p.Conn.Close()
}

// street is where connections come from.
type street struct {
	come chan any // a net.Conn or an error
	end  chan struct{}
	once sync.Once
}

func newStreet() *street { return &street{come: make(chan any), end: make(chan struct{})} }

func (s *street) Accept() (net.Conn, error) {
	select {
	case what := <-s.come:
		if err, ok := what.(error); ok {
			return nil, err
		}
		return what.(net.Conn), nil
	case <-s.end:
		return nil, net.ErrClosed
	}
}

func (s *street) Close() error   { s.once.Do(func() { close(s.end) }); return nil }
func (s *street) Addr() net.Addr { return &net.TCPAddr{} }

// arrive connects from an address and returns both ends of the connection.
func (s *street) arrive(from string) (here *peer, there net.Conn) {
	a, b := net.Pipe()
	here = &peer{Conn: a, from: net.TCPAddrFromAddrPort(netip.MustParseAddrPort(from)), closed: make(chan struct{})}
	s.come <- here
	return here, b
}

const patience = 10 * time.Second

func isClosed(t *testing.T, p *peer, what string) {
	t.Helper()
	select {
	case <-p.closed:
	case <-time.After(patience):
		t.Fatalf("%s is still connected", what)
	}
}

func isOpen(t *testing.T, p *peer, what string) {
	t.Helper()
	select {
	case <-p.closed:
		t.Fatalf("%s was closed", what)
	default:
	}
}

// open returns a Listener on a street, and the channel of its accepted connections.
func open(t *testing.T, o connlimit.Options) (*street, *connlimit.Listener, chan *connlimit.Conn) {
	t.Helper()
	s := newStreet()
	d := connlimit.New(s, o)
	conns := make(chan *connlimit.Conn, 100)
	go func() {
		for {
			conn, err := d.Accept()
			if err != nil {
				close(conns)
				return
			}
			conns <- conn.(*connlimit.Conn)
		}
	}()
	t.Cleanup(func() { _ = d.Close() })
	return s, d, conns
}

// TestTheOldestGoes reaches the limit of waiting connections: a new one gets in, and the one that
// has waited longest is evicted.
func TestTheOldestGoes(t *testing.T) {
	for name, o := range map[string]connlimit.Options{
		"waiting": {Waiting: 3}, "total": {Total: 3}, "waiting of an address": {WaitingPerAddress: 3}, "of an address": {PerAddress: 3},
	} {
		t.Run(name, func(t *testing.T) {
			s, d, conns := open(t, o)
			var crowd []*peer
			for i := range 5 {
				p, _ := s.arrive(fmt.Sprintf("192.0.2.1:%d", 1000+i))
				<-conns
				crowd = append(crowd, p)
			}
			isClosed(t, crowd[0], "the first")
			isClosed(t, crowd[1], "the second")
			for _, p := range crowd[2:] {
				isOpen(t, p, "a later one")
			}
			if open, waiting := d.Open(); open != 3 || waiting != 3 {
				t.Errorf("%d open, %d waiting; want 3 and 3", open, waiting)
			}
			if got := d.Counts().Evicted; got != 2 {
				t.Errorf("%d evicted, want 2", got)
			}
		})
	}
}

// TestWhoSpeaksStays has a reader in the middle of a handshake. Silent connections and those of a
// crowded address are evicted first.
func TestWhoSpeaksStays(t *testing.T) {
	s, d, conns := open(t, connlimit.Options{Waiting: 4})
	reader, there := s.arrive("192.0.2.1:1")
	g := <-conns
	go func() { _, _ = there.Write(make([]byte, 1000)) }()
	if _, err := io.ReadFull(g, make([]byte, 1000)); err != nil {
		t.Fatal(err)
	}
	shy, _ := s.arrive("192.0.2.2:1")
	<-conns
	for i := range 20 {
		_, _ = s.arrive(fmt.Sprintf("192.0.2.3:%d", 1000+i))
		<-conns
	}
	isOpen(t, reader, "the reader")
	isOpen(t, shy, "somebody who came alone")
	if got := d.Counts().Evicted; got != 18 {
		t.Errorf("%d evicted, want 18", got)
	}
}

// TestReadersStay activates connections: a crowd of waiting ones evicts none of them, one address
// has at most half of what others leave, and so the last place is for somebody else.
func TestReadersStay(t *testing.T) {
	s, d, conns := open(t, connlimit.Options{Total: 5, PerAddress: 2})
	var readers []*peer
	enter := func(from string) {
		p, _ := s.arrive(from)
		(<-conns).Activate()
		readers = append(readers, p)
	}
	enter("192.0.2.1:1000")
	enter("192.0.2.1:1001")
	third, _ := s.arrive("192.0.2.1:1002")
	isClosed(t, third, "the third of an address")
	enter("[2001:db8::1]:1") // one household
	enter("[2001:db8::2]:1")
	neighbour, _ := s.arrive("[2001:db8::abcd]:1")
	isClosed(t, neighbour, "the third of a household")
	enter("198.51.100.7:1")
	again, _ := s.arrive("198.51.100.7:2")
	isClosed(t, again, "one too many")
	for _, p := range readers {
		isOpen(t, p, "a reader")
	}
	if got, want := d.Counts(), (connlimit.Counts{Address: 3}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	_ = readers[0].Close()
}

// TestClosedCountOnce closes connections twice each. They are subtracted once.
func TestClosedCountOnce(t *testing.T) {
	s, d, conns := open(t, connlimit.Options{Total: 2, PerAddress: 2})
	for i := range 20 {
		_, _ = s.arrive(fmt.Sprintf("192.0.2.1:%d", 1000+i))
		g := <-conns
		if i%2 == 0 {
			g.Activate()
		}
		_, _ = g.Close(), g.Close()
	}
	if open, waiting := d.Open(); open != 0 || waiting != 0 {
		t.Errorf("%d open, %d waiting after all have gone", open, waiting)
	}
	if got := d.Counts(); got != (connlimit.Counts{}) {
		t.Errorf("%+v", got)
	}
}

// TestProxy believes only listed peers, and counts their clients by the clients' own addresses.
func TestProxy(t *testing.T) {
	o := connlimit.Options{PerAddress: 1, Proxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}, HeaderTimeout: 200 * time.Millisecond}
	s, d, conns := open(t, o)
	bring := func(header string) *peer {
		p, there := s.arrive("10.1.2.3:5000")
		go func() { _, _ = io.WriteString(there, header) }()
		return p
	}
	bring("PROXY TCP4 203.0.113.9 192.0.2.2 4711 22\r\nSSH-2.0-x\r\n")
	g := <-conns
	if got := g.RemoteAddr().String(); got != "203.0.113.9:4711" {
		t.Errorf("a proxied reader comes from %s", got)
	}
	buf := make([]byte, 9)
	if _, err := io.ReadFull(g, buf); err != nil || string(buf) != "SSH-2.0-x" {
		t.Errorf("behind the header: %q, %v", buf, err)
	}
	g.Activate()
	isClosed(t, bring("PROXY TCP4 203.0.113.9 192.0.2.2 4712 22\r\n"), "the second of an address")
	bring("PROXY TCP4 203.0.113.10 192.0.2.2 4712 22\r\n")
	(<-conns).Activate()
	for _, nobody := range []string{"PROXY UNKNOWN\r\n", "\r\n\r\n\x00\r\nQUIT\n\x20\x00\x00\x00"} {
		bring(nobody)
		if got := (<-conns).RemoteAddr().String(); got != "10.1.2.3:5000" {
			t.Errorf("%q brings %s, want the proxy itself", nobody, got)
		}
	}
	isClosed(t, bring("SSH-2.0-OpenSSH\r\n"), "a proxy without a header")
	isClosed(t, bring("\r\n\r\n\x00\r\nQUIT\n\x21\x15\x00\x0c"+strings.Repeat("\x01", 12)), "a proxy that names an address of no kind that there is")
	silent, _ := s.arrive("10.1.2.3:5001")
	isClosed(t, silent, "a silent proxy")

	_, there := s.arrive("192.0.2.66:1") // a liar
	go func() { _, _ = io.WriteString(there, "PROXY TCP4 203.0.113.77 192.0.2.2 4711 22\r\n") }()
	if got := (<-conns).RemoteAddr().String(); got != "192.0.2.66:1" {
		t.Errorf("anybody can say where he comes from: %s", got)
	}
	if got := d.Counts(); got.Address != 1 || got.Proxy != 3 {
		t.Errorf("%+v", got)
	}
}

// passing is a temporary error.
type passing struct{ error }

func (passing) Temporary() bool { return true }

// TestAcceptFails runs out of descriptors. The listener makes room, neither spins nor ends, and
// continues when it can.
func TestAcceptFails(t *testing.T) {
	s, d, conns := open(t, connlimit.Options{})
	waits, _ := s.arrive("192.0.2.1:1")
	<-conns
	begun := time.Now()
	for range 4 {
		s.come <- passing{errors.New("too many open files")}
	}
	isClosed(t, waits, "the one who waited")
	_, _ = s.arrive("192.0.2.1:2")
	<-conns
	if took := time.Since(begun); took < 35*time.Millisecond {
		t.Errorf("four failures took %v: it spins", took)
	}
	if got := d.Counts().Errors; got != 4 {
		t.Errorf("%d errors counted", got)
	}
	s.come <- errors.New("the network is gone")
	if g, ok := <-conns; ok {
		t.Errorf("%v came after the end", g)
	}
}
