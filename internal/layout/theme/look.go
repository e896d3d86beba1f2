package theme

import (
	"strings"
	"sync"

	gansi "charm.land/glamour/v2/ansi"
)

// StyleID is how text is shown: an index into a palette. 0 is the terminal's own look.
type StyleID uint16

// appearance is what a look comes down to.
type appearance struct {
	color, background                                                   string
	bold, italic, underline, crossedOut, inverse, blink, faint, conceal bool
	upper, lower, title                                                 bool
}

// Element is a part of the style sheet that looks are made of.
type Element uint8

// The elements, one for each entry of the style sheet that says how text looks.
const (
	ElText Element = iota
	ElParagraph
	ElQuote
	ElList
	ElHeading
	ElH1
	elH2
	elH3
	elH4
	elH5
	elH6
	ElStrike
	ElEmph
	ElStrong
	ElRule
	ElItem
	ElEnumeration
	ElTask
	ElLink
	ElLinkText
	ElImage
	ElImageText
	ElCode
	ElCodeBlock
	ElTable
	ElDefinitionList
	ElTerm
	ElDefinition
	ElQuiet
	ElMark
	ElKey
	ElInsert
	ElNote
	ElAlertNote
	ElAlertTip
	ElAlertImportant
	ElAlertWarning
	ElAlertCaution
	elCount

	NoElement = elCount // the document itself
)

// palette is the looks of a theme, made when they are first needed and kept: a look is a chain of
// elements, each of which changes something about the one before it, as the style sheet has it.
// Looks that come down to the same appearance are the same look, so that there are never more than
// a few hundred.
type palette struct {
	screen *adapter // makes them fit a screen; nil leaves them as the style sheet has them

	mu     sync.RWMutex
	looks  []SGR
	index  map[appearance]StyleID
	chains map[[2]uint16]StyleID
}

// SGR is what a look needs when a line is written.
type SGR struct {
	Appearance appearance
	Open       string // the control sequence that begins it, "" for the terminal's own
	OnBlanks   bool   // it can be seen on a blank
}

func newPalette(document gansi.StylePrimitive, screen *adapter) *palette {
	p := &palette{screen: screen, index: map[appearance]StyleID{}, chains: map[[2]uint16]StyleID{}}
	p.intern(appearance{})
	p.chains[[2]uint16{0, uint16(elCount)}] = p.intern(appearance{}.with(document))
	return p
}

// Ground is the look of the document itself.
func (p *palette) Ground() StyleID {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.chains[[2]uint16{0, uint16(elCount)}]
}

// Derive returns the look of an element within another look.
func (t *Theme) Derive(parent StyleID, e Element) StyleID {
	p, key := t.Palette, [2]uint16{uint16(parent), uint16(e)}
	p.mu.RLock()
	l, ok := p.chains[key]
	p.mu.RUnlock()
	if ok {
		return l
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	l = p.intern(p.looks[parent].Appearance.with(t.Elements[e]))
	p.chains[key] = l
	return l
}

// custom returns the look of a style that is no element, such as that of a token of code.
func (p *palette) custom(parent StyleID, s gansi.StylePrimitive) StyleID {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.intern(p.looks[parent].Appearance.with(s))
}

// Inks returns the looks there are. The slice may be read without the lock: looks are added, never
// changed.
func (p *palette) Inks() []SGR {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.looks
}

// intern returns the look of an appearance. The lock is held.
func (p *palette) intern(a appearance) StyleID {
	if l, ok := p.index[a]; ok {
		return l
	}
	if len(p.looks) == 1<<16-1 {
		return 0
	}
	l, shown := StyleID(len(p.looks)), a
	if p.screen != nil {
		shown = p.screen.adapt(a)
	}
	p.looks = append(p.looks, SGR{
		Appearance: a, Open: shown.sequence(),
		OnBlanks: shown.background != "" || shown.underline || shown.crossedOut || shown.inverse,
	})
	p.index[a] = l
	return l
}

// with returns the appearance with all that a style says changed.
func (a appearance) with(s gansi.StylePrimitive) appearance {
	for _, c := range [...]struct {
		to   *string
		from *string
	}{{&a.color, s.Color}, {&a.background, s.BackgroundColor}} {
		if c.from != nil {
			*c.to = *c.from
		}
	}
	for _, c := range [...]struct {
		to   *bool
		from *bool
	}{
		{&a.bold, s.Bold},
		{&a.italic, s.Italic},
		{&a.underline, s.Underline},
		{&a.crossedOut, s.CrossedOut},
		{&a.inverse, s.Inverse},
		{&a.blink, s.Blink},
		{&a.faint, s.Faint},
		{&a.conceal, s.Conceal},
		{&a.upper, s.Upper},
		{&a.lower, s.Lower},
		{&a.title, s.Title},
	} {
		if c.from != nil {
			*c.to = *c.from
		}
	}
	return a
}

// sequence is the control sequence that Glamour writes for the appearance. It is asked once for a
// look, not once for a word as Glamour does, which is where most of its time and nine tenths of its
// bytes go. Faint and conceal are in its style sheet, but it forgets to write them.
func (a appearance) sequence() string {
	s := gansi.StylePrimitive{
		Bold: &a.bold, Italic: &a.italic, Underline: &a.underline, CrossedOut: &a.crossedOut,
		Inverse: &a.inverse, Blink: &a.blink,
	}
	if a.color != "" {
		s.Color = &a.color
	}
	if a.background != "" {
		s.BackgroundColor = &a.background
	}
	open, _, _ := strings.Cut(glamour("x", s), "x")
	for _, extra := range [...]struct {
		on   bool
		code string
	}{{a.faint, "2"}, {a.conceal, "8"}} {
		switch {
		case !extra.on:
		case open == "":
			open = "\x1b[" + extra.code + "m"
		default:
			open = "\x1b[" + extra.code + ";" + open[2:]
		}
	}
	return open
}

// glamour sets a text with Glamour's own element. That takes the backslash off escaped punctuation,
// which has been done already: backslashes are doubled first.
func glamour(text string, s gansi.StylePrimitive) string {
	var b strings.Builder
	element := gansi.BaseElement{Token: strings.ReplaceAll(text, `\`, `\\`), Style: s}
	if err := element.Render(&b, gansi.NewRenderContext(gansi.Options{})); err != nil {
		return text
	}
	return b.String()
}

// Letters returns text in the case that a look wants.
func (a *appearance) Letters(text string) string {
	if !a.upper && !a.lower && !a.title {
		return text
	}
	return glamour(text, gansi.StylePrimitive{Upper: &a.upper, Lower: &a.lower, Title: &a.title})
}

// Format puts a text into the template of a style ("Image: {{.text}}"), if it has one. The result
// is on one line.
func Format(text string, s gansi.StylePrimitive) string {
	if s.Format == "" {
		return text
	}
	return strings.TrimSpace(strings.ReplaceAll(glamour(text, gansi.StylePrimitive{Format: s.Format}), "\n", " "))
}
