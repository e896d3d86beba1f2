//go:build linux

package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// counts are what readers have seen in one part of the trial.
type counts struct {
	went       []time.Time // of those who were told
	told       int         // that the blog restarts, before they had to go
	cut        int         // without a line
	astray     []string    // who was told of another place than where they were
	failed     []string    // who found no post to read
	back       int         // who reads again where they were
	newcomers  int
	refused    []string
	slowestKey time.Duration
}

// result is one part of the trial.
type result struct {
	counts
	what   string
	killed bool
	on     int // connections of the server
	took   time.Duration
}

// count changes the counts.
func (c *crowd) count(f func(*counts)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f(&c.counts)
}

// begin begins to count anew, and end returns what was counted.
func (c *crowd) begin() { c.count(func(n *counts) { *n = counts{} }) }

func (c *crowd) end() (n counts) {
	c.count(func(now *counts) { n = *now })
	return n
}

// left counts a reader whose connection has ended, and returns the address by which they come back.
func (n *counts) left(r *reader, said string, err error) (address string) {
	found := wayBack.FindStringSubmatch(said)
	switch {
	case err != nil:
		n.failed = append(n.failed, err.Error())
		return r.address
	case found == nil:
		n.cut++
		return r.address
	case found[1] != r.address:
		n.astray = append(n.astray, fmt.Sprintf("%s instead of %s", found[1], r.address))
	}
	n.went = append(n.went, time.Now())
	if strings.Contains(said, "The blog restarts.") {
		n.told++
	}
	return found[1]
}

// fastest returns how many have gone in one second at most.
func (n *counts) fastest() (most int) {
	slices.SortFunc(n.went, time.Time.Compare)
	for i, begun := range n.went {
		within := 0
		for _, at := range n.went[i:] {
			if at.Sub(begun) < time.Second {
				within++
			}
		}
		most = max(most, within)
	}
	return most
}

// faults returns what must not be.
func (r *result) faults() error {
	var all []error
	fault := func(wrong bool, format string, args ...any) {
		if wrong {
			all = append(all, fmt.Errorf(r.what+": "+format, args...))
		}
	}
	fault(len(r.astray) > 0, "led astray: %q", r.astray)
	fault(len(r.refused) > 0, "newcomers refused: %q", r.refused)
	if r.killed {
		fault(r.cut > r.on, "%d lose their connection, of %d", r.cut, r.on)
		fault(len(r.went) > 0, "%d of others go", len(r.went))
		return errors.Join(all...)
	}
	fault(r.cut > 0, "%d are cut without a line", r.cut)
	fault(len(r.failed) > 0, "find nothing to read: %q", r.failed)
	fault(r.told < len(r.went), "%d of %d are not told that the blog restarts", len(r.went)-r.told, len(r.went))
	fault(r.fastest() > max(1, r.on/10), "%d of %d go in one second", r.fastest(), r.on)
	fault(r.back < r.told, "%d of %d are back where they were", r.back, r.told)
	return errors.Join(all...)
}

// report prints a table, and returns what must not be.
func report(out io.Writer, o settings, all []result, addresses int) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%d readers, three servers, drain %v\n\n", o.readers, o.drain)
	b.WriteString("| what | readers on it | told, with the way back | cut without a line | back at their heading | most in one second | newcomers, refused | slowest key | took |\n")
	b.WriteString("|---|---:|---:|---:|---:|---:|---:|---:|---:|\n")
	var faults []error
	for i := range all {
		r := &all[i]
		fmt.Fprintf(&b, "| %s | %d | %d | %d | %d | %d | %d, %d | %v | %v |\n", r.what, r.on, r.told, r.cut, r.back, r.fastest(),
			r.newcomers, len(r.refused), r.slowestKey.Round(time.Millisecond), r.took.Round(100*time.Millisecond))
		faults = append(faults, r.faults())
	}
	fmt.Fprintf(&b, "\nThe servers have seen the addresses of %d readers.\n", addresses)
	if addresses < o.readers {
		faults = append(faults, fmt.Errorf("the servers have seen the addresses of %d of %d readers", addresses, o.readers))
	}
	_, err := io.WriteString(out, b.String())
	return errors.Join(append(faults, err)...)
}
