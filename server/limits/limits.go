// Package limits says how much clients can take of a server: how many connections, sessions and
// screens there may be, and how long they may last. It declares the limits that operators can set, each
// once, with its name, its meaning and its default, and computes the defaults that depend on the
// machine: on the memory and the descriptors that the process may use. The server enforces them.
package limits

import (
	"math"
	"reflect"
	"runtime/debug"
	"strconv"
	"time"
)

// Limits bound what clients can take. Zero means the default, a negative number or time no limit.
//
// Each field declares its setting: the tags are its name (of the flag; variable and key are derived
// from it), what it means, and its default. "default" is a value, which WithDefaults and the
// command line read; "unset" describes a default that WithDefaults computes. To add a limit, add a
// field here, a default, and the code that enforces it; help and tables follow.
type Limits struct {
	// Connections is bounded by descriptors and memory if not set, see within.
	Connections int `name:"max-connections" unset:"by descriptors and memory" help:"Connections at one time."`

	PerAddress int `name:"max-per-address" unset:"half of what others leave" help:"Connections from one address, or one IPv6 /64."`

	Waiting int `name:"max-waiting" unset:"a quarter of all" help:"Connections that have not authenticated."`

	WaitingPerAddress int `name:"max-waiting-per-address" unset:"half of that" help:"Of these, from one address."`

	Sessions int `name:"max-sessions" unset:"5000, fewer with little memory" help:"Sessions of all kinds at one time."`

	Channels int `name:"max-channels" default:"4" help:"Sessions of one connection at one time."`

	Transfers int `name:"max-transfers" unset:"256, fewer with little memory" help:"Downloads at one time."`

	// Files is how many files downloads have open: a sixteenth of the descriptors, at most 256.
	Files int `kong:"-"`

	// Pages is how many bytes of long posts wait for the clients that print them: an eighth of the
	// memory, at most 256 MiB.
	Pages int `kong:"-"`

	Cells int `name:"max-cells" unset:"20 million, fewer with little memory" help:"Cells of all screens together."`

	Handshake time.Duration `name:"handshake-timeout" default:"10s" help:"From connecting to authenticated."`

	Start time.Duration `name:"start-timeout" default:"10s" help:"To open a session, and to start something in it."`

	Keepalive time.Duration `name:"keepalive" default:"30s" help:"Keepalive interval; three missed replies disconnect."`

	// Stall is how long a screen, or a whole connection, may take no output.
	Stall time.Duration `name:"stall-timeout" default:"30s" help:"Timeout of a blocked write."`

	// Pipe is Stall for commands, whose output may go to a pager.
	Pipe time.Duration `name:"pipe-timeout" default:"1h" help:"Timeout of a blocked write of a command."`

	Transfer time.Duration `name:"transfer-timeout" default:"15m" help:"Timeout of a stalled download."`

	Idle time.Duration `name:"idle-timeout" default:"30m" help:"Time without a key press, or a session; -1s disables."`

	LogLines int `name:"max-log-lines" default:"120" help:"Log lines of connections a minute, half from one network."`

	Lifetime time.Duration `name:"max-lifetime" unset:"unlimited" help:"Longest time of a connection."`
}

// reserve is how many descriptors are kept for the files of the blog, the log and the listener.
const reserve = 64

// The memory, in bytes, that a session, a cell of a screen, a download and a connection take at
// most. The client of a download may have two megabytes under way, and a connection keeps room for
// the largest packet of each direction. A quarter of the memory is for all else. Connections share
// what their sessions use, and few of them keep as much.
const (
	sessionBytes    = 128 << 10
	cellBytes       = 64
	transferBytes   = 4 << 20
	connectionBytes = 400 << 10
)

// The default of Limits.Connections is between these, however much memory and however many
// descriptors there are.
const (
	minConnections = 64
	maxConnections = 10_000
)

// forever stands for no limit where a timer needs a time. Sums and products of it do not overflow.
const forever = 10 * 365 * 24 * time.Hour

// WithDefaults fills in what is not set. What is derived from a number without a limit has none
// either. A time without a limit is negative where no timer needs it, else forever.
func (l Limits) WithDefaults() Limits { return l.within(debug.SetMemoryLimit(-1)) } // which only asks

// within is WithDefaults for a process that may use that much memory, in bytes.
func (l Limits) within(memory int64) Limits {
	l.setDeclared()
	set := func(n *int, otherwise int) {
		if *n == 0 {
			*n = max(1, otherwise)
		}
	}
	part := func(n *int, of, share int) {
		if of < 0 && *n == 0 {
			*n = -1
		}
		set(n, of/share)
	}
	// connections that fit into the memory
	fit := int(min(math.MaxInt32/4, max(minConnections, memory/connectionBytes)))
	set(&l.Files, min(256, descriptors()/16))
	set(&l.Connections, min(maxConnections, fit, descriptors()-reserve-max(0, l.Files)))
	part(&l.PerAddress, l.Connections, 2)
	part(&l.Waiting, min(l.Connections, 4*fit), 4)
	part(&l.WaitingPerAddress, l.Waiting, 2)
	set(&l.Sessions, int(min(5000, memory/4*3/sessionBytes)))
	transfers := min(256, memory/4/transferBytes)
	if l.Files > 0 {
		transfers = min(transfers, int64(l.Files))
	}
	set(&l.Transfers, int(transfers))
	set(&l.Cells, int(min(20_000_000, memory/4/cellBytes)))
	set(&l.Pages, int(min(256<<20, memory/8)))
	for _, d := range []*time.Duration{&l.Stall, &l.Pipe, &l.Transfer} {
		if *d < 0 {
			*d = forever
		}
	}
	if l.Lifetime == 0 {
		l.Lifetime = -1
	}
	return l
}

// OneAddressMayHaveAll reports whether the operator lets one address have more than half of the
// connections: all readers may come from there.
func (l Limits) OneAddressMayHaveAll() bool {
	return l.Connections > 0 && (l.PerAddress < 0 || l.PerAddress > (l.Connections+1)/2)
}

// setDeclared sets fields that are zero to the default of their tag, and bounds times by forever.
func (l *Limits) setDeclared() {
	fields := reflect.ValueOf(l).Elem()
	for i := range fields.NumField() {
		field := fields.Field(i)
		declared, ok := fields.Type().Field(i).Tag.Lookup("default")
		set := ok && field.IsZero()
		var err error
		switch value := field.Addr().Interface().(type) {
		case *int:
			if set {
				*value, err = strconv.Atoi(declared)
			}
		case *time.Duration:
			if set {
				*value, err = time.ParseDuration(declared)
			}
			*value = min(*value, forever)
		}
		if err != nil {
			panic(err) // the tag is wrong; any test notices
		}
	}
}
