package terminal

import (
	"cmp"
	"image/color"
	"strconv"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/textwidth"
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

// Attributes of a style, by bits.
const (
	bold uint8 = 1 << iota
	faint
	italic
	blink
	rapid
	reverse
	conceal
	strike
)

// style is how a cell looks. The zero style is a terminal's plain text.
type style struct {
	fg, bg, line colour // line is the colour of the underline
	attrs        uint8
	underline    uint8 // 0 to 5, as in SGR 4:n
}

// colourOf returns a colour of a View, which may be nil.
func colourOf(c color.Color) colour {
	if c == nil {
		return 0
	}
	r, g, b, _ := c.RGBA()
	return direct | colour(r>>8)<<16 | colour(g>>8)<<8 | colour(b>>8)
}

// shows reports whether a blank in this style differs from a plain blank.
func (k *painter) shows(s style) bool {
	return s.bg != k.base.bg || s.underline != 0 || s.attrs&(reverse|strike) != 0
}

// colorMode is how text is written for one terminal.
type colorMode struct {
	profile colorprofile.Profile
	method  textwidth.Method
	plain   bool
	console bool // the terminal's font has few signs
	upright bool // the terminal draws no italics, or draws something else for them
}

// links reports whether hyperlinks are written.
func (k *colorMode) links() bool { return k.profile >= colorprofile.ANSI256 && !k.plain }

// maxParams is how many parameters of an SGR sequence count.
const maxParams = 32

// param is a parameter of an SGR sequence. sub says that it belongs to the one before it (after a
// colon).
type param struct {
	n   int
	sub bool
}

// apply returns the style that results from st and the parameters of an SGR sequence, with colours
// reduced to the profile. It ignores parameters that it does not know.
func (k *painter) apply(st style, params string) style {
	if k.mode.profile <= colorprofile.NoTTY {
		return style{}
	}
	if params == "" || params == "0" {
		return k.base
	}
	var list [maxParams]param
	n := splitParams(&list, params)
	for i := 0; i < n; {
		i += k.applyOne(&st, list[i:n])
	}
	return st
}

// straighten returns a style of text for a terminal without italics. Text that nothing else sets apart
// is underlined. The rest, such as the comments in code, has its colour.
func (k *painter) straighten(st style) style {
	if !k.mode.upright || st.attrs&italic == 0 {
		return st
	}
	st.attrs &^= italic
	if st.fg == k.base.fg && st.bg == k.base.bg {
		st.underline = max(st.underline, 1)
	}
	return st
}

// splitParams cuts params into numbers and returns how many there are.
func splitParams(list *[maxParams]param, params string) int {
	n := 0
	for i := 0; i < len(params); i++ {
		switch c := params[i]; {
		case c >= '0' && c <= '9':
			list[n].n = min(list[n].n*10+int(c-'0'), 1<<16)
		case (c == ';' || c == ':') && n+1 < maxParams:
			n++
			list[n].sub = c == ':'
		default:
			return 0
		}
	}
	return n + 1
}

// applyOne applies the first parameter of a non-empty list, and returns how many it used.
func (k *painter) applyOne(st *style, list []param) int {
	taken := 1
	for taken < len(list) && list[taken].sub {
		taken++
	}
	switch n := list[0].n; {
	case n == 0:
		*st = k.base
	case n == 4:
		st.underline = 1
		if taken > 1 {
			st.underline = uint8(min(list[1].n, 5))
		}
		if k.mode.plain {
			st.underline = min(st.underline, 1)
		}
	case n == 38 || n == 48 || n == 58:
		c, used, ok := readColour(list, taken)
		if ok {
			k.setColour(st, n, c)
		}
		return used
	case n >= 30 && n <= 37, n == 39, n >= 40 && n <= 47, n == 49, n == 59, n >= 90 && n <= 97, n >= 100 && n <= 107:
		k.applyBasic(st, n)
	default:
		applyAttr(st, n)
	}
	return taken
}

func applyAttr(st *style, n int) {
	switch n {
	case 1, 2, 3:
		st.attrs |= bold << (n - 1)
	case 5, 6, 7, 8, 9:
		st.attrs |= blink << (n - 5)
	case 21:
		st.underline = 2
	case 22:
		st.attrs &^= bold | faint
	case 23:
		st.attrs &^= italic
	case 24:
		st.underline = 0
	case 25:
		st.attrs &^= blink | rapid
	case 27, 28, 29:
		st.attrs &^= reverse << (n - 27)
	}
}

func (k *painter) applyBasic(st *style, n int) {
	switch {
	case n == 39 || n == 49 || n == 59:
		k.setColour(st, n-1, 0)
	case n < 40:
		k.setColour(st, 38, basic|colour(n-30))
	case n < 50:
		k.setColour(st, 48, basic|colour(n-40))
	case n < 100:
		k.setColour(st, 38, basic|colour(n-90+8))
	default:
		k.setColour(st, 48, basic|colour(n-100+8))
	}
}

// setColour sets the foreground (38), background (48) or underline (58) of st.
func (k *painter) setColour(st *style, which int, c colour) {
	c = k.reduce(c)
	switch which {
	case 38:
		st.fg = cmp.Or(c, k.base.fg)
	case 48:
		st.bg = cmp.Or(c, k.base.bg)
	default:
		if !k.mode.plain {
			st.line = c
		}
	}
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
func (k *painter) reduce(c colour) colour {
	profile := k.mode.profile
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

// appendStyle appends the SGR sequence that changes one style into another.
func appendStyle(buf []byte, from, to style) []byte {
	if from == to {
		return buf
	}
	buf = append(buf, "\x1b["...)
	if to == (style{}) {
		return append(buf, 'm')
	}
	if from.attrs&^to.attrs != 0 {
		buf = append(buf, "0;"...)
		from = style{}
	}
	for i, code := range [8]byte{'1', '2', '3', '5', '6', '7', '8', '9'} {
		if (to.attrs&^from.attrs)>>i&1 != 0 {
			buf = append(buf, code, ';')
		}
	}
	switch to.underline {
	case from.underline:
	case 0:
		buf = append(buf, "24;"...)
	case 1:
		buf = append(buf, "4;"...)
	default:
		buf = append(buf, '4', ':', '0'+to.underline, ';')
	}
	buf = appendColour(buf, 30, from.fg, to.fg)
	buf = appendColour(buf, 40, from.bg, to.bg)
	buf = appendColour(buf, 50, from.line, to.line)
	buf[len(buf)-1] = 'm' // instead of the last semicolon
	return buf
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
