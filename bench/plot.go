//go:build unix

package main

import (
	"fmt"
	"html"
	"math"
	"strings"
)

// The plot's measures, in pixels.
const (
	plotWidth = 860
	labels    = 330 // the width of the names
	barHeight = 11
	rowHeight = 36
	plotTop   = 46
)

// plotted reports whether a row is drawn: those that are compared with the floor.
func plotted(r row) bool {
	value := r.ratio()
	return !math.IsNaN(value) && value > 0 && !math.IsInf(value, 0)
}

// plot draws what each figure is against the floor, sshblog above and tea below, on a logarithmic
// scale. Its colours stand out on white and on black, and text takes the colour of the page's.
func plot(table []row) string {
	var bars []row
	at := scale{least: 1, most: 2}
	for _, r := range table {
		if plotted(r) {
			bars = append(bars, r)
			at.reach(r.ratio())
			at.reach(r.tea / r.floor)
		}
	}
	height := plotTop + rowHeight*len(bars) + 10
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="system-ui, sans-serif" font-size="12">`+"\n", plotWidth, height)
	b.WriteString("<style>text{fill:#1f2328}.blog{fill:#2f81f7}.tea{fill:#a371a0}.line{stroke:#8b949e}@media(prefers-color-scheme:dark){text{fill:#e6edf3}}</style>\n")
	fmt.Fprintf(&b, `<text x="%d" y="16">times the floor, on a logarithmic scale</text>`+"\n", labels)
	fmt.Fprintf(&b, `<rect class="blog" x="%d" y="24" width="11" height="11"/><text x="%d" y="34">sshblog</text>`+"\n",
		labels, labels+16)
	fmt.Fprintf(&b, `<rect class="tea" x="%d" y="24" width="11" height="11"/><text x="%d" y="34">tea: Wish and Bubble Tea as they come</text>`+"\n", labels+76, labels+92)
	for i, r := range bars {
		y := plotTop + rowHeight*i
		fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="end">%s</text>`+"\n", labels-8, y+17,
			html.EscapeString(strings.TrimSuffix(r.name, ", ms")))
		at.bar(&b, "blog", y+2, r.ratio())
		if teaRatio := r.tea / r.floor; teaRatio > 0 {
			at.bar(&b, "tea", y+2+barHeight+2, teaRatio)
		}
	}
	fmt.Fprintf(&b, `<line class="line" x1="%.1f" y1="%d" x2="%.1f" y2="%d"/>`+"\n</svg>\n", at.x(1), plotTop-4,
		at.x(1), height-4)
	return b.String()
}

// scale is where ratios stand, from the least to the most.
type scale struct{ least, most float64 }

// reach makes room for a ratio, if it is one.
func (s *scale) reach(value float64) {
	if value > 0 && !math.IsInf(value, 0) {
		s.least, s.most = min(s.least, value), max(s.most, value)
	}
}

// x is where a ratio stands, in pixels.
func (s *scale) x(value float64) float64 {
	const number = 50 // the width of a number at the end of a bar
	return labels + (plotWidth-labels-number)*math.Log2(value/s.least)/math.Log2(s.most/s.least)
}

// bar draws a bar from 1 to a ratio, with the ratio at its right end.
func (s *scale) bar(b *strings.Builder, class string, y int, value float64) {
	left, right := min(s.x(value), s.x(1)), max(s.x(value), s.x(1))
	fmt.Fprintf(b, `<rect class="%s" x="%.1f" y="%d" width="%.1f" height="%d"/>`, class, left, y, max(1, right-left),
		barHeight)
	fmt.Fprintf(b, `<text x="%.1f" y="%d" font-size="10">×%.2f</text>`+"\n", right+5, y+9, value)
}
