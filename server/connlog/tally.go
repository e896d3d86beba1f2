// Package connlog has what the log of a server says of its connections beside the line that each
// leaves: a [Tally] counts, for a minute, those that have no line, as one for each would fill the disk,
// and text.go writes what clients say and where they come from, so that it fits a line and tells no more
// of a reader than the operator wants.
package connlog

import (
	"cmp"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strings"
	"sync"
)

// Of the networks that a minute's summary is about, so many are counted, and so many are named.
const (
	maxNetworks   = 1024
	namedNetworks = 3
)

// Tally counts, for a minute, what has no line of its own in the log. The zero value is ready to
// use.
type Tally struct {
	mu       sync.Mutex
	counts   Counts
	networks map[netip.Prefix]int64 // how much of it comes from where
	lines    map[netip.Prefix]int   // that connections have left in this minute
	written  int                    // of these
}

// Counts are what one minute had.
type Counts struct {
	Gone     int64 // connections that ended without having authenticated
	Checks   int64 // that only looked whether the port is open, or whether SSH answers
	Unlogged int64 // lines of connections that were too many
}

// Refuse counts something that was refused, by where it came from.
func (t *Tally) Refuse(from netip.Prefix) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.add(from)
}

// End counts a connection that has ended without having authenticated. One that has only looked is
// nobody worth a line.
func (t *Tally) End(from netip.Prefix, looked bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if looked {
		t.counts.Checks++
		return
	}
	t.counts.Gone++
	t.add(from)
}

// AllowLine reports whether a connection may leave a line: no more than limit of them in a minute,
// half of them from one network. There is no limit if it is not positive. What has no line is
// counted.
func (t *Tally) AllowLine(from netip.Prefix, limit int) bool {
	if limit <= 0 {
		return true
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.written >= limit || t.lines[from] >= (limit+1)/2 {
		t.counts.Unlogged++
		t.add(from)
		return false
	}
	if t.lines == nil {
		t.lines = map[netip.Prefix]int{}
	}
	t.written++
	t.lines[from]++
	return true
}

// add counts a network. When there are too many, it takes the place and the count of the one with
// the lowest: those that have most stay. t.mu is held.
func (t *Tally) add(from netip.Prefix) {
	if !from.IsValid() {
		return
	}
	if t.networks == nil {
		t.networks = map[netip.Prefix]int64{}
	}
	n := t.networks[from]
	if n == 0 && len(t.networks) >= maxNetworks {
		lowest := from
		for net, count := range t.networks {
			if lowest == from || count < n {
				lowest, n = net, count
			}
		}
		delete(t.networks, lowest)
	}
	t.networks[from] = n + 1
}

// Next begins another minute. It returns what the last one had, and the networks that most of it
// came from, with their counts; empty if there are none.
func (t *Tally) Next() (was Counts, networks string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	most := slices.SortedFunc(maps.Keys(t.networks), func(a, b netip.Prefix) int {
		return cmp.Or(cmp.Compare(t.networks[b], t.networks[a]), a.Compare(b))
	})
	var named []string
	for _, net := range most[:min(len(most), namedNetworks)] {
		named = append(named, fmt.Sprintf("%s=%d", NetworkName(net), t.networks[net]))
	}
	was = t.counts
	t.counts, t.written, t.networks, t.lines = Counts{}, 0, nil, nil
	return was, strings.Join(named, " ")
}
