package connlimit

import (
	"net/netip"
	"testing"
	"time"
)

// TestArrivalsAreForgotten: who has not come for a minute is forgotten, and who came longest ago when there are too many.
func TestArrivalsAreForgotten(t *testing.T) {
	now := time.Unix(1000, 0)
	var a arrivals
	from := func(i int) netip.Prefix {
		return placeOf(netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)}))
	}
	for i := range mostArrivals + 10 {
		if !a.allow(from(i), now) {
			t.Fatal("refused")
		}
	}
	if len(a.byPlace) != mostArrivals || a.order.Len() != mostArrivals {
		t.Errorf("%d addresses remembered, %d in order; want %d", len(a.byPlace), a.order.Len(), mostArrivals)
	}
	if a.byPlace[from(9)] != nil || a.byPlace[from(10)] == nil {
		t.Error("it is not the oldest that was forgotten")
	}
	now = now.Add(arrivalMemory / 2)
	for range 3 {
		a.allow(from(10), now)
	}
	now = now.Add(arrivalMemory / 2)
	a.allow(from(0), now)
	if len(a.byPlace) != 2 || a.order.Len() != 2 || a.byPlace[from(10)] == nil {
		t.Errorf("%d addresses remembered after a minute, want 2", len(a.byPlace))
	}
}
