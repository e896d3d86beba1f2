package server

import (
	"sync"
	"time"
)

// intake bounds what a connection sends, in bytes as they come over the wire, so that no flood of it costs more than a little: of
// requests, key exchanges, or data that nobody wants. Who takes files away has to ask for them, so what is sent to the client, and what a
// transfer has read, gives it more.
type intake struct {
	mu    sync.Mutex
	left  int // bytes that may come at once
	at    time.Time
	total int64 // bytes that have come and that no transfer has asked for
}

const (
	intakeRate  = 48 << 10 // bytes per second
	intakeBurst = 64 << 10 // bytes
	askingShare = 32       // of what is sent: acknowledgements, and requests for more
	forSession  = 1 << 10  // bytes: what it takes to open a session, name a command, and close it
	idleSession = 3 << 10  // bytes that a session counts for in which nothing was started: it costs more than what asks for it

	// heavy is how much a client sends before what nobody reads is thrown away at once. Up to here, which is a thousand keys, it may
	// wait in memory, since a session costs less when nothing reads what never comes.
	heavy = 48 << 10

	// strangerBytes is how much a client may send before it has authenticated; a handshake takes less than a sixth of it.
	strangerBytes = 64 << 10
)

// take counts what has come. It returns how long to wait before the next bytes are read, and how much has come by now.
func (i *intake) take(n int, now time.Time) (wait time.Duration, total int64) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.fill(now)
	i.left -= n
	i.total += int64(n)
	if i.left < 0 {
		wait = time.Duration(-i.left) * time.Second / intakeRate
	}
	return wait, i.total
}

// charge counts what costs as much as n bytes.
func (i *intake) charge(n int) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.left -= n
}

// allow lets the client send so much more.
func (i *intake) allow(n int) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.left = min(intakeBurst, i.left+n)
}

// wanted is allow for what a transfer has read.
func (i *intake) wanted(n int) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.left = min(intakeBurst, i.left+n)
	i.total = max(0, i.total-int64(n))
}

// fill adds what may come by now.
func (i *intake) fill(now time.Time) {
	if i.at.IsZero() {
		i.left = intakeBurst
	} else if gone := now.Sub(i.at); gone > 0 {
		i.left = min(intakeBurst, i.left+int(min(gone, time.Minute)*intakeRate/time.Second))
	}
	i.at = now
}
