package tui

import (
	"strings"

	"github.com/sshblog/sshblog/internal/render"
)

// narrow is below how many cells a line is too short for the usual words.
const narrow = 30

// footer is the last line: hints on the left, as many as fit, and where the reader is on the right. A notice takes the
// place of the hints.
func (m *Model) footer(hints []Binding, place string) string {
	c := columnFor(m.width)
	right := m.styles.muted.on(place)
	room := c.width - render.Width(right) - 2
	left := m.styles.notice.on(render.Fit(m.notice, room))
	if m.notice == "" {
		left = m.hints(hints, room)
	}
	return c.indent(spread(left, right, c.width))
}

// hints joins key hints, dropping the last ones that do not fit.
func (m *Model) hints(hints []Binding, room int) string {
	between := "   "
	if room < narrow {
		between = "  "
	}
	line, used := "", 0
	for _, b := range hints {
		label, _, _ := strings.Cut(b.Label, " ") // the first key will do
		cells := render.Width(label) + 1 + render.Width(b.Short)
		if used > 0 {
			cells += len(between)
		}
		if used+cells > room {
			break
		}
		if used > 0 {
			line += between
		}
		line += m.styles.key.on(label) + " " + m.styles.muted.on(b.Short)
		used += cells
	}
	return line
}
