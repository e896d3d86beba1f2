package render

import (
	"strconv"
	"strings"
	"time"

	"github.com/sshblog/sshblog/internal/markdown"
)

// Title is what stands above the text of a post. It is plain text; Header cleans it.
type Title struct {
	Text    string
	Date    time.Time // shown in its own zone; none if zero
	Authors []string
	Tags    []string
	Minutes int  // to read it; none if 0
	Empty   bool // there is no text below
}

// Header returns the lines above a post: its title, then what is known about it, then an empty line.
func Header(t *Theme, width int, h Title) []string {
	d := &drawer{
		canvas: &canvas{width: max(1, width), inks: t.palette.inks(), links: &links{}},
		theme:  t,
	}
	ground := t.palette.ground()
	title := d.derive(d.derive(ground, elHeading), elH1)
	quiet := d.derive(ground, elQuiet)
	d.words(title, h.Text)
	if rule := t.more.HeadingRules["1"]; t.more.Uncoloured && rule != "" && len(d.wrap.lines) > 0 {
		d.line([]piece{{text: ruled(rule, d.wrap.lines[0].cells), look: quiet}})
	}
	var facts []string
	if !h.Date.IsZero() {
		facts = append(facts, h.Date.Format("2 January 2006"))
	}
	if len(h.Authors) > 0 {
		facts = append(facts, strings.Join(h.Authors, ", "))
	}
	if h.Minutes > 0 {
		facts = append(facts, strconv.Itoa(h.Minutes)+" min")
	}
	if len(h.Tags) > 0 {
		facts = append(facts, "#"+strings.Join(h.Tags, " #"))
	}
	if len(facts) > 0 {
		d.words(quiet, strings.Join(facts, " · "))
	}
	d.space()
	d.here()
	if h.Empty {
		d.words(d.derive(quiet, elEmph), "This post has no text.")
		d.space()
		d.here()
	}
	return d.lines()
}

// words draws plain text.
func (d *drawer) words(l look, s string) {
	d.wrap.reset(d.room())
	d.wrap.text(markdown.Clean(s), l, 0)
	d.wrap.end()
	d.draw(&d.wrap)
}
