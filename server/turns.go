package server

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
)

// turns stands between a client of sftp and the library that answers it: one request is inside at a time, and the next one goes in when
// the answer to that has been written. Else the library works on several at once, each in a goroutine of its own. A client may be as far
// ahead as it likes: what it has sent waits in its channel.
type turns struct {
	ends io.ReadWriteCloser
	free chan struct{}   // holds one when no request is inside
	over context.Context // done when there are no more turns
	end  context.CancelFunc

	asked    packets // of the one who reads
	answered packets // of the one who writes
	length   int     // of the answer that is being written
	paid     func(length int)
}

// longestRequest is how long a request of sftp may be, in bytes: the library takes none that is longer.
const longestRequest = 256 << 10

// errLength is a request that is longer, or empty.
var errLength = errors.New("no request of sftp has this length")

// takeTurns has the requests that come from ends take turns until done. Before each turn but the first paid is told how long the answer was.
func takeTurns(done context.Context, ends io.ReadWriteCloser, paid func(length int)) *turns {
	t := &turns{ends: ends, free: make(chan struct{}, 1), paid: paid}
	t.over, t.end = context.WithCancel(done)
	t.next()
	return t
}

// next lets the next request in.
func (t *turns) next() {
	select {
	case t.free <- struct{}{}:
	default: // an answer that nobody has asked for
	}
}

// Read reads of one request at a time.
func (t *turns) Read(p []byte) (int, error) {
	if t.asked.atStart() {
		select {
		case <-t.free:
		case <-t.over.Done():
		}
	}
	if t.over.Err() != nil {
		return 0, io.EOF
	}
	n, err := t.ends.Read(p[:min(len(p), t.asked.due())])
	if length, known := t.asked.pass(p[:n]); known && (length == 0 || length > longestRequest) {
		t.end()
		return 0, errLength
	}
	return n, err
}

// Write writes answers. One that cannot be written is the last.
func (t *turns) Write(p []byte) (n int, err error) {
	n, err = t.ends.Write(p)
	for sent := p[:n]; len(sent) > 0; {
		part := sent[:min(len(sent), t.answered.due())]
		sent = sent[len(part):]
		t.answered.pass(part)
		t.length += len(part)
		if t.answered.atStart() {
			t.paid(t.length)
			t.length = 0
			t.next()
		}
	}
	if err != nil {
		_ = t.Close()
	}
	return n, err
}

// Close ends the turns, and the session.
func (t *turns) Close() error {
	t.end()
	return t.ends.Close()
}

// packets follows a stream of packets, each of which begins with its length.
type packets struct {
	head [4]byte
	have int    // bytes of the head that have passed
	rest uint32 // bytes that are to come after it
}

// atStart tells whether nothing of the next packet has passed yet.
func (s *packets) atStart() bool { return s.have == 0 }

// due is how many bytes are to come before there is something new to know: of the head, or of the packet.
func (s *packets) due() int {
	if s.have < len(s.head) {
		return len(s.head) - s.have
	}
	return int(s.rest)
}

// pass takes note of bytes that have passed, no more than are due. When they complete a head, it returns the length.
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
