package search

import "unicode/utf8"

// maxWord bounds a folded word, in bytes: of a longer one the beginning counts, in texts and
// queries alike.
const maxWord = 40

// tokens walks the words of a text.
//
// A run of ideographs has no words to walk: each character with the next one is a word, and the
// last character is one by itself. So every character begins some word, and a query of a single
// character is the beginning of a word. Each of them has its position, as words have, and what
// follows in a text has the position after.
//
// Some signs are of the word they stand at, since a name of a language or of a program is nothing
// without them: see signs.go.
type tokens struct {
	text string
	at   int // byte to go on from
	next int // position of the next word

	word       []byte // folded; good until the next advance
	start, end int    // where it stands in text, in bytes
	pos        int    // how many words stand before it
	tail       bool   // it is the last character of a run of more than one

	run      bool // an ideograph is held back in char
	paired   bool // it ended a pair
	char     []byte
	charFrom int
	charTo   int
	spare    []byte
}

func (t *tokens) reset(text string) {
	t.text, t.at, t.next, t.run, t.paired = text, 0, 0, false, false
}

// advance goes to the next word and reports whether there is one.
func (t *tokens) advance() bool {
	if t.run {
		return t.pair()
	}
	text, at := t.text, t.at
	for at < len(text) {
		c := text[at]
		if c < utf8.RuneSelf {
			if ascii[c] != 0 {
				t.at = at
				return t.plainWord(at)
			}
			if at++; c == '.' && startsDotted(text, at-1, at) {
				t.at = at
				return t.plainWord(at - 1)
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(text[at:])
		var kind class
		t.char, kind = fold(t.char[:0], r)
		switch kind {
		case letter:
			t.at = at
			return t.plainWord(at)
		case ideograph:
			t.charFrom, t.at = at, at+size
			t.charTo = t.at
			t.run, t.paired = true, false
			return t.pair()
		}
		if at += size; r == wideDot && startsDotted(text, at-size, at) {
			t.at = at
			return t.plainWord(at - size)
		}
	}
	t.at = at
	return false
}

// plainWord reads the word whose letters start at t.at. Where it starts before them, it has a dot
// there.
func (t *tokens) plainWord(start int) bool {
	text, at := t.text, t.at
	word := t.word[:0]
	if start < at {
		word = append(word, '.')
	}
	t.start = start
	t.end = at
scan:
	for at < len(text) {
		if c := text[at]; c < utf8.RuneSelf {
			lower := ascii[c]
			if lower == 0 {
				if c == '+' || c == '#' {
					word, at = addSigns(word, text, at)
					t.end = at
				}
				break
			}
			if len(word) < maxWord {
				word = append(word, lower)
			}
			at++
			t.end = at
			continue
		}
		r, size := utf8.DecodeRuneInString(text[at:])
		before := len(word)
		var kind class
		word, kind = fold(word, r)
		switch kind {
		case separator:
			if r == widePlus || r == wideHash || r == sharp {
				word, at = addSigns(word, text, at)
				t.end = at
			}
			break scan
		case ideograph:
			word = word[:before]
			break scan
		}
		if len(word) > maxWord {
			word = word[:before]
		}
		at += size
		t.end = at
	}
	t.word, t.at, t.tail = word, at, false
	t.pos = t.next
	t.next++
	return true
}

// pair returns the held character and the one after it as a word; or, where the run ends, the held
// one alone.
func (t *tokens) pair() bool {
	t.pos = t.next
	t.next++
	t.start = t.charFrom
	t.word = append(t.word[:0], t.char...)
	if t.at < len(t.text) && t.text[t.at] >= utf8.RuneSelf {
		r, size := utf8.DecodeRuneInString(t.text[t.at:])
		var kind class
		if t.spare, kind = fold(t.spare[:0], r); kind == ideograph {
			t.word = append(t.word, t.spare...)
			t.char, t.spare = t.spare, t.char
			t.charFrom, t.at = t.at, t.at+size
			t.charTo = t.at
			t.end = t.at
			t.tail, t.paired = false, true
			return true
		}
	}
	t.end = t.charTo
	t.tail = t.paired
	t.run = false
	return true
}
