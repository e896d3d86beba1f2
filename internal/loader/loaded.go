package loader

import "time"

// Loaded says how the current Index came about.
type Loaded struct {
	At      time.Time     // when it became the current one
	Took    time.Duration // how long it took to make
	Reloads int           // so far
	Failing bool          // what is there now cannot be read: the last good Index stays
}

// Loaded returns how the current Index came about. It waits for no scan.
func (s *Store) Loaded() Loaded {
	latest := *s.latest.Load()
	latest.Failing = s.failing.Load()
	return latest
}

// note notes that there is another Index, after so many more reloads.
func (s *Store) note(took time.Duration, more int) {
	latest := Loaded{At: time.Now(), Took: took, Reloads: more}
	if was := s.latest.Load(); was != nil {
		latest.Reloads += was.Reloads
	}
	s.latest.Store(&latest)
}
