package paint

import (
	"image/color"
	"strconv"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// colour is a colour of SGR: its kind in the upper byte, a number below. The zero colour is the
// terminal's own.
type colour uint32

const (
	basic   colour = 1 << 24 // 0 to 15
	indexed colour = 2 << 24 // 0 to 255
	direct  colour = 3 << 24 // 0xrrggbb

	kindMask colour = 0xff << 24
)

func (c colour) kind() colour { return c & kindMask }

// colourOf returns the colour of SGR for a colour, 0 for nil.
func colourOf(c color.Color) colour {
	if c == nil {
		return 0
	}
	r, g, b, _ := c.RGBA()
	return direct | colour(r>>8)<<16 | colour(g>>8)<<8 | colour(b>>8)
}

// readColour reads the parameters after 38, 48 or 58: 5 and an index, or 2 and three parts. They
// are separated by semicolons, or, in the first subs parameters, by colons, in which case a colour
// space may precede the parts.
func readColour(list []param, subs int) (c colour, used int, ok bool) {
	colons := subs > 1
	if colons {
		list = list[:subs]
	}
	if len(list) < 3 {
		return 0, len(list), false
	}
	switch list[1].n {
	case 5:
		used, ok = 3, list[2].n < 256
		c = indexed | colour(list[2].n&255)
	case 2:
		rgb := list[2:]
		if colons && len(rgb) > 3 {
			rgb = rgb[1:]
		}
		if len(rgb) < 3 {
			return 0, len(list), false
		}
		used, ok = 5, rgb[0].n < 256 && rgb[1].n < 256 && rgb[2].n < 256
		c = direct | colour(rgb[0].n&255)<<16 | colour(rgb[1].n&255)<<8 | colour(rgb[2].n&255)
	default:
		used = 2
	}
	if colons {
		used = subs
	}
	return c, used, ok
}

// reduced is a colour and its equivalent in a profile.
type reduced struct {
	from, to colour
	profile  colorprofile.Profile
}

// reduce returns the colour of the profile that is nearest to c. The painter remembers a few, since
// the same colours recur and the search is slow.
func (k *Painter) reduce(c colour) colour {
	profile := k.Mode.Profile
	switch {
	case profile <= colorprofile.ASCII:
		return 0
	case profile == colorprofile.TrueColor || c.kind() <= basic, profile == colorprofile.ANSI256 && c.kind() == indexed:
		return c
	}
	slot := &k.reduced[(c*2654435761)>>26]
	if slot.from != c || slot.profile != profile {
		*slot = reduced{from: c, to: nearest(c, profile), profile: profile}
	}
	return slot.to
}

func nearest(c colour, profile colorprofile.Profile) colour {
	var exact color.Color
	if c.kind() == indexed {
		exact = ansi.IndexedColor(c & 255)
	} else {
		exact = color.RGBA{R: uint8(c >> 16), G: uint8(c >> 8), B: uint8(c), A: 255}
	}
	if profile == colorprofile.ANSI {
		return basic | colour(ansi.Convert16(exact))
	}
	return indexed | colour(ansi.Convert256(exact))
}

// appendColour appends the parameters that set a colour, each followed by a semicolon. base is 30,
// 40 or 50.
func appendColour(buf []byte, base int, from, to colour) []byte {
	if from == to {
		return buf
	}
	n := int(to &^ kindMask)
	switch {
	case to == 0:
		buf = strconv.AppendInt(buf, int64(base+9), 10)
	case to.kind() == basic && base < 50 && n < 8:
		buf = strconv.AppendInt(buf, int64(base+n), 10)
	case to.kind() == basic && base < 50:
		buf = strconv.AppendInt(buf, int64(base+60+n-8), 10)
	case to.kind() == direct:
		buf = strconv.AppendInt(buf, int64(base+8), 10)
		buf = append(buf, ";2"...)
		for shift := 16; shift >= 0; shift -= 8 {
			buf = append(buf, ';')
			buf = strconv.AppendInt(buf, int64(n>>shift&255), 10)
		}
	default:
		buf = strconv.AppendInt(buf, int64(base+8), 10)
		buf = append(buf, ";5;"...)
		buf = strconv.AppendInt(buf, int64(n), 10)
	}
	return append(buf, ';')
}
