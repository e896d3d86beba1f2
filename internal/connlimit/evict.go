package connlimit

import (
	"net/netip"
	"time"

	"github.com/sshblog/sshblog/internal/quota"
	"github.com/sshblog/sshblog/internal/safego"
)

// maxLeaving is how many evicted connections may say goodbye at one time, beyond the limit. Others
// are closed at once.
const maxLeaving = 16

// muteSearch is how long no mute connection is looked for after none was found.
const muteSearch = 100 * time.Millisecond

// acquireSlot makes room for one more connection of a client, and takes its slot. It returns the
// connections that it has evicted, and the reason why there is no room, if there is none. l.mu is
// held, as in all that follows but dismiss.
func (l *Listener) acquireSlot(c *Conn, client netip.Prefix) (gone []*Conn, reason int) {
	switch {
	case client.IsValid() && reached(l.byNet[client], l.opts.WaitingPerAddress):
		gone = l.unlinkWaiting(client)
	case reached(l.waiting.Len(), l.opts.Waiting):
		gone = l.unlinkWaiting(netip.Prefix{})
	}
	if c.slotted {
		return gone, accepted
	}
	r := l.slots.Acquire(client, 1)
	if r == quota.AddrFull {
		if own := l.own(client); own != nil { // whose slot it takes over
			own.slotted = false
			c.slotted = true
			return append(gone, l.unlink(own)...), accepted
		}
	}
	if r != quota.OK {
		gone = append(gone, l.unlink(l.victim(client, r))...)
		r = l.slots.Acquire(client, 1)
	}
	switch c.slotted = r == quota.OK; r {
	case quota.Full:
		return gone, full
	case quota.AddrFull:
		return gone, addrFull
	}
	return gone, accepted
}

// hasRoom reports whether nobody has to make room for one more connection of a client, which then
// has its slot.
func (l *Listener) hasRoom(c *Conn, client netip.Prefix) bool {
	if client.IsValid() && reached(l.byNet[client], l.opts.WaitingPerAddress) || reached(l.waiting.Len(), l.opts.Waiting) {
		return false
	}
	c.slotted = l.slots.Acquire(client, 1) == quota.OK
	return c.slotted
}

// own returns a connection of a client that has to make room for another one of it; nil if there is
// none that waits or is mute.
func (l *Listener) own(client netip.Prefix) *Conn {
	if c := l.oldestWaiting(client); c != nil {
		return c
	}
	return l.mutest(client)
}

// victim returns the connection that has to make room for one of a client: one that waits, one that
// is mute, or the quietest one of the address that has most; nil if there is none. A client that has
// its share gets the place of its own network only.
func (l *Listener) victim(client netip.Prefix, why quota.Result) *Conn {
	if why == quota.Full {
		if c := l.oldestWaiting(netip.Prefix{}); c != nil {
			return c
		}
		if c := l.mutest(netip.Prefix{}); c != nil {
			return c
		}
	}
	from, ok := l.slots.Yields(client, 1)
	if !ok {
		return nil
	}
	var quietest *Conn
	var longest time.Time
	for c := range l.conns {
		if !c.slotted || !l.slots.IsAsFull(c.client, from) {
			continue
		}
		if since, _ := c.quiet(); quietest == nil || since.Before(longest) {
			quietest, longest = c, since
		}
	}
	return quietest
}

// mutest returns the mute connection that makes room, of one client if that is given: of the client
// that has most connections, the one that has been quiet for longest; nil if there is none.
func (l *Listener) mutest(client netip.Prefix) *Conn {
	if time.Now().Before(l.noMute) {
		return nil
	}
	var mutest *Conn
	var longest time.Time
	var most int64
	for c := range l.conns {
		if c.waiting != nil || !c.slotted || client.IsValid() && c.client != client {
			continue
		}
		since, mute := c.quiet()
		if !mute {
			continue
		}
		if _, n := l.slots.Used(c.client); mutest == nil || n > most || n == most && since.Before(longest) {
			mutest, longest, most = c, since, n
		}
	}
	if mutest == nil {
		l.noMute = time.Now().Add(muteSearch)
	}
	return mutest
}

// unlinkWaiting unlinks the oldest waiting connection, of one client if that is given.
func (l *Listener) unlinkWaiting(client netip.Prefix) []*Conn {
	return l.unlink(l.oldestWaiting(client))
}

// unlink takes a connection out of the counts, if it is one. The caller dismisses it.
func (l *Listener) unlink(c *Conn) []*Conn {
	if c == nil {
		return nil
	}
	l.refusals[evicted].Add(1)
	if c.waiting == nil && c.owner != nil && l.leaving < maxLeaving {
		c.leaving = true
		l.leaving++
	}
	c.remove()
	return []*Conn{c}
}

// dismiss closes connections that were unlinked, or has their owners do so.
func (l *Listener) dismiss(gone ...*Conn) {
	for _, c := range gone {
		l.mu.Lock()
		owner, leaving := c.owner, c.leaving
		l.mu.Unlock()
		if !leaving {
			reset(c.raw)
		}
		if owner == nil {
			l.opts.Refused(c.addr)
			_ = c.Close()
			continue
		}
		safego.Go(l.opts.Report, "evict a connection", func() { owner.Evict(!leaving) })
	}
}

// reached reports whether n has reached a limit. Zero means that there is no limit.
func reached(n, limit int) bool { return limit > 0 && n >= limit }

// oldestWaiting returns the waiting connection that has to make room, of one client if that is
// given. Connections that have hardly said anything go first, then those of the network and the
// client that have most of them, then the oldest. It returns nil if nothing is waiting.
func (l *Listener) oldestWaiting(client netip.Prefix) *Conn {
	var victim *Conn
	for e := l.waiting.Front(); e != nil; e = e.Next() {
		c := e.Value.(*Conn)
		if client.IsValid() && c.client != client {
			continue
		}
		if victim == nil || l.betterVictim(c, victim) {
			victim = c
		}
	}
	return victim
}

// betterVictim reports whether a is to be evicted rather than b, which has waited longer.
func (l *Listener) betterVictim(a, b *Conn) bool {
	if a.saidHello() != b.saidHello() {
		return b.saidHello()
	}
	if x, y := l.byNet[quota.Network(a.client)], l.byNet[quota.Network(b.client)]; x != y {
		return x > y
	}
	return l.byNet[a.client] > l.byNet[b.client]
}

// countWaiting counts n more waiting connections of a client.
func (l *Listener) countWaiting(client netip.Prefix, n int) {
	if !client.IsValid() {
		return
	}
	l.byNet[client] += n
	if l.byNet[client] == 0 {
		delete(l.byNet, client)
	}
	if net := quota.Network(client); net != client {
		if l.byNet[net] += n; l.byNet[net] == 0 {
			delete(l.byNet, net)
		}
	}
}
