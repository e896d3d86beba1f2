package theme

import (
	"math"
	"strconv"
	"strings"
)

// The sixteen colours are the reader's own, and nothing says which. These are the palettes of the
// terminals that have no more than sixteen, or say so: the Linux console has VGA's, and Tango is
// that of VTE.
var basicPalettes = [][16]rgb{
	basicPalette("000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"), // xterm
	basicPalette("000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff"), // VGA
	basicPalette("000000 bb0000 00bb00 bbbb00 0000bb bb00bb 00bbbb bbbbbb 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff"), // PuTTY
	basicPalette("2e3436 cc0000 4e9a06 c4a000 3465a4 75507b 06989a d3d7cf 555753 ef2929 8ae234 fce94f 729fcf ad7fa8 34e2e2 eeeeec"), // Tango
}

func basicPalette(colors string) (p [16]rgb) {
	for i, name := range strings.Fields(colors) {
		p[i], _ = parseColor("#" + name)
	}
	return p
}

// Numbers of the sixteen colours.
const (
	basicRed     = 1
	basicGreen   = 2
	basicYellow  = 3
	basicBlue    = 4
	basicMagenta = 5
	basicCyan    = 6
	basicGrey    = 7
	bright       = 8
)

// basicOf returns the one of the sixteen colours that stands for another as text, in bold or not,
// on a screen that is known to be dark or light: one that can be read with each of the palettes.
// "" stands for the terminal's own colour, where there is none. The colours are chosen by hue: the
// nearest by distance, as terminals' libraries take it, makes amber a glaring red.
func (r reach) basicOf(c rgb, bold, dark bool) string {
	for _, n := range basicChoices(c, dark) {
		if r.basicOK(n) && (!bold || n >= bright || r.basicOK(n+bright)) { // many terminals draw bold text in the bright colours
			return strconv.Itoa(n)
		}
	}
	return ""
}

// basicOK reports whether one of the sixteen colours can be read, whichever palette it is of.
func (r reach) basicOK(n int) bool {
	for i := range basicPalettes {
		if !r.ok(basicPalettes[i][n].luminance()) {
			return false
		}
	}
	return true
}

// pale is the lightness above which a colour on a dark background is one of the eight bright ones.
const pale = 0.75

// basicChoices lists the colours that may stand for another, the best first.
func basicChoices(c rgb, dark bool) []int {
	hue, saturation, lightness := c.hsl()
	switch {
	case saturation < 0.16 && (lightness > 0.9 || lightness < 0.2), lightness < 0.05, lightness > 0.98:
		return nil // as black or white as the text itself
	case saturation < 0.16 && dark:
		return []int{basicGrey}
	case saturation < 0.16:
		return []int{bright}
	}
	base := hueOf(hue)
	if !dark {
		return map[int][]int{
			basicRed: {basicRed}, basicYellow: {basicRed}, basicGreen: {basicGreen, basicBlue},
			basicCyan: {basicBlue}, basicBlue: {basicBlue}, basicMagenta: {basicMagenta, basicBlue},
		}[base]
	}
	choices := map[int][]int{
		basicRed: {basicRed, basicRed + bright}, basicYellow: {basicYellow, basicYellow + bright},
		basicGreen: {basicGreen, basicGreen + bright}, basicCyan: {basicCyan, basicCyan + bright},
		basicBlue: {basicBlue + bright, basicCyan, basicCyan + bright}, basicMagenta: {basicMagenta + bright},
	}[base]
	if lightness > pale {
		return []int{choices[len(choices)-1]}
	}
	return choices
}

// hueOf returns the colour of a hue in degrees.
func hueOf(hue float64) int {
	switch {
	case hue >= 20 && hue < 70:
		return basicYellow
	case hue >= 70 && hue < 165:
		return basicGreen
	case hue >= 165 && hue < 205:
		return basicCyan
	case hue >= 205 && hue < 260:
		return basicBlue
	case hue >= 260 && hue < 345:
		return basicMagenta
	}
	return basicRed
}

// grey returns the grey that is as light.
func (c rgb) grey() rgb {
	_, _, lightness := c.hsl()
	v := uint8(math.Round(lightness * 0xff))
	return rgb{v, v, v}
}

// hsl returns hue in degrees, saturation and lightness from 0 to 1.
// See https://en.wikipedia.org/wiki/HSL_and_HSV#From_RGB.
func (c rgb) hsl() (hue, saturation, lightness float64) {
	r, g, b := float64(c.r)/0xff, float64(c.g)/0xff, float64(c.b)/0xff
	most, least := max(r, g, b), min(r, g, b)
	lightness = (most + least) / 2
	chroma := most - least
	if chroma == 0 {
		return 0, 0, lightness
	}
	saturation = chroma / (1 - math.Abs(2*lightness-1))
	switch most {
	case r:
		hue = math.Mod((g-b)/chroma+6, 6)
	case g:
		hue = (b-r)/chroma + 2
	default:
		hue = (r-g)/chroma + 4
	}
	return hue * 60, saturation, lightness
}
