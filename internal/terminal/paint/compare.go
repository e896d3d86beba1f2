package paint

import (
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/textwidth"
)

// cells is a position in a line. The text before pos takes up col cells, and style is in effect
// after it.
type cells struct {
	line  string
	pos   int
	col   int
	style style
}

// cell is one plain cell.
type cell struct {
	char  rune
	style style
}

// What cells.next found.
type found uint8

const (
	plainCell found = iota
	lineEnd         // only blanks from here on
	oddCell         // something that is not plain, or that the text after it may combine with
)

// next moves over the next cell. Beyond the end of the line and beyond the width, there are blanks.
func (c *cells) next(k *Painter, width int) (cell, found) {
	for c.pos < len(c.line) && c.line[c.pos] == ansi.ESC && c.col < width {
		params, size := sgr(c.line[c.pos:])
		if size == 0 {
			return cell{}, oddCell
		}
		c.style = k.apply(c.style, params)
		c.pos += size
	}
	if c.pos >= len(c.line) || c.col >= width {
		c.col = min(c.col+1, width)
		return cell{char: ' '}, lineEnd
	}
	char, size := plainRune(c.line[c.pos:])
	if size == 0 || char >= utf8.RuneSelf && k.Mode.Method == textwidth.Transcribed {
		return cell{}, oddCell
	}
	c.pos += size
	c.col++
	if char == ' ' && !k.shows(c.style) {
		return cell{char: ' '}, plainCell
	}
	return cell{char, c.style}, plainCell
}

// plainRune returns the rune at the start of s and its size. The size is 0 if the rune is not
// plain, or if the text after it may combine with it.
func plainRune(s string) (r rune, size int) {
	if r, size = rune(s[0]), 1; r >= utf8.RuneSelf {
		r, size = utf8.DecodeRuneInString(s)
	}
	if !plain(r) {
		return 0, 0
	}
	if size < len(s) && s[size] >= utf8.RuneSelf {
		if next, _ := utf8.DecodeRuneInString(s[size:]); !plain(next) {
			return 0, 0
		}
	}
	return r, size
}

// plain reports whether r is one cell wide wherever ambiguous widths are narrow, combines with
// nothing, and is no emoji. These are ASCII, the letters of Europe, and the punctuation, lines and
// blocks that screens are drawn with.
func plain(r rune) bool {
	switch {
	case r < 0x7f:
		return r >= ' '
	case r < 0x250:
		return r > 0xa0 && r != 0xa9 && r != 0xad && r != 0xae
	case r < 0x500:
		return r >= 0x386 && (r < 0x483 || r > 0x489) && r != 0x38b && r != 0x38d && r != 0x3a2
	case r < 0x2500:
		return r >= 0x2010 && r <= 0x2026 || r >= 0x2030 && r <= 0x203a || r >= 0x2190 && r <= 0x2193
	}
	return r < 0x25a0
}

// sgr returns the parameters and the size of the SGR sequence at the start of s. The size is 0 if
// there is none.
func sgr(s string) (params string, size int) {
	if len(s) < 3 || s[1] != '[' {
		return "", 0
	}
	for i := 2; i < len(s); i++ {
		switch c := s[i]; {
		case c == 'm':
			return s[2:i], i + 1
		case c < '0' || c > ';':
			return "", 0
		}
	}
	return "", 0
}

// change is the part of a row that has to be written: the new line from one place to a column.
type change struct {
	from cells
	to   int
	keep bool // from there on, the row stays as it is; otherwise it is erased first
	end  int  // the column where the new line ends
}

// saves returns how many cells need not be written.
func (ch change) saves() int {
	if ch.keep {
		return ch.from.col + max(0, ch.end-ch.to)
	}
	return ch.from.col
}

// compare returns what changes when newLine replaces oldLine on a row of width cells. It compares
// only plain cells, since all terminals agree on their columns. From the first other cell on,
// everything has to be written.
func (k *Painter) compare(oldLine, newLine string, width int) change {
	before, after := cells{line: oldLine, style: k.base}, cells{line: newLine, style: k.base}
	ch := change{to: width, end: width}
	back := after
	for {
		ch.from = after
		a, foundA := before.next(k, width)
		b, foundB := after.next(k, width)
		if foundA == oddCell || foundB == oddCell {
			ch.from = back // it may combine with the cell before
			return ch
		}
		if foundB == lineEnd {
			ch.end = min(ch.end, ch.from.col)
		}
		if foundA == lineEnd && foundB == lineEnd {
			ch.to, ch.keep = ch.from.col, true // no difference
			return ch
		}
		if a != b {
			break
		}
		back = ch.from
	}
	last := after.col
	for {
		at := after.col
		a, foundA := before.next(k, width)
		b, foundB := after.next(k, width)
		if foundA == oddCell || foundB == oddCell {
			return ch
		}
		if foundB == lineEnd {
			ch.end = min(ch.end, at)
		}
		if foundA == lineEnd && foundB == lineEnd {
			break
		}
		if a != b {
			last = after.col
		}
	}
	if last <= ch.end {
		ch.to, ch.keep = last, true
	}
	return ch
}
