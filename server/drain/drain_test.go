package drain

import (
	"slices"
	"testing"
	"time"
)

// TestPace lets readers go: in no second more than a tenth of them, nobody after the end, and those
// first who have been quiet for longest.
func TestPace(t *testing.T) {
	begin := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		readers, idle int
		window        time.Duration // in which they go who have not gone away
		total         time.Duration
		last          time.Duration // when the last one goes, at most
		stay          int           // so many leave by themselves, halfway
		late          time.Duration // that the process sleeps, halfway
	}{
		"evenly":            {readers: 100, window: 20 * time.Second, total: 20 * time.Second, last: 20 * time.Second},
		"many":              {readers: 5000, window: time.Minute, total: time.Minute, last: time.Minute},
		"one":               {readers: 1, window: 20 * time.Second, total: 20 * time.Second, last: 10 * time.Second},
		"all have gone":     {readers: 100, idle: 100, window: 10 * time.Minute, total: 10 * time.Minute, last: idleWindow + time.Second},
		"few have gone":     {readers: 100, idle: 10, window: 10 * time.Minute, total: 10 * time.Minute, last: 10 * time.Minute},
		"a kept socket":     {readers: 100, window: 12 * time.Second, total: time.Minute, last: time.Minute},
		"gone, kept socket": {readers: 100, idle: 100, window: 12 * time.Second, total: time.Minute, last: idleWindow + time.Second},
		"held up":           {readers: 100, window: 40 * time.Second, total: 40 * time.Second, last: 40 * time.Second, late: 5 * time.Second},
		"some leave":        {readers: 100, window: 20 * time.Second, total: 20 * time.Second, last: 20 * time.Second, stay: 50},
	} {
		p := NewPace(begin, begin.Add(c.total-c.window), begin.Add(c.total))
		var went []time.Duration
		var order []int
		left := map[int]Leaver{}
		now := begin
		for i := range c.readers {
			left[i] = Leaver{Since: begin.Add(-time.Duration(i) * time.Second), Idle: i >= c.readers-c.idle, Leave: func() {
				went, order = append(went, now.Sub(begin)), append(order, i)
				delete(left, i)
			}}
		}
		halfway := false
		for ; now.Before(p.end.Add(time.Second)); now = now.Add(Interval) {
			if !halfway && now.Sub(begin) > c.total/2 {
				halfway = true
				now = now.Add(c.late)
				for i := range c.stay {
					delete(left, i)
				}
			}
			var those []Leaver
			for _, l := range left {
				those = append(those, l)
			}
			p.LetGo(those, now)
		}
		if len(left) > 0 && c.late == 0 {
			t.Errorf("%s: %d stay", name, len(left))
		}
		if !slices.IsSortedFunc(order, func(a, b int) int { return b - a }) {
			t.Errorf("%s: they go in the order %v", name, order)
		}
		if len(went) == 0 || went[len(went)-1] > c.last {
			t.Errorf("%s: %d go, the last one after %v, want %v", name, len(went), went[max(0, len(went)-1):], c.last)
		}
		for i := range went {
			n := 0
			for _, other := range went[i:] {
				if other < went[i]+time.Second {
					n++
				}
			}
			if n > max(1, c.readers/10) {
				t.Errorf("%s: %d of %d go in one second", name, n, c.readers)
				break
			}
		}
	}
}
