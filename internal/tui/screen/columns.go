package screen

import (
	"math"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/postview"
	"github.com/sshblog/sshblog/internal/textwidth"
)

// On a wide window the list and a post are side by side: in the list, the chosen post; in a post
// that was opened from the list, the list.

// Widths of a divided window, in cells.
const (
	wideWindow = 120 // 45 for the list, 72 for the text, and what is between them
	minPanel   = 45
	maxPanel   = 72
	PanesGap   = 3 // a blank, the seam, a blank
	seamAt     = 2 // cells from the seam to the text
)

// textWidths are the widths of a text that a reader can choose from, in cells. The last but one
// stands for the width of the window.
var textWidths = [...]int{postview.Measure, 88, 110, math.MaxInt, 60}

// NextTextWidth chooses the next width of the text that looks different on this window. It returns
// the width, 0 for as much as the window has room for.
func (d *Display) NextTextWidth() (cells int) {
	was := d.TextColumn().Width
	for range textWidths { // skip those that look the same
		if d.measure = (d.measure + 1) % len(textWidths); d.TextColumn().Width != was {
			break
		}
	}
	if cells = d.TextColumn().Width; cells == textWidths[d.measure] {
		return cells
	}
	return 0
}

// Panes returns the columns of the list and of the text beside it. ok reports whether the window is
// divided.
func (d *Display) Panes() (list, text Column, ok bool) {
	if d.Width < wideWindow || d.FocusMode {
		return Column{}, Column{}, false
	}
	list.Width = max(minPanel, min((d.Width-PanesGap)*minPanel/(wideWindow-PanesGap), maxPanel))
	room := d.Width - list.Width - PanesGap
	text.Width = min(textWidths[d.measure], room)
	list.Left = (d.Width - list.Width - PanesGap - text.Width) / 2
	text.Left = list.Left + list.Width + PanesGap
	return list, text, true
}

// TextColumn returns the column of a post's text.
func (d *Display) TextColumn() Column {
	if _, text, ok := d.Panes(); ok {
		return text
	}
	return columnOf(d.Width, textWidths[d.measure])
}

// ListColumn returns the column of the list.
func (d *Display) ListColumn() Column {
	if list, _, ok := d.Panes(); ok {
		return list
	}
	return ColumnFor(d.Width)
}

// FootColumn returns the column of the footer, which is below everything.
func (d *Display) FootColumn() Column {
	if list, text, ok := d.Panes(); ok {
		return Column{Left: list.Left, Width: text.Left + text.Width - list.Left}
	}
	return ColumnFor(d.Width)
}

// Beside joins the lines of two columns, with a seam between them. The lines on the left are
// indented already.
func (d *Display) Beside(left []string, text Column, right []string) []string {
	rows := max(len(left), len(right))
	return joined(d.seamed(left, rows, text, d.Styles.Muted.On("│")), right)
}

// seamed returns so many lines of a pane, each up to the seam and with it.
func (d *Display) seamed(left []string, rows int, text Column, seam string) []string {
	lines := make([]string, rows)
	for i := range lines {
		line := ""
		if i < len(left) {
			line = left[i]
		}
		lines[i] = line + Blanks(text.Left-seamAt-d.Cells(line)) + seam
	}
	return lines
}

// joined puts the lines of a text behind the seam.
func joined(seamed, right []string) []string {
	lines := slices.Clone(seamed)
	for i, text := range right {
		if text != "" {
			lines[i] += Blanks(seamAt-1) + text
		}
	}
	return lines
}

// Dimmed returns the lines of the pane that does not have the keys.
func (d *Display) Dimmed(lines []string) []string {
	for i, line := range lines {
		if text := strings.TrimLeft(ansi.Strip(line), " "); text != "" {
			lines[i] = Blanks(d.Cells(line)-d.Cells(text)) + d.Styles.Muted.On(text)
		}
	}
	return lines
}

// DimPane is the pane on the left of a text that has the keys: dimmed, and with a seam that is
// thicker and has a colour. It is kept as it was last drawn, since it stays the same while a reader
// scrolls.
type DimPane struct {
	of    dimKey
	pane  []string // before it was dimmed
	lines []string // up to the seam and with it
}

// dimKey is what the lines of a pane depend on beside its text.
type dimKey struct {
	styles *Styles
	method textwidth.Method
	text   Column
	rows   int
}

// Beside joins a pane, whose lines are indented already, and the lines of a text.
func (p *DimPane) Beside(d *Display, pane []string, text Column, right []string) []string {
	key := dimKey{d.Styles, d.Method, text, max(len(pane), len(right))}
	if p.of != key || !slices.Equal(p.pane, pane) {
		p.of, p.pane = key, slices.Clone(pane)
		p.lines = d.seamed(d.Dimmed(pane), key.rows, text, d.Styles.Mark.On("┃"))
	}
	return joined(p.lines, right)
}
