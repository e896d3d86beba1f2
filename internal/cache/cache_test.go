package cache_test

import (
	"sync"
	"testing"

	"github.com/sshblog/sshblog/internal/cache"
)

type (
	page struct{ id int }
	row  struct{ id int }
)

// TestBudget: all kinds of things share one budget, what was asked for stays, and what would fill
// half of it is not kept.
func TestBudget(t *testing.T) {
	c := cache.New(10_000)
	for i := range 100 {
		c.Put(page{i}, i, 800)
		c.Put(row{i}, -i, 300)
		if v, ok := c.Get(page{0}); !ok || v != 0 {
			t.Fatalf("what is asked for all the time went with entry %d", i)
		}
		if used, most := c.Used(); used > most || most != 10_000 {
			t.Fatalf("%d bytes of %d", used, most)
		}
	}
	if v, ok := c.Get(row{99}); !ok || v != -99 {
		t.Error("the newest is not kept")
	}
	if _, ok := c.Get(page{50}); ok {
		t.Error("one that nobody asked for is kept")
	}
	c.Put(page{1000}, "large", 6000)
	if _, ok := c.Get(page{1000}); ok {
		t.Error("what fills half of the cache is kept")
	}
	c.Put(page{0}, "another", 100)
	if v, _ := c.Get(page{0}); v != 0 {
		t.Error("a value was replaced")
	}
}

// TestShared uses a cache from many goroutines, for the race detector.
func TestShared(t *testing.T) {
	c := cache.New(0)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for n := range 200 {
				c.Put(page{n}, n, 10)
				if v, ok := c.Get(page{n}); ok && v != n {
					t.Errorf("goroutine %d: %v is kept for %d", i, v, n)
				}
			}
		})
	}
	all.Wait()
	if used, _ := c.Used(); used != 200*(10+200) {
		t.Errorf("%d bytes", used)
	}
}

// TestRun: of a run only the beginning is kept, and a second run finds that.
func TestRun(t *testing.T) {
	c := cache.New(40_000)
	for round := range 3 {
		run, made := c.Run(), 0
		for i := range 100 {
			got, err := run.Bytes(page{i}, func() ([]byte, error) {
				made++
				return make([]byte, 300+i), nil
			})
			if err != nil || len(got) != 300+i {
				t.Errorf("value %d: %d bytes, %v", i, len(got), err)
			}
		}
		if want := 100 - 19*min(round, 1); made != want {
			t.Errorf("round %d: %d values were made, want %d", round, made, want)
		}
		if used, most := c.Used(); used > most/4 {
			t.Errorf("%d bytes are kept of %d", used, most)
		}
	}
	var none *cache.Cache
	if got, err := none.Run().Bytes(page{1}, func() ([]byte, error) { return []byte("made"), nil }); string(got) != "made" || err != nil {
		t.Errorf("without a cache: %q, %v", got, err)
	}
}
