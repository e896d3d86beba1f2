package textwidth

import (
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Terminals count the cells of a character that is composed of several code points in two ways: as
// one character, or code point by code point, as wcwidth does. In the scripts of India and of South
// East Asia most give each vowel sign and each consonant a cell of its own. A page is laid out for
// all of them, so that there the larger count is taken.

// byMarks returns the larger count of a character that is one in some terminals, and takes so many
// cells there.
func byMarks(cluster string, cells int) int {
	sum := 0
	for _, r := range cluster {
		if !isMarked(r) && !isEmoji(r) {
			continue
		}
		switch {
		case r == 0xE33 || r == 0xEB3: // a vowel that stands behind its consonant
			sum++
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf): // above or below another
		case isEmoji(r):
			sum += 2
		default:
			sum++
		}
	}
	return max(sum, cells)
}

// isMarked reports whether a code point is of a script whose signs take cells of their own in some
// terminals.
func isMarked(r rune) bool {
	return r >= 0x900 && r < 0x10A0 || r >= 0x1700 && r < 0x1800 || r >= 0x1900 && r < 0x1D00 ||
		r >= 0xA800 && r < 0xA960 || r >= 0xA980 && r < 0xAC00 || r >= 0x11000 && r < 0x12000
}

// isEmoji reports whether a code point is a picture that takes two cells by itself, as the parts of
// a family or a color of skin do in terminals that do not join them.
func isEmoji(r rune) bool { return r >= 0x1F300 && r < 0x1FB00 }

// marked returns how many cells more than ansi.StringWidth says a string takes by the larger count.
// Pictures do not count here: what is set in columns would be torn apart where they are joined.
func marked(s string) (more int) {
	at := firstMarked(s)
	if at < 0 {
		return 0
	}
	for s = s[at:]; s != ""; {
		g, cells := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
		if g == "" {
			return more
		}
		if r, size := utf8.DecodeRuneInString(g); size < len(g) && isMarked(r) {
			more += byMarks(g, cells) - cells
		}
		s = s[len(g):]
	}
	return more
}

// firstMarked returns where a string first has a code point of such a script, -1 if nowhere.
func firstMarked(s string) int {
	for i := 0; i < len(s); i++ {
		// the first bytes of U+0800 to U+1FFF, of U+A000 to U+BFFF and of what is beyond U+10000
		if c := s[i]; c == 0xE0 || c == 0xE1 || c == 0xEA || c == 0xF0 {
			if r, _ := utf8.DecodeRuneInString(s[i:]); isMarked(r) {
				return i
			}
		}
	}
	return -1
}
