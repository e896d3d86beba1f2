package connlimit

import (
	"container/list"
	"net/netip"
	"time"

	"github.com/sshblog/sshblog/internal/quota"
)

// How often one address may come: a connection that is let in costs the processor an exchange of keys, however soon it goes.
const (
	arrivalFee    = time.Second / 30 // thirty a second
	arrivalBurst  = 600              // that may come at once
	arrivalMemory = time.Minute      // of an address that comes no more
	mostArrivals  = 10_000           // addresses that are remembered
)

// arrivals is how often addresses have come of late. The zero value is ready; it is not for several goroutines.
type arrivals struct {
	byPlace map[netip.Prefix]*list.Element
	order   list.List // of *visitor, who came last at the end
}

// visitor is an address that has come.
type visitor struct {
	from  netip.Prefix
	last  time.Time
	share quota.Bucket
}

// allow counts one who comes from an address; false if that has come too often.
func (a *arrivals) allow(from netip.Prefix, now time.Time) bool {
	e := a.byPlace[from]
	if e == nil {
		if a.byPlace == nil {
			a.byPlace = map[netip.Prefix]*list.Element{}
		}
		e = a.order.PushBack(&visitor{from: from, share: quota.Bucket{Burst: arrivalBurst * arrivalFee}})
		a.byPlace[from] = e
	}
	v := e.Value.(*visitor)
	v.last = now
	a.order.MoveToBack(e)
	a.forget(now)
	return v.share.Allow(arrivalFee, now)
}

// forget forgets those who have not come for long, and who are too many. By then, but for a crowd, what they have used is theirs again.
func (a *arrivals) forget(now time.Time) {
	for e := a.order.Front(); e != nil; e = a.order.Front() {
		v := e.Value.(*visitor)
		if now.Sub(v.last) < arrivalMemory && a.order.Len() <= mostArrivals {
			return
		}
		a.order.Remove(e)
		delete(a.byPlace, v.from)
	}
}
