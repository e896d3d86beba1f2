package layout

import (
	"strings"

	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/markdown"

	"github.com/sshblog/sshblog/internal/layout/wrap"
)

// narrowest is the width below which a column is not worth having; a table that does not fit is
// drawn as records then.
const narrowest = 8

// table draws a table. Glamour cuts what does not fit and puts the addresses of links below.
func (d *drawer) table(b *markdown.Block, l theme.StyleID) {
	l = d.derive(l, theme.ElTable)
	g := b.Table
	if len(b.Inlines) > 0 {
		d.flow(b.Inlines, d.derive(l, theme.ElQuiet))
	}
	sep := d.separator()
	t := tableDrawer{
		d: d, grid: g, look: l, head: d.derive(l, theme.ElStrong), rule: d.derive(l, theme.ElQuiet),
		sep: sep, signs: d.theme.More.Signs,
	}
	t.measure()
	// Cells of several lines side by side cannot be read aloud, nor searched for a phrase.
	if d.theme.More.Records || !t.fit(d.room()-(len(g.Align)-1)*d.method.Width(sep)) || d.theme.More.Uncoloured && t.wraps() {
		t.records()
		return
	}
	t.draw()
}

// separator is what stands between two columns.
func (d *drawer) separator() string {
	if s := d.theme.Style.Table.ColumnSeparator; s != nil && *s != "" {
		return " " + theme.OneLine(*s) + " "
	}
	return " │ "
}

// tableDrawer draws one table.
type tableDrawer struct {
	d     *drawer
	grid  *markdown.Grid
	look  theme.StyleID
	head  theme.StyleID
	rule  theme.StyleID
	sep   string
	signs theme.Glyphs
	wants []int // width of each column if nothing is wrapped
	sums  []int // cells of all its cells together
	words []int // width of its longest word
	width []int // as it is drawn
	cells []wrap.Wrapper
	runs  []wrap.Piece
}

// hasHead reports whether there is anything in the header.
func (t *tableDrawer) hasHead() bool {
	for _, c := range t.grid.Head {
		if len(c) > 0 {
			return true
		}
	}
	return false
}

// measure finds out how wide the columns want to be.
func (t *tableDrawer) measure() {
	n := len(t.grid.Align)
	t.wants, t.words, t.width, t.sums = make([]int, n), make([]int, n), make([]int, n), make([]int, n)
	t.cells = make([]wrap.Wrapper, n)
	links := t.d.links.mark()
	row := func(cells []markdown.Cell, l theme.StyleID) {
		for i, c := range cells[:min(n, len(cells))] {
			w := &t.d.wrap
			w.Reset(1 << 20)
			t.d.inlines(w, c, l, 0)
			w.End()
			for _, s := range w.Lines {
				t.wants[i] = max(t.wants[i], s.Cells)
				t.sums[i] = min(t.sums[i]+s.Cells, maxSum)
			}
			t.words[i] = max(t.words[i], w.Longest)
		}
	}
	row(t.grid.Head, t.head)
	for _, r := range t.grid.Rows {
		row(r, t.look)
	}
	t.d.links.forget(links)
}

// maxSum bounds the cells of a column that are counted, and needUnit is what a line of a cell counts.
const (
	maxSum   = 1 << 20
	needUnit = 1 << 8
)

// fit chooses the widths of the columns, so many cells together, and reports whether the table can
// be read like that: no column is too narrow, and no word has to be broken. Columns get what they
// want as long as there is enough; then each has room for its longest word, and those get the rest
// that have the most text.
func (t *tableDrawer) fit(room int) bool {
	least, sum := make([]int, len(t.wants)), 0
	for i, want := range t.wants {
		least[i] = min(want, max(narrowest, t.words[i]))
		sum += least[i]
	}
	if sum > room {
		return false
	}
	copy(t.width, least)
	for rest := room - sum; rest > 0; {
		// The column gets it whose cells take the most lines on the average, so that those share
		// what is left that have something to say.
		neediest, most := -1, 0
		for i := range t.width {
			if lines := t.sums[i] * needUnit / max(1, t.width[i]); t.width[i] < t.wants[i] && lines >= most {
				neediest, most = i, lines
			}
		}
		if neediest < 0 {
			break
		}
		t.width[neediest]++
		rest--
	}
	return true
}

// draw draws the table.
func (t *tableDrawer) draw() {
	if t.hasHead() {
		t.row(t.grid.Head, t.head)
		t.line(t.signs.Line)
	}
	air := t.wraps()
	for i, r := range t.grid.Rows {
		if air && i > 0 {
			t.line(t.signs.Thin)
		}
		t.row(r, t.look)
	}
}

// wraps reports whether a cell takes more than one line.
func (t *tableDrawer) wraps() bool {
	for i := range t.width {
		if t.width[i] < t.wants[i] {
			return true
		}
	}
	return false
}

// line draws a thin line across the table.
func (t *tableDrawer) line(dash string) {
	var b strings.Builder
	for i, w := range t.width {
		if i > 0 {
			for _, r := range t.sep {
				if r == ' ' {
					b.WriteString(dash)
				} else {
					b.WriteString(t.signs.Cross)
				}
			}
		}
		b.WriteString(t.d.ruled(dash, w))
	}
	t.d.line([]wrap.Piece{{Text: b.String(), Look: t.rule}})
}

// row draws a row, whose cells may take several lines.
func (t *tableDrawer) row(cells []markdown.Cell, l theme.StyleID) {
	height := 1
	for i := range t.width {
		w := &t.cells[i]
		w.Method = t.d.method
		w.Reset(t.width[i])
		if i < len(cells) {
			t.d.inlines(w, cells[i], l, 0)
		}
		w.End()
		t.d.links.wrapping(w)
		height = max(height, len(w.Lines))
	}
	for y := range height {
		t.runs = t.runs[:0]
		for i := range t.width {
			if i > 0 {
				t.runs = append(t.runs, wrap.Piece{Text: t.sep, Look: t.rule})
			}
			t.cell(i, y)
		}
		t.d.line(t.runs)
	}
}

// cell adds a line of a cell, with the blanks that its column wants on either side.
func (t *tableDrawer) cell(i, y int) {
	w := &t.cells[i]
	if y >= len(w.Lines) {
		t.blanks(t.width[i])
		return
	}
	s := w.Lines[y]
	cells := 0 // not those of s, which may be more than this terminal needs
	for _, p := range w.Runs[s.From:s.To] {
		cells += t.d.method.Width(p.Text)
	}
	rest := max(0, t.width[i]-cells)
	left := 0
	switch t.grid.Align[i] {
	case markdown.AlignRight:
		left = rest
	case markdown.AlignCenter:
		left = rest / 2
	}
	t.blanks(left)
	t.runs = append(t.runs, w.Runs[s.From:s.To]...)
	t.blanks(rest - left)
}

// blanks adds blanks.
func (t *tableDrawer) blanks(n int) {
	for n > 0 {
		some := min(n, len(manyBlanks))
		t.runs = append(t.runs, wrap.Piece{Text: manyBlanks[:some]})
		n -= some
	}
}

const manyBlanks = "                                                                "

// records draws one row after another, each cell on lines of its own behind the header of its
// column.
func (t *tableDrawer) records() {
	d := t.d
	used := make([]bool, len(t.grid.Align))
	drawn := false
	for _, r := range t.grid.Rows {
		first := true
		for col, c := range r {
			if len(c) == 0 {
				continue
			}
			if first && drawn {
				d.line([]wrap.Piece{{Text: t.d.ruled(t.signs.Thin, min(shortRule, d.room())), Look: t.rule}})
			}
			d.unit(PartUnit)
			if first {
				d.unit(BlockUnit)
			}
			first, drawn, used[col] = false, true, true
			t.field(col, c)
		}
	}
	for col, c := range t.grid.Head {
		if !used[col] {
			d.flow(c, t.head) // there is nothing below it
		}
	}
}

// field draws a cell behind the header of its column, all lines but the first set in.
func (t *tableDrawer) field(col int, c markdown.Cell) {
	const indent = 2
	d := t.d
	links := d.links.mark()
	t.lay(col, c, d.room())
	if len(d.wrap.Lines) < 2 {
		d.draw(&d.wrap)
		return
	}
	d.links.forget(links)
	t.lay(col, c, d.room()-indent)
	d.links.wrapping(&d.wrap)
	for i, s := range d.wrap.Lines {
		t.runs = t.runs[:0]
		if i > 0 {
			t.blanks(indent)
		}
		t.runs = append(t.runs, d.wrap.Runs[s.From:s.To]...)
		d.line(t.runs)
	}
}

// lay breaks a cell behind the header of its column into lines of so many cells.
func (t *tableDrawer) lay(col int, c markdown.Cell, cells int) {
	w := &t.d.wrap
	w.Reset(cells)
	if col < len(t.grid.Head) && len(t.grid.Head[col]) > 0 {
		t.d.inlines(w, t.grid.Head[col], t.head, 0)
		w.Glue(":", t.head, 0)
		w.Text(" ", t.look, 0)
	}
	t.d.inlines(w, c, t.look, 0)
	w.End()
}
