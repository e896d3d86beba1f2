package server

import (
	"net/netip"
	"sync"

	"github.com/sshblog/sshblog/internal/quota"
)

// cellLease is what one screen has of the cells that all screens share.
type cellLease struct {
	pool *quota.Pool
	addr netip.Prefix

	mu       sync.Mutex
	cells    int64
	released bool
}

// acquireCells admits a session and acquires the cells of its screen. The lease must be released,
// whatever the result is.
func (s *Server) acquireCells(sess *session, cells int) (*cellLease, quota.Result) {
	l := &cellLease{pool: &s.cells, addr: sess.conn.clientNet()}
	if r := s.admit(sess); r != quota.OK {
		return l, r
	}
	return l, l.resize(cells)
}

// resize changes the lease to another size of the screen. If that is not granted the lease stays as
// it is.
func (l *cellLease) resize(cells int) quota.Result {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.released {
		return quota.Full
	}
	if more := int64(cells) - l.cells; more > 0 {
		if r := l.pool.Acquire(l.addr, more); r != quota.OK {
			return r
		}
	} else {
		l.pool.Release(l.addr, -more)
	}
	l.cells = int64(cells)
	return quota.OK
}

// release gives all cells back.
func (l *cellLease) release() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pool.Release(l.addr, l.cells)
	l.cells, l.released = 0, true
}
