// Package pacer lets long work in the background pause, so that readers are not kept waiting.
package pacer

import "time"

// Pacer makes long work in the background pause for a moment now and then. A processor that is never at rest looks for news from the network
// a hundred times a second only, and a reader's key would wait as long.
//
// The zero Pacer is ready; it is for one goroutine.
type Pacer struct{ since time.Time }

// How long work goes on without a pause, and how long that takes: where the processor has nothing else to do a shorter one takes as long,
// since Go waits for the network in whole milliseconds.
const (
	stretch = 4 * time.Millisecond
	pause   = time.Millisecond
)

// Yield pauses if the last pause was long ago. It is cheap otherwise, so that loops call it for each thing they do.
func (b *Pacer) Yield() {
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
