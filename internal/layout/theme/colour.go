package theme

import (
	"image/color"
	"math"
	"strconv"
	"strings"
)

// rgb is a colour of 24 bits.
type rgb struct{ r, g, b uint8 }

var (
	black = rgb{}
	white = rgb{255, 255, 255}
)

// rgbOf returns a colour without its transparency.
func rgbOf(c color.Color) rgb {
	r, g, b, _ := c.RGBA()
	return rgb{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8)}
}

// RGBA implements color.Color.
func (c rgb) RGBA() (r, g, b, a uint32) {
	return uint32(c.r) * 0x101, uint32(c.g) * 0x101, uint32(c.b) * 0x101, 0xffff
}

// String returns the colour as style sheets write it.
func (c rgb) String() string {
	return "#" + hexByte(c.r) + hexByte(c.g) + hexByte(c.b)
}

func hexByte(n uint8) string {
	const digits = "0123456789abcdef"
	return digits[n>>4:n>>4+1] + digits[n&15:n&15+1]
}

// parseColor reads a colour as style sheets write it: "#rgb", "#rrggbb", or a number from 0 to 255
// of xterm's palette.
func parseColor(name string) (c rgb, ok bool) {
	hex, isHex := strings.CutPrefix(name, "#")
	if !isHex {
		n, err := strconv.ParseUint(name, 10, 8)
		return paletteColor(int(n)), err == nil
	}
	if len(hex) == 3 {
		hex = hex[:1] + hex[:1] + hex[1:2] + hex[1:2] + hex[2:] + hex[2:]
	}
	n, err := strconv.ParseUint(hex, 16, 24)
	if err != nil || len(hex) != 6 {
		return rgb{}, false
	}
	return rgb{uint8(n >> 16), uint8(n >> 8), uint8(n)}, true
}

// linear returns the parts of a colour as amounts of light from 0 to 1.
func (c rgb) linear() [3]float64 {
	return [3]float64{linearOf[c.r], linearOf[c.g], linearOf[c.b]}
}

// linearOf is the amount of light for each value of a part. See
// https://www.w3.org/TR/WCAG22/#dfn-relative-luminance.
var linearOf = func() (table [256]float64) {
	for i := range table {
		s := float64(i) / 255
		if s <= 0.04045 {
			table[i] = s / 12.92
		} else {
			table[i] = math.Pow((s+0.055)/1.055, 2.4)
		}
	}
	return table
}()

// fromLinear returns the colour of amounts of light.
func fromLinear(light [3]float64) rgb {
	part := func(v float64) uint8 {
		s := 12.92 * v
		if v > 0.0031308 {
			s = 1.055*math.Pow(v, 1/2.4) - 0.055
		}
		return uint8(math.Round(255 * max(0, min(s, 1))))
	}
	return rgb{part(light[0]), part(light[1]), part(light[2])}
}

// luminance returns the brightness of amounts of light.
func luminance(light [3]float64) float64 {
	return 0.2126*light[0] + 0.7152*light[1] + 0.0722*light[2]
}

func (c rgb) luminance() float64 { return luminance(c.linear()) }

// ratio returns the contrast of two luminances, from 1 to 21. See
// https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
func ratio(a, b float64) float64 { return (max(a, b) + 0.05) / (min(a, b) + 0.05) }

// withLuminance returns the colour of this hue with another luminance. It is darkened by taking
// light away, and lightened by adding light of its own hue, then white.
func (c rgb) withLuminance(want float64) rgb {
	light := c.linear()
	have := luminance(light)
	if have == 0 {
		return fromLinear([3]float64{want, want, want})
	}
	scale := min(want/have, 1/max(light[0], light[1], light[2]))
	for i := range light {
		light[i] *= scale
	}
	if have *= scale; have < want {
		whiten := (want - have) / (1 - have)
		for i := range light {
			light[i] += whiten * (1 - light[i])
		}
	}
	return fromLinear(light)
}

// mix returns a colour that is part of the way from one to another.
func (c rgb) mix(to rgb, part float64) rgb {
	between := func(a, b uint8) uint8 { return uint8(math.Round(float64(a) + part*(float64(b)-float64(a)))) }
	return rgb{between(c.r, to.r), between(c.g, to.g), between(c.b, to.b)}
}

// lab is a colour in Oklab, where distances are as people see them. See
// https://bottosson.github.io/posts/oklab/.
type lab [3]float64

func (c rgb) lab() lab {
	p := c.linear()
	l := math.Cbrt(0.4122214708*p[0] + 0.5363325363*p[1] + 0.0514459929*p[2])
	m := math.Cbrt(0.2119034982*p[0] + 0.6806995451*p[1] + 0.1073969566*p[2])
	s := math.Cbrt(0.0883024619*p[0] + 0.2817188376*p[1] + 0.6299787005*p[2])
	return lab{
		0.2104542553*l + 0.7936177850*m - 0.0040720468*s,
		1.9779984951*l - 2.4285922050*m + 0.4505937099*s,
		0.0259040371*l + 0.7827717662*m - 0.8086757660*s,
	}
}

// distance returns how far apart two colours are. Hue counts for more than lightness: a colour that
// means something must remain that colour.
func (a lab) distance(b lab) float64 {
	l, x, y := (a[0]-b[0])/2, a[1]-b[1], a[2]-b[2]
	return l*l + x*x + y*y
}

// paletteColor returns a colour of xterm's palette of 256.
func paletteColor(n int) rgb {
	const first16 = "000000cd000000cd00cdcd000000eecd00cd00cdcde5e5e5" + "7f7f7fff000000ff00ffff005c5cffff00ff00ffffffffff"
	steps := [6]uint8{0, 95, 135, 175, 215, 255}
	switch {
	case n < 16:
		c, _ := parseColor("#" + first16[6*n:6*n+6])
		return c
	case n < 232:
		n -= 16
		return rgb{steps[n/36], steps[n/6%6], steps[n%6]}
	}
	grey := uint8(8 + 10*(n-232))
	return rgb{grey, grey, grey}
}
