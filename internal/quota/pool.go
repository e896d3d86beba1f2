package quota

import (
	"math"
	"net/netip"
	"sync"
)

// Pool is a number of things that all clients share: connections, sessions, cells of screens,
// files.
//
// An address gets at most half of what others have left, and all addresses of one IPv6 /48 together
// three quarters: the first address has half of all, and each further one leaves something to the
// next. When hardly anything is left, an address that has far less than another one may go beyond
// that, and [Pool.Yields] says who has to make room for it.
type Pool struct {
	Max int64 // no limit if not positive
	// PerAddr is the most that one address gets. Zero means half of what others have left, and so
	// does, beside itself, a number up to half of Max. A larger one stands alone; a negative one
	// means no limit.
	PerAddr int64

	mu     sync.Mutex
	used   int64
	byAddr map[netip.Prefix]int64
	byNet  map[netip.Prefix]int64 // the same, by network
}

// Result says whether something was acquired.
type Result int

// The results of [Pool.Acquire].
const (
	OK       Result = iota
	Full            // the pool has no more
	AddrFull        // the address has its share
)

// Network returns the network that an address belongs to: the /48 of an IPv6 address, which is what
// one site gets. An IPv4 address is its own.
func Network(addr netip.Prefix) netip.Prefix {
	const site = 48
	if !addr.IsValid() || addr.Addr().Is4() || addr.Bits() <= site {
		return addr
	}
	return netip.PrefixFrom(addr.Addr(), site).Masked()
}

// Acquire takes n things for an address, all or none. An address that is not valid is nobody's:
// only Max bounds it.
func (p *Pool) Acquire(addr netip.Prefix, n int64) Result {
	_, r := p.AcquireUpTo(addr, n, n)
	return r
}

// AcquireUpTo takes as many of most things for an address as it may have: least of them, or more, or
// none. It returns how many it took.
func (p *Pool) AcquireUpTo(addr netip.Prefix, least, most int64) (int64, Result) {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := min(most, p.room(addr))
	if n < least {
		if !p.within(least) || p.beyondFixed(addr, least) || !p.isFair(addr, least, least) {
			return 0, p.refusal(addr, least)
		}
		n = least
	}
	p.add(addr, n)
	return n, OK
}

// Release gives back n things that the address has acquired.
func (p *Pool) Release(addr netip.Prefix, n int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if n != 0 {
		p.add(addr, -n)
	}
}

// InUse returns how many things are acquired.
func (p *Pool) InUse() int64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.used
}

// Used returns how many things an address has acquired, and how many all addresses of its network
// have.
func (p *Pool) Used(addr netip.Prefix) (byAddr, byNet int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.byAddr[addr], p.byNet[Network(addr)]
}

// Yields returns the address that has to make room for n things of another one: the fullest address
// of the fullest network, if that has at least twice as much as the other one would have. While
// enough is left for everybody, nobody has to.
func (p *Pool) Yields(to netip.Prefix, n int64) (from netip.Prefix, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !to.IsValid() || p.beyondFixed(to, n) {
		return netip.Prefix{}, false
	}
	net := Network(to)
	if p.isScarce(n) {
		if top, used := p.topNet(net); used >= 2*(p.byNet[net]+n) {
			return p.topAddr(top, to), true
		}
	} else if p.byNet[net]+n <= p.shareOfNet(net) {
		return netip.Prefix{}, false
	}
	from = p.topAddr(net, to)
	return from, from.IsValid() && p.byAddr[from] >= 2*(p.byAddr[to]+n)
}

// IsAsFull reports whether an address has as much as another one of the same network, or is that
// one.
func (p *Pool) IsAsFull(addr, as netip.Prefix) bool {
	if addr == as || Network(addr) != Network(as) {
		return addr == as
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.byAddr[addr] >= p.byAddr[as]
}

// add counts n more things for an address. p.mu is held, as in all that follows.
func (p *Pool) add(addr netip.Prefix, n int64) {
	if p.byAddr == nil {
		p.byAddr, p.byNet = map[netip.Prefix]int64{}, map[netip.Prefix]int64{}
	}
	p.used += n
	addTo(p.byAddr, addr, n)
	addTo(p.byNet, Network(addr), n)
}

func addTo(counts map[netip.Prefix]int64, key netip.Prefix, n int64) {
	if counts[key] += n; counts[key] == 0 {
		delete(counts, key)
	}
}

// within reports whether n more things are there.
func (p *Pool) within(n int64) bool { return p.Max <= 0 || p.used+n <= p.Max }

// isScarce reports whether, after n more things, fewer than that are left for the next one.
func (p *Pool) isScarce(n int64) bool { return !p.within(2 * n) }

// beyondFixed reports whether n more things are more than the fixed number of an address allows.
func (p *Pool) beyondFixed(addr netip.Prefix, n int64) bool {
	return p.PerAddr > 0 && addr.IsValid() && p.byAddr[addr]+n > p.PerAddr
}

// room returns how many things an address may still take.
func (p *Pool) room(addr netip.Prefix) int64 {
	room := int64(math.MaxInt64)
	if p.Max > 0 {
		room = p.Max - p.used
	}
	if addr.IsValid() {
		net := Network(addr)
		room = min(room, p.share(addr)-p.byAddr[addr], p.shareOfNet(net)-p.byNet[net])
	}
	return room
}

// share returns how many things an address may have.
func (p *Pool) share(addr netip.Prefix) int64 {
	half := int64(math.MaxInt64)
	if p.Max > 0 && p.PerAddr >= 0 && p.PerAddr <= (p.Max+1)/2 {
		half = (p.Max - p.used + p.byAddr[addr] + 1) / 2
	}
	if p.PerAddr > 0 {
		return min(half, p.PerAddr)
	}
	return half
}

// addrsOfNet is how many times the fixed number of an address all addresses of a network get.
const addrsOfNet = 8

// shareOfNet returns how many things all addresses of a network may have.
func (p *Pool) shareOfNet(net netip.Prefix) int64 {
	if p.PerAddr < 0 || net.Addr().Is4() {
		return math.MaxInt64
	}
	share := int64(math.MaxInt64)
	if p.Max > 0 {
		share = (3*(p.Max-p.used+p.byNet[net]) + 3) / 4
	}
	if p.PerAddr > 0 {
		share = max(p.PerAddr, min(share, addrsOfNet*p.PerAddr))
	}
	return share
}

// isFair reports whether an address with n more things would have no more than half of what another
// network has, or had before it gave some away. It may have them where little is left.
func (p *Pool) isFair(addr netip.Prefix, n, given int64) bool {
	if !addr.IsValid() || !p.isScarce(n) {
		return false
	}
	net := Network(addr)
	_, used := p.topNet(net)
	return used+given >= 2*(p.byNet[net]+n)
}

// refusal returns why an address does not get n things: it has its share, or it would get them if
// somebody gave as many away.
func (p *Pool) refusal(addr netip.Prefix, n int64) Result {
	if p.within(n) {
		return AddrFull
	}
	if !addr.IsValid() {
		return Full
	}
	p.used -= n
	defer func() { p.used += n }()
	if p.room(addr) >= n || !p.beyondFixed(addr, n) && p.isFair(addr, n, 0) {
		return Full
	}
	return AddrFull
}

// topNet returns the network, other than one, that has most, and how much.
func (p *Pool) topNet(other netip.Prefix) (top netip.Prefix, used int64) {
	for net, n := range p.byNet {
		if net != other && net.IsValid() && n > used {
			top, used = net, n
		}
	}
	return top, used
}

// topAddr returns the address, other than one, that has most of a network; the zero Prefix if
// there is none.
func (p *Pool) topAddr(net, other netip.Prefix) (top netip.Prefix) {
	if p.byAddr[net] > 0 && net != other { // which is an address
		return net
	}
	used := int64(0)
	for addr, n := range p.byAddr {
		if addr != other && n > used && Network(addr) == net {
			top, used = addr, n
		}
	}
	return top
}
