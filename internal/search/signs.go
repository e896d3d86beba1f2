package search

import (
	"bytes"
	"unicode/utf8"
)

// Signs that belong to the word beside them: C++, C#, F#, A+, Notepad++, .NET, .gitignore. Their
// wide forms, and the musical sharp, mean the same.
const (
	wideDot  = '\uFF0E'
	widePlus = '\uFF0B'
	wideHash = '\uFF03'
	sharp    = '\u266F'
)

// maxSigns is how many signs a word may end with. If there are more, as in a line of them, none
// belongs to the word.
const maxSigns = 2

// addSigns appends the signs at an offset of text to the word before them, if they belong to it,
// and returns where the text continues. A single plus or hash before a letter separates two words,
// as in "a+b" and "page#part"; but C#10 is C#.
func addSigns(word []byte, text string, at int) ([]byte, int) {
	first, end, n := byte(0), at, 0
	for end < len(text) {
		sign, size := signAt(text[end:])
		if sign == 0 || n > 0 && sign != first {
			break
		}
		first, end = sign, end+size
		if n++; n > maxSigns {
			return word, at
		}
	}
	next, kind := classAt(text[end:])
	switch {
	case len(word)+n > maxWord:
	case first == '+' && n == 1 && kind == letter:
	case first == '#' && n > 1:
	case first == '#' && kind == letter && (len(word) > 1 || next < '0' || next > '9'):
	default:
		for range n {
			word = append(word, first)
		}
		return word, end
	}
	return word, at
}

// signAt returns the sign at the start of text and its length; 0 if there is none.
func signAt(text string) (sign byte, size int) {
	if c := text[0]; c < utf8.RuneSelf {
		if c == '+' || c == '#' {
			return c, 1
		}
		return 0, 0
	}
	switch r, size := utf8.DecodeRuneInString(text); r {
	case widePlus:
		return '+', size
	case wideHash, sharp:
		return '#', size
	}
	return 0, 0
}

// startsDotted reports whether the dot at the end of a text begins a word: a letter follows it, and
// neither a word nor another dot precedes it.
func startsDotted(text string, dot, end int) bool {
	if next, kind := classAt(text[end:]); kind != letter || next >= '0' && next <= '9' {
		return false
	}
	if dot == 0 {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(text[:dot])
	if before == '.' || before == wideDot {
		return false
	}
	var folded [16]byte
	_, kind := fold(folded[:0], before)
	return kind == separator || kind == ideograph
}

// classAt returns the class of the rune at the start of text.
func classAt(text string) (rune, class) {
	if text == "" {
		return 0, separator
	}
	r, _ := utf8.DecodeRuneInString(text)
	var folded [16]byte
	_, kind := fold(folded[:0], r)
	return r, kind
}

// withoutDot returns a word without its leading dot.
func withoutDot(word []byte) []byte {
	if len(word) > 0 && word[0] == '.' {
		return word[1:]
	}
	return word
}

// withoutSigns returns a word without its trailing signs.
func withoutSigns(word []byte) []byte { return bytes.TrimRight(word, "+#") }

// variant is another word that matches a term, but less well.
type variant struct {
	text   []byte
	prefix bool
}

// variants returns the words with other signs that a term matches. A term without signs matches
// words with signs, and one with a dot matches "ASP.NET". A term with other signs matches only
// these.
func (t *term) variants() []variant {
	if t.char || isRun(t.text) {
		return nil
	}
	if bare := withoutDot(t.text); len(bare) < len(t.text) {
		return []variant{{bare, t.prefix}}
	}
	all := []variant{{append([]byte{'.'}, t.text...), t.prefix}}
	if !t.prefix && len(withoutSigns(t.text)) == len(t.text) {
		for _, signs := range [...]string{"#", "+", "++"} {
			all = append(all, variant{append(bytes.Clone(t.text), signs...), false})
		}
	}
	return all
}

// matches reports whether a term matches a word of a text.
func (t *term) matches(word []byte) bool {
	if bytes.Equal(word, t.text) || t.prefix && bytes.HasPrefix(word, t.text) {
		return true
	}
	have, want := withoutDot(word), withoutDot(t.text)
	switch {
	case len(want) == 0 || len(have) == len(word) && len(want) == len(t.text):
		// neither has a dot
	case len(have) < len(word) && len(want) < len(t.text):
		return false
	case bytes.Equal(have, want) || t.prefix && bytes.HasPrefix(have, want):
		return true
	}
	return !t.prefix && len(want) == len(t.text) && bytes.Equal(withoutSigns(have), want)
}
