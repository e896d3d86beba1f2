//go:build unix

package main

import (
	"math"
	"strconv"
)

// row is a figure with what was measured.
type row struct {
	figure
	floor, blog, tea float64 // NaN where nothing was measured
}

// rows are the figures that have been measured, in the table's order.
func rows(s *samples) []row {
	var all []row
	for _, f := range figures() {
		percent := f.percent
		if percent == 0 {
			percent = median
		}
		value := func(server string) float64 { return percentile(s.of(f.series, server), percent) }
		r := row{f, value(floorName), value(blogName), value(teaName)}
		if !math.IsNaN(r.blog) {
			all = append(all, r)
		}
	}
	return all
}

// ratio is sshblog's value by the floor's, NaN where there is none.
func (r row) ratio() float64 {
	if r.floor <= 0 || r.blog < 0 {
		return math.NaN()
	}
	return r.blog / r.floor
}

// compared is what is compared with the bound.
func (r row) compared() float64 {
	if r.bound.kind == ratio {
		return r.ratio()
	}
	return r.blog
}

// within reports whether a value keeps to a bound.
func (r row) within(value, limit float64) bool {
	if r.more {
		return value >= limit
	}
	return value <= limit
}

// roundTripsSlack is what a bound of "as the floor" forgives: what the processors need is not a
// round trip.
const roundTripsSlack = 1.07

// verdict says how a figure stands to its bound.
func (r row) verdict() string {
	value := r.compared()
	if r.bound.kind == unbounded || math.IsNaN(value) {
		return ""
	}
	goal, must := r.bound.goal, r.bound.must
	if r.bound.kind == ratio && goal == 1 && must == 1 {
		goal, must = roundTripsSlack, roundTripsSlack
	}
	switch {
	case r.within(value, goal):
		return "goal"
	case r.within(value, must):
		return "must"
	}
	return "MISSED"
}

// fails reports whether a counted figure is beyond what it may be in a short run.
func (r row) fails() bool {
	if !r.counted {
		return false
	}
	value := r.compared()
	return math.IsNaN(value) || !r.within(value, r.limit())
}

// number shows a value of the figure.
func (r row) number(value float64) string {
	if math.IsNaN(value) {
		return "-"
	}
	return strconv.FormatFloat(value, 'f', r.digits, 64)
}

// times shows the ratio to the floor.
func (r row) times() string {
	value := r.ratio()
	if math.IsNaN(value) || math.IsInf(value, 0) {
		return "-"
	}
	return "×" + strconv.FormatFloat(value, 'f', 2, 64)
}

// limits show a bound.
func (r row) limits() (must, goal string) {
	if r.bound.kind == unbounded {
		return "", ""
	}
	sign := "≤ "
	if r.more {
		sign = "≥ "
	}
	if r.bound.kind == ratio {
		sign += "×"
	}
	show := func(limit float64) string {
		if math.IsInf(limit, 0) {
			return ""
		}
		return sign + strconv.FormatFloat(limit, 'f', -1, 64)
	}
	return show(r.bound.must), show(r.bound.goal)
}
