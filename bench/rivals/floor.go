//go:build unix

// Package rivals has the servers that sshblog is measured beside: [ServeFloor], the least that SSH in
// Go can cost, and [ServeTea], the smallest program of Wish and Bubble Tea as they come. Like
// sshblog, they say where they listen, and at each SIGUSR1 their [Vitals], in lines of their log.
package rivals

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"sync/atomic"

	floor "github.com/gliderlabs/ssh"
	gossh "golang.org/x/crypto/ssh"
)

// ServeFloor is the floor: the least that a server written in Go can do over SSH. It serves until
// ctx ends, and says where on stderr.
func ServeFloor(ctx context.Context, stderr io.Writer) error {
	signer, err := newHostKey()
	if err != nil {
		return err
	}
	var sessions atomic.Int64
	srv := &floor.Server{HostSigners: []floor.Signer{signer}, Handler: func(s floor.Session) {
		sessions.Add(1)
		defer sessions.Add(-1)
		paintFloor(s)
	}}
	listener, err := listenAndTell(ctx, stderr)
	if err != nil {
		return err
	}
	go tellVitals(ctx, stderr, &sessions)
	context.AfterFunc(ctx, func() { _ = srv.Close() })
	if err := srv.Serve(listener); !errors.Is(err, floor.ErrServerClosed) {
		return fmt.Errorf("serve the floor: %w", err)
	}
	return nil
}

// paintFloor sends a screen of 4 KB and repaints a line for each key; a command gets the screen
// only.
func paintFloor(s floor.Session) {
	const words, rows = 28, 24
	frame := "\x1b[?1049h\x1b[2J" + strings.Repeat(strings.Repeat("floor ", words)+"\r\n", rows)
	if _, err := io.WriteString(s, frame); err != nil || s.RawCommand() != "" {
		return
	}
	buf := make([]byte, 256)
	for {
		n, err := s.Read(buf)
		if err != nil || slices.Contains(buf[:n], 'q') {
			return
		}
		if _, err := io.WriteString(s, "\x1b[5;1H"+strings.Repeat("x", 80)); err != nil {
			return
		}
	}
}

// newHostKey makes a host key of the kind that sshblog has.
func newHostKey() (gossh.Signer, error) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make a host key: %w", err)
	}
	signer, err := gossh.NewSignerFromKey(private)
	if err != nil {
		return nil, fmt.Errorf("make a host key: %w", err)
	}
	return signer, nil
}

// listenAndTell listens on some port and says which in the words of sshblog.
func listenAndTell(ctx context.Context, stderr io.Writer) (net.Listener, error) {
	var listening net.ListenConfig
	listener, err := listening.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	if _, err := fmt.Fprintf(stderr, "level=INFO msg=listening addr=%s\n", listener.Addr()); err != nil {
		return nil, errors.Join(fmt.Errorf("say where: %w", err), listener.Close())
	}
	return listener, nil
}
