package sftpfiles

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
)

// serializer stands between a client of sftp and the library that answers it: it lets one request
// through at a time, the next one when the answer to that has been written. Otherwise the library
// works on several at once, each in a goroutine of its own. A client may be as far ahead as it
// likes: what it has sent waits in its channel.
type serializer struct {
	rw   io.ReadWriteCloser
	free chan struct{}   // holds one when no request is being answered
	over context.Context // done when no request is let through any more
	end  context.CancelFunc

	requests packets // of the goroutine that reads
	replies  packets // of the goroutine that writes
	length   int     // of the reply that is being written
	onReply  func(length int)
}

// maxRequest is the length of the longest request of sftp that the library accepts, in bytes.
const maxRequest = 256 << 10

// errLength is for a request that is longer, or empty.
var errLength = errors.New("no request of sftp has this length")

// serialize serializes the requests that come from rw until done. After each reply onReply is told
// how long it was.
func serialize(done context.Context, rw io.ReadWriteCloser, onReply func(length int)) *serializer {
	z := &serializer{rw: rw, free: make(chan struct{}, 1), onReply: onReply}
	z.over, z.end = context.WithCancel(done)
	z.next()
	return z
}

// next lets the next request through.
func (z *serializer) next() {
	select {
	case z.free <- struct{}{}:
	default: // a reply to nothing
	}
}

// Read reads no further than the end of one request.
func (z *serializer) Read(p []byte) (int, error) {
	if z.requests.atStart() {
		select {
		case <-z.free:
		case <-z.over.Done():
		}
	}
	if z.over.Err() != nil {
		return 0, io.EOF
	}
	n, err := z.rw.Read(p[:min(len(p), z.requests.due())])
	if length, known := z.requests.pass(p[:n]); known && (length == 0 || length > maxRequest) {
		z.end()
		return 0, errLength
	}
	return n, err
}

// Write writes replies. If one cannot be written it is the last.
func (z *serializer) Write(p []byte) (n int, err error) {
	n, err = z.rw.Write(p)
	for sent := p[:n]; len(sent) > 0; {
		part := sent[:min(len(sent), z.replies.due())]
		sent = sent[len(part):]
		z.replies.pass(part)
		z.length += len(part)
		if z.replies.atStart() {
			z.onReply(z.length)
			z.length = 0
			z.next()
		}
	}
	if err != nil {
		_ = z.Close()
	}
	return n, err
}

// Close lets no request through any more, and ends the session.
func (z *serializer) Close() error {
	z.end()
	return z.rw.Close()
}

// packets follows a stream of packets, each of which begins with its length.
type packets struct {
	head [4]byte
	have int    // bytes of the head that have passed
	rest uint32 // bytes that are to come after it
}

// atStart reports whether nothing of the next packet has passed yet.
func (s *packets) atStart() bool { return s.have == 0 }

// due returns how many bytes are missing: of the head, or of the rest of the packet.
func (s *packets) due() int {
	if s.have < len(s.head) {
		return len(s.head) - s.have
	}
	return int(s.rest)
}

// pass records bytes that have passed, no more than are due. When they complete a head, it returns
// the length.
func (s *packets) pass(p []byte) (length uint32, known bool) {
	if s.have < len(s.head) {
		s.have += copy(s.head[s.have:], p)
		if known = s.have == len(s.head); known {
			s.rest = binary.BigEndian.Uint32(s.head[:])
			length = s.rest
		}
	} else {
		s.rest -= uint32(len(p))
	}
	if s.have == len(s.head) && s.rest == 0 {
		s.have = 0
	}
	return length, known
}
