package connlimit

import (
	"container/list"
	"net/netip"
	"time"

	"github.com/sshblog/sshblog/internal/quota"
)

// How often one address may connect. An accepted connection costs a key exchange, even if the
// client closes it at once.
const (
	connFee      = time.Second / 30 // thirty a second
	connBurst    = 600              // at once
	netShare     = 4                // times as often for all addresses of an IPv6 /48 together
	bucketLife   = time.Minute      // how long the bucket of an idle address is kept
	maxAddresses = 10_000           // whose buckets are kept
)

// connRate limits how often each address connects. The zero value is ready to use. It is not safe
// for concurrent use.
type connRate struct {
	byNet map[netip.Prefix]*list.Element
	order list.List // of *addrBucket, the latest at the end
}

// addrBucket is the bucket of one address.
type addrBucket struct {
	client netip.Prefix
	last   time.Time
	bucket quota.Bucket
}

// allow charges an address for a connection, and its network, and reports whether it still may
// connect.
func (r *connRate) allow(client netip.Prefix, now time.Time) bool {
	defer r.forget(now)
	if net := quota.Network(client); net != client && !r.bucketOf(net, now).Allow(connFee/netShare, now) {
		return false
	}
	return r.bucketOf(client, now).Allow(connFee, now)
}

// bucketOf returns the bucket of an address, or of a network.
func (r *connRate) bucketOf(client netip.Prefix, now time.Time) *quota.Bucket {
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
	return &b.bucket
}

// forget drops the buckets of addresses that have not connected for a while, and the oldest ones if
// there are too many. Unless there was a crowd, these buckets are full again by then.
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
