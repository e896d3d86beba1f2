// Package waitfor lets tests wait for a condition instead of for a time.
package waitfor

import "time"

// interval is the time between two looks at a condition.
const interval = 10 * time.Millisecond

// True waits until a condition holds, at most for limit, and reports whether it does.
func True(limit time.Duration, holds func() bool) bool {
	deadline := time.Now().Add(limit)
	tick := time.NewTicker(interval)
	defer tick.Stop()
	for time.Now().Before(deadline) {
		if holds() {
			return true
		}
		<-tick.C
	}
	return holds()
}
