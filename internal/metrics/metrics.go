// Package metrics counts what happens in the process, and writes the counts in the text format of
// Prometheus.
//
// To count costs an atomic addition: nothing is allocated, locked or looked up by a client's words. The
// values of a label are a closed set that the program declares; whatever else is counted goes under
// [Other]. So the number of series does not depend on what clients do.
package metrics

import (
	"math"
	"slices"
	"sync/atomic"
	"time"
)

// Kind says what can be done with the samples of a metric.
type Kind string

// The kinds, by their names in the text format.
const (
	KindCounter   Kind = "counter"   // it only grows
	KindGauge     Kind = "gauge"     // it may fall
	KindHistogram Kind = "histogram" // durations, counted by how long they were
	KindSummary   Kind = "summary"   // quantiles of durations
)

// Metric is a number of samples with one name.
type Metric struct {
	Name, Help string
	Kind       Kind
	Label      string   // "" if there is one sample only
	Values     []string // that the label can have
	// Read passes the samples to emit: what follows the name, the value of the label, and the number.
	Read func(emit func(suffix, value string, n float64))
}

// Counter counts. The zero value is ready to use, by any number of goroutines.
type Counter struct{ n atomic.Int64 }

// Add adds n, which may be negative where the number is shown as a gauge.
func (c *Counter) Add(n int64) { c.n.Add(n) }

// Value returns the number.
func (c *Counter) Value() float64 { return float64(c.n.Load()) }

// One returns a metric with one sample.
func One(kind Kind, name, help string, read func() float64) Metric {
	return Metric{Name: name, Help: help, Kind: kind, Read: func(emit func(string, string, float64)) { emit("", "", read()) }}
}

// Constant returns a gauge that is 1 and whose label says something that never changes.
func Constant(name, help, label, value string) Metric {
	return Metric{
		Name: name, Help: help, Kind: KindGauge, Label: label, Values: []string{value},
		Read: func(emit func(string, string, float64)) { emit("", value, 1) },
	}
}

// Other is the value of a label under which everything is counted that was not declared.
const Other = "other"

// Labeled counts by the values of a label. Make one with NewLabeled.
type Labeled struct {
	values []string
	places map[string]int
	counts []atomic.Int64
}

// NewLabeled returns a Labeled with these values and Other.
func NewLabeled(values ...string) *Labeled {
	values = append(slices.Clone(values), Other)
	l := &Labeled{values: values, places: make(map[string]int, len(values)), counts: make([]atomic.Int64, len(values))}
	for i, value := range values {
		l.places[value] = i
	}
	return l
}

// Add adds n to the count of a value.
func (l *Labeled) Add(value string, n int64) {
	place, declared := l.places[value]
	if !declared {
		place = len(l.counts) - 1
	}
	l.counts[place].Add(n)
}

// Metric returns the metric of the counts.
func (l *Labeled) Metric(kind Kind, name, help, label string) Metric {
	return Metric{
		Name: name, Help: help, Kind: kind, Label: label, Values: l.values,
		Read: func(emit func(string, string, float64)) {
			for i, value := range l.values {
				emit("", value, float64(l.counts[i].Load()))
			}
		},
	}
}

// Histogram counts durations by how long they were. Make one with NewHistogram.
type Histogram struct {
	bounds []time.Duration // upwards
	names  []string        // of the bounds, as the label has them
	counts []atomic.Int64  // one more, for what is longer than all bounds
	sum    atomic.Int64    // in nanoseconds
}

// NewHistogram returns a Histogram whose buckets have these upper bounds, which ascend.
func NewHistogram(bounds ...time.Duration) *Histogram {
	h := &Histogram{bounds: bounds, counts: make([]atomic.Int64, len(bounds)+1)}
	for _, bound := range bounds {
		h.names = append(h.names, number(bound.Seconds()))
	}
	h.names = append(h.names, number(math.Inf(1)))
	return h
}

// Observe counts a duration.
func (h *Histogram) Observe(d time.Duration) {
	place := 0
	for place < len(h.bounds) && d > h.bounds[place] {
		place++
	}
	h.counts[place].Add(1)
	h.sum.Add(int64(d))
}

// Metric returns the metric of the durations, in seconds.
func (h *Histogram) Metric(name, help string) Metric {
	return Metric{
		Name: name, Help: help, Kind: KindHistogram, Label: "le", Values: h.names,
		Read: func(emit func(string, string, float64)) {
			var total int64
			for i, bound := range h.names {
				total += h.counts[i].Load()
				emit("_bucket", bound, float64(total))
			}
			emit("_sum", "", time.Duration(h.sum.Load()).Seconds())
			emit("_count", "", float64(total))
		},
	}
}
