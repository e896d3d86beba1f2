package textwidth

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/asciitext"
)

// Method is a way to count cells.
type Method uint8

const (
	// Cautious takes the larger count of a character of the scripts of India and South East Asia. It
	// is for output of which nobody knows which terminal will show it, if any.
	Cautious Method = iota
	// CodePoints adds up the cells of the code points.
	CodePoints
	// Graphemes counts each character as one, whatever it is composed of.
	Graphemes
	// Transcribed counts what package asciitext writes in place of the text, for terminals that show
	// only ASCII.
	Transcribed
)

// Of returns the method of a terminal that has not been asked, from the variables of its client.
func Of(environ []string) Method {
	if asciitext.Wanted(environ) {
		return Transcribed
	}
	return CodePoints
}

// Shown returns the text that a terminal of the method is sent.
func (m Method) Shown(s string) string {
	if m == Transcribed {
		return asciitext.String(s)
	}
	return s
}

// Reported returns the method of a terminal that has answered the query for mode 2027.
func Reported(answer ansi.ModeSetting) Method {
	switch answer {
	case ansi.ModeSet, ansi.ModeReset, ansi.ModePermanentlySet:
		return Graphemes
	}
	return CodePoints
}

// ansi returns the method of package ansi.
func (m Method) ansi() ansi.Method {
	if m == CodePoints {
		return ansi.WcWidth
	}
	return ansi.GraphemeWidth
}

// Width returns how many cells a string takes. Control sequences take none.
func (m Method) Width(s string) int {
	if n, ok := ASCII(s); ok {
		return n
	}
	n := m.ansi().StringWidth(m.Shown(s))
	if m == Cautious {
		n += marked(s)
	}
	return n
}

// ASCII returns the width of printable ASCII, which is its length, and reports whether s is nothing
// else.
func ASCII(s string) (cells int, ok bool) {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return 0, false
		}
	}
	return len(s), true
}

// Fit returns s if it fits into so many cells, otherwise as much of its beginning as does, with an
// ellipsis at its end. Control sequences in s stay whole.
func (m Method) Fit(s string, cells int) string {
	if cells <= 0 {
		return ""
	}
	if len(s) <= cells {
		if _, ok := ASCII(s); ok {
			return s
		}
	}
	s = m.Shown(s)
	dots := "…"
	if m == Transcribed {
		dots = "..."[:min(3, cells)]
	}
	fitting := m.ansi().Truncate(s, cells, dots)
	for room := cells; room > 0; {
		over := m.Width(fitting) - cells
		if over <= 0 {
			break
		}
		room -= (over + 1) / 2 // what is cut has signs, too
		fitting = m.ansi().Truncate(s, room, dots)
	}
	return fitting
}

// Cut returns the part of a string from one cell up to another. No character is parted: one on the
// edge of two parts is in the second. Control sequences stay whole, and all of them are in each
// part, so that each has its style.
func (m Method) Cut(s string, from, to int) string {
	if to <= from {
		return ""
	}
	if n, ok := ASCII(s); ok {
		return s[min(max(from, 0), n):min(max(to, 0), n)]
	}
	var part strings.Builder
	s = m.Shown(s)
	for at := 0; s != ""; {
		n, cells := sequence(s), 0
		if n == 0 {
			n, cells = m.First(s)
			at += cells
			if at > to || at <= from && from > 0 {
				s = s[n:]
				continue
			}
		}
		part.WriteString(s[:n])
		s = s[n:]
	}
	return part.String()
}

// sequence returns the length in bytes of the control sequence at the beginning of s, 0 if there is
// none.
func sequence(s string) int {
	if s[0] != ansi.ESC {
		return 0
	}
	_, _, n, _ := ansi.DecodeSequence(s, ansi.NormalState, nil)
	return n
}

// First returns the length in bytes and the width in cells of the character at the beginning of s,
// which may be composed of many code points. s must not be empty.
func (m Method) First(s string) (bytes, cells int) {
	if c := s[0]; c < utf8.RuneSelf && (len(s) == 1 || s[1] < utf8.RuneSelf) {
		if c < ' ' || c == 0x7f {
			return 1, 0
		}
		return 1, 1
	}
	g, cells := ansi.FirstGraphemeCluster(s, m.ansi())
	if m == Transcribed {
		return len(g), len(asciitext.Cluster(g))
	}
	if r, size := utf8.DecodeRuneInString(g); m == Cautious && size < len(g) && (isMarked(r) || isEmoji(r)) {
		cells = byMarks(g, cells)
	}
	return len(g), cells
}

// Most is like First, but returns the most cells that any terminal of the method gives to the
// character. A line that is broken by it fits everywhere. Of the terminals that count code points,
// some make a sign wide that is followed by the selector for emoji (kitty), and some do not (xterm,
// VTE, PuTTY).
func (m Method) Most(s string) (bytes, cells int) {
	const emoji = "\ufe0f"
	bytes, cells = m.First(s)
	if m == CodePoints && bytes > len(emoji) && cells == 1 && strings.Contains(s[:bytes], emoji) {
		cells = 2
	}
	return bytes, cells
}

// Prefix returns the length in bytes of the longest beginning of s that fits into so many cells,
// and its width. It parts no character, unless the terminal shows the code points of the first
// character one by one and it does not fit as a whole.
func (m Method) Prefix(s string, cells int) (bytes, width int) {
	for bytes < len(s) {
		n, w := m.First(s[bytes:])
		if width+w > cells {
			break
		}
		bytes += n
		width += w
	}
	return bytes, width
}

// Part returns the length in bytes and the width of the longest beginning of the character at the
// beginning of s that fits into so many cells, 0 if a terminal shows it in one piece. A character
// that is composed of many wide ones may be wider than a whole line where terminals do not join
// them.
func (m Method) Part(s string, cells int) (bytes, width int) {
	if m == Graphemes || m == Transcribed {
		return 0, 0
	}
	size, _ := m.First(s)
	for bytes < size {
		_, n := utf8.DecodeRuneInString(s[bytes:])
		w := ansi.WcWidth.StringWidth(s[bytes : bytes+n])
		if width+w > cells {
			break
		}
		bytes += n
		width += w
	}
	return bytes, width
}

// Pad returns s with blanks after it, up to so many cells.
func (m Method) Pad(s string, cells int) string {
	return s + strings.Repeat(" ", max(0, cells-m.Width(s)))
}
