// Package pacer makes long background work pause now and then, so that readers need not wait.
package pacer

import "time"

// Pacer makes long background work pause for a moment now and then. Go's scheduler polls the
// network only a hundred times a second while all processors are busy, and a reader's key would
// wait as long.
//
// The zero Pacer is ready; it is for one goroutine.
type Pacer struct{ since time.Time }

// How long work goes on without a pause, and how long a pause takes. On an idle processor a shorter
// one would take as long, since Go waits for the network in whole milliseconds.
const (
	stretch = 4 * time.Millisecond
	pause   = time.Millisecond
)

// Yield pauses if the last pause was long ago. Otherwise it is cheap, so that loops can call it in
// each step.
func (p *Pacer) Yield() {
	now := time.Now()
	if p.since.IsZero() {
		p.since = now
	}
	if now.Sub(p.since) < stretch {
		return
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	<-timer.C
	p.since = time.Now()
}
