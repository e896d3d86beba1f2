package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/keymap"
)

// narrow is the width below which a line is too short for the usual words, in cells.
const narrow = 30

// cramped is the width below which a footer shows only how to go in, on and out, in cells.
const cramped = 60

// clickTarget is a key that is shown on the window. A click on it presses the key.
type clickTarget struct {
	y, from, to int // cells
	key         string
}

// statusBar is the last line of the window, and everything that the mouse can press.
type statusBar struct {
	notice    string        // a line for the reader, until the next key
	targets   []clickTarget // on the window as it was last drawn
	drawn     hintLine
	mouseDown tea.Mouse // the button, and where it was pressed
}

// footer returns the last line: on the left as many hints as fit, on the right the reader's place.
// A notice replaces the hints.
func (h host) footer(hints []keymap.Binding, place string) string {
	c := h.footColumn()
	placed := h.cells(place)
	room := c.width - placed - 2
	h.targets = h.targets[:0]
	if h.notice != "" || room < 0 {
		return c.indent(h.spread(h.styles.notice.on(h.fit(h.notice, room)), h.styles.muted.on(place), c.width))
	}
	left, used := h.hints(hints, c.left, room)
	return blanks(c.left) + left + blanks(c.width-used-placed) + h.styles.muted.on(place)
}

// hintLine is the hints as they were last drawn. They stay the same while a reader scrolls.
type hintLine struct {
	hints         []keymap.Binding
	styles        *styles
	y, from, room int
	line          string
	used          int // cells
	targets       []clickTarget
}

// matches reports whether these hints can be used for a line.
func (l *hintLine) matches(d *display, hints []keymap.Binding, from, room int) bool {
	return l.styles == d.styles && l.y == d.height-1 && l.from == from && l.room == room &&
		slices.EqualFunc(l.hints, hints, func(a, b keymap.Binding) bool {
			return a.Label == b.Label &&
				a.Short == b.Short
		})
}

// hints joins key hints from a column on, without the last ones that do not fit. It returns them
// and how many cells they take.
func (h host) hints(hints []keymap.Binding, from, room int) (line string, used int) {
	l := &h.drawn
	if !l.matches(h.display, hints, from, room) {
		l.hints, l.styles, l.y, l.from, l.room = hints, h.styles, h.height-1, from, room
		l.targets = l.targets[:0]
		l.draw(h.display)
	}
	h.targets = append(h.targets[:0], l.targets...)
	return l.line, l.used
}

// draw draws the hints, and records where each one is.
func (l *hintLine) draw(d *display) {
	between := "   "
	if l.room < narrow {
		between = "  "
	}
	line, used := "", 0
	for _, b := range l.fitting(d, len(between)) {
		label, _, _ := strings.Cut(b.Label, " ") // only the first key fits
		cells := d.cells(label) + 1 + d.cells(b.Short)
		gap := 0
		if used > 0 {
			gap = len(between)
		}
		line += between[:gap] + l.styles.key.on(label) + " " + l.styles.muted.on(b.Short)
		l.targets = append(l.targets, clickTarget{l.y, l.from + used + gap, l.from + used + gap + cells, b.Keys[0]})
		used += gap + cells
	}
	l.line, l.used = line, used
}

// fitting returns the hints that fit. The first one and those that say how to get out come before
// all others, and help before the rest.
func (l *hintLine) fitting(d *display, gap int) []keymap.Binding {
	fitting, used := slices.Clone(l.hints), -gap
	for _, b := range fitting {
		used += gap + d.hintCells(b)
	}
	drop := func(may func(label string) bool) {
		for i := len(fitting) - 1; used > l.room && i > 0; i-- {
			if may(fitting[i].Label) {
				used -= gap + d.hintCells(fitting[i])
				fitting = slices.Delete(fitting, i, i+1)
			}
		}
	}
	k := &d.keys
	out := []string{k.Quit.Label, k.Back.Label, k.Clear.Label}
	drop(func(label string) bool { return label != k.Help.Label && !slices.Contains(out, label) })
	drop(func(label string) bool { return label == k.Help.Label })
	drop(func(string) bool { return true })
	if used > l.room {
		return nil
	}
	return fitting
}

// hintCells returns how many cells a hint takes.
func (d *display) hintCells(b keymap.Binding) int {
	label, _, _ := strings.Cut(b.Label, " ")
	return d.cells(label) + 1 + d.cells(b.Short)
}
