package pacer_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/sshblog/sshblog/internal/pacer"
)

// TestYield: work goes on for a while, then there is a pause, and so on.
func TestYield(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var b pacer.Pacer
		begun, work := time.Now(), 100*time.Microsecond
		const steps = 1000
		for range steps {
			b.Yield()
			time.Sleep(work)
		}
		took := time.Since(begun)
		if least, most := steps*work*115/100, steps*work*130/100; took < least || took > most {
			t.Errorf("work of %v took %v", steps*work, took)
		}
	})
}
