package markdown

import (
	"slices"
	"strings"
	"unicode"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// Title returns the text of the heading of level 1 that stands before any text, "" if there is none.
func (d *Document) Title() string {
	if i := d.titleHeading(); i >= 0 {
		return PlainText(d.Blocks[i].Inlines)
	}
	return ""
}

// titleHeading returns the place in Blocks of the heading of level 1 that stands before any text,
// -1 if there is none.
func (d *Document) titleHeading() int {
	for i := range d.Blocks {
		switch b := &d.Blocks[i]; b.Kind {
		case Heading:
			if b.Level == 1 {
				return i
			}
			return -1
		case Paragraph:
			if hasProse(b.Inlines) {
				return -1
			}
		default:
			return -1
		}
	}
	return -1
}

// WithoutTitle returns d without the heading of level 1 before any text, where it says the same as
// the title that is shown above: its place is an anchor, which links still lead to. Where there is
// no such heading, it is d itself.
func (d *Document) WithoutTitle(title string) *Document {
	if d == nil {
		return nil
	}
	i := d.titleHeading()
	if i < 0 || titleKey(title) == "" {
		return d
	}
	heading := &d.Blocks[i]
	if titleKey(PlainText(heading.Inlines)) != titleKey(title) {
		return d
	}
	out := *d
	out.Blocks = slices.Clone(d.Blocks)
	anchor := Inline{Kind: Anchor, Text: heading.ID}
	if i+1 < len(out.Blocks) && out.Blocks[i+1].Kind == Paragraph {
		next := &out.Blocks[i+1]
		next.Inlines = append([]Inline{anchor}, next.Inlines...)
		out.Blocks = slices.Delete(out.Blocks, i, i+1)
	} else {
		out.Blocks[i] = Block{Kind: Paragraph, Line: heading.Line, Inlines: []Inline{anchor}}
	}
	out.Headings = slices.Clone(d.Headings)
	if at := slices.IndexFunc(out.Headings, func(o Outline) bool { return o.ID == heading.ID }); at >= 0 {
		out.Headings = slices.Delete(out.Headings, at, at+1)
	}
	return &out
}

// titleKey makes titles equal that say the same: case, blanks, quotes, the marks of emphasis and of
// code, and a stop at the end do not matter.
func titleKey(s string) string {
	key := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), unicode.Is(unicode.Variation_Selector, r), strings.ContainsRune("*_`~\\\"'“”‘’„«»\u00ad", r):
			return -1
		case r == '–' || r == '—':
			return '-'
		}
		return r
	}, strings.ReplaceAll(plaintext.Fold(s), "...", "…"))
	return strings.TrimRight(strings.ReplaceAll(key, "--", "-"), ".!:。！：")
}

// Prose returns the text of a paragraph, "" if it is only images.
func Prose(in []Inline) string {
	if !hasProse(in) {
		return ""
	}
	return PlainText(in)
}

// hasProse reports whether there is text among inlines.
func hasProse(in []Inline) bool {
	for i := range in {
		switch in[i].Kind {
		case Image, SoftBreak, HardBreak, Anchor, NoteRef:
		case Text:
			if strings.TrimSpace(in[i].Text) != "" {
				return true
			}
		default:
			if len(in[i].Children) == 0 || hasProse(in[i].Children) {
				return true
			}
		}
	}
	return false
}
