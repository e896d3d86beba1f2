//go:build unix

package main

import (
	"context"
	"log/slog"
	"syscall"
	"testing"

	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/test/waitfor"
)

// TestRequestsAreHeard: signals that come before anybody looks, and after, end nothing. If one did,
// it would be this test.
func TestRequestsAreHeard(t *testing.T) {
	r := hearRequests()
	defer r.stop()
	raise := func() {
		t.Helper()
		if err := syscall.Kill(syscall.Getpid(), syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
	}
	for i := range cap(r) {
		raise()
		if !waitfor.True(patience, func() bool { return len(r) > i }) {
			t.Fatalf("%d signals have arrived", len(r))
		}
	}
	raise() // more than are kept
	store, err := openSample(loader.StoreOptions{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	asked := make(chan struct{}, 2*cap(r))
	done := make(chan error, 1)
	go func() {
		done <- r.handle(ctx, store, nil, func() { asked <- struct{}{} }, func(f func()) { f() }, slog.New(slog.DiscardHandler))
	}()
	for range cap(r) {
		<-asked
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
	raise() // while it stops
	if !waitfor.True(patience, func() bool { return len(r) > 0 }) {
		t.Error("nobody heard it")
	}
}
