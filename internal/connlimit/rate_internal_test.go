package connlimit

import (
	"net/netip"
	"testing"
	"time"
)

// TestForget: an address that has not connected for a minute is forgotten, and so is the oldest
// when there are too many.
func TestForget(t *testing.T) {
	now := time.Unix(1000, 0)
	var a connRate
	from := func(i int) netip.Prefix {
		return clientNet(netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)}))
	}
	for i := range maxAddresses + 10 {
		if !a.allow(from(i), now) {
			t.Fatal("refused")
		}
	}
	if len(a.byNet) != maxAddresses || a.order.Len() != maxAddresses {
		t.Errorf("%d addresses remembered, %d in order; want %d", len(a.byNet), a.order.Len(), maxAddresses)
	}
	if a.byNet[from(9)] != nil || a.byNet[from(10)] == nil {
		t.Error("it is not the oldest that was forgotten")
	}
	now = now.Add(bucketLife / 2)
	for range 3 {
		a.allow(from(10), now)
	}
	now = now.Add(bucketLife / 2)
	a.allow(from(0), now)
	if len(a.byNet) != 2 || a.order.Len() != 2 || a.byNet[from(10)] == nil {
		t.Errorf("%d addresses remembered after a minute, want 2", len(a.byNet))
	}
}
