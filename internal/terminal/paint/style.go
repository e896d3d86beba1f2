package paint

import (
	"cmp"

	"github.com/charmbracelet/colorprofile"

	"github.com/sshblog/sshblog/internal/textwidth"
)

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

// shows reports whether a blank in this style differs from a plain blank.
func (k *Painter) shows(s style) bool {
	return s.bg != k.base.bg || s.underline != 0 || s.attrs&(reverse|strike) != 0
}

// Mode is how text is written for one terminal.
type Mode struct {
	Profile colorprofile.Profile // the colours that it has
	Method  textwidth.Method     // how it counts cells
	Plain   bool                 // it gets only the plainest sequences
	Console bool                 // its font has few signs
	Upright bool                 // it draws no italics, or draws something else for them
}

// links reports whether hyperlinks are written.
func (m *Mode) links() bool { return m.Profile >= colorprofile.ANSI256 && !m.Plain }

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
func (k *Painter) apply(st style, params string) style {
	if k.Mode.Profile <= colorprofile.NoTTY {
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
func (k *Painter) straighten(st style) style {
	if !k.Mode.Upright || st.attrs&italic == 0 {
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
func (k *Painter) applyOne(st *style, list []param) int {
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
		if k.Mode.Plain {
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

func (k *Painter) applyBasic(st *style, n int) {
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
func (k *Painter) setColour(st *style, which int, c colour) {
	c = k.reduce(c)
	switch which {
	case 38:
		st.fg = cmp.Or(c, k.base.fg)
	case 48:
		st.bg = cmp.Or(c, k.base.bg)
	default:
		if !k.Mode.Plain {
			st.line = c
		}
	}
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
