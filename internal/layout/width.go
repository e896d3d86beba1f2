package layout

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Width returns how many cells a string takes on a screen; control sequences take none. All of the
// program measures with it.
func Width(s string) int {
	if n, ok := asciiWidth(s); ok {
		return n
	}
	return ansi.StringWidth(s) + marked(s)
}

// asciiWidth is the width of printable ASCII, which is its length.
func asciiWidth(s string) (int, bool) {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return 0, false
		}
	}
	return len(s), true
}

// Fit returns s if it fits into so many cells, else as much of its beginning as does, with an
// ellipsis at its end. Control sequences in s stay whole.
func Fit(s string, cells int) string {
	if cells <= 0 {
		return ""
	}
	if len(s) <= cells {
		if _, ok := asciiWidth(s); ok {
			return s
		}
	}
	fitting := ansi.Truncate(s, cells, "…")
	for room := cells; room > 0; {
		over := Width(fitting) - cells
		if over <= 0 {
			break
		}
		room -= (over + 1) / 2 // what is cut has signs, too
		fitting = ansi.Truncate(s, room, "…")
	}
	return fitting
}

// Wrap breaks plain text into at most the given number of lines of at most the given number of
// cells, as Render breaks a paragraph. Text that does not fit ends in an ellipsis.
func Wrap(s string, cells, lines int) []string {
	if cells <= 0 || lines <= 0 {
		return nil
	}
	w := wrapper{width: cells}
	w.text(strings.ReplaceAll(s, "\n", " "), 0, 0)
	w.end()
	var out []string
	for i, l := range w.lines {
		var b strings.Builder
		for _, p := range w.runs[l.from:l.to] {
			b.WriteString(p.text)
		}
		if i == lines-1 && len(w.lines) > lines {
			return append(out, Fit(b.String()+" …", cells))
		}
		out = append(out, b.String())
	}
	return out
}

// cluster returns the length in bytes and the width in cells of the character at the beginning of
// s, which may be composed of many code points.
func cluster(s string) (bytes, cells int) {
	if c := s[0]; c < utf8.RuneSelf && (len(s) == 1 || s[1] < utf8.RuneSelf) {
		if c < ' ' || c == 0x7f {
			return 1, 0
		}
		return 1, 1
	}
	g, cells := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	if r, size := utf8.DecodeRuneInString(g); size < len(g) && (isMarked(r) || isEmoji(r)) {
		cells = byMarks(g, cells)
	}
	return len(g), cells
}

// prefixCells returns the length of the longest beginning of s that fits into so many cells, and
// its width.
func prefixCells(s string, cells int) (bytes, width int) {
	for bytes < len(s) {
		n, w := cluster(s[bytes:])
		if width+w > cells {
			break
		}
		bytes += n
		width += w
	}
	return bytes, width
}
