package tui

import (
	"math"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/postview"
)

// On a wide window the list and a post are side by side: in the list, the chosen post; in a post
// that was opened from the list, the list.

// Widths of a divided window, in cells.
const (
	wideWindow = 120 // 45 for the list, 72 for the text, and what is between them
	minPanel   = 45
	maxPanel   = 72
	panesGap   = 3 // a blank, the seam, a blank
	seamAt     = 2 // cells from the seam to the text
)

// textWidths are the widths of a text that a reader can choose from, in cells. The last but one stands
// for the width of the window.
var textWidths = [...]int{postview.Measure, 88, 110, math.MaxInt, 60}

// nextTextWidth chooses the next width of the text that looks different on this window. It returns the
// width, 0 for as much as the window has room for.
func (d *display) nextTextWidth() (cells int) {
	was := d.textColumn().width
	for range textWidths { // skip those that look the same
		if d.measure = (d.measure + 1) % len(textWidths); d.textColumn().width != was {
			break
		}
	}
	if cells = d.textColumn().width; cells == textWidths[d.measure] {
		return cells
	}
	return 0
}

// panes returns the columns of the list and of the text beside it. ok reports whether the window is
// divided.
func (d *display) panes() (list, text column, ok bool) {
	if d.width < wideWindow || d.focusMode {
		return column{}, column{}, false
	}
	list.width = max(minPanel, min((d.width-panesGap)*minPanel/(wideWindow-panesGap), maxPanel))
	room := d.width - list.width - panesGap
	text.width = min(textWidths[d.measure], room)
	list.left = (d.width - list.width - panesGap - text.width) / 2
	text.left = list.left + list.width + panesGap
	return list, text, true
}

// textColumn returns the column of a post's text.
func (d *display) textColumn() column {
	if _, text, ok := d.panes(); ok {
		return text
	}
	return columnOf(d.width, textWidths[d.measure])
}

// listColumn returns the column of the list.
func (d *display) listColumn() column {
	if list, _, ok := d.panes(); ok {
		return list
	}
	return columnFor(d.width)
}

// footColumn returns the column of the footer, which is below everything.
func (d *display) footColumn() column {
	if list, text, ok := d.panes(); ok {
		return column{left: list.left, width: text.left + text.width - list.left}
	}
	return columnFor(d.width)
}

// beside joins the lines of two columns, with a seam between them that is thicker and has a colour
// while the right one has the keys. The lines on the left are indented already.
func (d *display) beside(left []string, text column, right []string, reading bool) []string {
	seam := d.styles.muted.on("│")
	if reading {
		seam = d.styles.mark.on("┃")
	}
	lines := make([]string, max(len(left), len(right)))
	for i := range lines {
		line, beyond, more := "", "", ""
		if i < len(left) {
			line = left[i]
		}
		if i < len(right) && right[i] != "" {
			beyond, more = blanks(seamAt-1), right[i]
		}
		lines[i] = line + blanks(text.left-seamAt-d.cells(line)) + seam + beyond + more // one string a line
	}
	return lines
}

// dimmed returns the lines of the pane that does not have the keys.
func (d *display) dimmed(lines []string) []string {
	for i, line := range lines {
		if text := strings.TrimLeft(ansi.Strip(line), " "); text != "" {
			lines[i] = blanks(d.cells(line)-d.cells(text)) + d.styles.muted.on(text)
		}
	}
	return lines
}
