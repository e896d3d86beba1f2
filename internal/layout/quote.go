package layout

import (
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/markdown"
)

// minRoom is the least number of cells that a block leaves for its contents. Deeper than that
// nothing is set in any more.
const minRoom = 8

// quote draws a quotation behind a bar. Glamour lays the text of each quotation out again for every
// quotation around it, which makes fifty of them take seconds.
func (d *drawer) quote(b *markdown.Block, l theme.StyleID) {
	sheet := &d.theme.Style.BlockQuote
	token := "│ "
	if sheet.IndentToken != nil {
		token = *sheet.IndentToken
	}
	d.barred(token, theme.ElQuiet, l, func() { d.blocksIn(b.Blocks, d.derive(l, theme.ElQuote), false) })
}

// barred draws blocks behind a bar, if there is room for one.
func (d *drawer) barred(bar string, e theme.Element, l theme.StyleID, inner func()) {
	w := d.method.Width(bar)
	if d.room()-w < minRoom {
		bar, w = "", 0
	}
	p := piece{text: bar, look: d.derive(l, e)}
	d.push(p, p, w)
	inner()
	d.pop()
}

// alert draws a remark: a label and a bar in the colour of its sort.
func (d *drawer) alert(b *markdown.Block, l theme.StyleID) {
	e := alertElement(b.Lang)
	d.barred(d.theme.More.AlertBar, e, l, func() {
		d.flow(b.Inlines, d.derive(l, e))
		d.blocksIn(b.Blocks, l, false)
	})
}

func alertElement(sort string) theme.Element {
	switch sort {
	case "tip":
		return theme.ElAlertTip
	case "important":
		return theme.ElAlertImportant
	case "warning":
		return theme.ElAlertWarning
	case "caution":
		return theme.ElAlertCaution
	}
	return theme.ElAlertNote
}

// details draws what a web page would fold away: open, below its summary.
func (d *drawer) details(b *markdown.Block, l theme.StyleID) {
	w := &d.wrap
	w.reset(d.room())
	w.glue(theme.OneLine(d.theme.More.Signs.Fold), d.derive(l, theme.ElQuiet), 0)
	summary := b.Inlines
	if len(summary) == 0 {
		summary = []markdown.Inline{{Kind: markdown.Text, Text: "Details"}}
	}
	d.inlines(w, summary, d.derive(l, theme.ElStrong), 0)
	w.end()
	d.draw(w)
	d.hang(2)
	d.blocksIn(b.Blocks, l, false)
	d.pop()
}

// hang begins a block that stands so many cells to the right, if there is room.
func (d *drawer) hang(cells int) {
	if d.room()-cells < minRoom {
		cells = 0
	}
	d.push(piece{}, piece{}, cells)
}
