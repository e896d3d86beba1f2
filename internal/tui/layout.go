package tui

import "strings"

// column is the horizontal position of text on a screen.
type column struct {
	left  int // blank cells before it
	width int // cells
}

// listMeasure is the widest a list or a line of hints is, in cells.
const listMeasure = 88

// columnFor centres text on a screen of a width, with a margin if there is room.
func columnFor(width int) column { return columnOf(width, listMeasure) }

// columnOf is columnFor for text of at most the given number of cells per line.
func columnOf(width, measure int) column {
	inner := min(measure, width-2*margin(width))
	return column{left: (width - inner) / 2, width: inner}
}

// margin returns how many cells are left free at each edge of a screen of a width.
func margin(width int) int {
	switch {
	case width >= 60:
		return 2
	case width >= 30:
		return 1
	}
	return 0
}

// indent moves a line of text to its column.
func (c column) indent(line string) string {
	if line == "" {
		return ""
	}
	return blanks(c.left) + line
}

// blanks returns n blanks.
func blanks(n int) string {
	const many = "                                                                                                    "
	if n <= 0 {
		return ""
	}
	if n <= len(many) {
		return many[:n]
	}
	return strings.Repeat(" ", n)
}

// spread puts two texts at the two ends of a line of width cells. The left one is cut if there is
// no room for both.
func (d *display) spread(left, right string, width int) string {
	gap := 2
	if right == "" {
		gap = 0
	}
	room := width - d.cells(right) - gap
	if room < 0 {
		return d.fit(right, width)
	}
	left = d.fit(left, room)
	return left + blanks(width-d.cells(left)-d.cells(right)) + right
}
