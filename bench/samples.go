//go:build unix

package main

import (
	"maps"
	"math"
	"slices"
	"sync"
	"time"
)

// samples are what was measured: for each series and server the values, in the unit of the figure.
type samples struct {
	mu     sync.Mutex
	values map[string]map[string][]float64
}

// add adds values to a series of a server.
func (s *samples) add(series, server string, values ...float64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.values == nil {
		s.values = map[string]map[string][]float64{}
	}
	if s.values[series] == nil {
		s.values[series] = map[string][]float64{}
	}
	s.values[series][server] = append(s.values[series][server], values...)
}

// of returns a copy of a series of a server.
func (s *samples) of(series, server string) []float64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.values[series][server])
}

// all returns a copy of all values.
func (s *samples) all() map[string]map[string][]float64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := map[string]map[string][]float64{}
	for series, of := range s.values {
		all[series] = maps.Clone(of)
	}
	return all
}

// The parts of a series that a figure may show, in per cent of its values.
const (
	median = 50
	p99    = 99
	most   = 100
)

// percentile is the smallest value that so many per cent of the values do not exceed; NaN if there
// are none.
func percentile(values []float64, percent float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(values))
	at := int(math.Ceil(percent/100*float64(len(sorted)))) - 1
	return sorted[min(max(at, 0), len(sorted)-1)]
}

const kilobyte = 1 << 10

// milliseconds are how figures show times.
func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// replace puts a value in the place of a series of a server.
func (s *samples) replace(series, server string, value float64) {
	s.mu.Lock()
	delete(s.values[series], server)
	s.mu.Unlock()
	s.add(series, server, value)
}
