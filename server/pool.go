package server

import (
	"net/netip"
	"sync"
)

// pool is what all connections have together of something: sessions, cells, files. One address may have half of it at most, so that
// nobody takes all.
type pool struct {
	most int64 // none if not positive

	mu    sync.Mutex
	taken int64
	by    map[netip.Prefix]int64
}

// answer is what one who wants something of a pool gets.
type answer int

const (
	granted answer = iota
	full           // all is taken
	crowded        // one address has what it may have
)

// take takes n of it for an address; if it is not granted, nothing is taken. A negative n is always granted.
func (p *pool) take(from netip.Prefix, n int64) answer {
	p.mu.Lock()
	defer p.mu.Unlock()
	if n > 0 && p.most > 0 {
		switch half := (p.most + 1) / 2; {
		case p.taken+n > p.most:
			return full
		case from.IsValid() && p.by[from]+n > half:
			return crowded
		}
	}
	p.taken += n
	if p.by == nil {
		p.by = map[netip.Prefix]int64{}
	}
	if p.by[from] += n; p.by[from] == 0 {
		delete(p.by, from)
	}
	return granted
}

// give gives back what was taken.
func (p *pool) give(from netip.Prefix, n int64) { p.take(from, -n) }

// inUse is how much is taken.
func (p *pool) inUse() int64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.taken
}
