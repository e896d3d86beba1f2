// Package health asks a blog whether it is alive, in the words of SSH.
//
// A process that hangs still has its port open: the kernel accepts connections for it. So a check
// exchanges versions, and waits for the first packet of the key exchange, which only a program that
// works sends. It then hangs up, long before there would be a reader.
package health

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"syscall"
	"time"
)

// Timeout is how long a blog has to answer.
const Timeout = 2 * time.Second

// pause is the time between two tries. A connection that is closed without a word was refused, and
// the next one may find a place.
const pause = 100 * time.Millisecond

// software begins the name by which the blog's server calls itself.
const software = "sshblog_"

// hello is the version line of a check. The server takes a client that leaves after it for a check.
const hello = "SSH-2.0-sshblog_health\r\n"

// localHeader is what a proxy says that brings nobody, in version 2 of the PROXY protocol.
const localHeader = "\r\n\r\n\x00\r\nQUIT\n\x20\x00\x00\x00"

// Check connects to an address and returns the version of the blog that answers there. With proxied,
// the connection begins as one of a load balancer, for a blog that expects the PROXY protocol.
func Check(ctx context.Context, addr string, proxied bool) (version string, err error) {
	ctx, cancel := context.WithTimeout(ctx, Timeout)
	defer cancel()
	for {
		version, err = ask(ctx, addr, proxied)
		if !errors.Is(err, errRefused) {
			return version, err
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return "", err
		}
	}
}

// errRefused is for a connection that was closed before a word was said.
var errRefused = errors.New("it closes connections without a word: it is full for this address, or there is no blog behind it")

// ask asks once.
func ask(ctx context.Context, addr string, proxied bool) (version string, err error) {
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "tcp", addr)
	switch {
	case err == nil:
	case ctx.Err() != nil:
		return "", fmt.Errorf("connect to %s: no answer within %v", addr, Timeout)
	case errors.Is(err, syscall.ECONNRESET): // it was closed before it was known to be open
		return "", fmt.Errorf("%s: %w", addr, errRefused)
	default:
		return "", err
	}
	defer func() { _ = conn.Close() }() // all is said
	if due, ok := ctx.Deadline(); ok {
		if err := conn.SetDeadline(due); err != nil {
			return "", err
		}
	}
	greeting := hello
	if proxied {
		greeting = localHeader + hello
	}
	_, written := io.WriteString(conn, greeting)
	version, heard, err := readAnswer(conn)
	var timeout net.Error
	switch {
	case err == nil:
		return version, nil
	case errors.As(err, &timeout) && timeout.Timeout():
		return "", fmt.Errorf("%s accepts connections, but does not answer within %v", addr, Timeout)
	case errors.Is(err, errAnswer):
		return "", fmt.Errorf("%s: %w", addr, err)
	case !heard:
		return "", fmt.Errorf("%s: %w", addr, errRefused)
	}
	return "", fmt.Errorf("%s closes the connection in the middle of its answer: %w", addr, errors.Join(err, written))
}

// errAnswer is for an answer that is not that of a blog.
var errAnswer = errors.New("not a blog")

// Bounds of an answer: what may come before the version, the version, and the first packet (RFC
// 4253, 4.2 and 6.1).
const (
	maxLines  = 16
	maxLine   = 255
	maxPacket = 35000
)

// keyExchange is the number of the message that begins a key exchange.
const keyExchange = 20

// readAnswer reads the version of the server and its first packet. It reports whether anything was
// heard at all.
func readAnswer(r io.Reader) (version string, heard bool, err error) {
	in := bufio.NewReaderSize(r, maxLine+1)
	for range maxLines {
		line, err := in.ReadSlice('\n')
		heard = heard || len(line) > 0
		if errors.Is(err, bufio.ErrBufferFull) {
			return "", heard, fmt.Errorf("%w: a line of more than %d bytes", errAnswer, maxLine)
		}
		if err != nil {
			return "", heard, err
		}
		version, found := strings.CutPrefix(strings.TrimRight(string(line), "\r\n"), "SSH-2.0-")
		switch {
		case !found:
			continue
		case !strings.HasPrefix(version, software):
			return "", heard, fmt.Errorf("%w: the server there is %q", errAnswer, version)
		}
		return version, heard, readKeyExchange(in)
	}
	return "", heard, fmt.Errorf("%w: no version of SSH in %d lines", errAnswer, maxLines)
}

// readKeyExchange reads the packet by which a server begins the key exchange. It reads all of it,
// so that the server has nothing to send any more when the connection is closed.
func readKeyExchange(r io.Reader) error {
	var head [6]byte // length, padding, message
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return err
	}
	length := binary.BigEndian.Uint32(head[:])
	if length < 2 || length > maxPacket || head[5] != keyExchange {
		return fmt.Errorf("%w: no key exchange follows its version", errAnswer)
	}
	_, err := io.CopyN(io.Discard, r, int64(length)-2)
	return err
}
