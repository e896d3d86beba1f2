// Package drain says how fast a server that is to stop lets its readers go: one after another, so that
// they do not all come to the next server at once, those first who have been quiet for longest, and
// those who seem to have gone away before the time of the others begins. It only decides: a [Pace] is
// asked at an [Interval], and calls what ends a session.
package drain

import (
	"slices"
	"time"
)

const (
	// Interval is the time between two looks at who is left.
	Interval = 100 * time.Millisecond

	idleWindow = 20 * time.Second // over which readers are let go, if all have gone away
)

// Leaver is somebody who will be let go.
type Leaver struct {
	Since time.Time // when they pressed a key last
	Idle  bool      // they seem to have gone away
	Leave func()
}

// Pace says how fast people are let go, so that they do not all come to the next server at once.
type Pace struct {
	last       time.Time // when the last one went
	begin, end time.Time // between which those go who have not gone away
	all        int       // the most there have been
}

// NewPace returns the pace of those who may go from now on. Those who have not gone away go between begin
// and end.
func NewPace(now, begin, end time.Time) *Pace { return &Pace{last: now, begin: begin, end: end} }

// LetGo lets those go whose time has come, the quietest first.
func (p *Pace) LetGo(left []Leaver, now time.Time) {
	p.all = max(p.all, len(left))
	slices.SortFunc(left, func(a, b Leaver) int { return a.Since.Compare(b.Since) })
	for i, l := range left {
		next, ok := p.next(len(left)-i, l.Idle, now)
		if !ok || now.Before(next) {
			return
		}
		p.last = latest(next, now.Add(-Interval)) // a late one does not hurry the others
		l.Leave()
	}
}

// next returns when the next of those who are left may go; false if that is not known yet.
func (p *Pace) next(left int, idle bool, now time.Time) (time.Time, bool) {
	began := latest(p.last, p.begin)
	even := began.Add(p.end.Sub(began) / time.Duration(left+1))
	if !idle {
		return even, !now.Before(p.begin)
	}
	fast := p.last.Add(idleWindow / time.Duration(p.all))
	if !now.Before(p.begin) && even.Before(fast) {
		return even, true
	}
	return fast, true
}

// latest returns the later of two times.
func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
