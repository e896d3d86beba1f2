package search

import "unicode/utf8"

// maxWord is the maximum length of a folded word, in bytes. Only the beginning of a longer one
// counts, in texts and in queries.
const maxWord = 40

// tokens iterates over the words of a text.
//
// In a run of ideographs, each character together with the next one is a word, and the last
// character is a word by itself. So every character begins a word, and a query of a single character
// is the beginning of a word. Each of these words has a position of its own, like other words.
//
// Some signs belong to the word beside them, since they are part of names of languages and programs:
// see signs.go.
type tokens struct {
	text string
	at   int // offset to continue from
	next int // position of the next word

	word       []byte // folded; valid until the next advance
	start, end int    // its byte offsets in text
	pos        int    // how many words precede it
	tail       bool   // it is the last character of a run of several

	run      bool // an ideograph is pending in char
	paired   bool // it has ended a pair
	char     []byte
	charFrom int
	charTo   int
	spare    []byte
}

func (t *tokens) reset(text string) {
	t.text, t.at, t.next, t.run, t.paired = text, 0, 0, false, false
}

// advance moves to the next word and reports whether there is one.
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

// plainWord reads the word whose letters start at t.at. If the word starts before them, it has a
// dot there.
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

// pair returns the pending character and the one after it as a word, or, at the end of a run, the
// pending one alone.
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
