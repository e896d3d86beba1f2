package theme

import (
	"fmt"
	"image/color"
	"math"
	"regexp"
	"strconv"

	"charm.land/lipgloss/v2"
)

// Basic is the theme in the sixteen colours that every terminal with colours has. They are chosen
// by hue, for the background that the theme is made for: the nearest of the sixteen by distance, as
// terminals' libraries take it, makes amber a glaring red.
func (t *Theme) Basic() *Theme { return t.basic() }

// Accent is the colour of text that must not be overlooked, as the style sheet writes it; "" if the
// theme has none.
func (t *Theme) Accent() string { return colorOf(t.Elements[ElHeading].Color) }

// Quiet is the colour of text that may be overlooked; "" if the theme has none.
func (t *Theme) Quiet() string { return colorOf(t.Elements[ElQuiet].Color) }

func colorOf(c *string) string {
	if c == nil {
		return ""
	}
	return *c
}

// colorEntry is an entry of a style sheet that names a colour.
var colorEntry = regexp.MustCompile(`("(background_)?color"\s*:\s*")([^"]+)"`)

// basicTheme reads a theme with all its colours reduced.
func basicTheme(name string, source []byte, dark bool) *Theme {
	reduced := colorEntry.ReplaceAllFunc(source, func(entry []byte) []byte {
		parts := colorEntry.FindSubmatch(entry)
		if name := string(parts[3]); len(parts[2]) > 0 {
			return fmt.Appendf(nil, `%s%s"`, parts[1], basicGround(name, dark))
		}
		return fmt.Appendf(nil, `%s%s"`, parts[1], basicColor(string(parts[3]), dark))
	})
	t := mustTheme(name+"/16", reduced)
	t.Dark = dark
	return t
}

// pale is the lightness above which a colour on a dark background is one of the eight bright ones.
const pale = 0.75

// basicColor returns the number of the one of the sixteen colours that stands best for another on a
// dark or a light background.
func basicColor(name string, dark bool) string {
	if n, err := strconv.Atoi(name); err == nil && n < 16 {
		return name
	}
	hue, saturation, lightness := hsl(lipgloss.Color(name))
	if saturation < 0.16 {
		return basicGrey(lightness, dark)
	}
	const red, green, yellow, blue, magenta, cyan = 1, 2, 3, 4, 5, 6
	base := red
	switch {
	case hue >= 20 && hue < 70:
		base = yellow
		if !dark { // yellow cannot be read on white
			base = red
		}
	case hue >= 70 && hue < 165:
		base = green
	case hue >= 165 && hue < 205:
		base = cyan
		if !dark { // nor can most terminals' cyan
			base = blue
		}
	case hue >= 205 && hue < 260:
		base = blue
	case hue >= 260 && hue < 345:
		base = magenta
	}
	if dark && (base == blue || lightness > pale) { // the blue of many terminals cannot be read on black
		base += 8
	}
	return strconv.Itoa(base)
}

// basicGround is basicColor for backgrounds.
func basicGround(name string, dark bool) string {
	hue, _, _ := hsl(lipgloss.Color(name))
	yellow := hue >= 20 && hue < 70 // on which dark text can be read, but not on the red that stands for it on white
	return basicColor(name, dark || yellow)
}

// basicGrey returns the grey for a lightness: never one that vanishes in the background.
func basicGrey(lightness float64, dark bool) string {
	switch {
	case dark && lightness < 0.2:
		return "0"
	case dark && lightness > 0.9:
		return "15"
	case dark:
		return "7"
	case lightness > 0.85:
		return "15"
	case lightness > 0.3:
		return "8"
	}
	return "0"
}

// hsl returns hue in degrees, saturation and lightness from 0 to 1.
// See https://en.wikipedia.org/wiki/HSL_and_HSV#From_RGB.
func hsl(c color.Color) (hue, saturation, lightness float64) {
	r16, g16, b16, _ := c.RGBA()
	r, g, b := float64(r16)/0xffff, float64(g16)/0xffff, float64(b16)/0xffff
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
