package flowcontrol

import (
	"bytes"
	"encoding/binary"
)

// plainPackets follows what a client sends before it encrypts (RFC 4253, 4.2 and 6): a line that
// begins with "SSH-", with others before it if it likes, and packets up to the one that takes the
// first keys into use. It is fed as many bytes at a time as next returns, or fewer.
type plainPackets struct {
	state   plainState
	begun   [plainHead]byte // of the line or the packet
	n       int             // bytes of begun that are there
	rest    int             // bytes of the packet that are still to come
	packets int
}

type plainState uint8

const (
	plainLine   plainState = iota // before the end of the version
	plainHeader                   // of a packet, up to the kind of its message
	plainBody
	encrypted
)

const (
	plainHead       = 6 // bytes: the length, the length of the padding, and the kind of the message
	maxPlainPackets = 16
	newKeysMessage  = 21
	versionMark     = "SSH-"
)

// next returns how many bytes are to be read before the next look: none once everything is
// encrypted.
func (s *plainPackets) next() int {
	switch s.state {
	case plainLine:
		return 1
	case plainHeader:
		return plainHead - s.n
	case plainBody:
		return s.rest
	}
	return 0
}

// read follows p, and reports false if there are too many packets.
func (s *plainPackets) read(p []byte) bool {
	switch s.state {
	case plainLine:
		s.readLine(p)
	case plainHeader:
		s.n += copy(s.begun[s.n:], p)
		if s.n == plainHead {
			s.packets++
			// A length that makes no sense ends the connection.
			s.state, s.rest = plainBody, max(1, int(binary.BigEndian.Uint32(s.begun[:]))+4-plainHead)
		}
	case plainBody:
		if s.rest -= len(p); s.rest <= 0 {
			s.state, s.n = plainHeader, 0
			if s.begun[plainHead-1] == newKeysMessage {
				s.state = encrypted
			}
		}
	}
	return s.packets <= maxPlainPackets
}

func (s *plainPackets) readLine(p []byte) {
	for _, b := range p {
		switch {
		case b != '\n':
			if s.n < len(versionMark) {
				s.begun[s.n] = b
				s.n++
			}
		case bytes.HasPrefix(s.begun[:s.n], []byte(versionMark)):
			s.state, s.n = plainHeader, 0
			return
		default:
			s.n = 0
		}
	}
}
