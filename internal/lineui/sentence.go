package lineui

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentenceEnd returns where the first sentence of a line ends, with the blanks behind it; the
// length of the line if none ends within it.
func sentenceEnd(line string) int {
	for i := 0; i < len(line); {
		r, n := utf8.DecodeRuneInString(line[i:])
		i += n
		if !isStop(r) {
			continue
		}
		end := i
		for end < len(line) {
			next, n := utf8.DecodeRuneInString(line[end:])
			if !isStop(next) && !isCloser(next) {
				break
			}
			end += n
		}
		rest := strings.TrimLeft(line[end:], " ")
		switch {
		case rest == "":
			return len(line)
		case isWideStop(r), len(rest) < len(line)-end && beginsSentence(rest) && !isAbbreviation(line[:i]):
			return len(line) - len(rest)
		}
		i = end
	}
	return len(line)
}

// endsSentence reports whether a text ends with a sentence.
func endsSentence(text string) bool {
	text = strings.TrimRight(text, " ")
	bare := strings.TrimRightFunc(text, isCloser)
	last, _ := utf8.DecodeLastRuneInString(bare)
	return isStop(last) && (isWideStop(last) || !isAbbreviation(bare))
}

// isStop reports whether r ends a sentence.
func isStop(r rune) bool {
	return r == '.' || r == '!' || r == '?' || r == '…' || isWideStop(r)
}

// isWideStop reports whether r ends a sentence whatever follows: the stops of scripts that have no
// abbreviations with it, and often no blanks.
func isWideStop(r rune) bool { return strings.ContainsRune("。！？｡؟۔।॥።᠃", r) }

// isCloser reports whether r may stand behind the end of a sentence: a quotation mark or a bracket.
func isCloser(r rune) bool { return strings.ContainsRune(`)]}"'’”»›“‘」』）】》`, r) }

// beginsSentence reports whether a sentence can begin like that.
func beginsSentence(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, `([{"'‘“„«‹»¿¡`))
	return unicode.IsUpper(r) || unicode.IsTitle(r) || unicode.IsDigit(r) || unicode.Is(unicode.Lo, r)
}

// abbreviations end with a stop and are followed by names and numbers.
var abbreviations = map[string]bool{
	"mr": true, "mrs": true, "ms": true, "dr": true, "prof": true, "st": true, "jr": true, "sr": true, "vs": true, "no": true,
	"nr": true, "fig": true, "vol": true, "ca": true, "bzw": true, "vgl": true, "usw": true, "abb": true, "bd": true, "hr": true,
	"fr": true, "str": true, "approx": true, "cf": true,
}

// isAbbreviation reports whether the last word of a text, which ends in a stop, has it for another
// reason than that a sentence ends: it is a letter, a word of letters and stops, or a known one.
func isAbbreviation(text string) bool {
	bare, ok := strings.CutSuffix(text, ".")
	if !ok {
		return false
	}
	word := bare[strings.LastIndexAny(bare, " (")+1:]
	if len(word) <= 2 && strings.Trim(word, "0123456789") == "" || strings.Trim(bare, " 0123456789") == "" {
		return true // of an item, or a day
	}
	if utf8.RuneCountInString(word) == 1 {
		r, _ := utf8.DecodeRuneInString(word)
		return unicode.IsLetter(r) && r != 'I'
	}
	dotted := len(word) <= 8 && strings.Contains(strings.TrimRight(word, "."), ".") && !strings.ContainsAny(word, "0123456789")
	return dotted || abbreviations[strings.ToLower(word)]
}
