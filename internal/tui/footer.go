package tui

import (
	"strings"

	"github.com/sshblog/sshblog/internal/render"
)

// narrow is below how many cells a line is too short for the usual words.
const narrow = 30

// cramped is below how many cells a footer has no room for more than the ways in, on and out.
const cramped = 60

// spotted is a key that is shown on the window: a click there presses it.
type spotted struct {
	y, from, to int // cells
	key         string
}

// footer is the last line: hints on the left, as many as fit, and where the reader is on the right. A notice takes the
// place of the hints.
func (m *Model) footer(hints []Binding, place string) string {
	c := m.footColumn()
	right := m.styles.muted.on(place)
	room := c.width - render.Width(right) - 2
	m.spots = m.spots[:0]
	left := m.styles.notice.on(render.Fit(m.notice, room))
	if m.notice == "" {
		left = m.hints(hints, c.left, room)
	}
	return c.indent(spread(left, right, c.width))
}

// hints joins key hints from a column on, dropping the last ones that do not fit.
func (m *Model) hints(hints []Binding, from, room int) string {
	between := "   "
	if room < narrow {
		between = "  "
	}
	line, used := "", 0
	for _, b := range hints {
		label, _, _ := strings.Cut(b.Label, " ") // the first key will do
		cells := render.Width(label) + 1 + render.Width(b.Short)
		gap := 0
		if used > 0 {
			gap = len(between)
		}
		if used+gap+cells > room {
			break
		}
		line += between[:gap] + m.styles.key.on(label) + " " + m.styles.muted.on(b.Short)
		m.spots = append(m.spots, spotted{m.height - 1, from + used + gap, from + used + gap + cells, b.Keys[0]})
		used += gap + cells
	}
	return line
}
