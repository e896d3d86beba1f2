package tui

import (
	"slices"
	"strings"

	"github.com/sshblog/sshblog/internal/layout"
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
	placed := layout.Width(place)
	room := c.width - placed - 2
	m.spots = m.spots[:0]
	if m.notice != "" || room < 0 {
		return c.indent(spread(m.styles.notice.on(layout.Fit(m.notice, room)), m.styles.muted.on(place), c.width))
	}
	left, used := m.hints(hints, c.left, room)
	return blanks(c.left) + left + blanks(c.width-used-placed) + m.styles.muted.on(place)
}

// hinted is the hints that were drawn last: while a reader scrolls they stay the same.
type hinted struct {
	hints         []Binding
	styles        *styles
	y, from, room int
	line          string
	used          int // cells
	spots         []spotted
}

// are tells whether these are the hints that a line is wanted for.
func (h *hinted) are(m *Model, hints []Binding, from, room int) bool {
	return h.styles == m.styles && h.y == m.height-1 && h.from == from && h.room == room &&
		slices.EqualFunc(h.hints, hints, func(a, b Binding) bool { return a.Label == b.Label && a.Short == b.Short })
}

// hints joins key hints from a column on, dropping the last ones that do not fit. It returns them, and how many cells they take.
func (m *Model) hints(hints []Binding, from, room int) (line string, used int) {
	h := &m.hinted
	if !h.are(m, hints, from, room) {
		h.hints, h.styles, h.y, h.from, h.room = hints, m.styles, m.height-1, from, room
		h.spots = h.spots[:0]
		h.draw()
	}
	m.spots = append(m.spots[:0], h.spots...)
	return h.line, h.used
}

// draw draws the hints, and notes where each of them is.
func (h *hinted) draw() {
	room := h.room
	between := "   "
	if room < narrow {
		between = "  "
	}
	line, used := "", 0
	for _, b := range h.hints {
		label, _, _ := strings.Cut(b.Label, " ") // the first key will do
		cells := layout.Width(label) + 1 + layout.Width(b.Short)
		gap := 0
		if used > 0 {
			gap = len(between)
		}
		if used+gap+cells > room {
			break
		}
		line += between[:gap] + h.styles.key.on(label) + " " + h.styles.muted.on(b.Short)
		h.spots = append(h.spots, spotted{h.y, h.from + used + gap, h.from + used + gap + cells, b.Keys[0]})
		used += gap + cells
	}
	h.line, h.used = line, used
}
