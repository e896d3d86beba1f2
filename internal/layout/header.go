package layout

import (
	"strings"

	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/textwidth"

	"github.com/sshblog/sshblog/internal/layout/wrap"
)

// Title is what stands above the text of a post. It is plain text; Header cleans it.
type Title struct {
	Text  string
	Facts []string // what is known about the post, such as its date; each is on one line if that is long enough
	Empty string   // is shown where the text would be, in a post that has none; "" if there is text
}

// titleRule is how many cells the rule below a title takes at most.
const titleRule = 8

// Header returns the lines above a post: its title, then what is known about it, then an empty
// line.
func Header(t *theme.Theme, m textwidth.Method, width int, h Title) []string {
	d := &drawer{
		canvas: &canvas{width: max(1, width), method: m, inks: t.Palette.Inks(), links: &links{}},
		theme:  t, wrap: wrap.Wrapper{Method: m},
	}
	d.setMargins()
	ground := t.Palette.Ground()
	accent := d.derive(d.derive(ground, theme.ElHeading), theme.ElH1)
	title := d.derive(ground, theme.ElStrong)
	quiet := d.derive(ground, theme.ElQuiet)
	d.words(title, h.Text)
	switch rule := t.More.HeadingRules["1"]; {
	case rule == "" || len(d.wrap.Lines) == 0:
	case t.More.Uncoloured:
		d.line([]wrap.Piece{{Text: d.ruled(rule, d.wrap.Lines[0].Cells), Look: quiet}})
	default:
		d.line([]wrap.Piece{{Text: d.ruled(rule, min(titleRule, d.wrap.Lines[0].Cells)), Look: accent}})
	}
	d.facts(quiet, h.Facts)
	d.space()
	d.here()
	if h.Empty != "" {
		d.words(d.derive(quiet, theme.ElEmph), h.Empty)
		d.space()
		d.here()
	}
	return d.lines()
}

// facts draws facts side by side, as many on a line as fit.
func (d *drawer) facts(l theme.StyleID, facts []string) {
	line, between := "", theme.OneLine(d.theme.More.Signs.Between)
	for _, fact := range facts {
		fact = strings.Join(strings.Fields(plaintext.Clean(fact)), " ")
		switch {
		case fact == "":
		case line == "":
			line = fact
		case d.method.Width(line)+d.method.Width(between)+d.method.Width(fact) <= d.room():
			line += between + fact
		default:
			d.words(l, line)
			line = fact
		}
	}
	d.words(l, line)
}

// words draws plain text.
func (d *drawer) words(l theme.StyleID, s string) {
	d.wrap.Reset(d.room())
	d.wrap.Text(plaintext.Clean(s), l, 0)
	d.wrap.End()
	d.draw(&d.wrap)
}
