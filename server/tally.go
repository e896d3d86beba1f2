package server

import (
	"cmp"
	"fmt"
	"maps"
	"net"
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

// tally counts, for a minute, what has no line of its own in the log. The zero value is ready to
// use.
type tally struct {
	mu       sync.Mutex
	counts   minute
	networks map[netip.Prefix]int64 // how much of it comes from where
	lines    map[netip.Prefix]int   // that connections have left in this minute
	written  int                    // of these
}

// minute is what one minute had.
type minute struct {
	gone     int64 // connections that ended without having authenticated
	checks   int64 // that only looked whether the port is open, or whether SSH answers
	unlogged int64 // lines of connections that were too many
}

// refuse counts something that was refused, by where it came from.
func (t *tally) refuse(from netip.Prefix) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.add(from)
}

// end counts a connection that has ended without having authenticated. One that has only looked is
// nobody worth a line.
func (t *tally) end(from netip.Prefix, looked bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if looked {
		t.counts.checks++
		return
	}
	t.counts.gone++
	t.add(from)
}

// allowLine reports whether a connection may leave a line: no more than limit of them in a minute,
// half of them from one network. There is no limit if it is not positive. What has no line is
// counted.
func (t *tally) allowLine(from netip.Prefix, limit int) bool {
	if limit <= 0 {
		return true
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.written >= limit || t.lines[from] >= (limit+1)/2 {
		t.counts.unlogged++
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
func (t *tally) add(from netip.Prefix) {
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

// next begins another minute. It returns what the last one had, and the networks that most of it
// came from, with their counts; empty if there are none.
func (t *tally) next() (was minute, networks string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	most := slices.SortedFunc(maps.Keys(t.networks), func(a, b netip.Prefix) int {
		return cmp.Or(cmp.Compare(t.networks[b], t.networks[a]), a.Compare(b))
	})
	var named []string
	for _, net := range most[:min(len(most), namedNetworks)] {
		named = append(named, fmt.Sprintf("%s=%d", networkName(net), t.networks[net]))
	}
	was = t.counts
	t.counts, t.written, t.networks, t.lines = minute{}, 0, nil, nil
	return was, strings.Join(named, " ")
}

// networkOf returns the network of an address, as far as the log shows it: that does not identify a
// reader, unless the operator wants more. It is not valid if the address has no IP address.
func (s *Server) networkOf(a net.Addr) netip.Prefix {
	const network4, network6 = 24, 48
	at, err := netip.ParseAddrPort(a.String())
	if err != nil {
		return netip.Prefix{}
	}
	ip := at.Addr().Unmap().WithZone("")
	bits := network6
	switch {
	case s.opts.FullAddresses || ip.IsLoopback():
		bits = ip.BitLen()
	case ip.Is4():
		bits = network4
	}
	return netip.PrefixFrom(ip, bits).Masked()
}

// networkName returns a network as the log shows it.
func networkName(network netip.Prefix) string {
	if network.IsSingleIP() {
		return network.Addr().String()
	}
	return network.String()
}
