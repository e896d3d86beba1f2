package quota_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/sshblog/sshblog/internal/quota"
)

// TestWait: a pause takes its time, but ends with its context.
func TestWait(t *testing.T) {
	for _, c := range []struct {
		pause, life, want time.Duration
		ok                bool
	}{
		{0, time.Hour, 0, true},
		{-1, time.Hour, 0, true},
		{time.Minute, time.Hour, time.Minute, true},
		{time.Hour, time.Minute, time.Minute, false},
		{0, 0, 0, false},
	} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), c.life)
			defer cancel()
			begun := time.Now()
			if ok := quota.Wait(ctx, c.pause); ok != c.ok || time.Since(begun) != c.want {
				t.Errorf("%+v: %v after %v", c, ok, time.Since(begun))
			}
		})
	}
}
