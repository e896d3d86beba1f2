package markdown

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// addressTail is a character of an address behind its host: those that goldmark takes, and letters,
// marks and digits of any script.
const addressTail = `[-\p{L}\p{M}\p{N}@:%_+.~#$!?&/=();,'">^{}\[\]` + "`]"

// bareAddress is an address without brackets. Letters, marks and digits of any script belong to it;
// punctuation of other scripts ends it.
var bareAddress = regexp.MustCompile("^(?:http|https|ftp)://[-\\p{L}\\p{M}\\p{N}@:%._+~#=]{1,256}\\.\\p{L}+(?::\\d+)?(?:[/#?]" + addressTail + "*)?")

// bareHost is the same for one that begins with www.
var bareHost = regexp.MustCompile("^www\\.[-\\p{L}\\p{M}\\p{N}@:%._+~#=]{1,256}\\.\\p{L}+(?:[/#?]" + addressTail + "*)?")

// addWithAddresses adds text, in which an address that stands behind a character of a script without
// blanks between words becomes a link: goldmark looks for addresses behind blanks only.
func (l *inliner) addWithAddresses(s string) {
	for !l.linked {
		at := addressBehindWide(s)
		if at < 0 {
			break
		}
		address := trimAddress(bareAddress.FindString(s[at:min(len(s), at+maxAddress)]))
		if address == "" {
			break
		}
		l.add(Inline{Kind: Text, Text: s[:at]})
		l.add(Inline{Kind: Link, Line: l.line, URL: boundAddress(address), Children: []Inline{{Kind: Text, Text: address}}})
		s = s[at+len(address):]
	}
	if s != "" {
		l.add(Inline{Kind: Text, Text: s})
	}
}

// addressBehindWide returns where an address begins behind a character that is no letter or digit of
// a script with blanks; -1 if none does.
func addressBehindWide(s string) int {
	for from := 0; ; {
		i := strings.Index(s[from:], "://")
		if i < 0 {
			return -1
		}
		i += from
		start := i - len("https")
		if start < 0 || !strings.EqualFold(s[start:i], "https") {
			start = i - len("http")
		}
		if start > 0 && strings.EqualFold(s[start:min(i, start+4)], "http") {
			if r, _ := utf8.DecodeLastRuneInString(s[:start]); isWide(r) || r > unicode.MaxLatin1 && unicode.IsPunct(r) {
				return start
			}
		}
		from = i + 3
	}
}

// trimAddress takes marks off the end of an address that belong to the sentence, and a bracket that
// nothing in it opens.
func trimAddress(s string) string {
	for s != "" {
		last := s[len(s)-1]
		switch {
		case strings.IndexByte(`.,:;!?"'*_~<`, last) >= 0:
		case last == ')' && strings.Count(s, "(") < strings.Count(s, ")"):
		case last == ']' && strings.Count(s, "[") < strings.Count(s, "]"):
		default:
			return s
		}
		s = s[:len(s)-1]
	}
	return s
}
