package quota

import (
	"context"
	"time"
)

// Wait pauses for d, or until ctx is done if that is earlier. It reports whether ctx is still not
// done.
//
// It is the one way to pause: time.Sleep would keep a goroutine of a client that has gone.
func Wait(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
	return ctx.Err() == nil
}
