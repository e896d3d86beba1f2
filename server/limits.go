package server

import (
	"math"
	"runtime/debug"
	"syscall"
	"time"
)

// Limits bound what strangers can take. The zero value of a field means its default; a negative number or time means no limit.
type Limits struct {
	Connections       int           // open at one time; by default what the descriptors of the process allow, fewer where memory is short
	PerAddress        int           // the same from one address (of IPv6: a /64); half of Connections
	Waiting           int           // that have not authenticated yet; a quarter of Connections
	WaitingPerAddress int           // the same from one address; half of Waiting
	Channels          int           // sessions at one time on one connection; 4
	Sessions          int           // sessions at one time; 5000, fewer where memory is short
	Cells             int           // of all screens together; 20 million, fewer where memory is short
	Transfers         int           // sessions of sftp, scp and rsync at one time; 256, fewer where memory is short
	Files             int           // that sessions of these have open at one time; a sixteenth of the descriptors, at most 256
	Handshake         time.Duration // from a connection to the end of its authentication; 10 s
	Start             time.Duration // from there, or from a channel, to a shell or command; 10 s
	Keepalive         time.Duration // between questions whether the client is still there, three of which may go unanswered; 30 s
	Stall             time.Duration // that a screen, or a connection, takes no output; 30 s
	Pipe              time.Duration // the same for commands, whose output may go to a pager; 1 h
	Idle              time.Duration // that a reader presses no key; 30 min
	Transfer          time.Duration // that nothing moves in a session of sftp, scp or rsync; 15 min
	Lifetime          time.Duration // of a connection; none
}

// reserve is how many descriptors are kept for all but connections: files of the blog, the log, the listener.
const reserve = 64

// What a session costs in memory at most, a cell of a screen, a session that takes files away, whose client may send two megabytes
// ahead, and a connection, which keeps room for the largest packets of both directions, in bytes. A quarter of the memory is for all else.
// Connections share what their sessions use, and few of them keep as much.
const (
	sessionBytes    = 128 << 10
	cellBytes       = 64
	transferBytes   = 4 << 20
	connectionBytes = 400 << 10
)

// fewestConnections is how many connections there are by default however short memory is.
const fewestConnections = 64

// forever is what stands for no limit where a time is needed; in sums and products, too, it stays one.
const forever = 10 * 365 * 24 * time.Hour

// withDefaults fills in what is not said. What is derived from a number without a limit has none either; a time without a limit is negative
// where nothing runs for it, else it is forever.
func (l Limits) withDefaults() Limits { return l.within(debug.SetMemoryLimit(-1)) } // which asks only

// within is withDefaults for a process that may have so much memory, in bytes.
func (l Limits) within(memory int64) Limits {
	set := func(n *int, usual int) {
		if *n == 0 {
			*n = max(1, usual)
		}
	}
	bearable := int(min(math.MaxInt32/4, max(fewestConnections, memory/connectionBytes))) // connections
	part := func(n *int, of, share int) {
		if of < 0 && *n == 0 {
			*n = -1
		}
		set(n, of/share)
	}
	wait := func(d *time.Duration, usual time.Duration) {
		if *d == 0 {
			*d = usual
		}
		*d = min(*d, forever)
	}
	patience := func(d *time.Duration, usual time.Duration) {
		if *d < 0 {
			*d = forever
		}
		wait(d, usual)
	}
	set(&l.Files, min(256, descriptors()/16))
	set(&l.Connections, min(mostConnections, bearable, descriptors()-reserve-max(0, l.Files)))
	part(&l.PerAddress, l.Connections, 2)
	part(&l.Waiting, min(l.Connections, 4*bearable), 4)
	part(&l.WaitingPerAddress, l.Waiting, 2)
	set(&l.Channels, 4)
	set(&l.Sessions, int(min(5000, memory/4*3/sessionBytes)))
	transfers := min(256, memory/4/transferBytes)
	if l.Files > 0 {
		transfers = min(transfers, int64(l.Files))
	}
	set(&l.Transfers, int(transfers))
	set(&l.Cells, int(min(20_000_000, memory/4/cellBytes)))
	wait(&l.Handshake, 10*time.Second)
	wait(&l.Start, 10*time.Second)
	wait(&l.Keepalive, 30*time.Second)
	patience(&l.Stall, 30*time.Second)
	patience(&l.Pipe, time.Hour)
	wait(&l.Idle, 30*time.Minute)
	patience(&l.Transfer, 15*time.Minute)
	wait(&l.Lifetime, -1)
	return l
}

// mostConnections is how many connections there are by default where descriptors allow more.
const mostConnections = 10_000

// descriptors is how many descriptors the process may have, as far as that is of interest.
func descriptors() int {
	const most, usual = 16_384, 1024
	var files syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_NOFILE, &files) != nil {
		return usual
	}
	return int(min(files.Cur, most))
}
