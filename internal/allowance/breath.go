package allowance

import "time"

// Breath makes long work in the background pause for a moment now and then. A processor that is never at rest looks for news from the network
// a hundred times a second only, and a reader's key would wait as long.
//
// The zero Breath is ready; it is for one goroutine.
type Breath struct{ since time.Time }

// How long work goes on without a pause, and how long that takes.
const (
	stretch = 2 * time.Millisecond
	pause   = 200 * time.Microsecond
)

// Take pauses if the last pause was long ago. It is cheap otherwise, so that loops call it for each thing they do.
func (b *Breath) Take() {
	now := time.Now()
	if b.since.IsZero() {
		b.since = now
	}
	if now.Sub(b.since) < stretch {
		return
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	<-timer.C
	b.since = time.Now()
}
