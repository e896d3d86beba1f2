package theme

import (
	"image/color"
	"strconv"
	"sync"

	gansi "charm.land/glamour/v2/ansi"
)

// Screen is what a theme is shown on.
type Screen struct {
	Background Background
	Depth      Depth
	Window     bool // the whole window can be painted, so that a theme may bring its own background
	// Unstruck says that the terminal draws no line through text. Text that is struck out stands
	// between the signs of Markdown then, as it would say the contrary otherwise.
	Unstruck bool
}

// String names the screen, for the names of themes.
func (s Screen) String() string {
	name := s.Background.String()
	switch s.Depth {
	case NoColors:
		return "mono"
	case Basic16:
		name += " 16"
	case Palette256:
		name += " 256"
	}
	if s.Window {
		name += " window"
	}
	if s.Unstruck {
		name += " unstruck"
	}
	return name
}

// Paint is what the window of a reader is painted with: a background, nil for that of the terminal,
// and the colour of text that has none of its own.
type Paint struct{ Ground, Text color.Color }

// On returns the theme as it is shown on a screen: all of its colours can be read there. They reach
// the contrast of the theme, 4.5:1 for most, with the background as far as it is known; where it is
// not, with black and with white. Where the few colours of a screen do not allow that, text is
// bold, underlined or inverse instead. The same theme and screen give the same theme again.
func (t *Theme) On(s Screen) *Theme {
	if t.More.Uncoloured {
		return t
	}
	if t.More.AnyScreen {
		s.Depth = min(s.Depth, Basic16)
	}
	return variants.of(variant{t, s.canonical()})
}

// canonical returns the screen without what makes no difference.
func (s Screen) canonical() Screen {
	switch {
	case s.Depth == NoColors, s.Depth == Basic16 && s.Background.kind == UnknownKind:
		return Screen{Unstruck: s.Unstruck}
	case s.Depth == Basic16:
		s.Window = false
	}
	return s
}

// shown makes the theme for a screen.
func (t *Theme) shown(s Screen) *Theme {
	paper, painted := t.paper(s)
	grounds := s.Background.worst()
	if painted {
		paper, _ = s.Depth.shown(paper)
		grounds = []float64{paper.luminance()}
	}
	a := &adapter{
		depth: s.Depth, paper: paper, painted: painted,
		reach: reach{grounds: grounds, ratio: t.contrast()},
		dark:  ratio(grounds[0], 1) >= ratio(grounds[0], 0),
	}
	if own := t.Style.Document.BackgroundColor; own != nil {
		a.sheet = *own
	}
	if own := t.Style.Document.Color; own != nil {
		a.plain = *own
	}
	a.pale = t.pale
	if s.Depth == NoColors || !a.reach.possible() && len(grounds) > 1 {
		return t.Mono().without(s)
	}
	shown := *t
	shown.Name = t.Name + "/" + s.String()
	shown.Dark = a.dark
	if tint, ok := t.tint(s, a); ok {
		shown.Elements[ElCode].BackgroundColor = &tint
	}
	if s.Unstruck {
		shown.sign()
	}
	shown.Palette = newPalette(t.Style.Document.StylePrimitive, a)
	shown.Code = shown.codeLooks()
	if painted {
		shown.Paper = &Paint{Ground: paper, Text: a.ownText(t.Style.Document.Color)}
	} else if text := t.Style.Document.Color; text != nil && s.Window && s.Depth >= Palette256 {
		shown.Paper = &Paint{Text: a.ownText(text)}
	}
	return &shown
}

// without returns a theme without colours as it is shown on a screen.
func (t *Theme) without(s Screen) *Theme {
	if !s.Unstruck {
		return t
	}
	shown := *t
	shown.Name += "/unstruck"
	shown.sign()
	shown.Palette = newPalette(t.Style.Document.StylePrimitive, &adapter{depth: NoColors})
	shown.Code = shown.codeLooks()
	return &shown
}

// sign puts text that is struck out between signs.
func (t *Theme) sign() {
	if struck := &t.Elements[ElStrike]; struck.BlockPrefix == "" && struck.Prefix == "" {
		struck.BlockPrefix, struck.BlockSuffix = "~~", "~~"
	}
}

// contrast returns the contrast that the theme has at least.
func (t *Theme) contrast() float64 { return max(minContrast, min(t.More.Contrast, 21)) }

// The papers of themes that have none, on screens of the other kind.
var (
	darkPaper  = rgb{0x16, 0x18, 0x1d}
	lightPaper = rgb{0xfb, 0xfa, 0xf5}
)

// paper returns the background that the theme paints on a screen, if any: its own, or, if it is made
// for the other kind of screen, one that fits it.
func (t *Theme) paper(s Screen) (rgb, bool) {
	if !s.Window || s.Depth < Palette256 {
		return rgb{}, false
	}
	if own, ok := colorOf(t.Style.Document.BackgroundColor); ok {
		return own, true
	}
	switch kind := s.Background.kind; {
	case t.More.AnyScreen || t.Dark && kind != LightKind || !t.Dark && kind != DarkKind:
		return rgb{}, false
	case t.Dark:
		return darkPaper, true
	}
	return lightPaper, true
}

func colorOf(name *string) (rgb, bool) {
	if name == nil {
		return rgb{}, false
	}
	return parseColor(*name)
}

// tint returns the background of code within text: hardly another than that of the screen. There
// is none where the theme has its own, or where the background is not known well enough.
func (t *Theme) tint(s Screen, a *adapter) (string, bool) {
	ground, known := a.paper, a.painted
	if !known && s.Background.exact {
		ground, known = s.Background.color(), true
	}
	if !known || s.Depth < Palette256 || t.Elements[ElCode].BackgroundColor != nil || t.contrast() > minContrast || t.More.AnyScreen {
		return "", false
	}
	to, part := white, 0.1
	if !a.dark {
		to, part = black, 0.07
	}
	tint := ground.mix(to, part)
	if s.Depth == Palette256 { // a grey, as the other colours are too far from one another
		return strconv.Itoa(nearestGrey(tint)), true
	}
	return tint.String(), true
}

// adapter changes how text looks so that it can be read on a screen.
type adapter struct {
	reach   reach
	depth   Depth
	dark    bool // the background
	paper   rgb  // the background that is painted
	painted bool
	sheet   string // the theme's own background, "" if there is none
	plain   string // and the colour of its text
	pale    string // and that of its quiet text, if it is made from these
}

// adapt returns how a screen shows an appearance.
func (a *adapter) adapt(look appearance) appearance {
	look.faint = false                            // nobody knows how faint
	if look.background == a.sheet && !a.painted { // behind words alone, it would be patches
		look.background = ""
	}
	if look.color == a.plain && a.depth == Basic16 { // most of the text: none of the sixteen is quiet enough
		look.color = ""
	}
	ground, hasGround := parseColor(look.background)
	if hasGround && a.painted {
		if own, _ := a.depth.shown(ground); own == a.paper {
			look.background, hasGround = "", false
		}
	}
	switch text, hasText := parseColor(look.color); {
	case a.depth <= Basic16 && hasGround:
		look.color, look.background, look.inverse = "", "", !look.inverse
	case a.depth == NoColors:
		look.color, look.background = "", ""
	case a.depth == Basic16 && hasText:
		if look.color == a.pale { // half of the screen would be red on a brown paper
			text = text.grey()
		}
		look.color = a.reach.basicOf(text, look.bold, a.dark)
	case hasGround:
		ground, look.background = a.depth.shown(ground)
		on := reach{grounds: []float64{ground.luminance()}, ratio: a.reach.ratio}
		if !hasText {
			if text = white; ratio(ground.luminance(), 0) > ratio(ground.luminance(), 1) {
				text = black
			}
		}
		look.color = a.textOn(on, text)
	case hasText:
		look.color = a.textOn(a.reach, text)
	default:
		look.color, look.background = "", ""
	}
	return look
}

// textOn returns the name of the colour that stands for another where text must reach some contrast.
func (a *adapter) textOn(r reach, c rgb) string {
	if a.depth == DirectColor {
		return r.clamp(c).String()
	}
	return strconv.Itoa(r.clamp256(c))
}

// ownText returns the colour of text that has none of its own: the one of this name, if there is one.
func (a *adapter) ownText(name *string) color.Color {
	c, ok := colorOf(name)
	if !ok {
		if c = black.mix(a.paper, 0.1); a.dark {
			c = white.mix(a.paper, 0.1)
		}
	}
	shown, _ := parseColor(a.textOn(a.reach, c))
	return shown
}

// variant is a theme and a screen that it is shown on.
type variant struct {
	theme  *Theme
	screen Screen
}

// variantCache keeps the themes that have been made for screens.
type variantCache struct {
	mu    sync.Mutex
	kept  map[variant]*Theme
	order []variant // the latest use last
}

// maxVariants bounds them: hardly any reader needs one that no other reader has, and each takes
// about 100 KiB.
const maxVariants = 64

var variants = variantCache{kept: map[variant]*Theme{}}

// of returns the theme of a variant.
func (c *variantCache) of(v variant) *Theme {
	c.mu.Lock()
	defer c.mu.Unlock()
	t, ok := c.kept[v]
	if ok {
		for i, other := range c.order {
			if other == v {
				copy(c.order[i:], c.order[i+1:])
				c.order[len(c.order)-1] = v
				return t
			}
		}
	}
	if len(c.order) == maxVariants {
		delete(c.kept, c.order[0])
		c.order = append(c.order[:0], c.order[1:]...)
	}
	t = v.theme.shown(v.screen)
	c.kept[v], c.order = t, append(c.order, v)
	return t
}

// Style is how a piece of text looks, in Glamour's schema.
type Style = gansi.StylePrimitive

// Open returns the control sequence that begins text of a style: that of an element, with changes.
// It is "" for the terminal's own look.
func (t *Theme) Open(e Element, changes Style) string {
	ground := t.Palette.Ground()
	if e != NoElement {
		ground = t.Derive(ground, e)
	}
	id := t.Palette.custom(ground, changes)
	return t.Palette.Inks()[id].Open
}
