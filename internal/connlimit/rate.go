package connlimit

import (
	"container/list"
	"net/netip"
	"time"

	"github.com/sshblog/sshblog/internal/quota"
)

// How often one address may connect: an accepted connection costs the processor an exchange of
// keys, however soon it is closed.
const (
	connFee      = time.Second / 30 // thirty a second
	connBurst    = 600              // at once
	bucketLife   = time.Minute      // of an address that connects no more
	maxAddresses = 10_000           // that are remembered
)

// connRate is how often addresses have connected of late. The zero value is ready; it is not for
// several goroutines.
type connRate struct {
	byNet map[netip.Prefix]*list.Element
	order list.List // of *addrBucket, the latest at the end
}

// addrBucket is what one address may use.
type addrBucket struct {
	client netip.Prefix
	last   time.Time
	bucket quota.Bucket
}

// allow charges an address for a connection, and reports false if it connects too often.
func (r *connRate) allow(client netip.Prefix, now time.Time) bool {
	e := r.byNet[client]
	if e == nil {
		if r.byNet == nil {
			r.byNet = map[netip.Prefix]*list.Element{}
		}
		e = r.order.PushBack(&addrBucket{client: client, bucket: quota.Bucket{Burst: connBurst * connFee}})
		r.byNet[client] = e
	}
	b := e.Value.(*addrBucket)
	b.last = now
	r.order.MoveToBack(e)
	r.forget(now)
	return b.bucket.Allow(connFee, now)
}

// forget forgets addresses that have not connected for long, and the oldest where there are too
// many. Their buckets are full again by then, unless there was a crowd.
func (r *connRate) forget(now time.Time) {
	for e := r.order.Front(); e != nil; e = r.order.Front() {
		b := e.Value.(*addrBucket)
		if now.Sub(b.last) < bucketLife && r.order.Len() <= maxAddresses {
			return
		}
		r.order.Remove(e)
		delete(r.byNet, b.client)
	}
}
