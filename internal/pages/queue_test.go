package pages

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
)

// TestTurns: readers come before background calls, and get their turns in the order of asking. A
// call that leaves the queue holds up no other.
func TestTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		all := queue{free: 1}
		first := &call{priority: interactive}
		if err := all.acquire(t.Context(), first); err != nil {
			t.Fatal(err)
		}
		var mu sync.Mutex
		var order []string
		ask := func(ctx context.Context, name string, u priority) {
			go func() {
				c := &call{priority: u, cancel: func() {}}
				if all.acquire(ctx, c) == nil {
					mu.Lock()
					order = append(order, name)
					mu.Unlock()
					all.release(c)
				}
			}()
			synctest.Wait() // it is in the queue
		}
		gone, leave := context.WithCancel(t.Context())
		ask(t.Context(), "ahead 1", background)
		ask(t.Context(), "reader 1", interactive)
		ask(gone, "gone", interactive)
		ask(t.Context(), "ahead 2", background)
		ask(t.Context(), "reader 2", interactive)
		leave()
		synctest.Wait()
		all.release(first)
		synctest.Wait()
		if want := []string{"reader 1", "reader 2", "ahead 1", "ahead 2"}; !slices.Equal(order, want) {
			t.Errorf("turns in the order %q, want %q", order, want)
		}
		if all.free != 1 || all.waiting[interactive].Len()+all.waiting[background].Len() != 0 {
			t.Errorf("%d are free, somebody waits", all.free)
		}
	})
}

// TestTurnsGiveWay: a background call stops when a reader needs its turn, and not before.
func TestTurnsGiveWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		all := queue{free: 2}
		ctx, cancel := context.WithCancel(t.Context())
		ahead := &call{priority: background, cancel: cancel}
		readers := [2]*call{{priority: interactive}, {priority: interactive}}
		for _, c := range []*call{ahead, readers[0]} {
			if err := all.acquire(t.Context(), c); err != nil {
				t.Fatal(err)
			}
		}
		if ctx.Err() != nil {
			t.Error("it was stopped though there was a turn for everybody")
		}
		go func() {
			<-ctx.Done()
			all.release(ahead)
		}()
		if err := all.acquire(t.Context(), readers[1]); err != nil {
			t.Fatal(err)
		}
		for _, c := range readers {
			all.release(c)
		}
		if all.free != 2 || len(all.ahead) != 0 {
			t.Errorf("%d are free, %d are remembered", all.free, len(all.ahead))
		}
	})
}
