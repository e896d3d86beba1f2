package theme

import "image/color"

// Kind says whether a background is dark or light.
type Kind uint8

// The kinds. A terminal that has not answered, or never will, has an unknown background.
const (
	UnknownKind Kind = iota
	DarkKind
	LightKind
)

// Background is what is known about the background of a reader's screen: nothing, which is the zero
// value; whether it is dark or light; or its colour. It is comparable. There are only a few
// thousand, whatever terminals answer, since colours are rounded to 16 steps.
type Background struct {
	kind    Kind
	exact   bool
	even    bool  // the colour is the rounded one, as black and white are
	r, g, b uint8 // of 0 to 15
}

// BackgroundOf returns the background of a colour.
func BackgroundOf(c color.Color) Background {
	exact := rgbOf(c)
	step := func(v uint8) uint8 { return uint8((int(v) + 8) / 17) }
	b := Background{kind: kindOf(exact), exact: true, r: step(exact.r), g: step(exact.g), b: step(exact.b)}
	b.even = b.color() == exact
	return b
}

// BackgroundLike returns the background of which only the kind is known.
func BackgroundLike(k Kind) Background { return Background{kind: k} }

// Kind returns whether the background is dark or light.
func (b Background) Kind() Kind { return b.kind }

// kindOf returns the kind of a background. On a dark one, white text has more contrast than black.
func kindOf(c rgb) Kind {
	if l := c.luminance(); ratio(l, 1) >= ratio(l, 0) {
		return DarkKind
	}
	return LightKind
}

// color returns the colour of an exact background, rounded.
func (b Background) color() rgb { return rgb{b.r * 17, b.g * 17, b.b * 17} }

// The luminances between which a background lies that is only known to be dark or light. They
// include those that people choose most, as Nord's and Solarized's.
const (
	darkest   = 0.0
	darkLimit = 0.05
	lightest  = 1.0
	lightFrom = 0.75
)

// worst returns the luminances of the backgrounds that are hardest to read on, among those that
// this may be: text with enough contrast on them has enough on all.
func (b Background) worst() []float64 {
	shift := func(v uint8, by int) uint8 { return uint8(max(0, min(int(v)*17+by, 255))) }
	switch {
	case b.kind == UnknownKind:
		return []float64{darkest, lightest}
	case b.even:
		return []float64{b.color().luminance()}
	case b.exact && b.kind == DarkKind:
		return []float64{rgb{shift(b.r, 8), shift(b.g, 8), shift(b.b, 8)}.luminance()}
	case b.exact:
		return []float64{rgb{shift(b.r, -8), shift(b.g, -8), shift(b.b, -8)}.luminance()}
	case b.kind == DarkKind:
		return []float64{darkLimit}
	}
	return []float64{lightFrom}
}

// String names the background, for the names of themes.
func (b Background) String() string {
	const digits = "0123456789abcdef"
	name := string([]byte{'#', digits[b.r], digits[b.g], digits[b.b]})
	switch {
	case b.exact && !b.even:
		return "near " + name
	case b.exact:
		return name
	case b.kind == DarkKind:
		return "dark"
	case b.kind == LightKind:
		return "light"
	}
	return "unknown"
}
