//go:build linux

package hostile_test

import (
	"bufio"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/test/waitfor"
)

// reference is a program that no hostile client comes to. What a reader waits for elsewhere is
// compared with what a reader waits for here at the same time: a busy machine slows both.
var reference *program

// startReference starts the reference; stop ends it.
func startReference() (stop func(), err error) {
	env := environment{name: "reference"}
	p := &program{environment: env, exited: make(chan struct{}), cmd: env.command(launch{settings: []string{
		"HANDSHAKE_TIMEOUT=60s", "START_TIMEOUT=60s", "KEEPALIVE=60s", "STALL_TIMEOUT=60s",
		"MAX_CONNECTIONS=500", "MAX_PER_ADDRESS=500", "MAX_WAITING=400", "MAX_WAITING_PER_ADDRESS=400",
	}})}
	pipe, err := p.cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		p.keepLog(bufio.NewReader(pipe))
		p.err = p.cmd.Wait()
		close(p.exited)
	}()
	stop = func() {
		_ = p.cmd.Process.Signal(syscall.SIGTERM)
		select {
		case <-p.exited:
		case <-time.After(patience):
			_ = p.cmd.Process.Kill()
		}
	}
	listening := regexp.MustCompile(`listening.* addr=(\S+)`)
	if !waitfor.True(patience, func() bool { return len(p.lines(listening.String())) > 0 }) {
		stop()
		return nil, errors.New("the reference does not listen")
	}
	p.addr = listening.FindStringSubmatch(p.lines(listening.String())[0])[1]
	reference = p
	return stop, nil
}

// admits checks that a reader from an address gets in, and no later than limit or in a few times
// what a reader of the reference takes at the same time. One visit may be late by chance, and what
// keeps readers out makes all of them late.
func (p *program) admits(t testing.TB, from string, limit time.Duration) {
	t.Helper()
	var late []string
	for range visitsUntilLate {
		compared := make(chan time.Duration, 1)
		go func() {
			n := referenceVisits.Add(1)
			took, _ := reference.visit(fmt.Sprintf("127.1.%d.%d", n/250%250, n%250+1), patience)
			compared <- took
		}()
		took, err := p.visit(from, patience)
		other := <-compared
		if err != nil {
			t.Errorf("a reader does not get in: %v after %v", err, took)
			return
		}
		if took <= max(limit, slowerThanReference*other) {
			return
		}
		late = append(late, fmt.Sprintf("%v, of the reference %v", took, other))
	}
	t.Errorf("readers wait too long: %s", strings.Join(late, "; "))
}

// referenceVisits counts the visits, each of which has an address of its own: no limit of an
// address slows them.
var referenceVisits atomic.Int64

const (
	// slowerThanReference is how many times longer a reader may wait than one of the reference
	// does, where that is more than the limit.
	slowerThanReference = 4
	visitsUntilLate     = 3
)
