package screen

import "strings"

// Column is the horizontal position of text on a screen.
type Column struct {
	Left  int // blank cells before it
	Width int // cells
}

// listMeasure is the widest a list or a line of hints is, in cells.
const listMeasure = 88

// ColumnFor centres text on a screen of a width, with a margin if there is room.
func ColumnFor(width int) Column { return columnOf(width, listMeasure) }

// columnOf is ColumnFor for text of at most the given number of cells per line.
func columnOf(width, measure int) Column {
	inner := min(measure, width-2*margin(width))
	return Column{Left: (width - inner) / 2, Width: inner}
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

// Indent moves a line of text to its column.
func (c Column) Indent(line string) string {
	if line == "" {
		return ""
	}
	return Blanks(c.Left) + line
}

// Blanks returns n blanks.
func Blanks(n int) string {
	const many = "                                                                                                    "
	if n <= 0 {
		return ""
	}
	if n <= len(many) {
		return many[:n]
	}
	return strings.Repeat(" ", n)
}

// Spread puts two texts at the two ends of a line of width cells. The left one is cut if there is
// no room for both.
func (d *Display) Spread(left, right string, width int) string {
	gap := 2
	if right == "" {
		gap = 0
	}
	room := width - d.Cells(right) - gap
	if room < 0 {
		return d.Fit(right, width)
	}
	left = d.Fit(left, room)
	return left + Blanks(width-d.Cells(left)-d.Cells(right)) + right
}
