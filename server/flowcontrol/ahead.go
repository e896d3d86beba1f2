// Package flowcontrol bounds what a client sends before the server has done with what it sent
// before. SSH has windows for the data of channels only; requests, key exchanges and packets that
// nobody wants come without one.
//
// [Ahead] bounds how many packets wait in the queue of the SSH library, so that the library can give
// up on a connection without leaving its reader behind; plainpackets.go counts the packets that come
// before encryption. [Intake] bounds the bytes over time, and knows what of them somebody has asked
// for. Both are asked by whoever reads the connection, and take no part in reading it: they know
// neither SSH's library nor the server.
package flowcontrol

import (
	"context"
	"sync"
	"time"
)

// Ahead bounds the packets that a client sends ahead of what the server has done with the ones
// before. The SSH library reads packets into a queue. When it gives up on a connection, whoever
// takes packets from the queue is gone, and its reader would wait for ever to add one more. So it
// gets no more bytes at a time than it has places in the queue for packets of the least size.
//
// More bytes follow as packets turn out to have been taken: what a session reads, and what it is
// asked, has passed the queue. Otherwise there is a pause, in which whoever takes packets gets their
// turn, even on a busy machine. What is known to belong to a packet that has begun is not counted.
//
// Before the first keys are in use, packets have a readable length, and are counted. A client needs
// four of them then.
type Ahead struct {
	mu      sync.Mutex
	open    plainPackets  // what came before encryption
	left    int           // bytes that may still be read
	rest    int           // bytes to come of a packet that has begun, as far as that is known
	owed    int           // bytes that were not counted, or assumed to be taken, and may yet turn out to be
	age     int           // grows with owed
	large   time.Time     // when some of a packet came that was not counted
	drained bool          // nothing more was there to read the last time
	latest  time.Time     // when bytes were read, or a write ended without another one
	writing int           // writes under way
	senders int           // channels on which something may be sent
	written int           // writes that have ended since bytes were read, of those close together one
	ended   time.Time     // when the latest of these ended
	moved   time.Time     // when a write began without another one, or ended
	blind   int           // bytes that were let through by trickle since something turned out to be taken
	closed  bool          // a channel has closed while one that sends may have waited for its client
	turns   int           // of the reader since bytes were read
	inTime  int           // of these, those that were not late
	wake    chan struct{} // holds one when more may be read
}

const (
	queuedPackets = 16 // that the library takes, whether anybody asks for them or not
	minPacket     = 26 // bytes on the wire: see packetSize
	aheadBytes    = queuedPackets * minPacket
	readBuffer    = 4096 // of the library: where it asks for more, that is the rest of one packet

	// Whoever takes packets has had their turn after some turns of the reader that came in time, of
	// which it takes few where no more was there to read; or after many: on a busy machine they are
	// late. Who takes may also be held up by those that send, by each for a few writes that are some
	// time apart: a lock goes to whoever has waited for a millisecond, when it is free for the next
	// but one time.
	drainedPause = 2 * time.Millisecond
	drainedTurns = 3
	longPause    = 50 * time.Millisecond // in which nothing comes, and which needs no turns
	longBlock    = 100 * time.Millisecond
	blockPause   = 20 * time.Millisecond
	turnPause    = 4 * time.Millisecond
	turnLate     = 2 * time.Millisecond
	enoughTurns  = 6
	manyTurns    = 5 * enoughTurns
	enoughWrites = 4
)

// What messages are made of, in bytes, beyond the text in them (RFC 4252, 5; RFC 4254, 5).
const (
	globalHead  = 1 + 4 + 1              // number, length of the kind, whether an answer is wanted
	requestHead = 1 + 4 + 4 + 1          // number, channel, length of the kind, whether an answer is wanted
	dataHead    = 1 + 4 + 4              // number, channel, length
	openMessage = 1 + 4 + 7 + 4 + 4 + 4  // number, "session", channel, window, packet
	authHead    = 1 + 4 + 4 + 14 + 4 + 4 // number, length of the name, "ssh-connection", "none"
)

// packetSize returns how many bytes a message takes on the wire at least: its length, that of the
// padding, the message, four bytes of padding, and the seal. Blocks should be full (RFC 4253, 6), but
// the library does not insist on it.
func packetSize(message int) int { return 4 + 1 + message + 4 + 16 }

// NewAhead returns the bound of a new connection.
func NewAhead() *Ahead { return &Ahead{left: aheadBytes, wake: make(chan struct{}, 1)} }

// Allow waits until something may be read, or until ctx is done, and returns how many of n bytes.
func (a *Ahead) Allow(ctx context.Context, n int) int {
	if rest := a.restOf(n); rest > 0 {
		return min(n, rest)
	}
	may, pause := a.check(time.Now())
	for may == 0 {
		begun, timer := time.Now(), time.NewTimer(pause)
		for passed := false; may == 0 && !passed; may, pause = a.check(time.Now()) {
			select {
			case <-timer.C:
				passed = true
				a.turn(time.Since(begun) - pause)
			case <-a.wake:
			case <-ctx.Done():
				timer.Stop()
				return n // there is nothing to read any more
			}
		}
		timer.Stop()
	}
	return min(n, may)
}

// restOf returns how many bytes are still to come of a packet, where n are asked for.
func (a *Ahead) restOf(n int) int {
	a.mu.Lock()
	defer a.mu.Unlock()
	if n > readBuffer && a.open.next() == 0 {
		a.rest = n
	}
	return a.rest
}

// check returns how many bytes may be read at a time, or how long to wait if nothing happens.
func (a *Ahead) check(now time.Time) (may int, pause time.Duration) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if n := a.open.next(); n > 0 {
		return n, 0
	}
	if a.settle(now); a.left > 0 {
		return a.left, 0
	}
	if a.drained {
		return 0, drainedPause
	}
	return 0, turnPause
}

// settle forgets what was read if it has been taken since, as far as time tells. The caller holds
// a.mu.
func (a *Ahead) settle(now time.Time) {
	if a.heldUp(now) {
		a.trickle(now)
		return
	}
	a.closed = false
	idle := a.drained && now.Sub(a.latest) >= longPause
	if read := aheadBytes - a.left; read > 0 && (idle || a.turns >= manyTurns || a.inTime >= a.enough()) {
		a.owe(read)
		a.left = aheadBytes
	}
}

// trickle lets some more pass where one that sends has waited for its client for long: what the
// client sends may fill the kernel's buffer, and then the kernel drops also the news that the client
// has taken something. If no channel has closed, whoever takes packets has not given up; that they are
// Taken must show after as much as may be the rest of one. The caller holds a.mu.
func (a *Ahead) trickle(now time.Time) {
	waits := a.writing > 0 && now.Sub(a.moved) >= longBlock && now.Sub(a.latest) >= blockPause
	if read := aheadBytes - a.left; waits && read > 0 && !a.closed && a.blind < readBuffer {
		a.owe(read)
		a.blind += read
		a.left = aheadBytes
	}
}

// heldUp reports whether those that send may hold up whoever takes packets: they in turn may wait
// for their client. The caller holds a.mu.
func (a *Ahead) heldUp(now time.Time) bool {
	if a.writing > 0 {
		return a.written < enoughWrites*max(1, a.senders) || now.Sub(a.ended) < drainedPause
	}
	return now.Sub(a.latest) < drainedPause
}

// enough is how many turns in time it takes until whoever takes packets has had theirs. The caller
// holds a.mu.
func (a *Ahead) enough() int {
	if a.drained {
		return drainedTurns
	}
	return enoughTurns
}

// turn counts a turn of the reader that came so late.
func (a *Ahead) turn(late time.Duration) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.heldUp(time.Now()) {
		return
	}
	a.turns++
	if late < turnLate {
		a.inTime++
	}
}

// Received says what was read, where so many bytes were allowed. It reports false if it is more
// than any client sends before encryption.
func (a *Ahead) Received(p []byte, allowed int, now time.Time) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.open.next() > 0 {
		return a.open.read(p)
	}
	if a.rest > 0 {
		a.rest -= len(p)
		a.owe(len(p))
		a.large = now
	} else {
		a.settle(now)
		a.left -= len(p)
		a.drained = len(p) < allowed
	}
	a.latest, a.written, a.turns, a.inTime = now, 0, 0, 0
	return true
}

// ChannelClosed says that a channel has closed: the client has closed it, or the connection has
// failed.
func (a *Ahead) ChannelClosed() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.closed = true
}

// owe says that n bytes pass that do not count against those that may be read. The caller holds
// a.mu.
func (a *Ahead) owe(n int) {
	a.owed += n
	a.age++
}

// TakenRequest says that a request on a channel was taken whose kind and payload have n bytes.
func (a *Ahead) TakenRequest(n int) { a.taken(packetSize(requestHead + n)) }

// TakenGlobal says the same of a request that belongs to no channel.
func (a *Ahead) TakenGlobal(n int) { a.taken(packetSize(globalHead + n)) }

// TakenAuth says that a request for authentication was taken, with a user name of n bytes.
func (a *Ahead) TakenAuth(n int) { a.taken(packetSize(authHead + n)) }

// DataPacket returns how many bytes a packet with n bytes of a channel takes on the wire at least.
func DataPacket(n int) int { return packetSize(dataHead + n) }

// taken says that a packet of at least n bytes has passed the queue. While one that sends waits for
// its client, nothing is taken if whoever takes packets has given up: what was assumed to be taken
// before does not count a second time then.
func (a *Ahead) taken(n int) {
	a.mu.Lock()
	a.take(n, false)
	a.mu.Unlock()
	a.awake()
}

// Delivered is taken for what a session has read, of which it says whether that was all there was.
// What may have been there for long does not count a second time either: that it is read now says
// nothing of who takes packets. The session passes on what the last call returned.
func (a *Ahead) Delivered(n int, all bool, age int) int {
	a.mu.Lock()
	defer a.awake()
	defer a.mu.Unlock()
	a.take(n, age != a.age)
	if !all || a.rest > 0 || time.Since(a.large) < longPause { // a large packet may be on its way still
		return age
	}
	if a.senders <= 1 && a.writing == 0 {
		a.owed = 0 // whatever has turned out to be taken, there is no more of it
	}
	return a.age
}

// take counts n bytes as taken. The caller holds a.mu.
func (a *Ahead) take(n int, mayBeOld bool) {
	if n > 0 {
		a.blind = 0
	}
	if mayBeOld || a.writing > 0 && time.Since(a.moved) >= drainedPause {
		before := min(n, a.owed)
		a.owed -= before
		n -= before
	}
	a.left = min(a.left+n, aheadBytes)
}

// Opened says that there is one more channel, until the function that it returns is called.
func (a *Ahead) Opened() (closed func()) {
	a.addSenders(1)
	a.taken(packetSize(openMessage))
	return func() { a.addSenders(-1) }
}

func (a *Ahead) addSenders(n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.senders += n
}

// Write says that something is being sent, until the function that it returns is called.
func (a *Ahead) Write() (done func()) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.writing++; a.writing == 1 {
		a.moved = time.Now()
	}
	return a.wrote
}

func (a *Ahead) wrote() {
	now := time.Now()
	a.mu.Lock()
	if a.written == 0 || now.Sub(a.ended) >= drainedPause {
		a.written++
		a.ended = now
	}
	a.moved = now
	if a.writing--; a.writing == 0 {
		a.latest = now
	}
	a.mu.Unlock()
	a.awake()
}

func (a *Ahead) awake() {
	select {
	case a.wake <- struct{}{}:
	default:
	}
}
