package layout

import (
	"slices"
	"strings"

	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/markdown"

	"github.com/sshblog/sshblog/internal/layout/wrap"
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
	said, by := attribution(b.Blocks)
	if d.theme.More.Uncoloured || by == nil { // read aloud, it stays where it is
		said, by = b.Blocks, nil
	}
	d.barred(token, theme.ElQuiet, l, func() {
		d.blocksIn(said, d.derive(l, theme.ElQuote), false)
		if by != nil {
			d.signature(by, d.derive(l, theme.ElQuiet))
		}
	})
}

// maxSignature is how many bytes the name of who is quoted may have.
const maxSignature = 120

// attribution returns the blocks of a quotation, and apart from them the words on its last line or
// in its last paragraph that say who is quoted, after a dash; nil if there are none.
func attribution(blocks []markdown.Block) (said []markdown.Block, by []markdown.Inline) {
	if len(blocks) == 0 || blocks[len(blocks)-1].Kind != markdown.Paragraph {
		return blocks, nil
	}
	last := blocks[len(blocks)-1]
	at := 0
	for i, n := range last.Inlines {
		if n.Kind == markdown.SoftBreak || n.Kind == markdown.HardBreak {
			at = i + 1
		}
	}
	by = last.Inlines[at:]
	if len(by) == 0 || by[0].Kind != markdown.Text || len(markdown.PlainText(by)) > maxSignature ||
		!startsWithDash(by[0].Text) || at == 0 && len(blocks) == 1 {
		return blocks, nil
	}
	said = slices.Clone(blocks[:len(blocks)-1])
	if at > 0 {
		last.Inlines = last.Inlines[:at-1]
		said = append(said, last)
	}
	return said, by
}

// startsWithDash reports whether a text begins with a dash, or with hyphens in its place.
func startsWithDash(s string) bool {
	for _, dash := range [...]string{"—", "–", "―", "---", "--"} {
		if rest, ok := strings.CutPrefix(s, dash); ok {
			return strings.TrimLeft(rest, " \u00a0") != ""
		}
	}
	return false
}

// signature draws who is quoted, at the right.
func (d *drawer) signature(by []markdown.Inline, l theme.StyleID) {
	d.wrap.Reset(d.room())
	d.inlines(&d.wrap, by, l, 0)
	d.wrap.End()
	d.links.wrapping(&d.wrap)
	for _, s := range d.wrap.Lines {
		pad := wrap.Piece{Text: strings.Repeat(" ", max(0, d.room()-s.Cells))}
		d.line(append([]wrap.Piece{pad}, d.wrap.Runs[s.From:s.To]...))
	}
}

// barred draws blocks behind a bar, if there is room for one.
func (d *drawer) barred(bar string, e theme.Element, l theme.StyleID, inner func()) {
	w := d.method.Width(bar)
	if d.room()-w < minRoom {
		bar, w = "", 0
	}
	p := wrap.Piece{Text: bar, Look: d.derive(l, e)}
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
	w.Reset(d.room())
	w.Glue(theme.OneLine(d.theme.More.Signs.Fold), d.derive(l, theme.ElQuiet), 0)
	summary := b.Inlines
	if len(summary) == 0 {
		summary = []markdown.Inline{{Kind: markdown.Text, Text: "Details"}}
	}
	d.inlines(w, summary, d.derive(l, theme.ElStrong), 0)
	w.End()
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
	d.push(wrap.Piece{}, wrap.Piece{}, cells)
}
