package terminal

import (
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// cells is a place in a line: what comes before pos takes up col cells and leaves the style behind.
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
	oddCell         // something that is not plain, or that something may combine with
)

// next moves over the next cell. Beyond the end of the line and of the width there are blanks.
func (c *cells) next(k *painter, width int) (cell, found) {
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
	if size == 0 {
		return cell{}, oddCell
	}
	c.pos += size
	c.col++
	if char == ' ' && !c.style.shows() {
		return cell{char: ' '}, plainCell
	}
	return cell{char, c.style}, plainCell
}

// plainRune returns the rune that s begins with and its size, size 0 if it is not plain or what
// follows may combine with it.
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
// nothing and is no emoji: ASCII, the letters of Europe, and the punctuation, lines and blocks that
// screens are made of.
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

// sgr returns the parameters and the size of the SGR sequence that s begins with, size 0 if it does
// not.
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

// change is what has to be written of a row: its new line from a place on, up to a column.
type change struct {
	from cells
	to   int
	keep bool // the row stays as it is from there on; otherwise it is erased before
	end  int  // the column where the new line ends
}

// saves returns how many cells need not be written.
func (ch change) saves() int {
	if ch.keep {
		return ch.from.col + max(0, ch.end-ch.to)
	}
	return ch.from.col
}

// compare returns what changes when newLine replaces oldLine on a row of width cells. Only plain
// cells are compared, as all terminals count their columns in the same way; from the first other
// one on everything has to be written.
func (k *painter) compare(oldLine, newLine string, width int) change {
	before, after := cells{line: oldLine}, cells{line: newLine}
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
