package flowcontrol

import (
	"sync"
	"time"

	"github.com/sshblog/sshblog/internal/quota"
)

// Intake bounds what a connection sends, in bytes as they come over the wire, so that a flood costs
// little, be it of requests, of key exchanges, or of data that nobody wants. A client has to ask
// for files and to acknowledge them, so what it is sent, and what its transfers have read, is
// credited. It may be used from several goroutines.
type Intake struct {
	rate quota.Bucket

	mu       sync.Mutex
	received int64 // bytes that no transfer has asked for
}

const (
	intakeRate  = 48 << 10 // bytes per second
	intakeBurst = 64 << 10 // bytes
)

// NewIntake returns the intake of a new connection.
func NewIntake() *Intake {
	return &Intake{rate: quota.Bucket{Burst: quota.Cost(intakeBurst, intakeRate)}}
}

// Receive charges n bytes that have come. It returns how long to wait before more is read, and how
// many have come by now.
func (i *Intake) Receive(n int, now time.Time) (wait time.Duration, received int64) {
	wait = i.rate.Charge(quota.Cost(n, intakeRate), now)
	i.mu.Lock()
	defer i.mu.Unlock()
	i.received += int64(n)
	return wait, i.received
}

// Charge charges what costs as much as n bytes.
func (i *Intake) Charge(n int) { i.rate.Charge(quota.Cost(n, intakeRate), time.Now()) }

// Credit lets the client send n bytes more.
func (i *Intake) Credit(n int) { i.rate.Credit(quota.Cost(n, intakeRate), time.Now()) }

// Wanted says that a transfer has asked for n of the bytes that have come: they are none that
// nobody reads.
func (i *Intake) Wanted(n int) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.received = max(0, i.received-int64(n))
}
