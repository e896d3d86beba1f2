package metrics

import (
	"io"
	"math"
	"strconv"
	"strings"
	"sync"
)

// ContentType is the type of what [Set.WriteTo] writes.
const ContentType = "text/plain; version=0.0.4; charset=utf-8"

// Set is all metrics of a process, in the order in which they are written. The zero value is ready to
// use.
type Set struct {
	mu     sync.Mutex // held while they are read: what refresh has read belongs to one reader
	groups []group
	text   []byte
}

// group is metrics that are read at the same moment.
type group struct {
	refresh func() // nil: nothing is to be done before
	metrics []Metric
}

// Add adds metrics. Before they are read, refresh is called once; it may be nil.
func (s *Set) Add(refresh func(), metrics ...Metric) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.groups = append(s.groups, group{refresh, metrics})
}

// All returns the metrics.
func (s *Set) All() (all []Metric) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, g := range s.groups {
		all = append(all, g.metrics...)
	}
	return all
}

// WriteTo writes all samples as they are now. It may be called by several goroutines.
func (s *Set) WriteTo(w io.Writer) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	text := s.text[:0]
	for _, g := range s.groups {
		if g.refresh != nil {
			g.refresh()
		}
		for _, m := range g.metrics {
			text = m.appendTo(text)
		}
	}
	s.text = text
	n, err := w.Write(text)
	return int64(n), err
}

var (
	helpEscapes  = strings.NewReplacer(`\`, `\\`, "\n", `\n`)
	labelEscapes = strings.NewReplacer(`\`, `\\`, "\n", `\n`, `"`, `\"`)
)

// appendTo appends a metric in the text format.
func (m Metric) appendTo(text []byte) []byte {
	text = append(append(append(text, "# HELP "...), m.Name...), ' ')
	text = append(append(text, helpEscapes.Replace(m.Help)...), '\n')
	text = append(append(append(text, "# TYPE "...), m.Name...), ' ')
	text = append(append(text, m.Kind...), '\n')
	m.Read(func(suffix, value string, n float64) {
		text = append(append(text, m.Name...), suffix...)
		if value != "" {
			text = append(append(append(text, '{'), m.Label...), `="`...)
			text = append(append(text, labelEscapes.Replace(value)...), `"}`...)
		}
		text = append(appendNumber(append(text, ' '), n), '\n')
	})
	return text
}

// number returns a number as the text format has it.
func number(n float64) string { return string(appendNumber(nil, n)) }

// appendNumber appends a number.
func appendNumber(text []byte, n float64) []byte {
	switch {
	case math.IsInf(n, 1):
		return append(text, "+Inf"...)
	case math.IsInf(n, -1):
		return append(text, "-Inf"...)
	case math.IsNaN(n):
		return append(text, "NaN"...)
	}
	return strconv.AppendFloat(text, n, 'g', -1, 64)
}
