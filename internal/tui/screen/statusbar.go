package screen

import (
	"slices"
	"strings"

	"github.com/sshblog/sshblog/internal/keymap"
)

// Narrow is the width below which a line is too short for the usual words, in cells.
const Narrow = 30

// cramped is the width below which hints move together before any is left out, in cells.
const cramped = 60

// clickTarget is a key that is shown on the window. A click on it presses the key.
type clickTarget struct {
	y, from, to int // cells
	key         string
}

// StatusBar is the last line of the window, and everything that the mouse can press.
type StatusBar struct {
	Notice  string        // a line for the reader, until the next key
	targets []clickTarget // on the window as it was last drawn
	drawn   hintLine
}

// ForgetKeys makes keyless what is drawn next: a click on a key that is shown no more does nothing.
func (b *StatusBar) ForgetKeys() { b.targets = b.targets[:0] }

// KeyAt returns the name of the key that is shown at a cell of the window, if one is.
func (b *StatusBar) KeyAt(x, y int) (key string, ok bool) {
	for _, t := range b.targets {
		if y == t.y && x >= t.from && x < t.to {
			return t.key, true
		}
	}
	return "", false
}

// Footer returns the last line: on the left as many hints as fit, on the right the reader's place.
// A notice replaces the hints, and the place if it is long.
func (h Host) Footer(hints []keymap.Binding, place string) string {
	c := h.FootColumn()
	placed := h.Cells(place)
	room := c.Width - placed - 2
	h.targets = h.targets[:0]
	if h.Notice != "" || room < 0 {
		last, _, _ := strings.Cut(h.Notice, "\n")
		if h.Cells(last) > room && last != "" {
			return c.Indent(h.Styles.Notice.On(h.Fit(last, c.Width)))
		}
		return c.Indent(h.Spread(h.Styles.Notice.On(last), h.Styles.Muted.On(place), c.Width))
	}
	left, used := h.hints(hints, c.Left, room)
	return Blanks(c.Left) + left + Blanks(c.Width-used-placed) + h.Styles.Muted.On(place)
}

// Tell shows the whole of a notice that is longer than the last line, over the lines above it.
func (h Host) Tell(lines []string) []string {
	c := h.FootColumn()
	if !strings.Contains(h.Notice, "\n") && h.Cells(h.Notice) <= c.Width {
		return lines
	}
	var rows []string
	for line := range strings.SplitSeq(h.Notice, "\n") { // a command line has a line of its own
		rows = append(rows, h.Wrap(line, c.Width, max(4, h.Height/3))...)
	}
	lines = append(lines, make([]string, max(0, h.Height-len(lines)))...)
	for i, row := range rows {
		lines[h.Height-len(rows)+i] = c.Indent(h.Styles.Notice.On(row))
	}
	return lines
}

// OneRow returns a text of an author, such as an address, as a notice: as much as fits on one line.
func (h Host) OneRow(text string) string { return h.Fit(Clip(text), h.FootColumn().Width) }

// hintLine is the hints as they were last drawn. They stay the same while a reader scrolls.
type hintLine struct {
	hints         []keymap.Binding
	styles        *Styles
	y, from, room int
	line          string
	used          int // cells
	targets       []clickTarget
}

// matches reports whether these hints can be used for a line.
func (l *hintLine) matches(d *Display, hints []keymap.Binding, from, room int) bool {
	return l.styles == d.Styles && l.y == d.Height-1 && l.from == from && l.room == room &&
		slices.EqualFunc(l.hints, hints, func(a, b keymap.Binding) bool {
			return a.Label == b.Label &&
				a.Short == b.Short
		})
}

// hints joins key hints from a column on, without the last ones that do not fit. It returns them
// and how many cells they take.
func (h Host) hints(hints []keymap.Binding, from, room int) (line string, used int) {
	l := &h.drawn
	if !l.matches(h.Display, hints, from, room) {
		l.hints, l.styles, l.y, l.from, l.room = hints, h.Styles, h.Height-1, from, room
		l.targets = l.targets[:0]
		l.draw(h.Display)
	}
	h.targets = append(h.targets[:0], l.targets...)
	return l.line, l.used
}

// draw draws the hints, and records where each one is.
func (l *hintLine) draw(d *Display) {
	between, all := "   ", 0
	for _, b := range l.hints {
		all += d.hintCells(b) + len(between)
	}
	if all-len(between) > l.room && l.room < cramped {
		between = "  "
	}
	line, used := "", 0
	for _, b := range l.fitting(d, len(between)) {
		label, cells := firstKey(b), d.hintCells(b)
		gap := 0
		if used > 0 {
			gap = len(between)
		}
		line += between[:gap] + l.styles.Key.On(label)
		if b.Short != "" {
			line += " " + l.styles.Muted.On(b.Short)
		}
		l.targets = append(l.targets, clickTarget{l.y, l.from + used + gap, l.from + used + gap + cells, b.Keys[0]})
		used += gap + cells
	}
	l.line, l.used = line, used
}

// firstKey returns the label of the first key of a binding: there is no room for others.
func firstKey(b keymap.Binding) string {
	label, _, _ := strings.Cut(b.Label, " ")
	return label
}

// fitting returns the hints that fit. Those behind the way out are left out first. Then the hints
// whose keys are known from other programs lose their words, before another is left out. The first
// hint and those that say how to get out stay longest, and then help.
func (l *hintLine) fitting(d *Display, gap int) []keymap.Binding {
	k := &d.Keys
	out := []string{k.Quit.Label, k.Back.Label, k.Clear.Label}
	fitting, used, extra := slices.Clone(l.hints), -gap, len(l.hints)
	for i, b := range fitting {
		used += gap + d.hintCells(b)
		if slices.Contains(out, b.Label) {
			extra = i + 1
		}
	}
	drop := func(may func(i int, label string) bool) {
		for i := len(fitting) - 1; used > l.room && i > 0; i-- {
			if may(i, fitting[i].Label) {
				used -= gap + d.hintCells(fitting[i])
				fitting = slices.Delete(fitting, i, i+1)
			}
		}
	}
	drop(func(i int, _ string) bool { return i >= extra })
	worded := l.shorten(d, fitting, &used)
	drop(func(_ int, label string) bool { return label != k.Help.Label && !slices.Contains(out, label) })
	drop(func(_ int, label string) bool { return label == k.Help.Label })
	drop(func(int, string) bool { return true })
	for _, b := range slices.Backward(worded) { // where there is room again
		i := slices.IndexFunc(fitting, func(other keymap.Binding) bool { return other.Label == b.Label })
		if more := d.hintCells(b) - d.Cells(firstKey(b)); i >= 0 && used+more <= l.room {
			fitting[i], used = b, used+more
		}
	}
	if used > l.room {
		return nil
	}
	return fitting
}

// shorten takes the words from hints whose keys are known from other programs, one after another
// until all fit. It returns those hints as they were.
func (l *hintLine) shorten(d *Display, hints []keymap.Binding, used *int) (worded []keymap.Binding) {
	k := &d.Keys
	for _, known := range []keymap.Binding{k.Help, k.Accept, k.Filter, k.PageDown} {
		i := slices.IndexFunc(hints, func(b keymap.Binding) bool {
			return firstKey(b) == firstKey(known) && b.Short == known.Short // it may do another thing here
		})
		if *used > l.room && i >= 0 {
			worded = append(worded, hints[i])
			*used -= d.hintCells(hints[i]) - d.Cells(firstKey(hints[i]))
			hints[i].Short = ""
		}
	}
	return worded
}

// hintCells returns how many cells a hint takes.
func (d *Display) hintCells(b keymap.Binding) int {
	if b.Short == "" {
		return d.Cells(firstKey(b))
	}
	return d.Cells(firstKey(b)) + 1 + d.Cells(b.Short)
}
