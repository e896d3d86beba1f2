package quota

import (
	"net/netip"
	"sync"
)

// Pool is a number of things that all clients share: sessions, cells of screens, files. One address
// gets at most half of them, so that no address can take all.
type Pool struct {
	Max int64 // no limit if not positive

	mu     sync.Mutex
	used   int64
	byAddr map[netip.Prefix]int64
}

// Result says whether something was acquired.
type Result int

// The results of [Pool.Acquire].
const (
	OK       Result = iota
	Full            // the pool has no more
	AddrFull        // the address has its half
)

// Acquire takes n things for an address, all or none. An address that is not valid is nobody's:
// only Max bounds it.
func (p *Pool) Acquire(addr netip.Prefix, n int64) Result {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.Max > 0 {
		switch half := (p.Max + 1) / 2; {
		case p.used+n > p.Max:
			return Full
		case addr.IsValid() && p.byAddr[addr]+n > half:
			return AddrFull
		}
	}
	p.used += n
	if p.byAddr == nil {
		p.byAddr = map[netip.Prefix]int64{}
	}
	p.byAddr[addr] += n
	return OK
}

// Release gives back n things that the address has acquired.
func (p *Pool) Release(addr netip.Prefix, n int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if n == 0 {
		return
	}
	p.used -= n
	if p.byAddr[addr] -= n; p.byAddr[addr] == 0 {
		delete(p.byAddr, addr)
	}
}

// InUse returns how many things are acquired.
func (p *Pool) InUse() int64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.used
}
