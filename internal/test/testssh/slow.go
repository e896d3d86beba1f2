package testssh

import (
	"io"
	"net"
	"sync"
	"time"
)

// Slow is a line on which everything takes its time.
type Slow struct {
	RoundTrip time.Duration // there and back, without the time that the bytes themselves take
	Rate      int           // bytes per second, each way; 0 for as many as come
}

// packetBytes is how much goes over a slow line at once, in bytes.
const packetBytes = 1400

// queue is how many bytes wait on a line for their turn, besides those that are on their way: what
// routers keep.
const queue = 8 << 10

// unbounded is how many packets may be on their way on a line without a rate.
const unbounded = 4096

// Wrap makes a connection slow. It takes a round trip itself, as to connect does.
func (s Slow) Wrap(conn net.Conn) (net.Conn, error) {
	timer := time.NewTimer(s.RoundTrip)
	defer timer.Stop()
	<-timer.C
	packets := unbounded
	if s.Rate > 0 {
		packets = (int(s.RoundTrip.Seconds()*float64(s.Rate)) + queue) / packetBytes
	}
	l := &slowLine{
		Conn: conn, closed: make(chan struct{}),
		up:   direction{Slow: s, packets: make(chan packet, packets)},
		down: direction{Slow: s, packets: make(chan packet, packets)},
	}
	go l.send()
	go l.receive()
	return l, nil
}

// slowLine is a connection, each way of which is a lane.
type slowLine struct {
	net.Conn
	up, down direction
	rest     []byte // of the packet that is being read
	failed   error  // why nothing comes any more; to be read when down is closed
	once     sync.Once
	closed   chan struct{}
}

// direction is one way of a line.
type direction struct {
	Slow
	mu      sync.Mutex
	free    time.Time // when the last packet has been sent
	packets chan packet
}

// packet is a packet, and when it arrives.
type packet struct {
	bytes []byte
	due   time.Time
}

// post returns a packet with the time at which it will arrive.
func (l *direction) post(p []byte, now time.Time) packet {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.free.Before(now) {
		l.free = now
	}
	if l.Rate > 0 {
		l.free = l.free.Add(time.Duration(len(p)) * time.Second / time.Duration(l.Rate))
	}
	return packet{append([]byte(nil), p...), l.free.Add(l.RoundTrip / 2)}
}

// put sends a packet on its way; false if the line has been closed.
func (l *slowLine) put(way *direction, p []byte) bool {
	select {
	case way.packets <- way.post(p, time.Now()):
		return true
	case <-l.closed:
		return false
	}
}

// wait waits until a packet arrives; false if the line has been closed.
func (l *slowLine) wait(p packet) bool {
	timer := time.NewTimer(time.Until(p.due))
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-l.closed:
		return false
	}
}

// Write hands bytes over to the line. It blocks when too many are waiting already.
func (l *slowLine) Write(p []byte) (int, error) {
	for at := 0; at < len(p); at += packetBytes {
		if !l.put(&l.up, p[at:min(at+packetBytes, len(p))]) {
			return at, net.ErrClosed
		}
	}
	return len(p), nil
}

// send delivers what was written.
func (l *slowLine) send() {
	for {
		select {
		case p := <-l.up.packets:
			if !l.wait(p) {
				return
			}
			if _, err := l.Conn.Write(p.bytes); err != nil {
				return
			}
		case <-l.closed:
			return
		}
	}
}

// receive takes what the server sends, no more than the line carries.
func (l *slowLine) receive() {
	defer close(l.down.packets)
	buf := make([]byte, packetBytes)
	for {
		n, err := l.Conn.Read(buf)
		if n > 0 && !l.put(&l.down, buf[:n]) {
			err = net.ErrClosed
		}
		if err != nil {
			l.failed = err
			return
		}
	}
}

// Read reads what has arrived. Only one may read at a time.
func (l *slowLine) Read(p []byte) (int, error) {
	if len(l.rest) == 0 {
		next, ok := <-l.down.packets
		if !ok {
			if l.failed == nil {
				return 0, io.EOF
			}
			return 0, l.failed
		}
		if !l.wait(next) {
			return 0, net.ErrClosed
		}
		l.rest = next.bytes
	}
	n := copy(p, l.rest)
	l.rest = l.rest[n:]
	return n, nil
}

// Close closes the line at once; what is on its way is lost.
func (l *slowLine) Close() error {
	l.once.Do(func() { close(l.closed) })
	return l.Conn.Close()
}
