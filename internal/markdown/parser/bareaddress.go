package parser

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/markdown/grammar"
)

// addWithAddresses adds text, in which an address that stands behind a character of a script without
// blanks between words becomes a link: goldmark looks for addresses behind blanks only.
func (l *inliner) addWithAddresses(s string) {
	for !l.linked {
		at := addressBehindWide(s)
		if at < 0 {
			break
		}
		address := trimAddress(grammar.BareAddress.FindString(s[at:min(len(s), at+grammar.MaxAddress)]))
		if address == "" {
			break
		}
		l.add(markdown.Inline{Kind: markdown.Text, Text: s[:at]})
		l.add(markdown.Inline{Kind: markdown.Link, Line: l.line, URL: boundAddress(address), Children: []markdown.Inline{{Kind: markdown.Text, Text: address}}})
		s = s[at+len(address):]
	}
	if s != "" {
		l.add(markdown.Inline{Kind: markdown.Text, Text: s})
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
			if r, _ := utf8.DecodeLastRuneInString(s[:start]); grammar.IsWide(r) || r > unicode.MaxLatin1 && unicode.IsPunct(r) {
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
