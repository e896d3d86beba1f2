//go:build !unix

package layout_test

import "time"

// processorTime is the time of the clock: the system tells no other.
func processorTime() time.Duration { return time.Since(started) }

var started = time.Now()
