//go:build linux

package hostile_test

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/test/waitfor"
)

// vitals is what the program says that it has in use.
type vitals struct{ connections, waiting, sessions, cells, goroutines, heap, descriptors int }

// What a client may leave behind: of goroutines and descriptors, what the runtime has at the
// moment; of the heap, caches that are bounded by themselves, and what is made once, of which feeds
// have the most.
const (
	givenBack       = 20 * time.Second // until it is given back
	descriptorSlack = 2
	heapSlack       = 8 << 20
)

var vitalsPattern = regexp.MustCompile(
	`msg=vitals connections=(\d+) waiting=(\d+) sessions=(\d+) cells=(\d+) goroutines=(\d+) heap=(\d+) descriptors=(\d+)`)

// vitals asks the program what it has in use.
func (p *program) vitals(t testing.TB) (v vitals) {
	t.Helper()
	p.asking.Lock()
	defer p.asking.Unlock()
	was := len(p.lines("msg=vitals"))
	p.signal(t, syscall.SIGUSR1)
	var lines []string
	if !waitfor.True(patience, func() bool { lines = p.lines("msg=vitals"); return len(lines) > was }) {
		t.Fatal("the program does not say how it is")
	}
	found := vitalsPattern.FindStringSubmatch(lines[len(lines)-1])
	if found == nil {
		t.Fatalf("%q: expected %q", lines[len(lines)-1], vitalsPattern)
	}
	for i, n := range []*int{&v.connections, &v.waiting, &v.sessions, &v.cells, &v.goroutines, &v.heap, &v.descriptors} {
		*n, _ = strconv.Atoi(found[i+1])
	}
	return v
}

// back reports whether now is no more than was.
func (was vitals) back(now vitals) bool {
	return now.connections <= was.connections && now.waiting <= was.waiting && now.sessions <= was.sessions && now.cells <= was.cells &&
		now.goroutines <= was.goroutines+goroutineSlack && now.descriptors <= was.descriptors+descriptorSlack && now.heap <= was.heap+heapSlack
}

// recovers waits until no more is in use than before.
func (p *program) recovers(t testing.TB, was vitals) {
	t.Helper()
	begun := time.Now()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		now := p.vitals(t)
		if was.back(now) {
			return
		}
		if time.Since(begun) > givenBack {
			t.Errorf("in use %+v, before %+v", now, was)
			return
		}
		<-tick.C
	}
}

// hertz is the unit of times in /proc, on every Linux.
const hertz = 100

// processor returns the processor's time that the program has had.
func (p *program) processor(t testing.TB) time.Duration {
	t.Helper()
	return processorOf(t, p.cmd.Process.Pid)
}

// processorOf returns the processor's time that a process has had.
func processorOf(t testing.TB, process int) time.Duration {
	t.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", process))
	if err != nil {
		t.Fatal(err)
	}
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * time.Second / hertz
}

// machineBusy returns the time that all processors of the machine have worked, for anybody.
func machineBusy(t testing.TB) (busy time.Duration) {
	t.Helper()
	stat, err := os.ReadFile("/proc/stat")
	if err != nil {
		t.Fatal(err)
	}
	all, _, _ := strings.Cut(string(stat), "\n")
	for i, field := range strings.Fields(all)[1:9] {
		if ticks, _ := strconv.Atoi(field); i != 3 && i != 4 { // idle, and waiting for a disk
			busy += time.Duration(ticks) * time.Second / hertz
		}
	}
	return busy
}

// memory returns the memory that the program takes now and took at most since forget, in bytes.
func (p *program) memoryUse(t testing.TB) (now, peak int) {
	t.Helper()
	status := p.kernel(t, "status")
	field := func(name string) int {
		_, rest, _ := strings.Cut(status, name+":")
		var kilobytes int
		_, _ = fmt.Sscan(rest, &kilobytes)
		return kilobytes << 10
	}
	return field("VmRSS"), field("VmHWM")
}

// forgetPeak has the kernel forget what memory the program took at most. Where it will not, as in
// some containers, peaks are those since the start, and checks on them are stricter.
func (p *program) forgetPeak() {
	_ = os.WriteFile("/proc/"+strconv.Itoa(p.cmd.Process.Pid)+"/clear_refs", []byte("5"), 0o600)
}

// fits checks that the program has kept to the memory that its environment has.
func (p *program) fits(t testing.TB) {
	t.Helper()
	if _, peak := p.memoryUse(t); p.memory > 0 && peak > p.memory<<20 {
		t.Errorf("the program took %d MiB of %d", peak>>20, p.memory)
	}
}
