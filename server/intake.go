package server

import (
	"sync"
	"time"

	"github.com/sshblog/sshblog/internal/quota"
)

// intake bounds what a connection sends, in bytes as they come over the wire, so that a flood costs
// little, be it of requests, of key exchanges, or of data that nobody wants. A client has to ask
// for files and to acknowledge them, so what it is sent, and what its transfers have read, is
// credited.
type intake struct {
	rate quota.Bucket

	mu       sync.Mutex
	received int64 // bytes that no transfer has asked for
}

const (
	intakeRate  = 48 << 10 // bytes per second
	intakeBurst = 64 << 10 // bytes
	replyShare  = 32       // of what is sent: acknowledgements, and requests for more
	sessionCost = 1 << 10  // bytes: what it takes to open a session, name a command, and close it
	idleCost    = 3 << 10  // bytes: a session in which nothing was started costs more than what asks for it

	// discardThreshold is how much a client sends before what nobody reads is discarded at once. Up
	// to here, which is a thousand keys, it may wait in memory, since a session costs less when
	// nothing reads what never comes.
	discardThreshold = 48 << 10

	// maxUnauthenticated is how much a client may send before it has authenticated; a handshake
	// takes less than a sixth of it.
	maxUnauthenticated = 64 << 10
)

// newIntake returns the intake of a new connection.
func newIntake() intake { return intake{rate: quota.Bucket{Burst: byteCost(intakeBurst, intakeRate)}} }

// byteCost is what n bytes cost where there is so much time for each second of bytes.
func byteCost(n, perSecond int) time.Duration {
	return time.Duration(n) * time.Second / time.Duration(perSecond)
}

// receive charges n bytes that have come. It returns how long to wait before more is read, and how
// many have come by now.
func (i *intake) receive(n int, now time.Time) (wait time.Duration, received int64) {
	wait = i.rate.Charge(byteCost(n, intakeRate), now)
	i.mu.Lock()
	defer i.mu.Unlock()
	i.received += int64(n)
	return wait, i.received
}

// charge charges what costs as much as n bytes.
func (i *intake) charge(n int) { i.rate.Charge(byteCost(n, intakeRate), time.Now()) }

// credit lets the client send n bytes more.
func (i *intake) credit(n int) { i.rate.Credit(byteCost(n, intakeRate), time.Now()) }

// wanted says that a transfer has asked for n of the bytes that have come: they are none that
// nobody reads.
func (i *intake) wanted(n int) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.received = max(0, i.received-int64(n))
}
