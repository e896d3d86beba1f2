package render

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
)

// TestTurns: readers come before what is done ahead, and each gets a turn in the order of asking; who leaves the queue holds nobody up.
func TestTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		all := turns{free: 1}
		if err := all.take(t.Context(), somebody); err != nil {
			t.Fatal(err)
		}
		var mu sync.Mutex
		var order []string
		ask := func(ctx context.Context, name string, u urgency) {
			go func() {
				if all.take(ctx, u) == nil {
					mu.Lock()
					order = append(order, name)
					mu.Unlock()
					all.give()
				}
			}()
			synctest.Wait() // it is in the queue
		}
		gone, leave := context.WithCancel(t.Context())
		ask(t.Context(), "ahead 1", nobody)
		ask(t.Context(), "reader 1", somebody)
		ask(gone, "gone", somebody)
		ask(t.Context(), "ahead 2", nobody)
		ask(t.Context(), "reader 2", somebody)
		leave()
		synctest.Wait()
		all.give()
		synctest.Wait()
		if want := []string{"reader 1", "reader 2", "ahead 1", "ahead 2"}; !slices.Equal(order, want) {
			t.Errorf("turns in the order %q, want %q", order, want)
		}
		if all.free != 1 || all.waiting[somebody].Len()+all.waiting[nobody].Len() != 0 {
			t.Errorf("%d are free, somebody waits", all.free)
		}
	})
}
