package theme

import (
	"math"
	"strconv"
	"sync"
)

// Depth is how many colours a screen has.
type Depth uint8

// The depths, in the order of what they can show.
const (
	NoColors Depth = iota // bold, underlined and inverse text only
	Basic16               // the sixteen colours, which every terminal has other values for
	Palette256
	DirectColor
)

// The contrast that text has at least: what WCAG asks for at level AA.
const minContrast = 4.5

// reach is how bright a colour must be to be read on some backgrounds.
type reach struct {
	grounds []float64 // their luminances
	ratio   float64   // the contrast with each
}

// ok reports whether a luminance is right.
func (r reach) ok(l float64) bool {
	for _, ground := range r.grounds {
		if ratio(l, ground) < r.ratio {
			return false
		}
	}
	return true
}

// bounds returns the luminances that are right: from light on for those that are lighter than the
// backgrounds, and up to dark for those that are darker. Between two backgrounds the right ones lie
// from light to dark.
func (r reach) bounds() (light, dark float64) {
	lowest, highest := r.grounds[0], r.grounds[0]
	for _, g := range r.grounds {
		lowest, highest = min(lowest, g), max(highest, g)
	}
	if lowest < highest {
		return r.ratio*(lowest+0.05) - 0.05, (highest+0.05)/r.ratio - 0.05
	}
	return r.ratio*(highest+0.05) - 0.05, (lowest+0.05)/r.ratio - 0.05
}

// possible reports whether there is any such luminance.
func (r reach) possible() bool {
	light, dark := r.bounds()
	if len(r.grounds) > 1 {
		return light <= dark
	}
	return light <= 1 || dark >= 0
}

// clamp returns the colour itself if it can be read, else the nearest one of its hue that can: it
// is lightened where it is lighter than the background, and darkened where it is darker, unless
// only the other way leads anywhere.
func (r reach) clamp(c rgb) rgb {
	have := c.luminance()
	if r.ok(have) {
		return c
	}
	light, dark := r.bounds()
	if len(r.grounds) > 1 {
		return r.approach(c, (light+dark)/2, 0)
	}
	lighter := have > r.grounds[0] || have == r.grounds[0] && r.grounds[0] < 0.18
	switch {
	case light > 1 && dark < 0: // neither white nor black is enough
		if ratio(1, r.grounds[0]) > ratio(0, r.grounds[0]) {
			return white
		}
		return black
	case light > 1:
		lighter = false
	case dark < 0:
		lighter = true
	}
	if lighter {
		return r.approach(c, light, 0.002)
	}
	return r.approach(c, dark, -0.002)
}

// approach returns the colour with a luminance, or one some steps further if rounding has made it
// miss.
func (r reach) approach(c rgb, want, step float64) rgb {
	for range 40 {
		want = max(0, min(want, 1))
		if near := c.withLuminance(want); r.ok(near.luminance()) {
			return near
		}
		want += step
	}
	return c.withLuminance(want)
}

// clamp256 returns the one of the 240 fixed colours that is nearest to c and can be read, black or
// white if none has enough contrast.
func (r reach) clamp256(c rgb) int {
	target, best, least := r.clamp(c).lab(), -1, 0.0
	if len(r.grounds) > 1 { // there are six, and colours that mean something should not all be grey
		target[1], target[2] = 2.5*target[1], 2.5*target[2]
	}
	for n := 16; n < 256; n++ {
		candidate := fixed256()[n-16]
		if !r.ok(candidate.luminance) {
			continue
		}
		if d := target.distance(candidate.lab); best < 0 || d < least {
			best, least = n, d
		}
	}
	if best < 0 {
		const fixedBlack, fixedWhite = 16, 231
		if best = fixedBlack; ratio(1, r.grounds[0]) > ratio(0, r.grounds[0]) {
			best = fixedWhite
		}
	}
	return best
}

// fixedColor is one of the colours that are the same on all terminals with 256.
type fixedColor struct {
	lab       lab
	luminance float64
}

// fixed256 lists the colours from 16 on.
var fixed256 = sync.OnceValue(func() *[240]fixedColor {
	var all [240]fixedColor
	for i := range all {
		c := paletteColor(i + 16)
		all[i] = fixedColor{c.lab(), c.luminance()}
	}
	return &all
})

// nearest256 returns the one of the 240 fixed colours that is nearest to c, and no greyer if there is
// a choice.
func nearest256(c rgb) int {
	target, best, least := c.lab(), 16, 10.0
	target[1], target[2] = 2*target[1], 2*target[2]
	for n := 16; n < 256; n++ {
		if d := target.distance(fixed256()[n-16].lab); d < least {
			best, least = n, d
		}
	}
	return best
}

// nearestGrey returns the one of the 24 fixed greys that is as bright as c.
func nearestGrey(c rgb) int {
	const firstGrey = 232
	best, least, want := firstGrey, 1.0, c.luminance()
	for n := firstGrey; n < 256; n++ {
		if d := math.Abs(fixed256()[n-16].luminance - want); d < least {
			best, least = n, d
		}
	}
	return best
}

// shown returns a colour as a screen shows it, and its name. It is for what lies behind text.
func (d Depth) shown(c rgb) (rgb, string) {
	if d == DirectColor {
		return c, c.String()
	}
	n := nearest256(c)
	return paletteColor(n), strconv.Itoa(n)
}
