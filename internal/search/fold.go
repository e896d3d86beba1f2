package search

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// class says what a rune does to the word that it occurs in.
type class uint8

const (
	separator class = iota // ends a word
	letter                 // belongs to a word
	ideograph              // belongs to a script without blanks between words: see tokens
	ignored                // counts as absent: accents, joiners, soft hyphens
)

// ascii holds the folded form of those bytes below 128 that belong to words, and 0 for those that
// separate words.
var ascii = func() (t [utf8.RuneSelf]byte) {
	for c := byte('0'); c <= '9'; c++ {
		t[c] = c
	}
	for c := byte('a'); c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = c, c
	}
	return t
}()

// folding is the result of folding a rune.
type folding struct {
	text  string
	class class
}

// nearEnd is the end of the scripts that are folded by a table: Latin with its accents, Greek,
// Cyrillic, Hebrew, Arabic.
const nearEnd = 0x700

var nearFoldings = func() (t [nearEnd]folding) {
	for r := rune(utf8.RuneSelf); r < nearEnd; r++ {
		text, class := foldSlowly(nil, r)
		t[r] = folding{string(text), class}
	}
	return t
}()

// fold appends to dst the form of r that is independent of case, accents, widths and ligatures.
func fold(dst []byte, r rune) ([]byte, class) {
	switch {
	case r < utf8.RuneSelf:
		if c := ascii[r]; c != 0 {
			return append(dst, c), letter
		}
		return dst, separator
	case r < nearEnd:
		f := &nearFoldings[r]
		return append(dst, f.text...), f.class
	case isIdeograph(r):
		return utf8.AppendRune(dst, r), ideograph
	}
	return foldSlowly(dst, r)
}

// Fold appends to dst the form of a letter, digit or accent that is independent of case, accents,
// widths and ligatures. It appends anything else unchanged.
func Fold(dst []byte, r rune) []byte {
	folded, kind := fold(dst, r)
	if kind == separator {
		return utf8.AppendRune(dst, r)
	}
	return folded
}

func foldSlowly(dst []byte, r rune) ([]byte, class) {
	if isIgnored(r) {
		return dst, ignored
	}
	kind, before := separator, len(dst)
	parts := norm.NFKD.PropertiesString(string(r)).Decomposition()
	if len(parts) == 0 {
		parts = utf8.AppendRune(nil, r)
	}
	for len(parts) > 0 {
		part, size := utf8.DecodeRune(parts)
		parts = parts[size:]
		if isIgnored(part) || !unicode.In(part, unicode.L, unicode.N, unicode.M) {
			continue
		}
		if kind == separator {
			kind = letter
			if isIdeograph(part) {
				kind = ideograph
			}
		}
		dst = foldLetter(dst, unicode.ToLower(part))
	}
	if len(dst) == before {
		return dst, separator
	}
	return dst, kind
}

// foldLetter appends the folded form of a lower-case letter whose accent, if any, Unicode does not
// decompose. These are the letters that people without the author's keyboard write differently.
func foldLetter(dst []byte, r rune) []byte {
	switch r {
	case 'ß':
		return append(dst, "ss"...)
	case 'æ':
		return append(dst, "ae"...)
	case 'œ':
		return append(dst, "oe"...)
	case 'þ':
		return append(dst, "th"...)
	case 'ø':
		return append(dst, 'o')
	case 'ł':
		return append(dst, 'l')
	case 'đ', 'ð':
		return append(dst, 'd')
	case 'ħ':
		return append(dst, 'h')
	case 'ŧ':
		return append(dst, 't')
	case 'ı':
		return append(dst, 'i')
	case 'ς':
		return append(dst, "σ"...)
	case 'ک': // the Persian kaf
		return append(dst, "ك"...)
	case 'ی', 'ى': // the Persian yeh, and the one without dots
		return append(dst, "ي"...)
	}
	return utf8.AppendRune(dst, r)
}

// isIgnored reports whether a rune within a word does not count: accents of European scripts,
// points of Hebrew and Arabic, joiners and direction marks. The vowel signs of other scripts count,
// since they are letters there.
func isIgnored(r rune) bool {
	switch {
	case r < 0x300:
		return r == 0xAD
	case r <= 0x36F,
		r >= 0x483 && r <= 0x487,
		r >= 0x591 && r <= 0x5BD, r == 0x5BF, r == 0x5C1, r == 0x5C2, r == 0x5C4, r == 0x5C5, r == 0x5C7,
		r >= 0x610 && r <= 0x61A, r == 0x640, r >= 0x64B && r <= 0x65F, r == 0x670,
		r >= 0x1AB0 && r <= 0x1AFF, r >= 0x1DC0 && r <= 0x1DFF,
		r >= 0x200B && r <= 0x200F, r == 0x2060,
		r >= 0x20D0 && r <= 0x20FF,
		r == 0x3099, r == 0x309A,
		r >= 0xFE00 && r <= 0xFE0F, r >= 0xFE20 && r <= 0xFE2F, r == 0xFEFF,
		r >= 0xE0100 && r <= 0xE01EF:
		return true
	}
	return false
}

// isIdeograph reports whether a rune belongs to a script without blanks between words, or to
// Korean, which attaches endings to words.
func isIdeograph(r rune) bool {
	switch {
	case r < 0xE01:
		return false
	case r <= 0xE4E: // Thai
		return r <= 0xE3A || r >= 0xE40
	case r <= 0xEDF: // Lao
		return r >= 0xE81 && (r < 0xED0 || r > 0xED9)
	case r < 0x1000:
		return false
	case r <= 0x103F: // Burmese
		return true
	case r >= 0x1780 && r <= 0x17D3: // Khmer
		return r != 0x17D4
	case r < 0x3005:
		return false
	case r <= 0x3007:
		return true
	case r >= 0x3041 && r <= 0x3096, r >= 0x309D && r <= 0x309F, // kana
		r >= 0x30A1 && r <= 0x30FA, r >= 0x30FC && r <= 0x30FF,
		r >= 0x31F0 && r <= 0x31FF,
		r >= 0x3400 && r <= 0x4DBF, r >= 0x4E00 && r <= 0x9FFF,
		r >= 0xAC00 && r <= 0xD7A3, // Hangul
		r >= 0x20000 && r <= 0x2F7FF, r >= 0x30000 && r <= 0x3FFFF:
		return true
	}
	return false
}
