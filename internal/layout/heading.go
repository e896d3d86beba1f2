package layout

import (
	"strconv"
	"strings"

	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/markdown"

	"github.com/sshblog/sshblog/internal/layout/wrap"
)

// maxAir bounds the empty lines that a theme wants above a heading.
const maxAir = 3

// headingAir asks for the empty lines that the theme wants above a heading. Between two headings there
// is no more than usual.
func (d *drawer) headingAir(level int) {
	if air := min(int(d.theme.More.HeadingAir[strconv.Itoa(level)]), maxAir); d.gap > 0 && d.headed != d.count() {
		d.gap = max(d.gap, air)
	}
}

// heading draws a heading and notes its line.
func (d *drawer) heading(b *markdown.Block, l theme.StyleID) {
	level := max(1, min(b.Level, 6))
	e := theme.ElH1 + theme.Element(level-1)
	sheet := &d.theme.Elements[e]
	outer := d.derive(l, theme.ElHeading)
	inner := d.derive(outer, e)
	d.headings = append(d.headings, Mark{Line: d.here(), Level: b.Level, Text: markdown.PlainText(b.Inlines), ID: b.ID})
	w := &d.wrap
	w.Reset(d.room())
	w.Glue(theme.OneLine(sheet.BlockPrefix), outer, 0)
	w.Glue(theme.OneLine(sheet.Prefix), inner, 0)
	if sheet.Format != "" {
		d.text(w, theme.Format(markdown.PlainText(b.Inlines), *sheet), inner, 0)
	} else {
		d.inlines(w, b.Inlines, inner, 0)
	}
	w.Glue(theme.OneLine(sheet.Suffix), inner, 0)
	w.Glue(theme.OneLine(sheet.BlockSuffix), outer, 0)
	w.End()
	d.draw(w)
	if rule := d.theme.More.HeadingRules[strconv.Itoa(level)]; rule != "" && len(w.Lines) > 0 {
		widest := 0
		for _, s := range w.Lines {
			widest = max(widest, s.Cells)
		}
		d.line([]wrap.Piece{{Text: d.ruled(rule, widest), Look: d.derive(outer, theme.ElRule)}})
	}
	d.headed = d.count()
}

// ruled is a rule of so many cells.
func (d *drawer) ruled(rule string, cells int) string {
	w := d.method.Width(rule)
	if w == 0 {
		return ""
	}
	return strings.Repeat(rule, cells/w)
}

// rule draws a line between two sections.
func (d *drawer) rule(l theme.StyleID) {
	look := d.derive(l, theme.ElRule)
	if rule := d.theme.More.Rule; rule != "" {
		w := d.method.Width(rule)
		blanks := max(0, (d.room()-w)/2)
		d.line([]wrap.Piece{{Text: strings.Repeat(" ", blanks)}, {Text: d.method.Fit(rule, d.room()), Look: look}})
		return
	}
	text := theme.Format("", d.theme.Elements[theme.ElRule])
	if text == "" {
		text = d.ruled(d.theme.More.Signs.Line, min(d.room(), 20))
	}
	d.line([]wrap.Piece{{Text: d.method.Fit(text, d.room()), Look: look}})
}
