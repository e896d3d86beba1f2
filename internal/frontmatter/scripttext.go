package frontmatter

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token passes over a text, a comment, a word or one character.
func (s *script) token() {
	switch c := s.char(); {
	case c == '\'' || c == '"' || c == '`' && s.lang == JavaScript:
		s.text()
	case s.atComment():
		s.skip()
	case s.atWord():
		s.word()
	default:
		_, size := utf8.DecodeRuneInString(s.src[s.at:])
		s.at += max(size, 1)
	}
}

func (s *script) char() byte {
	if s.at < len(s.src) {
		return s.src[s.at]
	}
	return 0
}

func (s *script) atWord() bool {
	r, _ := utf8.DecodeRuneInString(s.src[s.at:])
	return r == '_' || r == '$' || unicode.IsLetter(r)
}

// word reads a name.
func (s *script) word() (name string, ok bool) {
	if !s.atWord() {
		return "", false
	}
	end := strings.IndexFunc(s.src[s.at:], func(r rune) bool {
		return r != '_' && r != '$' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	if end < 0 {
		end = len(s.src) - s.at
	}
	name = s.src[s.at : s.at+end]
	s.at += end
	return name, true
}

// newLineBefore reports whether only blanks stand between the reader and the line before.
func (s *script) newLineBefore() bool {
	i := len(strings.TrimRight(s.src[:s.at], " \t\r"))
	return i > 0 && s.src[i-1] == '\n'
}

func (s *script) atComment() bool {
	rest := s.src[s.at:]
	if s.lang == Python {
		return strings.HasPrefix(rest, "#")
	}
	return strings.HasPrefix(rest, "//") || strings.HasPrefix(rest, "/*")
}

// skip passes over blanks and comments.
func (s *script) skip() {
	for s.at < len(s.src) {
		switch c := s.src[s.at]; {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\\' && s.lang == Python:
			s.at++
		case !s.atComment():
			return
		case strings.HasPrefix(s.src[s.at:], "/*"):
			s.pass(s.at+2, "*/")
		default:
			s.pass(s.at, "\n")
		}
	}
}

// pass goes behind the next end, or to the end of the program.
func (s *script) pass(from int, end string) {
	if i := strings.Index(s.src[from:], end); i >= 0 {
		s.at = from + i + len(end)
	} else {
		s.at = len(s.src)
	}
}

// texts reads a text, and in Python those that follow it, which belong to it.
func (s *script) texts(line int) Value {
	text, ok := s.text()
	for s.lang == Python && ok {
		at := s.at
		for s.at < len(s.src) && strings.IndexByte(" \t\n\\", s.src[s.at]) >= 0 {
			s.at++
		}
		if c := s.char(); c != '\'' && c != '"' || strings.Contains(s.src[at:s.at], "\n") {
			s.at = at
			break
		}
		more, _ := s.text()
		text += more
	}
	if !ok {
		return Value{Line: line}
	}
	return Value{Kind: Scalar, Text: text, Line: line}
}

// text reads one text in quotation marks; ok is false where it has a part that is worked out.
func (s *script) text() (text string, ok bool) {
	quote := s.src[s.at : s.at+1]
	if s.lang == Python && strings.HasPrefix(s.src[s.at:], strings.Repeat(quote, 3)) {
		quote = strings.Repeat(quote, 3)
	}
	s.at += len(quote)
	var b strings.Builder
	for ok = true; s.at < len(s.src); {
		rest := s.src[s.at:]
		switch {
		case strings.HasPrefix(rest, quote):
			s.at += len(quote)
			return b.String(), ok
		case rest[0] == '\n' && (quote == `'` || quote == `"`):
			return b.String(), ok // never closed
		case rest[0] == '\\':
			s.escape(&b)
			continue
		case quote == "`" && strings.HasPrefix(rest, "${"):
			ok = false
		}
		b.WriteByte(rest[0])
		s.at++
	}
	return b.String(), ok
}

// escape reads what a backslash begins.
func (s *script) escape(b *strings.Builder) {
	rest := s.src[s.at+1:]
	if rest == "" {
		s.at++
		return
	}
	size := 2
	switch c := rest[0]; c {
	case 'n', 't', 'r':
		b.WriteByte(' ')
	case '\n':
	case 'x', 'u':
		digits := map[byte]int{'x': 2, 'u': 4}[c]
		r, n := hexRune(rest[1:], digits)
		b.WriteRune(r)
		size += n
	default:
		b.WriteByte(c)
	}
	s.at += size
}

// hexRune reads a character of so many hexadecimal digits, or of {any} of them, and returns the
// length of what it read.
func hexRune(s string, digits int) (r rune, length int) {
	braces := 0
	if strings.HasPrefix(s, "{") {
		digits = strings.IndexByte(s[:min(len(s), 8)], '}') - 1
		braces = 1
	}
	for i := range max(digits, 0) {
		if i+braces >= len(s) {
			break
		}
		d := strings.IndexByte("0123456789abcdef", s[i+braces]|0x20)
		if d < 0 {
			return utf8.RuneError, i + braces
		}
		r = r<<4 | rune(d)
	}
	return r, min(max(digits, 0)+2*braces, len(s))
}
