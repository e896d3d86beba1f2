//go:build unix

package main

import (
	"fmt"
	"io"
	"slices"
)

// figure is one line of the table.
type figure struct {
	group   string  // what measures it
	series  string  // of samples
	percent float64 // of the series that is shown; the median if zero
	name    string  // with its unit
	how     string  // it is measured
	digits  int     // after the point
	more    bool    // is better; else less is
	bound   bound
	counted bool    // not a time, so that a gate of it does not depend on the machine's load
	gate    float64 // beyond which a short run fails, in the terms of bound, if counted
}

// bound is what a figure must reach, and what is aimed at.
type bound struct {
	kind       boundKind
	must, goal float64
}

// boundKind is what a bound is compared with.
type boundKind int

const (
	unbounded boundKind = iota // nothing
	absolute                   // sshblog's value
	ratio                      // sshblog's value by the floor's
)

// A figure that has no gate of its own is held to what it must reach.
func (f figure) limit() float64 {
	if f.gate != 0 {
		return f.gate
	}
	return f.bound.must
}

// figures are the table, in its order.
func figures() []figure {
	return slices.Concat(frameFigures(), keyFigures(), openFigures(), memoryFigures(), crowdFigures(), stormFigures(),
		slowFigures(), commandFigures(), loadFigures(), goFigures())
}

func frameFigures() []figure {
	return []figure{
		{
			group: "frame", series: "frame/one", name: "first useful frame p50, ms", how: "connect, handshake, terminal, list; one client after the other",
			digits: 1, bound: bound{ratio, 2, 1.3},
		},
		{
			group: "frame", series: "frame/one", percent: p99, name: "first useful frame p99, ms", how: "the same",
			digits: 1,
		},
		{
			group: "frame", series: "frame/many", name: "the same, 16 at once p50, ms", how: "16 clients start together",
			digits: 1, bound: bound{ratio, 2, 1.3},
		},
		{
			group: "frame", series: "frame/cpu", name: "server CPU per connection, ms", how: "schedstat of the server's threads, from connecting to leaving",
			digits: 2, bound: bound{ratio, 2, 1.3},
		},
		{
			group: "turns", series: "turns/mute", name: "round trips to the first frame, mute terminal", how: "time / round trip on a line of 100 ms",
			digits: 1, bound: bound{ratio, 1, 1}, counted: true, gate: 1.07,
		},
		{
			group: "turns", series: "turns/answering", name: "round trips to the first frame, terminal that answers", how: "the same, with an emulator",
			digits: 1, bound: bound{ratio, 1, 1}, counted: true, gate: 1.07,
		},
	}
}

func keyFigures() []figure {
	return []figure{
		{
			group: "key", series: "key/list", name: "key to frame in the list p50, ms",
			how: "from the key to the first byte of its frame, 5 ms between keys", digits: 2, bound: bound{
				absolute, 2,
				1,
			},
		},
		{
			group: "key", series: "key/list", percent: p99, name: "key to frame in the list p99, ms", how: "the same",
			digits: 2, bound: bound{absolute, 10, 3},
		},
		{
			group: "key", series: "key/scroll", name: "scroll by a line p50, ms", how: "the same in a post of 4 KB",
			digits: 2, bound: bound{absolute, 2, 1},
		},
		{
			group: "key", series: "key/scroll", percent: p99, name: "scroll by a line p99, ms", how: "the same", digits: 2,
			bound: bound{absolute, 10, 3},
		},
		{
			group: "key", series: "key/list/cpu", name: "server CPU per key in the list, ms", how: "schedstat", digits: 3,
			bound: bound{ratio, 3, 1.5},
		},
		{
			group: "key", series: "key/scroll/cpu", name: "server CPU per one-line scroll, ms", how: "schedstat",
			digits: 3, bound: bound{ratio, 3, 1.5},
		},
		{
			group: "key", series: "key/list/bytes", name: "bytes per key in the list",
			how: "output as the terminal gets it", counted: true, gate: 300,
		},
		{
			group: "key", series: "key/scroll/bytes", name: "bytes per one-line scroll", how: "the same",
			bound: bound{absolute, 147, 110}, counted: true,
		},
	}
}

func openFigures() []figure {
	return []figure{
		{
			group: "open", series: "open/again", name: "open a 10 KB post, rendered before p50, ms",
			how: "Enter to the post's first words", digits: 2, bound: bound{absolute, 3, 1},
		},
		{
			group: "open", series: "open/first", name: "open a 10 KB post, not yet rendered p50, ms",
			how: "the same, a post that nobody has opened", digits: 1, bound: bound{absolute, 50, 15},
		},
		{
			group: "open", series: "open/huge", name: "open a 1 MB post: first screen, ms", how: "the same", digits: 1,
			bound: bound{absolute, 50, 15},
		},
		{
			group: "open", series: "open/others/before", percent: p99, name: "another reader's key p99, ms",
			how: "while nothing else happens", digits: 2,
		},
		{
			group: "open", series: "open/others/during", percent: p99, name: "the same while 1 MB is rendered p99, ms",
			how: "during the third of a second after Enter", digits: 2, bound: bound{absolute, 10, 3},
		},
	}
}

func memoryFigures() []figure {
	all := []figure{
		{
			group: "memory", series: "memory/goroutines", name: "goroutines per session", how: "the server's own count, slope between few and many",
			digits: 1, bound: bound{unbounded, 0, 0}, counted: true, gate: 12,
		},
		{
			group: "memory", series: "memory/heap", name: "heap per session, KiB", how: "the server's own count after a collection, slope", digits: 0,
			counted: true, gate: 110,
		},
	}
	for _, c := range memoryCases() {
		all = append(all, figure{
			group: "memory", series: c.series, name: fmt.Sprintf("memory per session, %s, %dx%d, KiB", c.what, c.width,
				c.height),
			how: "resident memory after a collection, slope between few and many", bound: bound{
				ratio, 2.5,
				1.4,
			}, counted: true, gate: 3,
		})
	}
	return all
}

func crowdFigures() []figure {
	all := []figure{
		{
			group: "crowd", series: "crowd/key", name: "key to frame p50, 1,000 others, ms",
			how: "as above, with 1,000 idle readers", digits: 2, bound: bound{absolute, 2, 1},
		},
		{
			group: "crowd", series: "crowd/key", percent: p99, name: "key to frame p99, 1,000 others, ms", how: "the same",
			digits: 2, bound: bound{absolute, 10, 3},
		},
		{
			group: "crowd", series: "crowd/scrape", name: "metrics read, 1,000 others, p50, ms",
			how: "GET /metrics over a new connection, with 1,000 idle readers", digits: 2, bound: bound{absolute, 5, 2},
		},
	}
	for _, screen := range idleScreens() {
		all = append(all, figure{
			group: "crowd", series: "crowd/idle/" + screen.name, name: "idle CPU of 1,000 in " + screen.name +
				", % of a core", how: "schedstat over 30 s",
			digits: 2, bound: bound{absolute, 5, 0.5},
		})
	}
	return append(all,
		figure{
			group: "crowd", series: "crowd/held", name: "held at once with a first frame under 100 ms",
			how: "readers added until one fails", more: true, bound: bound{absolute, 5000, 10_000},
		},
		figure{
			group: "crowd", series: "crowd/held/frame", name: "first frame with as many, p50, ms",
			how: "one after the other", digits: 1, bound: bound{absolute, 100, 100},
		},
		figure{
			group: "crowd", series: "crowd/held/memory", name: "resident memory with as many, MiB", how: "VmRSS",
			bound: bound{absolute, 2048, 1400},
		},
	)
}

func stormFigures() []figure {
	all := []figure{
		{
			group: "storm", series: "storm/rate", name: "storm: sessions per second",
			how: "8 at once connect, open, scroll to the end, quit", more: true, bound: bound{ratio, 0.3, 0.65},
		},
		{
			group: "storm", series: "storm/cpu", name: "storm: server CPU per session, ms", how: "schedstat", digits: 2,
			bound: bound{ratio, 4, 1.7},
		},
	}
	for _, after := range leftCases() {
		all = append(
			all,
			figure{group: after.group, series: after.series + "/goroutines", name: "goroutines left after " +
				after.what, how: "the server's own count", bound: bound{absolute, 0, 0}, counted: true},
			figure{group: after.group, series: after.series + "/descriptors", name: "descriptors left after " +
				after.what, how: "/proc/PID/fd", bound: bound{absolute, 0, 0}, counted: true},
			figure{group: after.group, series: after.series + "/memory", name: "resident memory more after " +
				after.what + ", KiB", how: "VmRSS against the time before"},
		)
	}
	return all
}

func slowFigures() []figure {
	return []figure{
		{
			group: "slow", series: "slow/frame", name: "slow line: first frame, round trips", how: "300 ms, 20 KB/s",
			digits: 1, bound: bound{ratio, 1.3, 1.1},
		},
		{
			group: "slow", series: "slow/key", name: "slow line: key to frame, round trips", how: "a key in the list",
			digits: 2, bound: bound{absolute, 1.2, 1.1},
		},
		{
			group: "slow", series: "slow/open", name: "slow line: Enter to the first words, round trips",
			how: "a post of 10 KB", digits: 2, bound: bound{absolute, 1.5, 1.2},
		},
		{
			group: "slow", series: "slow/held/lag", name: "slow line: last of 90 held keys to its frame, s",
			how: "PgDn and PgUp 30 times a second", digits: 1, bound: bound{absolute, 2, 1},
		},
		{
			group: "slow", series: "slow/held/bytes", name: "slow line: bytes per held key",
			how: "a whole frame has about 1,400",
		},
	}
}

func commandFigures() []figure {
	all := []figure{}
	for _, command := range benchCommands() {
		all = append(
			all,
			figure{
				group: "command", series: "command/new/" + command, name: command + ", new connections, per second",
				how: "one after the other; the floor sends 4 KB", more: true,
			},
			figure{group: "command", series: "command/one/" + command, name: command +
				", over one connection, per second", how: "the same", more: true},
		)
	}
	return all
}

func loadFigures() []figure {
	return []figure{
		{
			group: "load", series: "load/start", name: "10,000 posts of 8 KB: start to listening, s",
			how: "the process's start to its line in the log", digits: 2, bound: bound{absolute, 3, 1},
		},
		{
			group: "load", series: "load/change", name: "change of one of them, ms",
			how: "from its reading to the new blog, by its own log", digits: 1, bound: bound{absolute, 100, 20},
		},
		{
			group: "load", series: "load/seen", name: "the same from the writing of the file, ms",
			how: "to the line in the log; at least 100 ms of it wait for an editor that goes on writing", digits: 1,
		},
		{
			group: "load", series: "load/all", name: "the same when all are looked at, ms",
			how: "the file is written and SIGHUP sent, to the line in the log", digits: 1,
		},
		{
			group: "load", series: "load/keys/before", percent: p99, name: "a reader's key p99 before, ms",
			how: "while nothing else happens", digits: 2,
		},
		{
			group: "load", series: "load/keys/during", percent: p99, name: "the same while posts change p99, ms",
			how: "eight changes, and what is made ready after each", digits: 2, bound: bound{absolute, 10, 3},
		},
		{
			group: "load", series: "load/grown", name: "resident memory after the changes, of that before",
			how: "eight changes", digits: 2, bound: bound{absolute, 1.5, 1.2},
		},
	}
}

// known reports whether groups exist.
func known(names []string) error {
	for _, name := range names {
		if !slices.ContainsFunc(groups(), func(g group) bool { return g.name == name }) {
			return fmt.Errorf("there is no group %q; -list shows them", name)
		}
	}
	return nil
}

// list lists what can be measured.
func list(w io.Writer) error {
	for _, f := range figures() {
		gated := ""
		if f.counted {
			gated = fmt.Sprintf(" [fails a short run beyond %v]", f.limit())
		}
		if _, err := fmt.Fprintf(w, "%-8s %s: %s%s\n", f.group, f.name, f.how, gated); err != nil {
			return err
		}
	}
	return nil
}
