package layout

import (
	"cmp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/markdown"

	"github.com/sshblog/sshblog/internal/layout/wrap"
)

// inlines feeds inlines to a wrapper, in a look, as part of a link or of none.
func (d *drawer) inlines(w *wrap.Wrapper, in []markdown.Inline, l theme.StyleID, link int32) {
	for i := range in {
		d.inline(w, &in[i], l, link)
	}
}

func (d *drawer) inline(w *wrap.Wrapper, n *markdown.Inline, l theme.StyleID, link int32) {
	switch n.Kind {
	case markdown.Text:
		d.text(w, n.Text, d.derive(l, theme.ElText), link)
	case markdown.Emphasis:
		d.element(w, n.Children, l, theme.ElEmph, link)
	case markdown.Strong:
		d.element(w, n.Children, l, theme.ElStrong, link)
	case markdown.Strike:
		d.element(w, n.Children, l, theme.ElStrike, link)
	case markdown.Insert:
		d.element(w, n.Children, l, theme.ElInsert, link)
	case markdown.Mark:
		d.element(w, n.Children, l, theme.ElMark, link)
	case markdown.Key:
		d.element(w, n.Children, l, theme.ElKey, link)
	case markdown.Super:
		d.raised(w, n, l, link, superscripts, "^")
	case markdown.Sub:
		d.raised(w, n, l, link, subscripts, "_")
	case markdown.CodeSpan:
		d.codeSpan(w, n.Text, l, link)
	case markdown.MathSpan:
		w.Text(n.Text, d.derive(l, theme.ElEmph), link)
	case markdown.Link:
		d.link(w, n, l, link)
	case markdown.Image:
		d.image(w, n, l, link)
	case markdown.SoftBreak:
		w.SoftBreak(d.derive(l, theme.ElText), link)
	case markdown.HardBreak:
		w.HardBreak()
	case markdown.NoteRef:
		d.noteRef(w, n, l)
	case markdown.Anchor:
		d.anchor(n.Text)
	}
}

// text feeds text, in the case that its look wants.
func (d *drawer) text(w *wrap.Wrapper, s string, l theme.StyleID, link int32) {
	w.Text(d.inks[l].Appearance.Letters(s), l, link)
}

// element feeds inlines with a look of their own, between the prefix and the suffix of its style.
func (d *drawer) element(w *wrap.Wrapper, in []markdown.Inline, l theme.StyleID, e theme.Element, link int32) {
	s := &d.theme.Elements[e]
	inner := d.derive(l, e)
	d.before(w, e, l, inner, link)
	d.inlines(w, in, inner, link)
	w.Glue(theme.OneLine(s.Suffix), inner, link)
	w.Glue(theme.OneLine(s.BlockSuffix), l, link)
}

// before feeds what stands before the text of an element.
func (d *drawer) before(w *wrap.Wrapper, e theme.Element, l, inner theme.StyleID, link int32) {
	s := &d.theme.Elements[e]
	if s.BlockPrefix == "" && s.Prefix == "" {
		return
	}
	w.Glue(theme.OneLine(s.BlockPrefix), l, link)
	w.Glue(theme.OneLine(s.Prefix), inner, link)
}

// codeSpan adds a code span to w. Unlike Glamour, it does not decode entities, and keeps the blanks
// at either end.
func (d *drawer) codeSpan(w *wrap.Wrapper, text string, l theme.StyleID, link int32) {
	s := &d.theme.Elements[theme.ElCode]
	inner := d.derive(l, theme.ElCode)
	fence := codeFence(text, s.Prefix)
	w.Glue(theme.OneLine(s.BlockPrefix), l, link)
	w.Glue(theme.OneLine(s.Prefix)+fence, inner, link)
	text = theme.Format(text, *s)
	// blanks at either end belong to the code, and are no place to break
	if bare := strings.TrimLeft(text, " "); bare != text {
		w.Glue(text[:len(text)-len(bare)], inner, link)
		text = bare
	}
	bare := strings.TrimRight(text, " ")
	d.text(w, bare, inner, link)
	if bare != text {
		w.Glue(" ", inner, link)
	}
	w.Glue(fence+theme.OneLine(s.Suffix), inner, link)
	w.Glue(theme.OneLine(s.BlockSuffix), l, link)
}

// codeFence is what stands around code besides its prefix and suffix: if those are backticks and
// the code holds some, more of them.
func codeFence(text, prefix string) string {
	if prefix != "`" || !strings.Contains(text, "`") {
		return ""
	}
	longest, run := 0, 0
	for i := range len(text) {
		if run++; text[i] != '`' {
			run = 0
		}
		longest = max(longest, run)
	}
	return strings.Repeat("`", longest)
}

// link feeds a link. An address that is its own text needs no number.
func (d *drawer) link(w *wrap.Wrapper, n *markdown.Inline, l theme.StyleID, outer int32) {
	if n.URL == "" || d.links.unwritten(n.URL) {
		d.inlines(w, n.Children, l, outer)
		return
	}
	children := n.Children
	link := d.links.add(n.URL, markdown.PlainText(children), false)
	if len(children) == 0 {
		children = []markdown.Inline{{Kind: markdown.Text, Text: d.links.shown(link)}}
	}
	if len(children) == 1 && children[0].Kind == markdown.Image {
		d.image(w, &children[0], l, link) // which shows the address
		return
	}
	s := &d.theme.Elements[theme.ElLinkText]
	inner := d.derive(l, theme.ElLinkText)
	d.before(w, theme.ElLinkText, l, inner, link)
	d.inlines(w, children, inner, link)
	w.Glue(theme.OneLine(s.Suffix), inner, link)
	w.Glue(theme.OneLine(s.BlockSuffix), l, link)
	switch shown := d.links.shown(link); {
	case d.links.mode == Announced:
		d.announce(w, link, l)
	case d.links.mode != Numbered || strings.HasPrefix(d.links.address(link), "#"):
	case !sameAddress(markdown.PlainText(children), shown):
		w.Glue("["+strconv.Itoa(d.links.number(shown))+"]", d.derive(l, theme.ElQuiet), 0)
	}
}

// announce feeds the number of a link in the words of the theme, which stay together and are a part
// of the link.
func (d *drawer) announce(w *wrap.Wrapper, link int32, l theme.StyleID) {
	m := &d.links.marks[link-1]
	m.Number = d.links.number(d.links.shown(link))
	said := cmp.Or(theme.OneLine(d.theme.More.LinkNumber), "[{n}]")
	w.Text(" ", l, 0)
	w.Glue(strings.Replace(said, "{n}", strconv.Itoa(m.Number), 1), d.derive(l, theme.ElQuiet), link)
}

// sameAddress reports whether a text says all that an address says.
func sameAddress(text, address string) bool {
	return text == address || "mailto:"+text == address || "http://"+text == address || "https://"+text == address
}

// noteRef feeds the number of a footnote, raised.
func (d *drawer) noteRef(w *wrap.Wrapper, n *markdown.Inline, l theme.StyleID) {
	if n.Number < 1 || n.Number > len(d.notes) {
		return
	}
	number := strconv.Itoa(n.Number)
	link := d.links.add("#"+d.notes[n.Number-1].ID, number, false)
	w.Glue(superscripts.Replace(number), d.derive(l, theme.ElNote), link)
	d.links.refs = append(d.links.refs, noteRef{id: "fnref:" + number, link: link})
}

// noteRef is a mention of a footnote that the note can lead back to.
type noteRef struct {
	id   string
	link int32
}

// superscripts and subscripts are the characters that Unicode has raised and lowered.
var (
	superscripts = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷",
		"8", "⁸",
		"9", "⁹", "+", "⁺", "-", "⁻", "(", "⁽", ")", "⁾", "n", "ⁿ", "i", "ⁱ")
	subscripts = strings.NewReplacer("0", "₀", "1", "₁", "2", "₂", "3", "₃", "4", "₄", "5", "₅", "6", "₆", "7", "₇",
		"8", "₈",
		"9", "₉", "+", "₊", "-", "₋", "(", "₍", ")", "₎")
)

// raised feeds raised or lowered text: as such if Unicode has all of its characters, else behind a
// mark; words are left alone.
func (d *drawer) raised(w *wrap.Wrapper, n *markdown.Inline, l theme.StyleID, link int32, shapes *strings.Replacer,
	mark string,
) {
	text := markdown.PlainText(n.Children)
	if len(text) <= 8 && strings.Trim(text, "0123456789+-()") == "" {
		w.Glue(shapes.Replace(text), d.derive(l, theme.ElText), link)
		return
	}
	if isExponent(text) {
		l := d.derive(l, theme.ElText)
		if utf8.RuneCountInString(text) > 1 {
			w.Glue(mark+"("+text+")", l, link)
			return
		}
		w.Glue(mark, l, link)
	}
	d.inlines(w, n.Children, l, link)
}

// Raised reports whether raised or lowered text changes the meaning of what is before it, so that
// it has to be told from it: it is a number or a part of a formula.
func Raised(text string) bool {
	return len(text) <= 8 && text != "" && strings.Trim(text, "0123456789+-()") == "" || isExponent(text)
}

// isExponent reports whether raised text changes the meaning of what is before it: a formula, and
// not the end of an ordinal number, a trade mark, the number of a note or a word.
func isExponent(text string) bool {
	if len(text) > 12 || text == "" || strings.ContainsAny(text, " []*,.") {
		return false
	}
	switch text {
	case "st", "nd", "rd", "th", "TM", "SM", "e", "er", "re", "o", "a":
		return false
	}
	return text[0] < utf8.RuneSelf && (len(text) <= 3 || strings.ContainsAny(text, "0123456789+-=/"))
}
