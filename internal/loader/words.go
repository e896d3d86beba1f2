package loader

import (
	"math"
	"unicode"
	"unicode/utf8"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// Words and characters that are read in a minute.
const (
	wordsPerMinute = 220
	cjkPerMinute   = 400
)

// countWords counts the words of a Markdown body with one quick pass and no parse: runs of letters
// and digits that blanks or markup part, HTML tags left out. Each Chinese or Japanese character is
// a word and is counted in cjk as well.
func countWords(s string) (words, cjk int) {
	inWord := false
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			switch class[c] {
			case letterByte:
				if !inWord {
					words++
					inWord = true
				}
			case blankByte:
				inWord = false
			case tagByte:
				i += tagLength(s[i:])
				continue
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch {
		case r >= 0x2E80 && plaintext.IsHanOrKana(r):
			words++
			cjk++
			inWord = false
		case r < 0x300 && r != 0xA0 && r != 0x85 || unicode.IsLetter(r) || unicode.IsNumber(r):
			if !inWord {
				words++
				inWord = true
			}
		case unicode.IsSpace(r):
			inWord = false
		}
	}
	return words, cjk
}

const (
	otherByte = iota
	letterByte
	blankByte
	tagByte
)

// class sorts ASCII for countWords. Marks such as ' and - neither start nor end a word.
var class = func() (t [utf8.RuneSelf]byte) {
	for c := range t {
		switch {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9':
			t[c] = letterByte
		case c <= ' ' || c == '|':
			t[c] = blankByte
		case c == '<':
			t[c] = tagByte
		}
	}
	return t
}()

// tagLength returns the length of the HTML tag or comment that s starts with, 1 where it is only a
// '<'.
func tagLength(s string) int {
	if len(s) < 2 || s[1] >= utf8.RuneSelf || class[s[1]] != letterByte && s[1] != '/' && s[1] != '!' {
		return 1
	}
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '>':
			return i + 1
		case '<': // no tag; to stop here also keeps the whole pass linear
			return 1
		}
	}
	return 1
}

// readingMinutes returns how long a body takes to read, at least 1.
func readingMinutes(words, cjk int) int {
	m := float64(words-cjk)/wordsPerMinute + float64(cjk)/cjkPerMinute
	return max(1, int(math.Round(m)))
}
